from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from assistant.models.tokenizer import count_tokens, word_pieces


def test_pieces_are_those_of_bert() -> None:
    (pieces,) = word_pieces(["Embeddings aren't Zürich's"])
    assert pieces.token_ids == (7861, 8270, 4667, 2015, 4995, 1005, 1056, 10204, 1005, 1055)


def test_offsets_count_characters_of_the_text_as_it_was_given() -> None:
    text = "😀 Café \ud800 naïve İstanbul"
    (pieces,) = word_pieces([text])
    assert [text[start:end] for start, end in pieces.offsets] == ["😀", "Café", "naïve", "İstanbul"]


def test_counts_leave_out_the_special_tokens_and_add_up() -> None:
    sentences = ["Hello, world.", "It's over!"]
    assert count_tokens("") == 0
    assert count_tokens(" ".join(sentences)) == sum(map(count_tokens, sentences)) == 9


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    (pieces,) = word_pieces([text])
    assert len(pieces.token_ids) == len(pieces.offsets) == count_tokens(text)
    assert all(0 <= start <= end <= len(text) for start, end in pieces.offsets)


def test_threads() -> None:
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(count_tokens, ["one two three"] * 200)) == {3}
