"""What is wrong with a request, in the house's words."""

from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field, ValidationError

from ui.api.bodies import Whole
from ui.mcp.arguments import AskArguments
from ui.narrowing import SentText
from ui.problems import say_faults


@pytest.mark.parametrize(
    ("sent", "where", "why"),
    [
        ({"question": ""}, "question", "is empty"),
        ({}, "question", "is missing"),
        ({"question": 5}, "question", "is not text"),
        ({"question": "Why?", "wrtier": "model"}, "wrtier", "is not known here (did you mean `writer`?)"),
        ({"question": "Why?", "publisher": ["Post"]}, "publisher", "is not known here (did you mean `publishers`?)"),
        ({"question": "Why?", "temperature": 1}, "temperature", "is not known here"),
        ({"question": "\ud800"}, "question", "is not text: it holds half a character"),
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


class _Part(BaseModel):
    text: SentText


class _Forms(BaseModel):
    """One thing or several, as OpenAI's clients may send it."""

    sent: Annotated[SentText, Field(min_length=1)] | Annotated[list[SentText | _Part], Field(min_length=1)]
    top: Whole | None = None


@pytest.mark.parametrize(
    ("sent", "where", "why"),
    [
        ("", "sent", "is empty"),
        ([], "sent", "is empty"),
        (5, "sent", "is not text"),
        ([5], "sent.0", "is not text"),
        ([{"text": 5}], "sent.0.text", "is not text"),
    ],
)
def test_a_value_of_several_forms_is_named_as_it_was_sent(sent: object, where: str, why: str) -> None:
    with pytest.raises(ValidationError) as caught:
        _Forms.model_validate({"sent": sent})
    assert say_faults(caught.value.errors())[0] == {"where": where, "why": why}
