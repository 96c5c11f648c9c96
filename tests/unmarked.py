"""What models write without a marker: invented articles, a question to each, true statements, false ones.

True ones are paraphrases as models make them: passive for active, a surname alone, short names, numbers in words, two
sentences in one, denials in other words.
"""

import json
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CASES", "Case"]

_FILE = Path(__file__).with_name("quality") / "unmarked.jsonl"


@dataclass(frozen=True, slots=True)
class Case:
    title: str
    text: str
    question: str
    true: tuple[str, ...]
    false: tuple[str, ...]


def _read(line: str) -> Case:
    row = json.loads(line)
    return Case(row["title"], row["text"], row["question"], tuple(row["true"]), tuple(row["false"]))


CASES: tuple[Case, ...] = tuple(map(_read, _FILE.read_text(encoding="utf-8").splitlines()))
