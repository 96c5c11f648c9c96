import pytest

from assistant.question.affirmed import affirm


@pytest.mark.parametrize(
    ("question", "affirmed"),
    [
        ("Who did not vote for the plan?", "Who did vote against or abstain from the plan?"),
        ("Which parties didn't vote in favor of it?", "Which parties did vote against or abstain from it?"),
        ("Who did not accept the deal?", "Who did reject or refuse the deal?"),
        ("Why does the mayor not support the tram?", "Why does the mayor oppose the tram?"),
        ("How many passengers did not survive the crash?", "How many passengers did die in the crash?"),
    ],
)
def test_a_denial_reads_as_what_articles_say_instead(question: str, affirmed: str) -> None:
    assert affirm(question) == affirmed


@pytest.mark.parametrize(
    "question",
    ["Who did vote for the plan?", "Which tram line is not affected?", "Who did not speak?", "Who did win?"],
)
def test_other_questions_have_no_such_reading(question: str) -> None:
    assert affirm(question) == ""
