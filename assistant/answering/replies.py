"""What somebody said in an interview: the reply that fits the question best, whole."""

from dataclasses import dataclass

from assistant.answering.answer_form import form_of
from assistant.answering.evidence import Evidence
from assistant.answering.interviews import Exchange, find_exchange
from assistant.answering.speakers import words_for_interviewed
from assistant.retrieval import Candidate, content_stems

__all__ = ["Reply", "find_reply"]

_ASKING = content_stems("think believe hold opinion view word remark claim call describe explain respond accord reply")
"""Words that ask for a reply and need not stand in it."""


@dataclass(frozen=True, slots=True)
class Reply:
    candidate: Candidate
    exchange: Exchange
    coverage: float
    """Share of what is asked about, by rarity of its words, in question, reply, headline and name; 0 to 1."""


def find_reply(evidence: Evidence) -> Reply | None:
    """None where the question is not for what that person said, or another sentence has more of its words.

    Of replies that have as many of them the one with the best sentence. A comparison or a timeline gathers from many.
    """
    if not evidence.view.asks_speech or form_of(evidence.view.asked).name != "plain" or not evidence.sentences:
        return None
    exchanges = {
        (one.candidate.article.article_id, exchange.reply): (one.candidate, exchange)
        for one in (scored.sentence for scored in evidence.sentences)
        if (exchange := find_exchange(one.candidate.article.text, one.span)) is not None
    }
    replies = [reply for candidate, exchange in exchanges.values() if (reply := _reply(evidence, candidate, exchange))]
    best = max(replies, key=lambda reply: reply.coverage, default=None)
    if best is None or best.coverage < _cover(evidence, evidence.sentences[0].sentence.facts.stems):
        return None
    return best


def _reply(evidence: Evidence, candidate: Candidate, exchange: Exchange) -> Reply | None:
    """None unless the question means who replies: by name, or as the headline does."""
    article = candidate.article
    who = content_stems(words_for_interviewed(article, exchange))
    if not who & evidence.view.stems:
        return None
    said = content_stems(f"{article.text[slice(*exchange.question)]} {article.text[slice(*exchange.reply)]}")
    return Reply(candidate, exchange, _cover(evidence, who | said))


def _cover(evidence: Evidence, stems: frozenset[str]) -> float:
    return evidence.view.cover(stems, evidence.view.stems - _ASKING)
