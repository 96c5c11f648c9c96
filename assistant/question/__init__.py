"""What a person asks, read once."""

from assistant.question.courtesies import Courtesy, read_courtesy

__all__ = ["Courtesy", "read_courtesy"]
