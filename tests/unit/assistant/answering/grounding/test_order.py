import pytest

from assistant.answering.grounding.order import order_fault


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
        ("They taxed tin and steel, followed by wheat.", "They taxed wheat, followed by tin and steel.", "other way"),
        (
            "After the storm the harbour closed, and after the flood the bridge.",
            "After the storm the harbour closed, and after the flood the bridge.",
            None,
        ),
        ("It rained after the storm.", "After the storm, it rained.", None),
    ],
)
def test_what_came_first(statement: str, quote: str, reason: str | None) -> None:
    found = order_fault(statement, [quote])
    assert (found is None) == (reason is None)
    assert reason is None or (found is not None and reason in found)
