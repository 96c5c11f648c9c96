"""Is a statement carried by what it cites?"""

import re
from collections.abc import Sequence

from assistant.answer import Citation, Status
from assistant.language import names, numbers, words
from assistant.retrieval import content_stems

__all__ = ["check"]

_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]+)[\"”“»]")

SUPPORTED_SHARE = 0.6
"""Of a statement's meaningful words, found in its citations; below it the statement is at most partly supported."""


def check(text: str, citations: Sequence[Citation]) -> Status:
    """`verbatim` where the statement is cited text; else by its numbers, names, quotations and words.

    A number, name or quotation that no cited sentence has makes a statement `unsupported`, whatever else it says.
    """
    stated = _squeeze(text)
    if any(stated == _squeeze(citation.quote) for citation in citations):
        return "verbatim"
    if not content_stems(text):
        return "no_claim"
    cited = " ".join(citation.quote for citation in citations)
    if not _carries_particulars(text, cited):
        return "unsupported"
    wanted = content_stems(text)
    share = len(wanted & content_stems(cited)) / len(wanted)
    if share >= SUPPORTED_SHARE:
        return "supported"
    return "partly_supported" if share >= SUPPORTED_SHARE / 2 else "unsupported"


def _carries_particulars(text: str, cited: str) -> bool:
    held = set(words(cited))
    return (
        set(numbers(text)) <= set(numbers(cited))
        and all(set(words(text[start:end])) <= held for start, end in names(text))
        and all(_squeeze(quoted) in _squeeze(cited) for quoted in _QUOTED.findall(text))
    )


def _squeeze(text: str) -> str:
    return " ".join(text.split())
