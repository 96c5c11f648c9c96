"""A passage of one member of a group as it stands in another: at that one's own offsets, in its own words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.archive.article import Article, Passage, Span
from assistant.archive.catalog.database import Database
from assistant.archive.copies.cut_rows import cut_of
from assistant.archive.copies.sentences import Counterparts, Sentence, sentences_of
from assistant.language import split_sentences

__all__ = ["StandIns"]

_WIDEST = 1.5
"""A stretch of the other text is cited whole while it is at most so much longer than what was found in it."""


class StandIns:
    """Finds passages in other members; the sentences of each are read once. For the use of one snapshot."""

    def __init__(self, connection: Database) -> None:
        self._connection = connection
        self._read: dict[tuple[str, int], tuple[list[Sentence], Counterparts]] = {}

    def find(self, passage: Passage, owner: Article, other: Article) -> Passage | None:
        """The passage in the other article's text; None where that has none of its sentences, or says another thing."""
        if other.article_id == passage.article_id and other.version == passage.version:
            return passage
        if other.text_sha256 == owner.text_sha256:
            return replace(passage, article_id=other.article_id, version=other.version)
        theirs, counterparts = self._sentences(other)
        spans = passage.sentences or ((passage.start, passage.end),)
        ours = (sentence for sentence in sentences_of(owner.text, spans) if sentence.words)
        found = sorted({place for sentence in ours if (place := counterparts.find(sentence)) is not None})
        if not found:
            return None
        chosen = [theirs[place].span for place in _best_run(found, theirs)]
        start, end = chosen[0][0], chosen[-1][1]
        text = other.text[start:end]
        return replace(
            passage, article_id=other.article_id, version=other.version, start=start, end=end, text=text,
            sentences=tuple(chosen),
        )  # fmt: skip

    def _sentences(self, article: Article) -> tuple[list[Sentence], Counterparts]:
        key = article.article_id, article.version
        if key not in self._read:
            sentences = sentences_of(article.text, self._spans(article))
            counterparts = Counterparts()
            counterparts.add(sentences)
            self._read[key] = sentences, counterparts
        return self._read[key]

    def _spans(self, article: Article) -> Sequence[Span]:
        """As ingest found them; of archives of an earlier schema as they are found now."""
        row = self._connection.execute(
            "SELECT v.version_id FROM versions v JOIN articles a ON a.article_key = v.article_key "
            "WHERE a.article_id = ? AND v.version = ?",
            (article.article_id, article.version),
        ).fetchone()
        cut = cut_of(self._connection, row[0]) if row is not None else None
        spans = [span for piece in cut or () for span in piece.sentences]
        return sorted(spans) or split_sentences(article.text, article.language)


def _best_run(found: Sequence[int], sentences: Sequence[Sentence]) -> Sequence[int]:
    """The places that can be cited as one stretch: all of them, unless they lie far apart; then the longest run."""
    length = sum(_length(sentences[place]) for place in found)
    if sentences[found[-1]].span[1] - sentences[found[0]].span[0] <= _WIDEST * length:
        return found
    return max(_runs(found), key=lambda run: sum(_length(sentences[place]) for place in run))


def _runs(found: Sequence[int]) -> Iterator[list[int]]:
    run = [found[0]]
    for before, place in pairwise(found):
        if place > before + 1:
            yield run
            run = []
        run.append(place)
    yield run


def _length(sentence: Sentence) -> int:
    return sentence.span[1] - sentence.span[0]
