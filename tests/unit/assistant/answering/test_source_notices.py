from dataclasses import replace

import pytest

from assistant.answer import Citation, Standing, Statement
from assistant.answering.source_notices import DISAGREE, NO_VERDICT, SUPERSEDED, source_notices
from tests.unit.assistant.answering.conftest import make_article

CITATION = Citation.of(1, make_article("The bridge was shut."), (0, 10))
OTHER = replace(CITATION, n=2, article_id="a2", publisher="The Post")
STATEMENT = Statement("The bridge", "verbatim", (1,))


def test_an_answer_from_one_article_says_so() -> None:
    single = ("Single source: everything here comes from one article in The Lantern.",)

    assert source_notices("Who?", [STATEMENT], [CITATION], 1) == single
    carried = ("Single source: everything here comes from one text, carried by The Lantern and 1 other outlet.",)
    assert source_notices("Who?", [STATEMENT], [CITATION, OTHER], 1) == carried, "copies of one text"
    assert source_notices("Who?", [STATEMENT], [CITATION], 1, is_telling=False) == ()
    assert source_notices("Who?", [STATEMENT], [CITATION, OTHER], 2) == ()
    assert source_notices("Who?", [], [], 0) == ()


@pytest.mark.parametrize(
    ("standings", "notice"), [(("disagrees", "disagrees"), DISAGREE), (("newest", "superseded"), SUPERSEDED)]
)
def test_reports_that_do_not_agree_are_announced(standings: tuple[Standing, Standing], notice: str) -> None:
    statements = [replace(STATEMENT, conflict=1, standing=standing) for standing in standings]

    assert source_notices("Who?", statements, [CITATION, OTHER], 2) == (notice,)


def test_no_verdict_is_given_on_a_yes_or_no() -> None:
    assert source_notices("Was it shut?", [STATEMENT], [CITATION, OTHER], 2) == (NO_VERDICT,)


def test_words_that_a_model_wrote_are_not_called_the_articles() -> None:
    written = replace(STATEMENT, status="supported")

    assert source_notices("Was it shut?", [STATEMENT, written], [CITATION, OTHER], 2) == ()
