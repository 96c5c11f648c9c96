"""One sentence found again in another text."""

import pytest

from assistant.archive.copies.sentences import Counterparts, Sentence, sentences_of

HELD = (
    "The council voted on Monday to close the bridge for repairs until June.",
    "Mayor Ann Lee said the town would not pay more than 40,000 for it.",
)


def read(text: str) -> Sentence:
    (sentence,) = sentences_of(text, [(0, len(text))])
    return sentence


@pytest.fixture
def held() -> Counterparts:
    counterparts = Counterparts()
    text = " ".join(HELD)
    cut = len(HELD[0])
    counterparts.add(sentences_of(text, [(0, cut), (cut + 1, len(text))]))
    return counterparts


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (HELD[0], 0),
        ("The council voted Monday to close the bridge for repairs until June", 0),
        ("LONDON (AP) — The council voted on Monday to close the bridge for repairs until June.", 0),
        ("The mayor, Ann Lee, said the town would not pay more than 40000 for it.", 1),
        ("The council voted on Friday to close the bridge for repairs until June.", None),
        ("Mayor Ann Lee said the town would not pay more than 60,000 for it.", None),
        ("Mayor Ann Lee said the town would pay more than 40,000 for it.", None),
        ("Mayor Bob Ray said the town would not pay more than 40,000 for it.", None),
        ("The bridge is old.", None),
        ("", None),
    ],
)
def test_a_counterpart_says_the_same(held: Counterparts, text: str, place: int | None) -> None:
    sentence = read(text)
    assert held.find(sentence) == place
    assert held.holds(sentence) is (place is not None)


def test_a_shortened_sentence_has_nothing_new_but_is_not_the_same_one(held: Counterparts) -> None:
    shortened = read("The council voted to close the bridge.")
    assert held.holds(shortened)
    assert held.find(shortened) is None


def test_a_dateline_stands_before_the_first_sentence_alone() -> None:
    text = "PARIS - It rained. PARIS - It rained."
    first, second = sentences_of(text, [(0, 18), (19, 37)])
    assert first.words == ("it", "rained")
    assert second.words == ("paris", "it", "rained")


@pytest.mark.parametrize(
    ("text", "is_crumb"),
    [
        ("By our own staff", True),
        ("Ferry strikes sandbank off the coast of Ness", True),
        ("It rained.", True),
        ("It rained all day.", False),
        ("“It rained all day.”", False),
        ("a list line that goes on and on without any mark at its end", False),
    ],
)
def test_bylines_headings_and_scraps_are_crumbs(text: str, is_crumb: bool) -> None:
    assert read(text).is_crumb is is_crumb
