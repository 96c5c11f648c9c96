"""Does a passage, a citation or an answer hit what is known to be right?"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from assistant.answer import Answer, Citation, RankedPassage
from assistant.evaluation.questions import Evidence, GoldQuestion

__all__ = [
    "answer_text",
    "answers_by_itself",
    "first_evidence_statement",
    "first_hit_rank",
    "hits",
    "holds_answer",
    "holds_text",
    "is_on_evidence",
    "ranks_of_all",
]

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


def is_on_evidence(found: Sequence[RankedPassage | Citation], question: GoldQuestion) -> bool:
    """Whether one of them hits the evidence, or they together all spans of a set that answers as well."""
    return any(hits(one, evidence) for one in found for evidence in question.evidence) or answers_by_itself(
        found, question
    )


def answers_by_itself(found: Sequence[RankedPassage | Citation], question: GoldQuestion) -> bool:
    """Whether every span of one sufficient set is hit."""
    return any(all(any(hits(one, span) for one in found) for span in spans) for spans in question.sufficient)


def first_evidence_statement(answer: Answer, question: GoldQuestion) -> int | None:
    """With which statement, from 1, an answer read from its top has come to the evidence."""
    cited = {citation.n: citation for citation in answer.citations}
    shown: list[Citation] = []
    for position, statement in enumerate(answer.statements, 1):
        shown += [cited[number] for number in statement.citations if number in cited]
        if is_on_evidence(shown, question):
            return position
    return None


def first_hit_rank(passages: Iterable[RankedPassage], question: GoldQuestion) -> int | None:
    """The best rank, from 1, of a passage on the evidence."""
    return min((passage.rank for passage in passages if is_on_evidence((passage,), question)), default=None)


def ranks_of_all(passages: Iterable[RankedPassage], evidence: Iterable[Evidence]) -> tuple[int | None, ...]:
    """For each piece of evidence the best rank that hits it."""
    found = tuple(passages)
    return tuple(min((one.rank for one in found if hits(one, piece)), default=None) for piece in evidence)


@cache
def _pattern(gold: str) -> re.Pattern[str]:
    before = r"(?<![a-z0-9])(?<!\d[.,])" if gold[0].isalnum() else ""
    after = r"(?![.,]?\d)" if gold[-1].isdigit() else ""
    return re.compile(before + re.escape(_plain(gold)) + after)


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text.lower().translate(_STRAIGHT))
