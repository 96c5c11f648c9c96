from collections.abc import Callable

import pytest

from assistant.answering.grounding import CitedSentence
from assistant.answering.grounding.figures import figure_fault

Cite = Callable[..., CitedSentence]


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("1,600 people came.", "About 1600 people came."),
        ("Two million people came.", "2,000,000 came."),
        ("Sixty came.", "60 came."),
        ("The ten-year-old browser.", "The 10-year-old browser."),
        ("About 1,600 came.", "In all 1,580 came."),
        ("It fell 13 percent.", "It fell by 13%."),
        ("Half a litre was drunk.", "They drank 500 ml."),
        ("It took less than half a year.", "It took less than six months."),
        ("It took two weeks.", "It took 14 days."),
        ("More than twenty years ago.", "More than two decades ago."),
        ("Roughly 67 percent of it was paid.", "About two-thirds of it was paid."),
        ("Four fifths were full.", "They were 80-percent full."),
        ("More than three in four live there.", "Seventy-eight percent live there."),
        ("More than half a million answered.", "505,796 people answered."),
        ("Each was fined a quarter of a million dollars.", "Both received $250,000 fines."),
        ("He played half a dozen games.", "He played 6 games."),
        ("It has grown for six quarters in a row.", "It was the sixth consecutive quarter of growth."),
        ("They won eight of nine.", "They won for the eighth time in nine meetings."),
        ("It handed out five million masks.", "It distributed 50 lakh masks."),
        ("It used 1,000 lights.", "It used 1.000 lights."),
        ("It runs at 60 frames per second.", "It runs at 60fps."),
        ("It starts at 1 p.m. and not at 4:25.", "It was moved from a 4:25 start to 1 p.m."),
        ("Only one in seventeen looks was clear.", "Out of 17 looks it was clear in one."),
        ("She leads by about 24 points.", "She has 55.7 percent to his 31.6 percent."),
        ("It went up by 0.33 percentage points.", "It rose from 0.90 percent to 1.23 percent."),
        ("Half of the members voted.", "Five of the 10 members voted."),
        ("Their budget is nine times as large.", "Our budget is about a ninth of theirs."),
        ("Exports were worth less than half.", "Exports fell to $9.1 billion from $19.5 billion."),
        ("They came nine years later.", "One was found in 1991, the other in 2000."),
        ("The two officers were released.", "Noel and Thomas were released."),
        ("All five towns were hit.", "Omber, Linden, Skarne, Vale and Moor were hit."),
        ("It cost six crowns.", "It cost 6 kronor."),
        ("It will cost 2.5 billion crowns.", "It will cost 2,500m crowns."),
        ("He drove 50 kilometres an hour.", "He drove 50 km/h."),
    ],
)
def test_one_number_in_other_words_is_carried(statement: str, quote: str, cite: Cite) -> None:
    assert figure_fault(statement, [cite(quote)]) is None


@pytest.mark.parametrize(
    ("statement", "quote", "reason"),
    [
        ("1,600 came.", "In all 1,580 came.", "the number 1,600 is not in what it cites"),
        ("About 1,900 came.", "In all 1,580 came.", "the number 1,900 is not in what it cites"),
        ("15 came.", "14 came.", "the number 15 is not in what it cites"),
        ("It has nine members.", "A six-member team won, which, they said, was good.", "the number nine is not"),
        ("They expect a fourth child.", "They expect a third child.", "“fourth” is not in what it cites"),
        ("It starts at $71,350.", "It starts at 71,350 euro ($78,770).", "it says “$71,350”, and what it cites says"),
        (
            "It costs 3.2 months of life.",
            "It costs 3.2 years of life.",
            "“3.2 months”, and what it cites says “3.2 years”",
        ),
        ("It is 10 centimetres wide.", "A 10-inch record.", "“10 centimetres”"),
        ("It pays €300 a week.", "It pays €300–350 (US$350–410) a month.", "“€300”"),
        ("It lasted 12 months.", "It lasted 12 weeks, a study says (12).", "“12 months”"),
        ("It rose by 37 percentage points.", "It rose by 37 percent.", "“37 percentage points”"),
        ("Rates rose by 11.25 percentage points.", "It raised rates to 11.25%.", "“11.25 percentage points”"),
        ("It was 50 percent above the limit.", "It was 50 times the limit.", "“50 percent”"),
        ("It more than doubled.", "It rose 2%.", "“doubled” is not in what it cites"),
        ("She has more than twice his support.", "She has 55.7 percent to his 31.6 percent.", "“twice”"),
        ("It fell 0.5 percent.", "It averaged 5.7 percent, down from 6.2 percent.", "“0.5 percent”"),
        ("At least ten came.", "Up to ten came.", "what it cites says “Up to ten”"),
        ("It took more than an hour.", "It took less than an hour.", "“less than an hour”"),
        ("It cost 6.162 million dollars.", "The plane cost RM6.162 million.", "“RM6.162 million”"),
        ("It cost ₹50.", "It cost $50.", "“₹50”"),
    ],
)
def test_another_number_or_another_unit_is_not(statement: str, quote: str, reason: str, cite: Cite) -> None:
    found = figure_fault(statement, [cite(quote)])
    assert found is not None
    assert reason in found
