"""What of an overlong question is read."""

import pytest

from assistant.models import MAX_PIECES, count_tokens
from assistant.question.long_questions import cut_notice, cut_question


def test_an_ordinary_question_stays_as_it_is() -> None:
    question = "Who was the captain of the Aurora, and why did the ferry run aground?"
    assert cut_question(question) == question
    assert cut_notice(question, question) == ()


@pytest.mark.parametrize(
    "question",
    ["." * 4000, "\u6c34" * 4000, "why " * 1000, "\U0001f600" * 2000, '"a" ' * 1000, "1 " * 2000, "x" * 4000],
    ids=["dots", "han", "words", "emoji", "quotes", "digits", "one word"],
)
def test_no_question_is_longer_than_the_model_reads(question: str) -> None:
    kept = cut_question(question.strip())
    assert question.startswith(kept)
    assert kept
    assert count_tokens(kept) <= MAX_PIECES


def test_the_cut_falls_between_words_and_is_said() -> None:
    question = "Who was the captain of the unfortunate ferry? " * 40
    kept = cut_question(question)
    assert question[len(kept)] in " ."
    assert cut_notice(question, kept) == (
        f"The question is too long to read whole: only its first {len(kept):,} characters were read.",
    )
