"""What a person asks, read once."""

from assistant.question.courtesies import Courtesy, read_courtesy
from assistant.question.parts import split_parts
from assistant.question.spelling import Spelling, correct_spelling
from assistant.question.times import AskedTimes, TimeFit

__all__ = ["AskedTimes", "Courtesy", "Spelling", "TimeFit", "correct_spelling", "read_courtesy", "split_parts"]
