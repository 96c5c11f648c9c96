"""Questions of the shared sets with the sentences of their best passages: what the chooser and the judge learn from.

Searching takes minutes, learning seconds: the archives and what was found in them are kept in `--cache`, to be used
again while only the features or the learning change. Delete what was found when retrieval changes, the archives when
ingest does.
"""

import hashlib
import json
import pickle
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.answering.evidence import EVIDENCE_PASSAGES
from assistant.answering.features import QuestionView, SentenceView, view_sentences
from assistant.archive import Archive, Filters
from assistant.conversation import make_standalone, read_turns
from assistant.models import LocalEmbeddings
from assistant.retrieval import (
    Candidate,
    LateInteraction,
    QuestionReader,
    Rarity,
    Retriever,
    content_stems,
    retrieve_narrowed,
)
from assistant.settings import Settings
from ingest.pipeline import ingest

__all__ = ["Example", "FoundQuestion", "fold_of", "is_for_tuning", "load_examples"]

SEED = 5


@dataclass(frozen=True)
class FoundQuestion:
    """A question and what retrieval found for it."""

    question: dict[str, Any]
    view: QuestionView
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class Example:
    set_name: str
    found: FoundQuestion
    sentences: list[SentenceView]
    labels: NDArray[np.int64]
    """1 for each sentence that overlaps the evidence."""

    @property
    def question(self) -> dict[str, Any]:
        return self.found.question

    @property
    def rows(self) -> NDArray[np.float64]:
        return np.stack([sentence.features for sentence in self.sentences])


def is_for_tuning(question: dict[str, Any]) -> bool:
    """The half of each set that is learned from: the other half is for the figures alone."""
    return hashlib.sha256(str(question["id"]).encode()).digest()[0] % 2 == 0


def fold_of(question: dict[str, Any], folds: int) -> int:
    """Questions on one article (of SQuAD: on one subject) are in one fold: none is judged by what learned from it."""
    subject = _subject(question).rsplit("-", 1)[0]
    return int.from_bytes(hashlib.sha256(subject.encode()).digest()[:4], "big") % folds


def load_examples(shared: Path, name: str, count: int, cache: Path) -> list[Example]:
    """Of a sample of `count` questions of the set, over all its articles; those for which a sentence was found."""
    kept = cache / f"{name}-{count}.pickle"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(list(_search(shared / name, count, cache / f"{name}-archive"))))
    found: list[FoundQuestion] = pickle.loads(kept.read_bytes())
    examples = []
    for one in found:
        sentences = view_sentences(one.view, one.candidates)
        labels = np.array([_holds_evidence(sentence, one.question) for sentence in sentences], dtype=np.int64)
        if sentences:
            examples.append(Example(name, one, sentences, labels))
    return examples


def _search(folder: Path, count: int, place: Path) -> Iterator[FoundQuestion]:
    """A sample of the set's questions, asked of all its articles as the assistant asks them."""
    questions = _read(folder / "questions.jsonl")
    if count < len(questions):
        questions = random.Random(SEED).sample(questions, count)
    embedder = LocalEmbeddings()
    retriever = Retriever(embedder, LateInteraction(embedder))
    reader = QuestionReader()
    with Archive.open(place, embedder.identity, create=True) as archive:
        if not archive.status().coverage.article_count:
            ingest([folder / "articles.jsonl"], archive, embedder, settings=Settings.load(archive=place))
        with archive.snapshot() as snapshot:
            for question in questions:
                standalone = make_standalone(question["question"], read_turns(question.get("history") or ()))
                rarity = Rarity.of(snapshot, content_stems(standalone.text))
                view = QuestionView(standalone.text, standalone.question, rarity)
                read = reader.read(snapshot, standalone.text, Filters(), standalone.earlier)
                found, _ = retrieve_narrowed(retriever, snapshot, read)
                yield FoundQuestion(question, view, found.candidates[:EVIDENCE_PASSAGES])


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _subject(question: dict[str, Any]) -> str:
    """The article that the question is about: of its evidence, else `about`, else nothing but itself."""
    about = question.get("about")
    if question["evidence"]:
        return str(question["evidence"][0]["doc_id"])
    return about if isinstance(about, str) else str(question["id"])


def _holds_evidence(sentence: SentenceView, question: dict[str, Any]) -> bool:
    start, end = sentence.span
    return any(
        sentence.candidate.article.external_id == evidence["doc_id"]
        and start < evidence["end"]
        and evidence["start"] < end
        for evidence in question["evidence"]
        if evidence.get("start") is not None
    )
