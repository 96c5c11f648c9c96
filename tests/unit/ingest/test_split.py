from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.archive.article import IncomingArticle
from assistant.language import split_sentences
from assistant.models import MAX_PIECES, count_tokens
from ingest.split import LARGEST_TOKENS, split

SENTENCES = st.sampled_from(
    [
        "The bridge was shut on Monday evening.",
        "Nobody was hurt.",
        '"A bearing does not shout before it fails," Farrant said.',
        "It cost 2.1 million crowns, according to Dr. A. Vensel of the U.S. embassy, who had asked for more.",
        "What next?",
        "El alcalde no quiso hablar.",
        "Further reading",
        "- an item of a list",
    ]
)
GAPS = st.sampled_from([" ", " ", " ", "\n", "\n\n", "\r\n\r\n", "  "])
TEXTS = st.lists(st.tuples(SENTENCES, GAPS), min_size=1, max_size=80).map(
    lambda pairs: "".join(sentence + gap for sentence, gap in pairs)
)
ODD_TEXTS = st.text(alphabet=st.sampled_from(list('ab.!?" \n\t\u2028é漢字🙂‘’\u0301')), max_size=400)


@settings(deadline=None, max_examples=150)
@given(text=TEXTS | ODD_TEXTS, title=st.none() | st.just("Bridge shut"))
def test_passages_are_whole_sentences_and_hold_all_of_them(text: str, title: str | None) -> None:
    passages = split(IncomingArticle(text=text, title=title), count_tokens)
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    assert sentences == split_sentences(text)
    for passage in passages:
        assert 0 <= passage.start < passage.end <= len(text)
        assert (passage.start, passage.end) == (passage.sentences[0][0], passage.sentences[-1][1])
        assert passage.embedded_input.endswith(text[passage.start : passage.end])
        assert len(passage.sentences) == 1 or count_tokens(text[passage.start : passage.end]) <= LARGEST_TOKENS
    assert all(left.end <= right.start for left, right in pairwise(passages))
    assert passages == split(IncomingArticle(text=text, title=title), count_tokens)


def test_headline_and_day_are_given_to_the_model_and_not_to_the_span() -> None:
    article = IncomingArticle(text="It was shut.", title="Bridge shut", published_on=date(2025, 3, 11))
    (passage,) = split(article, count_tokens)
    assert passage.embedded_input == "Bridge shut\nMarch 11, 2025\nIt was shut."
    assert (passage.start, passage.end) == (0, 12)


def test_a_headline_that_opens_the_text_is_not_said_twice() -> None:
    article = IncomingArticle(text="Bridge shut\n\nIt was shut.", title="Bridge shut", published_on=date(2025, 3, 11))
    (passage,) = split(article, count_tokens)
    assert passage.embedded_input == "March 11, 2025\nBridge shut\n\nIt was shut."


def test_what_the_model_is_given_fits_it() -> None:
    text = " ".join(f"Sentence number {number} tells of the bridge and of the river." for number in range(200))
    article = IncomingArticle(
        text=text, title="A very long headline about many things " * 5, published_on=date(2025, 3, 11)
    )
    assert all(count_tokens(passage.embedded_input) <= MAX_PIECES for passage in split(article, count_tokens))


def test_no_crumb_is_left_at_the_end() -> None:
    text = " ".join(["The bridge over the river Omber was shut for repairs on Monday evening."] * 15)
    sizes = [len(passage.sentences) for passage in split(IncomingArticle(text=text), count_tokens)]
    assert max(sizes) - min(sizes) <= 1


def test_it_cuts_between_paragraphs_and_not_behind_a_heading() -> None:
    paragraph = " ".join(["The bridge over the river Omber was shut for repairs on Monday evening."] * 8)
    text = f"{paragraph}\n\nWhat comes next\n\n{paragraph}"
    first, second = split(IncomingArticle(text=text), count_tokens)
    assert text[first.start : first.end] == paragraph
    assert text[second.start : second.end] == f"What comes next\n\n{paragraph}"


def test_a_long_sentence_is_a_passage_of_its_own() -> None:
    endless = "and ".join(f"clause {number} of the contract " for number in range(150)).strip()[:1900] + "."
    text = f"It began well. {endless} It ended badly."
    passages = split(IncomingArticle(text=text), count_tokens)
    assert [text[passage.start : passage.end] for passage in passages] == ["It began well.", endless, "It ended badly."]


def test_a_text_without_words_has_no_passage() -> None:
    assert split(IncomingArticle(text=" \n "), count_tokens) == []


def test_no_passage_crosses_the_entries_of_a_live_blog() -> None:
    text = "Above.\n\n09:40, 5 March 2026\n\nFour died.\n\n23:05, 4 March 2026\n\nIt began. It burned."
    passages = split(IncomingArticle(text=text, title="Fire", published_on=date(2026, 3, 3)), count_tokens)
    assert [text[one.start : one.end].split("\n\n")[-1] for one in passages] == [
        "Above.",
        "Four died.",
        "It began. It burned.",
    ]
    days = [one.embedded_input.split("\n")[1] for one in passages]
    assert days == ["March 3, 2026", "March 5, 2026", "March 4, 2026"]
