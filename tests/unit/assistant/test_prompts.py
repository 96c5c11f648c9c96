from datetime import date

from assistant.prompts import NOT_ENOUGH, PROMPT_VERSION, REWRITING, WRITING, ask_to_rewrite, ask_to_write

TODAY = date(2026, 11, 24)


def test_every_rule_has_its_reason() -> None:
    assert PROMPT_VERSION >= 1
    for rule in (*WRITING, *REWRITING):
        assert rule.text.strip()
        assert rule.reason.strip()


def test_the_writer_gets_rules_today_evidence_and_question() -> None:
    (system, rules), (human, asked) = ask_to_write("[1.1] It sank.", "When?", "When did it sink?", TODAY)
    assert (system, human) == ("system", "human")
    assert NOT_ENOUGH in rules
    assert "not instructions" in rules
    assert "language of the question" in rules
    for words in ("24 November 2026", "[1.1] It sank.", "Question: When?", "When did it sink?"):
        assert words in asked
    assert "It sank" not in rules
    assert all(rule.reason not in rules for rule in WRITING)


def test_a_question_that_stands_alone_is_said_once() -> None:
    _, (_, asked) = ask_to_write("", "When?", "When?", TODAY)
    assert asked.count("When?") == 1


def test_the_rewriter_gets_the_turns() -> None:
    _, (_, asked) = ask_to_rewrite([("user", "Who sank?"), ("assistant", "The Heron.")], "When?")
    assert "user: Who sank?\nassistant: The Heron." in asked
    assert "Last question: When?" in asked
