"""Articles and candidates made by hand, with spans that are true."""

from collections.abc import Callable
from datetime import date
from hashlib import sha256

import pytest

from assistant.answering.evidence import Evidence, ScoredSentence
from assistant.answering.views import QuestionView, SentenceView
from assistant.archive import Article, Passage
from assistant.language import split_sentences
from assistant.language.facts import read_sentence
from assistant.question import without_request
from assistant.retrieval import Candidate, Rarity, content_stems

MakeCandidate = Callable[..., Candidate]


def make_article(text: str, **given: object) -> Article:
    known: dict[str, object] = {
        "article_id": "a" + sha256(text.encode()).hexdigest()[:16],
        "version": 1,
        "title": "Bridge shut",
        "publisher": "The Lantern",
        "authors": ("Ann Lee",),
        "published_at": "2026-05-04",
        "published_on": date(2026, 5, 4),
        "updated_at": None,
        "updated_on": None,
        "fetched_at": None,
        "url": None,
        "external_id": "lantern-1",
        "source_name": "test",
        "language": "en",
        "kind": "news",
        "group_id": 1,
        "is_current": True,
    }
    return Article(text=text, text_sha256=sha256(text.encode()).hexdigest(), **{**known, **given})  # type: ignore[arg-type]  # plain keywords


def make_candidate(text: str, *, score: float = 1.0, passage_id: int = 1, **given: object) -> Candidate:
    """A candidate whose one passage is the whole text."""
    article = make_article(text, **given)
    passage = Passage(passage_id, article.article_id, 1, 0, len(text), text, tuple(split_sentences(text)))
    return Candidate(passage, article, (), score, score)


@pytest.fixture
def candidate_of() -> MakeCandidate:
    return make_candidate


def make_evidence(question: str, *scored: tuple[Candidate, int, float]) -> Evidence:
    """Evidence whose sentences (candidate, number of the sentence, score) are given, best first."""
    candidates = tuple(dict.fromkeys(candidate for candidate, _, _ in scored))
    text = " ".join(candidate.article.text for candidate in candidates)
    subject = without_request(question)
    view = QuestionView(subject, question, Rarity(100, dict.fromkeys(content_stems(f"{question} {text}"), 5)))
    sentences = []
    for candidate, number, score in scored:
        span = candidate.passage.sentences[number]
        words = candidate.article.text[slice(*span)]
        seen = SentenceView(candidate, 0, span, words, read_sentence(words))
        sentences.append(ScoredSentence(seen, score))
    return Evidence(view, candidates, tuple(sentences))
