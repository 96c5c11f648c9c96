"""What a person asks, read once."""

from assistant.question.archive_names import ArchiveNames
from assistant.question.courtesies import Courtesy, read_courtesy
from assistant.question.filters import as_filters, describe_filters, make_filters, read_day
from assistant.question.follow_up import StandaloneQuestion, make_standalone, read_parts, read_turns, settle
from assistant.question.known_then import KnownThen, read_known_then, subject_known
from assistant.question.named_filters import NamedFilters, named_filters_schema, read_named_filters
from assistant.question.parts import split_parts
from assistant.question.question import Question
from assistant.question.question_filters import ReadFilters, merge_filters, read_filters
from assistant.question.question_reader import QuestionReader
from assistant.question.reporting_cues import is_in_present, without_now
from assistant.question.rewriter import Rewriter, Rewritten, build_rewriter
from assistant.question.spelling import Spelling, correct_spelling
from assistant.question.times import AskedTimes, TimeFit
from assistant.question.wording import IN_ORDER, read_question, without_request

__all__ = [
    "IN_ORDER",
    "ArchiveNames",
    "AskedTimes",
    "Courtesy",
    "KnownThen",
    "NamedFilters",
    "Question",
    "QuestionReader",
    "ReadFilters",
    "Rewriter",
    "Rewritten",
    "Spelling",
    "StandaloneQuestion",
    "TimeFit",
    "as_filters",
    "build_rewriter",
    "correct_spelling",
    "describe_filters",
    "is_in_present",
    "make_filters",
    "make_standalone",
    "merge_filters",
    "named_filters_schema",
    "read_courtesy",
    "read_day",
    "read_filters",
    "read_known_then",
    "read_named_filters",
    "read_parts",
    "read_question",
    "read_turns",
    "settle",
    "split_parts",
    "subject_known",
    "without_now",
    "without_request",
]
