"""A question longer than the models read: what of it is read at all."""

from assistant.models import MAX_PIECES, word_pieces

__all__ = ["cut_notice", "cut_question"]


def cut_question(question: str) -> str:
    """Its beginning, as far as the embedding model reads; every step after this one costs what its length says."""
    (pieces,) = word_pieces([question])
    if len(pieces.token_ids) <= MAX_PIECES:
        return question
    end = pieces.offsets[MAX_PIECES - 1][1]
    kept = question[:end]
    if question[end : end + 1].isalnum() and " " in kept:
        kept = kept[: kept.rindex(" ")]
    return kept.strip()


def cut_notice(question: str, kept: str) -> tuple[str, ...]:
    """Said where not all of it was read."""
    if kept == question:
        return ()
    return (f"The question is too long to read whole: only its first {len(kept):,} characters were read.",)
