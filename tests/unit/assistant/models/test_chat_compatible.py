from typing import Any

import pytest
from langchain_core.messages import AIMessageChunk
from pydantic import SecretStr

from assistant.models.chat_compatible import CompatibleChat


def converted(delta: dict[str, Any] | None) -> dict[str, Any]:
    chat = CompatibleChat(model="m", api_key=SecretStr("none"))
    made = chat._convert_chunk_to_generation_chunk({"choices": [{"delta": delta}]}, AIMessageChunk, None)
    return made.message.additional_kwargs if made else {}


@pytest.mark.parametrize(
    ("delta", "heard"),
    [
        ({"content": "It sank."}, {}),
        ({"content": None, "refusal": "No."}, {"refusal": "No."}),
        ({"content": "", "reasoning_content": "Hm."}, {"reasoning_content": "Hm."}),
        ({"content": "", "reasoning": "Hm."}, {"reasoning_content": "Hm."}),
        ({"content": "It sank.", "refusal": None, "reasoning_content": ""}, {}),
        ({"content": "", "reasoning": {"effort": "low"}}, {}),
        (None, {}),
    ],
)
def test_what_stands_beside_the_text_is_heard(delta: dict[str, Any] | None, heard: dict[str, str]) -> None:
    assert converted(delta) == heard


def test_a_part_without_choices_is_no_failure() -> None:
    chat = CompatibleChat(model="m", api_key=SecretStr("none"))
    assert chat._convert_chunk_to_generation_chunk({"choices": []}, AIMessageChunk, None) is not None
