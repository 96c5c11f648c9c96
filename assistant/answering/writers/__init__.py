"""Evidence -> drafts of statements. A writer decides what is said; what a citation opens is never its to decide."""

from assistant.answering.writers.build import build_writer
from assistant.answering.writers.extractive import ExtractiveWriter
from assistant.answering.writers.model import ModelWriter
from assistant.answering.writers.probe import Probed, probe_model
from assistant.answering.writers.writer import Draft, Source, Writer, Written

__all__ = [
    "Draft",
    "ExtractiveWriter",
    "ModelWriter",
    "Probed",
    "Source",
    "Writer",
    "Written",
    "build_writer",
    "probe_model",
]
