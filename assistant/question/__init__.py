"""What a person asks, read once."""

from assistant.question.courtesies import Courtesy, read_courtesy
from assistant.question.parts import split_parts
from assistant.question.times import AskedTimes, TimeFit

__all__ = ["AskedTimes", "Courtesy", "TimeFit", "read_courtesy", "split_parts"]
