"""What somebody said in an interview: the reply that fits the question best, whole."""

from dataclasses import dataclass

from assistant.answering.evidence import Evidence, ScoredSentence
from assistant.answering.interviews import Turn, find_turn
from assistant.retrieval import Candidate, content_stems

__all__ = ["Reply", "find_reply"]

_ASKING = content_stems("think believe hold opinion view word remark claim call describe explain respond accord reply")
"""Words that ask for a reply and need not stand in it."""


@dataclass(frozen=True, slots=True)
class Reply:
    candidate: Candidate
    turn: Turn
    coverage: float
    """Share of what is asked about, by rarity of its words, in question, reply, headline and name; 0 to 1."""


def find_reply(evidence: Evidence) -> Reply | None:
    """None where the question is not for what somebody said, or another sentence has more of its words.

    Of replies that have as many of them the one with the best sentence.
    """
    if not evidence.view.asks_speech or not evidence.sentences:
        return None
    replies = [reply for scored in evidence.sentences if (reply := _reply_of(evidence, scored)) is not None]
    best = max(replies, key=lambda reply: reply.coverage, default=None)
    if best is None or best.coverage < _cover(evidence, evidence.sentences[0].sentence.facts.stems):
        return None
    return best


def _reply_of(evidence: Evidence, scored: ScoredSentence) -> Reply | None:
    candidate = scored.sentence.candidate
    text = candidate.article.text
    turn = find_turn(text, scored.sentence.span)
    if turn is None:
        return None
    said = content_stems(f"{text[slice(*turn.question)]} {text[slice(*turn.reply)]}")
    return Reply(candidate, turn, _cover(evidence, said | scored.sentence.facts.stems))


def _cover(evidence: Evidence, stems: frozenset[str]) -> float:
    return evidence.view.cover(stems, evidence.view.stems - _ASKING)
