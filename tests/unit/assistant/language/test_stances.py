import pytest

from assistant.language.stances import find_stances


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Ann Lee backs the tunnel.", ["for"]),
        ("Ann Lee is in favour of the tunnel.", ["for"]),
        ("The council voted by 17 to 12 on Tuesday to build the tunnel.", ["for"]),
        ("Councillors voted 16-15 in favour of the tunnel.", ["for"]),
        ("Ann Lee voted against.", ["against"]),
        ("Residents opposed the tunnel.", ["against"]),
        ("Ann Lee did not support the tunnel.", ["against"]),
        ("Ann Lee no longer supports the tunnel.", ["against"]),
        ("Ann Lee didn't oppose the tunnel.", ["for"]),
        ("Ann Lee opposed delaying the tunnel.", ["for"]),
        ("Ann Lee supported plans to scrap the tunnel.", ["against"]),
        ("Ann Lee visited the tunnel.", []),
        ("Supporters came by bus.", []),
    ],
)
def test_a_side_is_taken_by_words_and_turned_by_a_denial(text: str, sides: list[str]) -> None:
    assert [stance.side for stance in find_stances(text)] == sides
