import pytest
from langchain_core.messages import AIMessageChunk
from langchain_core.messages.ai import UsageMetadata
from pydantic import SecretStr

from assistant.errors import ModelCutOff, ModelError, ModelRefused, ModelSilent
from assistant.models.listening import Listening

DONE = AIMessageChunk(content="", response_metadata={"finish_reason": "stop"})


def hear(*messages: AIMessageChunk, secret: str = "") -> tuple[str, Listening]:
    listening = Listening(SecretStr(secret))
    text = "".join(listening.take(message) for message in messages)
    return text + listening.finish("model.example", 10), listening


def test_words_usage_and_the_end() -> None:
    usage = UsageMetadata(input_tokens=3, output_tokens=2, total_tokens=5)
    counted = AIMessageChunk(content="", usage_metadata=usage)
    text, listening = hear(AIMessageChunk(content="It "), AIMessageChunk(content="sank."), DONE, counted)
    assert (text, listening.usage, listening.written_count) == ("It sank.", usage, 8)


def test_a_secret_is_withheld_to_the_last_word() -> None:
    said = AIMessageChunk(content="key sk-0123456")
    text, _ = hear(said, AIMessageChunk(content="789"), DONE, secret="sk-0123456789")
    assert text == "key [key withheld]"


@pytest.mark.parametrize(
    ("message", "kind", "words"),
    [
        (AIMessageChunk(content=""), ModelSilent, "wrote nothing"),
        (AIMessageChunk(content=" \n"), ModelSilent, "wrote nothing"),
        (AIMessageChunk(content="<think>Hm."), ModelSilent, "reasoned"),
        (AIMessageChunk(content="", additional_kwargs={"reasoning_content": "Hm."}), ModelSilent, "reasoned"),
        (AIMessageChunk(content=[{"type": "thinking", "thinking": "Hm."}]), ModelSilent, "reasoned"),
        (AIMessageChunk(content=[{"type": "refusal", "refusal": "No."}]), ModelRefused, "declined"),
        (AIMessageChunk(content="", additional_kwargs={"refusal": "No."}), ModelRefused, "declined"),
        (AIMessageChunk(content="", additional_kwargs={"function_call": {"name": "x"}}), ModelSilent, "a tool"),
        (
            AIMessageChunk(content="", tool_call_chunks=[{"name": "x", "args": "", "id": "1", "index": 0}]),
            ModelSilent,
            "a tool",
        ),
    ],
)
def test_an_answer_without_words_is_an_error_that_says_why(
    message: AIMessageChunk, kind: type[ModelError], words: str
) -> None:
    with pytest.raises(kind, match=words) as caught:
        hear(message, DONE)
    assert type(caught.value) is kind


def test_an_answer_that_is_not_whole_is_none() -> None:
    with pytest.raises(ModelCutOff):
        hear(AIMessageChunk(content="It"))


def test_words_before_a_stray_end_of_reasoning_do_not_count() -> None:
    listening = Listening()
    assert not listening.begins_again(listening.take(AIMessageChunk(content="Hm, it sank.")))
    assert listening.begins_again(listening.take(AIMessageChunk(content="</think>")))
    listening.take(DONE)
    with pytest.raises(ModelSilent, match="reasoned"):
        listening.finish("model.example", 10)
