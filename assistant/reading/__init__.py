"""Candidates -> which of their sentences answer, and how surely."""

from assistant.reading.calibration import CALIBRATION, Calibration
from assistant.reading.reader import CandidateReader, Reading, read_by_words
from assistant.reading.twice import SentenceReader

__all__ = ["CALIBRATION", "Calibration", "CandidateReader", "Reading", "SentenceReader", "read_by_words"]
