"""What is wrong with a request, in the house's words."""

from typing import Any

import pytest
from pydantic import ValidationError

from ui.mcp.arguments import AskArguments
from ui.problems import say_faults


@pytest.mark.parametrize(
    ("sent", "where", "why"),
    [
        ({"question": ""}, "question", "is empty"),
        ({}, "question", "is missing"),
        ({"question": 5}, "question", "is not text"),
        ({"question": "Why?", "wrtier": "model"}, "wrtier", "is not known here"),
        ({"question": "Why?", "writer": "poet"}, "writer", "is not one of 'model' or 'extractive'"),
        ({"question": "Why?", "history": {}}, "history", "is not a list"),
        ({"question": "w" * 100_001}, "question", "is too long: at most 100000 are read"),
        ({"question": "Why?", "read_filters": "perhaps"}, "read_filters", "is neither true nor false"),
    ],
)
def test_a_fault_is_said_in_plain_words(sent: dict[str, Any], where: str, why: str) -> None:
    with pytest.raises(ValidationError) as caught:
        AskArguments.model_validate(sent)
    assert say_faults(caught.value.errors()) == [{"where": where, "why": why}]
