import re

import pytest

from assistant.language.tense import tells_of_past


@pytest.mark.parametrize(
    ("sentence", "is_past"),
    [
        ("The trial opens on Tuesday in Omber.", False),
        ("The ferry stops on Monday, the harbour board said.", False),
        ("The board said the ferry to Skarne stops on Monday.", False),
        ("All schools stay closed on Thursday.", False),
        ("The council votes on Monday, the mayor said.", False),
        ("The bridge is closed on Monday.", False),
        ("The bridge stays shut on Monday.", False),
        ("Public hearing on Monday", False),
        ("On Monday, the council voted to close it.", True),
        ("A fire in Kelder on Monday, the third this year, killed two.", True),
        ("It was opened on Monday, 420 days after it was shut.", True),
        ("They shut the bridge on Monday.", True),
        ("The bridge, opened on Monday, is long.", True),
        ("Police on Friday arrested three men.", True),
        ("The bridge has been shut since Monday.", True),
        ("Ann Lee said on Tuesday it is fine.", True),
        ("Ann Lee on Tuesday said it is fine.", True),
        ("The toll rose to 31 on Thursday.", True),
        ("The firm has to close on Thursday.", False),
    ],
)
def test_a_day_is_of_the_past_where_its_clause_is(sentence: str, is_past: bool) -> None:
    day = re.search("Monday|Tuesday|Thursday|Friday", sentence)
    assert day is not None
    assert tells_of_past(sentence, day.start()) is is_past
