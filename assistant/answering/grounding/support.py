"""A statement that cites nothing -> the sentence of the evidence that carries it, if one does."""

from collections.abc import Sequence

from assistant.answering.grounding.check import check
from assistant.answering.grounding.verdict import Judge, cited_sentence
from assistant.answering.writers.writer import Source
from assistant.retrieval import content_stems

__all__ = ["find_support"]

LOOKED_AT = 6
"""Sentences that are checked, those with most of the statement's words first."""


def find_support(text: str, sources: Sequence[Source], meaning: Judge | None = None) -> Source | None:
    """The first sentence that fully supports the statement; None where none does, or where there is nothing to support.

    A missing marker is a slip of the writer's. A sentence that supports a part only is not attached: that would make
    support out of likeness.
    """
    wanted = content_stems(text)
    if not wanted:
        return None

    def shared(source: Source) -> int:
        start, end = source.span
        return len(wanted & content_stems(source.candidate.article.text[start:end]))

    nearest = sorted(sources, key=shared, reverse=True)[:LOOKED_AT]
    return next(
        (
            source
            for source in nearest
            if shared(source)
            and check(text, [cited_sentence(source.candidate.article, source.span)], meaning).status
            in ("verbatim", "supported")
        ),
        None,
    )
