import pytest

from assistant.dossier import asks_for_dossier, read_subject


@pytest.mark.parametrize(
    ("question", "subject", "asks"),
    [
        ("Who was for and who against the repair, since when?", "the repair", True),
        ("Who was for and who was against buying the mill?", "buying the mill", True),
        ("Who supported or opposed the tunnel?", "the tunnel", True),
        ("Who supports the tunnel and who opposes it?", "the tunnel", True),
        ("Since when, and who voted for or against the tunnel?", "the tunnel", True),
        ("A dossier on the tunnel", "the tunnel", True),
        ("What did people say about the tunnel?", "the tunnel", False),
        ("Who opposed the tunnel?", "the tunnel", False),
        ("The tunnel", "The tunnel", False),
        ("Who was for and who against?", "Who was for and who against?", True),
    ],
)
def test_the_subject_is_what_is_left_without_the_sides(question: str, subject: str, asks: bool) -> None:
    assert read_subject(question) == subject
    assert asks_for_dossier(question) is asks
