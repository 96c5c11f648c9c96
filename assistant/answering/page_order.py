"""Quotes from printed pages whose columns may have been read in another order."""

from assistant.answering.grounding import Verdict
from assistant.archive import Article

__all__ = ["UNSURE_ORDER", "quote_verdict"]

UNSURE_ORDER = "the order of the columns on its page is unsure"


def quote_verdict(*articles: Article) -> Verdict:
    """Of a quote from these: verbatim, unless the page of one leaves open what its sentences follow."""
    if any(article.is_order_unsure for article in articles):
        return Verdict("supported", UNSURE_ORDER)
    return Verdict("verbatim")
