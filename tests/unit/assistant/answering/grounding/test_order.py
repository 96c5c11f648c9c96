import pytest

from assistant.answering.grounding.order import order_fault, roles_fault


@pytest.mark.parametrize(
    ("statement", "quote", "reason"),
    [
        (
            "The firm withdrew before its chief stepped down.",
            "The firm withdrew after its chief stepped down.",
            "“after”",
        ),
        (
            "The chief stepped down after the firm withdrew.",
            "The firm withdrew after its chief stepped down.",
            "other way",
        ),
        ("The last post came a day after the fire.", "The last post came a day before the fire.", "“before”"),
        ("The chief stepped down before the firm withdrew.", "The firm withdrew after its chief stepped down.", None),
        ("Before the attack, traffic had grown.", "Traffic had grown prior to the attack.", None),
        ("It rained after the storm.", "After the storm, it rained.", None),
    ],
)
def test_what_came_first(statement: str, quote: str, reason: str | None) -> None:
    found = order_fault(statement, [quote])
    assert (found is None) == (reason is None)
    assert reason is None or (found is not None and reason in found)


@pytest.mark.parametrize(
    ("statement", "quote", "is_swapped"),
    [
        ("Croatia beat Russia on Monday.", "Russia beat Croatia on Monday.", True),
        ("Jenner acquired a stake in Coty.", "Coty acquired a stake in Jenner's business.", True),
        ("Russia beat Croatia.", "On Monday Russia beat Croatia.", False),
        ("Croatia was beaten by Russia.", "Russia beat Croatia.", False),
    ],
)
def test_who_did_it_to_whom(statement: str, quote: str, is_swapped: bool) -> None:
    assert (roles_fault(statement, [quote]) is not None) == is_swapped
