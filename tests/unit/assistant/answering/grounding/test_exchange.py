import pytest

from assistant.answering.grounding.exchange import exchange_fault


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The council sued the company over unpaid rent.", "The company sued the council over unpaid rent."),
        ("Halden lent Fenwick ten boats in spring.", "Fenwick lent Halden ten boats in spring."),
        (
            "The dancers trained the nurses for the parade.",
            "The nurses trained the dancers for the parade, the mayor of the town said.",
        ),
    ],
)
def test_two_stretches_that_changed_places(statement: str, quote: str) -> None:
    assert exchange_fault(statement, [quote]) is not None


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The council was sued by the company over rent.", "The company sued the council over rent."),
        ("On Monday the council closed the bridge.", "The council closed the bridge on Monday."),
        ("Mara Lind said the bridge is safe.", "The bridge is safe, said Mara Lind."),
        ("The bridge is safe.", "The bridge is safe."),
        ("The mate had twice refused to leave Golachipar.", "The mate had refused to leave Golachipar twice."),
    ],
)
def test_another_order_of_the_same_is_no_fault(statement: str, quote: str) -> None:
    assert exchange_fault(statement, [quote]) is None
