from collections.abc import Callable

import pytest

from assistant.answering.catalog_lines import list_article
from assistant.answering.citations import CitationTable
from assistant.answering.overviews import summarise
from assistant.answering.page_order import UNSURE_ORDER
from assistant.retrieval import Candidate

TEXT = "The ferry Heron sank off Skarne on Tuesday. All of its 31 passengers were rescued by a pilot boat."


@pytest.mark.parametrize(("is_unsure", "told"), [(True, ("supported", UNSURE_ORDER)), (False, ("verbatim", None))])
def test_summaries_and_lists_say_so_too(
    is_unsure: bool, told: tuple[str, str | None], candidate_of: Callable[..., Candidate]
) -> None:
    article = candidate_of(TEXT, is_order_unsure=is_unsure).article
    statements = [*summarise(article, CitationTable()), list_article(article, CitationTable())]
    assert {(one.status, one.reason) for one in statements} == {told}
