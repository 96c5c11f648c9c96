"""Does a passage, a citation or an answer hit what is known to be right?"""

import re
from collections.abc import Iterable
from functools import cache

from assistant.answer import Answer, Citation, RankedPassage
from assistant.evaluation.questions import Evidence, GoldQuestion

__all__ = ["answer_text", "first_hit_rank", "hits", "holds_answer", "holds_text", "ranks_of_all"]

_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', **dict.fromkeys("‐‑‒–—―", "-")})
_SPACES = re.compile(r"\s+")


def holds_text(gold: str, text: str) -> bool:
    """Whether `gold` stands in `text`, in any case, from the start of a word.

    Its end may be inside a word (a plural counts), but a number must not be part of a longer number.
    """
    return _pattern(gold).search(_plain(text)) is not None


def holds_answer(question: GoldQuestion, text: str) -> bool:
    """Whether the text holds one gold string of every group; False where the question has none."""
    return bool(question.groups) and all(any(holds_text(gold, text) for gold in group) for group in question.groups)


def answer_text(answer: Answer) -> str:
    """The statements, joined: no markers, no names of publishers, nothing at all for an abstention."""
    return " ".join(statement.text for statement in answer.statements)


def hits(found: RankedPassage | Citation, evidence: Evidence) -> bool:
    """Whether a span of the archive overlaps the evidence, in its article or, where that has it, in a copy.

    Each is compared at its own offsets: near copies do not share them.
    """
    places = ((one.external_id, one.start, one.end) for one in (found, *found.also))
    return any(
        name == evidence.doc_id and (evidence.span is None or (start < evidence.span[1] and evidence.span[0] < end))
        for name, start, end in places
    )


def first_hit_rank(passages: Iterable[RankedPassage], evidence: Iterable[Evidence]) -> int | None:
    """The best rank, from 1, of a passage that hits any of the evidence."""
    wanted = tuple(evidence)
    return min((passage.rank for passage in passages if any(hits(passage, one) for one in wanted)), default=None)


def ranks_of_all(passages: Iterable[RankedPassage], evidence: Iterable[Evidence]) -> tuple[int | None, ...]:
    """For each piece of evidence the best rank that hits it."""
    found = tuple(passages)
    return tuple(first_hit_rank(found, (one,)) for one in evidence)


@cache
def _pattern(gold: str) -> re.Pattern[str]:
    before = r"(?<![a-z0-9])(?<!\d[.,])" if gold[0].isalnum() else ""
    after = r"(?![.,]?\d)" if gold[-1].isdigit() else ""
    return re.compile(before + re.escape(_plain(gold)) + after)


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text.lower().translate(_STRAIGHT))
