"""Evidence -> drafts of statements. A writer decides what is said; what a citation opens is never its to decide."""

from assistant.answering.writers.extractive import ExtractiveWriter
from assistant.answering.writers.writer import Draft, Source, Writer

__all__ = ["Draft", "ExtractiveWriter", "Source", "Writer"]
