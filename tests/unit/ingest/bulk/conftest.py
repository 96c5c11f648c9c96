"""What the tests of bulk ingest share: files, how to read them, and a model that needs no weights."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.models import Embedded, EmbeddingIdentity, TokenVectors
from ingest.bulk.steps import HowToRead


class Coding:
    """A model that sees the length of a text and its last letters, and gives token codes."""

    keeps_codes = True

    def __init__(self) -> None:
        self.identity = EmbeddingIdentity("coding", 4, "c" * 64, 256, local=True)
        self.read: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.encode_with_codes(texts).vectors

    def encode_with_codes(self, texts: Sequence[str]) -> Embedded:
        self.read += texts
        rows = np.array([[1, len(text), *map(ord, f"  {text}"[-2:])] for text in texts], dtype=np.float32)
        return Embedded(rows.reshape(-1, 4), tuple(f"codes of {text}".encode() for text in texts))

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        raise NotImplementedError


@pytest.fixture
def coding() -> Coding:
    return Coding()


@pytest.fixture
def how() -> HowToRead:
    return HowToRead("recipe", 100_000, 50, 20, 500)


@pytest.fixture
def wire(tmp_path: Path) -> Callable[..., Path]:
    """A folder with a file of so many stories, one damaged row, a text and a hidden file."""

    def write(count: int, name: str = "wire") -> Path:
        folder = tmp_path / name
        folder.mkdir()
        stories = [
            {"id": str(n), "title": f"Bridge {n}", "text": f"The bridge {n} was shut on Monday.", "date": "2026-05-01"}
            for n in range(count)
        ]
        (folder / "a.jsonl").write_text("broken {\n" + "".join(f"{json.dumps(story)}\n" for story in stories))
        (folder / "b.txt").write_text("Ferry runs\n\nThe ferry runs again. Nobody was hurt.")
        (folder / ".hidden").write_text("")
        return folder

    return write
