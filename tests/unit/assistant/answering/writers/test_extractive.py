import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.evidence import ScoredSentence
from assistant.answering.features import SentenceView
from assistant.answering.writers.extractive import MAX_SENTENCES, MAX_WORDS, choose
from assistant.archive import Article, Passage
from assistant.retrieval import Candidate


def scored(article: str, position: int, words: int, score: float) -> ScoredSentence:
    text = "word " * words
    whole = Article(
        article, 1, text, "", None, None, (), None, None, None, None, None, None, None, "", "en", "news", 1, True
    )
    candidate = Candidate(Passage(1, article, 1, 0, len(text), text, ()), whole, (), 1.0)
    return ScoredSentence(SentenceView(candidate, 0, (position, position + 1), text, np.zeros(1)), score)


sentences = st.lists(
    st.builds(scored, st.sampled_from("abc"), st.integers(0, 99), st.integers(1, 150), st.floats(0, 1)), max_size=12
).map(lambda drawn: sorted(drawn, key=lambda item: -item.score))


@given(sentences)
def test_an_answer_is_short_and_reads_in_the_order_of_each_article(ranked: list[ScoredSentence]) -> None:
    chosen = choose(ranked)
    assert len(chosen) <= MAX_SENTENCES
    assert sum(len(item.sentence.text.split()) for item in chosen) <= MAX_WORDS
    for article in "abc":
        spans = [item.sentence.span for item in chosen if item.sentence.candidate.article.article_id == article]
        assert spans == sorted(spans)


def test_the_best_sentence_is_always_in_it_and_its_article_comes_first() -> None:
    ranked = [scored("b", 50, 20, 0.9), scored("a", 10, 20, 0.8), scored("b", 10, 10, 0.7)]
    chosen = choose(ranked)
    assert [(item.sentence.candidate.article.article_id, item.sentence.span[0]) for item in chosen] == [
        ("b", 10),
        ("b", 50),
        ("a", 10),
    ]


def test_unlikely_sentences_are_left_out() -> None:
    assert len(choose([scored("a", 1, 10, 0.9), scored("a", 2, 10, 0.05)])) == 1
