import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.models.withheld import STANDS_FOR_IT, Withheld

SECRET = "sk-abab-0123"


def pass_through(secret: str, parts: list[str]) -> str:
    withheld = Withheld(secret)
    return "".join([*map(withheld.feed, parts), withheld.finish()])


@settings(deadline=None)
@given(
    text=st.lists(st.sampled_from([SECRET, "sk-", "ab", "sk-abab", "x", " "]), max_size=8).map("".join), data=st.data()
)
def test_the_secret_is_taken_out_wherever_the_text_is_cut(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    parts = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert pass_through(SECRET, parts) == text.replace(SECRET, STANDS_FOR_IT)


@pytest.mark.parametrize("secret", ["", "none", "x"])
def test_a_short_secret_may_be_a_word(secret: str) -> None:
    assert pass_through(secret, ["no", "ne x"]) == "none x"
