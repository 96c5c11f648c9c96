import pytest

from assistant.answering.grounding.frames import find_frames


@pytest.mark.parametrize(
    ("text", "verb", "doer", "other"),
    [
        ("Russia beat Croatia.", "beat", {"russia"}, {"croatia"}),
        ("Croatia was beaten by Russia.", "beat", {"russia"}, {"croatia"}),
        ("The plan, approved by the centre, is new.", "approv", {"centr"}, {"plan"}),
        ("The driver, who took the keys, left.", "take", {"driver"}, {"key"}),
        ("Bolt, which Acme bought, cuts jobs.", "buy", {"acm"}, {"bolt"}),
        ("The hosts are leading after beating Norway.", "beat", {"host"}, {"norway"}),
    ],
)
def test_who_does_it_and_to_whom(text: str, verb: str, doer: set[str], other: set[str]) -> None:
    frame = next(one for one in find_frames(text) if one.verb == verb)
    assert (set(frame.doer), set(frame.other)) == (doer, other)


def test_a_pronoun_is_told_from_nobody() -> None:
    (frame,) = find_frames("Vindman supported him.")
    assert frame.is_other_meant
    assert not frame.other
    assert list(find_frames("Rain fell.")) == []
