"""Told as a fact what is only suspected, claimed or asked there; told as done what is still to come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.language import STOPWORDS, stem
from assistant.language.sentences import split_sentences

__all__ = ["certainty_fault"]

_LEAST_SHARED = 0.5
"""Of the statement's words of meaning that must stand in the sentence which says it less surely; of these behind the
word that does."""
_LEAST_WORDS = 2
_UNSURE = re.compile(
    r"\b(?:may|might|could|possibly|perhaps|likely|probably|(?:is|are|was|were)\s+(?:thought|believed|suspected|said)\s+to|"
    r"suspect(?:s|ed)?|suspicions?|alleg\w*|claim(?:s|ed|ing)?|accus\w+|whether|include\s+if|appears?\s+to|appeared\s+to|"
    r"seems?\s+to|suggest(?:s|ed|ing)?|speculat\w*|fear(?:s|ed)?|reportedly|rumou?r\w*|possib\w+|potentially|unconfirmed|"
    r"preliminary|apparently|believes?|linked)\b",
    re.IGNORECASE,
)
_ANY_DISTANCE = re.compile(
    r"\b(?:may|might|could|would|should|can|possib\w*|perhaps|likely|unlikely|probab\w*|thought|believ\w+|suspect\w*|"
    r"suspicio\w*|alleg\w*|claim\w*|accus\w+|whether|if|appear\w*|seem\w*|suggest\w*|speculat\w*|fear\w*|report\w*|rumou?r\w*|"
    r"potential\w*|unconfirmed|preliminary|apparent\w*|sa(?:id|ys?|ying)|according|told|tells?|think\w*|expect\w*|plan\w*|"
    r"hop\w+|want\w*|risk\w*|uncertain|unclear|not|no|estimat\w*|view|opinion|charge[sd]?|argu\w+|consider\w*|investigat\w*|"
    r"question\w*|look\w*|call\w*|feel\w*|felt|predict\w*|forecast\w*|warn\w*|threat\w*|danger|chance|try|tries|tried|trying|"
    r"ask\w*|pled|plead\w*|trial|deni\w+|deny|wonder\w*|impression|sure|doubt\w*|describ\w*|note[sd]?|writes?|wrote|able|enough|"
    r"about\s+to|going\s+to|set\s+to|due|dream\w*|favou?r\w*|candidate|aim\w*|seek\w*|offer\w*|allow\w*|lets?|permit\w*|"
    r"confiden\w*|convinced|h[eo]ld\w*|puts?|reckon\w*|finds?|found|show[sn]?|hint\w*|point\w*|speak\w*|spoke|stat\w+|insist\w*|"
    r"maintain\w*|admit\w*|deem\w*|assum\w*|help\w*|complain\w*|demand\w*|agree\w*|recommend\w*|announc\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
"""With any of them the statement says itself that it is somebody's word, or no fact yet."""
_AHEAD = re.compile(
    r"\b(?:will|would|shall|plans?\s+to|plann(?:ed|ing)\s+to|hop(?:es?|ing)\s+to|want(?:s|ed)?\s+to|aims?\s+to|intends?\s+to|"
    r"expect(?:ed|s)\s+to|scheduled\s+to|propos\w+|about\s+to|seeks?\s+to|threaten\w*\s+to|(?:is|are)\s+to|vow\w*\s+to|"
    r"promis\w+\s+to)\b",
    re.IGNORECASE,
)
_AHEAD_HERE = re.compile(
    r"\b(?:will|shall|to|by|next|going|ahead|future|upcoming|soon|until|tomorrow|yet|must|need\w*|require\w*|promis\w+|vow\w*|"
    r"pledg\w*|intend\w*|goal|bid|propos\w+|scheduled|under)\b|['’]ll\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:has|have|had|was|were|already|did|(?:is|are)\s+now|won|lost|sold|bought|took|gave|made|began|became|went|came|left|met|"
    r"paid|sent|built|cut|struck|broke|fell|rose|led|\w+ed)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def certainty_fault(text: str, quotes: Sequence[str]) -> str | None:
    """The cited word that makes it less sure, in words for the reader."""
    if _ANY_DISTANCE.search(text):
        return None
    found = _said_behind(_UNSURE, text, quotes)
    if found is None and _DONE.search(text) and not _AHEAD_HERE.search(text):
        found = _said_behind(_AHEAD, text, quotes)
    return found and f"what it cites is less sure (“{found}”)"


def _said_behind(pattern: re.Pattern[str], text: str, quotes: Sequence[str]) -> str | None:
    """What of the pattern stands in front of most that the statement shares with the sentence nearest to it."""
    stated = {root for root, _ in _stems(text)}
    sentences = [quote[start:end] for quote in quotes for start, end in split_sentences(quote)]
    if len(stated) < _LEAST_WORDS or not sentences:
        return None
    nearest = max(sentences, key=lambda sentence: len({root for root, _ in _stems(sentence)} & stated))
    shared = [(root, at) for root, at in _stems(nearest) if root in stated]
    if not shared or len({root for root, _ in shared}) < _LEAST_SHARED * len(stated):
        return None
    for match in pattern.finditer(nearest):
        if sum(at > match.start() for _, at in shared) >= _LEAST_SHARED * len(shared):
            return " ".join(match[0].split())
    return None


def _stems(text: str) -> Iterator[tuple[str, int]]:
    for match in _WORD.finditer(text):
        low = match[0].lower().replace("’", "'").removesuffix("'s")
        if low not in STOPWORDS:
            yield stem(low), match.start()
