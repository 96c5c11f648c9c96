"""Evidence -> numbered sentences for a model, within a budget; nothing in them looks like a marker of ours."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import ceil

from assistant.answering.correction_notes import is_in_notice
from assistant.answering.evidence import Evidence
from assistant.answering.writers.markers import SentenceId, defuse
from assistant.answering.writers.tidy import visible
from assistant.answering.writers.writer import Source
from assistant.archive import Article, Span
from assistant.retrieval import Candidate

__all__ = ["PackedEvidence", "estimate_tokens", "harmless", "pack"]


LONGEST_HEADER_VALUE = 200

_BRACKETS = {**dict.fromkeys("[{【［〔⟦", "‹"), **dict.fromkeys("]}】］〕⟧", "›")}
_NEAR_DIGIT = re.compile(
    r"[\[{【［〔⟦][^\w\]}】］〕⟧]{0,20}\w{0,12}[^\w\]}】］〕⟧]{0,20}\d|\d[^\w\[{【［〔⟦]{0,20}[\]}】］〕⟧]"
)


@dataclass(frozen=True, slots=True)
class PackedEvidence:
    text: str
    sources: Mapping[SentenceId, Source]
    """Fixed here, before the model is asked: what an id opens is never decided later."""

    def passage(self, number: int) -> Candidate:
        """Raises KeyError for a number that no passage has."""
        for (passage, _), source in self.sources.items():
            if passage == number:
                return source.candidate
        raise KeyError(number)


def estimate_tokens(text: str) -> int:
    """On the safe side: English has 4 to 5 bytes a token, other scripts about 3."""
    return ceil(len(text.encode("utf-8", "replace")) / 3)


def harmless(text: str) -> str:
    """On one line, without invisible characters; what a model could repeat as a marker stands between `‹` and `›`,
    which become round brackets in what it writes."""
    text = " ".join(visible(text).split())
    if _NEAR_DIGIT.search(unicodedata.normalize("NFKC", text)) or _NEAR_DIGIT.search(text):
        text = "".join(_BRACKETS.get(character, character) for character in text)
    return defuse(text)


def pack(evidence: Evidence, tokens: int) -> PackedEvidence:
    """The passages best first, whole while they fit; of the one that does not, the sentences around its best.

    A sentence is there in full or not at all.
    """
    # an article cannot close its block: the mark depends on all of the evidence
    mark = sha256("\0".join(one.passage.text for one in evidence.candidates).encode("utf-8", "replace")).hexdigest()[:8]
    best = {}
    for scored in reversed(evidence.sentences):
        best[scored.sentence.candidate.passage.passage_id] = scored.sentence.span
    blocks: list[str] = []
    sources: dict[SentenceId, Source] = {}
    for number, candidate in enumerate(evidence.candidates, 1):
        head, foot = _header(number, candidate.article, mark), f"</passage {number} {mark}>"
        lines = [
            f"[{number}.{position}] {_of_notice(candidate, span)}{harmless(_sentence(candidate, span))}"
            for position, span in enumerate(candidate.passage.sentences, 1)
        ]
        costs = [estimate_tokens(line + "\n") for line in lines]
        room = tokens - estimate_tokens(f"{head}\n{foot}\n")
        first, last = _fitting(costs, room, _position(candidate, best))
        if first < last:
            blocks.append("\n".join([head, *lines[first:last], foot]))
            spans = enumerate(candidate.passage.sentences[first:last], first + 1)
            sources |= {(number, position): Source(candidate, span) for position, span in spans}
            tokens = room - sum(costs[first:last])
        if last - first < len(lines):
            break
    return PackedEvidence("\n".join(blocks), sources)


def _fitting(costs: Sequence[int], room: int, best: int) -> tuple[int, int]:
    """Which lines fit, from `best` outwards, as (first, behind the last); empty where not even `best` does."""
    if not costs or costs[best] > room:
        return 0, 0
    first, last, left = best, best + 1, room - costs[best]
    while True:
        if last < len(costs) and costs[last] <= left:
            left -= costs[last]
            last += 1
        elif first > 0 and costs[first - 1] <= left:
            first -= 1
            left -= costs[first]
        else:
            return first, last


def _position(candidate: Candidate, best: Mapping[int, tuple[int, int]]) -> int:
    span = best.get(candidate.passage.passage_id)
    return candidate.passage.sentences.index(span) if span in candidate.passage.sentences else 0


def _sentence(candidate: Candidate, span: tuple[int, int]) -> str:
    start = candidate.passage.start
    return candidate.passage.text[span[0] - start : span[1] - start]


def _of_notice(candidate: Candidate, span: Span) -> str:
    return "(correction notice) " if is_in_notice(candidate.article, span) else ""


def _header(number: int, article: Article, mark: str) -> str:
    said = {
        "outlet": article.publisher,
        "byline": ", ".join(article.authors),
        "published": article.published_at,
        "updated": article.updated_at,
        "kind": article.kind.replace("_", " "),
        "headline": article.title,
        **({"corrected": article.correction} if article.correction else {}),
    }
    values = (
        f"{name}: {harmless(value)[:LONGEST_HEADER_VALUE] if value else 'unknown'}" for name, value in said.items()
    )
    return f"<passage {number} {mark}>\n{' | '.join(values)}"
