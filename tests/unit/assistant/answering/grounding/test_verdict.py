from collections.abc import Callable

from assistant.answering.grounding import cited_sentence
from assistant.retrieval import Candidate


def test_a_cited_sentence_comes_with_what_its_reader_knows(candidate_of: Callable[..., Candidate]) -> None:
    article = candidate_of("Ann Lee came. She spoke. Then it rained.").article
    cited = cited_sentence(article, (14, 24))
    assert cited.quote == "She spoke."
    assert cited.before == "Ann Lee came. "
    assert cited.nearby == article.text
    assert "The Lantern" in cited.frame
    assert cited.published_at == "2026-05-04"
