import pytest

from assistant.language.corrections import asks_for_correction, read_correction


@pytest.mark.parametrize(
    ("notice", "values"),
    [
        (
            'Correction: An article on 2 July ("Council approves repair after five-hour debate") gave the value of the '
            "contract as 18.4 million crowns. The correct figure is 14.8 million crowns.",
            [("18.4 million crowns", "14.8 million crowns")],
        ),
        ("An earlier version said that 31 people were hurt. The correct number is 13.", [("31", "13")]),
        (
            "Our report of 7 March gave the number of marchers as 9,000. Organisers put it at 900.",
            [("9,000", "900")],
        ),
        ("On Monday we said that 31 people were hurt. The hospital reported 13.", [("31", "13")]),
        ("We said that 31 people were hurt and reported that 13 were missing.", []),
        (
            "This article was amended on 5 July to say that the contract is worth 14.8 million crowns, "
            "not 18.4 million crowns.",
            [("18.4 million crowns", "14.8 million crowns")],
        ),
        ("Correction: The hearing is on 5 June, not 4 June as we reported.", [("4 June", "5 June")]),
        ("A report misstated the number of homes. It was 340, not 410.", [("410", "340")]),
        (
            "Our article gave the cost as 18.4 million crowns instead of 14.8 million.",
            [("18.4 million crowns", "14.8 million")],
        ),
        ("An earlier version of this story gave the cost as £18m instead of £14m.", [("£18m", "£14m")]),
        (
            "This story has been corrected to show that the fire at 9 Mill Lane killed 12 people, not 21.",
            [("21", "12")],
        ),
        (
            "An earlier version misspelled the name of the judge as Hester Callaway. She is Hester Calloway.",
            [("Hester Callaway", "Hester Calloway")],
        ),
        ("Correction (6 March): the mill employs 612 people. An earlier version said 621.", [("621", "612")]),
        (
            "The figure of 18.4 million crowns in an earlier version was wrong; the contract is worth "
            "14.8 million crowns.",
            [("18.4 million crowns", "14.8 million crowns")],
        ),
        ("This article was changed on 7 May to correct the number of jobs from 900 to 90.", [("900", "90")]),
        ("A previous version stated the vote was 17 to 12. It was 16 to 15.", [("17", "16"), ("12", "15")]),
        ("We said the museum opens in 2027. It opens in 2028.", [("2027", "2028")]),
        (
            "CORRECTION: The stadium will cost 77 million crowns. Our report of 2 March gave 71 million.",
            [("71 million", "77 million crowns")],
        ),
        ("We wrote that the dam holds 4 million litres; it holds 40 million.", [("4 million litres", "40 million")]),
        ("Clarification: The strike began on Monday.", []),
        ("Correction: The photograph above shows the Tidegate, not the Old Town.", [("the Old Town", "the Tidegate")]),
    ],
)
def test_what_was_wrong_and_what_is_right(notice: str, values: list[tuple[str, str]]) -> None:
    found = [(one.wrong.text, one.right.text) for one in read_correction(notice).values]
    assert [(wrong.removeprefix("the "), right.removeprefix("the ")) for wrong, right in found] == [
        (wrong.removeprefix("the "), right.removeprefix("the ")) for wrong, right in values
    ]


def test_headline_and_day_of_the_article_that_is_meant() -> None:
    facts = read_correction('An article published on 2 July ("Council approves the repair") gave 18 as the number.')
    assert facts.titles == ("Council approves the repair",)
    assert facts.days == ((2, 7),)


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("What did The Lantern correct?", True),
        ("Was there a correction about the contract?", True),
        ("Which figure was wrong?", True),
        ("How much is the contract worth?", False),
        ("Who runs the correctional centre?", False),
    ],
)
def test_questions_about_corrections(question: str, asks: bool) -> None:
    assert asks_for_correction(question) is asks
