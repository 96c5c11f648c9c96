import json
from datetime import date

from assistant.prompts import (
    NARROWING,
    NOT_ENOUGH,
    REWRITING,
    WRITING,
    ask_about_follow_up,
    ask_to_write,
)

TODAY = date(2026, 11, 24)
TURNS = [("user", "Who sank?"), ("assistant", "The Heron.")]


def test_every_rule_reaches_the_model_and_its_reason_does_not() -> None:
    (_, writing), _ = ask_to_write("[1.1] It sank.", "When?", "When did it sink?", TODAY)
    (_, following), _ = ask_about_follow_up(TURNS, "When?", TODAY, wants_question=True, wants_filters=True)
    for rules, sent in ((WRITING, writing), ((*REWRITING, *NARROWING), following)):
        for rule in rules:
            assert rule.text in sent
            assert rule.reason not in sent
            assert min(len(rule.text), len(rule.reason)) > 20


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
    (_, rules), (_, asked) = ask_about_follow_up(TURNS, "When?", TODAY, wants_question=True, wants_filters=False)
    assert "user: Who sank?\nassistant: The Heron." in asked
    assert "Last question: When?" in asked
    assert "question alone" in rules
    assert "JSON" not in rules


def test_filters_are_asked_for_as_one_object_beside_the_question_or_alone() -> None:
    (_, both), (_, asked) = ask_about_follow_up(TURNS, "When?", TODAY, wants_question=True, wants_filters=True)
    (_, alone), _ = ask_about_follow_up(TURNS, "When?", TODAY, wants_question=False, wants_filters=True)
    assert "Tuesday, 24 November 2026" in asked
    for rules, keys in ((both, 6), (alone, 5)):
        written = json.loads(rules[rules.index("{") : rules.rindex("}") + 1])
        assert len(written) == keys
        assert all(rule.text in rules for rule in NARROWING)
    assert REWRITING[0].text not in alone
