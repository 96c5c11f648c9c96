"""What became of an answer's sources since it was given."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["SourceChange"]


@dataclass(frozen=True, slots=True)
class SourceChange:
    """What became of a source of an answer since it was given."""

    n: int
    """The citation's number."""
    change: Literal["forgotten", "withdrawn", "removed", "corrected", "changed"]
    text: str
    """For a reader, one sentence."""
