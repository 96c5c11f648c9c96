"""The writer without a model: the sentences that answer, in the article's own words."""

from collections.abc import Iterator, Sequence

from assistant.answering.evidence import Evidence, ScoredSentence
from assistant.answering.writers.writer import Draft, Source

__all__ = ["ExtractiveWriter", "choose"]

MAX_SENTENCES = 3
MAX_WORDS = 110
"""An answer is read in one look; 120 words is the most, markers and all."""
TYPICAL_WORDS = 75
"""Another sentence is added only while the answer stays within this."""
MIN_SHARE = 0.1
"""A further sentence must be this likely, compared with the best one."""


class ExtractiveWriter:
    """Chooses, never rewrites: each draft *is* a sentence of an article."""

    name = "extractive"
    recipient = None

    def write(self, evidence: Evidence) -> Iterator[Draft]:
        for scored in choose(evidence.sentences):
            sentence = scored.sentence
            yield Draft(sentence.text, (Source(sentence.candidate, sentence.span),))


def choose(ranked: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """The best sentence and those worth adding, in reading order: article by article, each in its own order."""
    fitting = [scored for scored in ranked if _word_count(scored) <= MAX_WORDS]
    chosen = fitting[:1]
    for scored in fitting[1:]:
        if len(chosen) == MAX_SENTENCES or scored.score < MIN_SHARE * chosen[0].score:
            break
        if sum(map(_word_count, chosen)) + _word_count(scored) <= TYPICAL_WORDS:
            chosen.append(scored)
    articles = list(dict.fromkeys(scored.sentence.candidate.article.article_id for scored in chosen))
    return sorted(
        chosen,
        key=lambda scored: (articles.index(scored.sentence.candidate.article.article_id), scored.sentence.span),
    )


def _word_count(scored: ScoredSentence) -> int:
    return len(scored.sentence.text.split())
