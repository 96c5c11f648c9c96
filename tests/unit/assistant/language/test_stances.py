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
        ("Ann Lee urged unions to accept the deal.", ["for"]),
        ("Ann Lee called on members not to accept the deal.", ["against"]),
        ("Ann Lee said the toll must go.", ["against"]),
        ("The pier should stay, Ann Lee said.", ["for"]),
        ("“The toll must not go,” Ann Lee said.", ["for"]),
        ("The show must go on, Ann Lee said.", []),
        ("Ann Lee said the toll must go to the county.", []),
        ("Residents opposed the tunnel.", ["against"]),
        ("Ann Lee did not support the tunnel.", ["against"]),
        ("Ann Lee no longer supports the tunnel.", ["against"]),
        ("Ann Lee didn't oppose the tunnel.", []),  # who does not oppose is not therefore for it
        ("Ann Lee had no objection to the tunnel.", []),
        ("Ann Lee dropped her opposition to the tunnel.", []),
        ("Ann Lee withdrew her support for the tunnel.", ["against"]),
        ("Ann Lee would not say whether she supported the tunnel.", []),
        ("Ann Lee would support the tunnel only if it paid.", []),
        ("Ann Lee rejected protests against the tunnel.", ["for"]),
        ("Ann Lee dismissed the drills and rejected criticism of the tunnel.", ["for"]),
        ("The tunnel was rejected by the council.", ["against"]),
        ("The tunnel has the full support of the council.", ["for"]),
        ("The tunnel met fierce resistance from farmers.", ["against"]),
        ("Ann Lee urged the council to build the tunnel.", ["for"]),
        ("Ann Lee demanded that the tunnel be scrapped.", ["against"]),
        ("The tunnel must not be built, Ann Lee said.", ["against"]),
        ("Ann Lee vowed to fight the tunnel.", ["against"]),
        ("Ann Lee warned that blocking the tunnel would cost jobs.", ["for"]),
        ("The tunnel is a disaster, Ann Lee said.", ["against"]),
        ("The tunnel is not a mistake, Ann Lee said.", []),
        ("Ann Lee described the tunnel as a blessing.", ["for"]),
        ("The tunnel would ruin the valley, Ann Lee said.", ["against"]),
        ("Ann Lee defended the tunnel against its critics.", ["for"]),
        ("Ann Lee opposed delaying the tunnel.", ["for"]),
        ("Ann Lee supported plans to scrap the tunnel.", ["against"]),
        ("Ann Lee called the tunnel a disgrace.", ["against"]),
        ("Ann Lee called the tunnel a real blessing.", ["for"]),
        ("The tunnel will save the valley, Ann Lee said.", ["for"]),
        ("Ann Lee rejected calls to scrap the tunnel.", ["for"]),
        ("Ann Lee demanded that the tunnel be torn down.", ["against"]),
        ("Ann Lee welcomed the idea of removing the tunnel.", ["against"]),
        ("Ann Lee visited the tunnel.", []),
        ("Supporters came by bus.", []),
    ],
)
def test_a_side_is_taken_by_words_and_turned_by_a_denial(text: str, sides: list[str]) -> None:
    assert [stance.side for stance in find_stances(text)] == sides
