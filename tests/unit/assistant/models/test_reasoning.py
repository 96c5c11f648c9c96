import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models import Restarted
from assistant.models.reasoning import ReasoningFilter
from tests.scripted_model import saying


def read(parts: list[str]) -> str:
    reasoning = ReasoningFilter()
    text = ""
    for part in parts:
        kept = reasoning.feed(part)
        text = kept if reasoning.found_unopened() else text + kept
    return text + reasoning.finish()


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("<think>Hm.</think>Yes.", "Yes."),
        ("<think>\nHm [1.1].\n</think>\n\nYes.", "\n\nYes."),
        ("<THINKING mode='x'>Hm.</THINKING>Yes.", "Yes."),
        ("[THINK]Hm.[/THINK]Yes [2.3].", "Yes [2.3]."),
        ("◁think▷Hm.◁/think▷Yes.", "Yes."),
        ("<|channel|>analysis<|message|>Hm.<|end|>Yes.", "Yes."),
        ("Yes.<think>never closed", "Yes."),
        ("<think>a</think>Yes. <think>b</think>No.", "Yes. No."),
        ("Hm, hm.</think>Yes.", "Yes."),
        ("5 < 6, and <b>bold</b> [2.3].", "5 < 6, and <b>bold</b> [2.3]."),
        ("a <", "a <"),
        ('<tool_call>{"name": "search"}</tool_call>', ""),
        ('Yes [1.1].\n<function_calls><invoke name="x"></function_calls>', "Yes [1.1].\n"),
        ('[TOOL_CALLS][{"name": "search"}]', ""),
        ("[ABC] and [tool", "[ABC] and [tool"),
    ],
)
def test_reasoning_is_kept_out_however_the_text_is_cut(text: str, answer: str) -> None:
    assert read([text]) == answer
    assert read(list(text)) == answer


@given(st.text(alphabet="<>/|thinkTHINK[]◁▷ a", max_size=40))
def test_the_cut_changes_nothing(text: str) -> None:
    assert read(list(text)) == read([text])


def test_a_model_that_thinks_aloud_begins_again() -> None:
    pieces = list(saying("Hm, ", "hm.</think>", "Yes.").stream([("human", "?")]))
    assert Restarted() in pieces
    assert saying("Hm, ", "hm.</think>", "Yes.").complete([("human", "?")]) == "Yes."
