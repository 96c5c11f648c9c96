"""What `copydesk feedback` shows of what readers said."""

from rich.console import Console

from assistant.archive import StoredFeedback
from ui.commands.feedback import feedback_table, feedback_to_json

ON_STATEMENT = StoredFeedback(
    conversation_id="0123456789abcdef", turn_id="t1", owner="", kind="not supported", question="Who \x1b[31m?",
    statement=1, statement_text="The mayor opened it.", citation=None, quote="", words="He was\naway.",
    given_at="2026-05-04T10:00:00.000001+00:00",
)  # fmt: skip
ON_CITATION = StoredFeedback(
    conversation_id="c2", turn_id="t2", owner="ann", kind="wrong source", question="Who?" * 100, statement=None,
    statement_text="", citation=3, quote="Rain fell.", words="", given_at="2026-05-03T10:00:00+00:00",
)  # fmt: skip
FORGOTTEN_ONE = StoredFeedback("c3", "t3", "ann", "not supported", "Why?", 0, "", None, "", "", "2026-05-02")
ON_ANSWER = StoredFeedback("c4", "t4", "ann", "missed an article", "Why?", None, "", None, "", "", "2026-05-02")


def test_the_table_says_who_said_what_of_what() -> None:
    console = Console(width=400, force_terminal=False)
    with console.capture() as capture:
        console.print(feedback_table([ON_STATEMENT, ON_CITATION, FORGOTTEN_ONE, ON_ANSWER]))
    shown = capture.get()
    assert "\x1b" not in shown
    _, first, second, third, fourth = shown.splitlines()
    for part in ("4 May 2026", "this machine", "not supported", "The mayor opened it.", "He was away.", "01234567 "):
        assert part in f"{first} "
    assert "source [3] “Rain fell.”" in second
    assert "Who?" * 41 not in second
    assert "statement 1" in third
    assert "the answer" in fourth


def test_json_has_everything() -> None:
    (first, _) = feedback_to_json([ON_STATEMENT, ON_CITATION])["feedback"]
    assert first == {
        "given_at": "2026-05-04T10:00:00.000001+00:00", "owner": "", "kind": "not supported",
        "conversation": "0123456789abcdef", "turn": "t1", "question": ON_STATEMENT.question, "statement": 1,
        "statement_text": "The mayor opened it.", "citation": None, "quote": "", "words": "He was\naway.",
    }  # fmt: skip
