"""Told as a fact what is only suspected, claimed or asked there; told as done what is still to come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.language import STOPWORDS, stem
from assistant.language.sentences import split_sentences

__all__ = ["belief_fault", "certainty_fault"]

_LEAST_SHARED = 0.5
"""Of the statement's words of meaning that must stand in the sentence which says it less surely; of these behind the
word that does."""
_LEAST_BEHIND, _ENOUGH = 0.33, 3
"""Of them, where there are so many."""
_LEAST_WORDS = 2
_UNSURE = re.compile(
    r"\b(?:may(?!\s\d)|might|could|possibly|perhaps|likely|probably|(?:is|are|was|were)\s+(?:thought|believed|suspected|said)\s+to|"
    r"suspect(?:s|ed)?|suspicions?|alleg\w*|claim(?:s|ed|ing)?|accus\w+|whether|include\s+if|appears?\s+to|appeared\s+to|"
    r"seems?\s+to|suggest(?:s|ed|ing)?|speculat\w*|fear(?:s|ed)?|reportedly|rumou?r\w*|possib\w+|potentially|unconfirmed|"
    r"preliminary|apparently|believes?|linked|as\s+if|as\s+though|look(?:s|ed|ing)?\s+into|argu(?:e[sd]?|ing)|"
    r"in\s+talks|consider(?:s|ed|ing)?|threaten(?:s|ed)?)\b",
    re.IGNORECASE,
)
_BELIEVED = re.compile(
    r"\b(?:believes?|suspects?|thinks?|fears?|feared|alleges?|alleged|claims?|claimed)\s+(?:that\s+)?(?=(?:the|a|an|its?|his|her|their|he|she|they|[A-Z])\b)"
)
_ANY_DISTANCE = re.compile(
    r"\b(?:may|might|could|would|should|can|possib\w*|perhaps|likely|unlikely|probab\w*|thought|believ\w+|(?<!the\s)(?<!a\s)suspect\w*|"
    r"worr(?:y|ie[sd])|afraid|concern\w*|suspicio\w*|alleg\w*|claim\w*|accus\w+|whether|if|appear\w*|seem\w*|suggest\w*|speculat\w*|fear\w*|report\w*|rumou?r\w*|"
    r"potential\w*|unconfirmed|preliminary|apparent\w*|sa(?:id|ys?|ying)|according|told|tells?|think\w*|expect\w*|plan\w*|"
    r"hop\w+|want\w*|risk\w*|uncertain|unclear|not|no|estimat\w*|view|opinion|charge[sd]?|argu\w+|consider\w*|investigat\w*|"
    r"question\w*|look\w*|call\w*|feel\w*|felt|predict\w*|forecast\w*|warn\w*|threat\w*|danger|chance|try|tries|tried|trying|"
    r"ask\w*|pled|plead\w*|trial|deni\w+|deny|wonder\w*|impression|sure|doubt\w*|describ\w*|note[sd]?|writes?|wrote|able|enough|"
    r"about\s+to|going\s+to|set\s+to|due|dream\w*|favou?r\w*|candidate|aim\w*|seek\w*|offer\w*|allow\w*|lets?|permit\w*|"
    r"confiden\w*|convinced|h[eo]ld\w*|puts?|reckon\w*|finds?|found|show[sn]?|hint\w*|point\w*|speak\w*|spoke|stat\w+|insist\w*|"
    r"maintain\w*|admit\w*|deem\w*|assum\w*|help\w*|complain\w*|demand\w*|agree\w*|recommend\w*|announc\w*|propos\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
"""With any of them the statement says itself that it is somebody's word, or no fact yet."""
_TAKEN_OVER = re.compile(
    r"sa(?:id|ys?|ying)|according|told|tells?|report\w*|try|tries|tried|trying|ask\w*|able|help\w*|offer\w*|call\w*|finds?|found|"
    r"show[sn]?|note[sd]?|announc\w*|agree\w*|wants?|wanted|allow\w*|investigat\w*|statement"
)
"""Of these, those that keep no distance where the cited sentence has them too."""
_AHEAD = re.compile(
    r"\b(?:will|would|shall|plans?\s+to|plann(?:ed|ing)\s+to|hop(?:es?|ing)\s+to|want(?:s|ed)?\s+to|aims?\s+to|intends?\s+to|"
    r"expect(?:ed|s)\s+to|scheduled\s+to|propos\w+|about\s+to|seeks?\s+to|threaten\w*\s+to|(?:is|are)\s+to|vow\w*\s+to|"
    r"promis\w+\s+to|pledg\w+\s+to|agreed\s+to|offer\w*\s+to|urged?\s+to|nominated|shortlisted|in\s+the\s+running)\b",
    re.IGNORECASE,
)
_PROPOSED = re.compile(
    r"\b(?:recommend\w*|advis\w+|suggest\w*|propos\w+|urg(?:e[sd]?|ing)|calls?\s+for|called\s+for)\b", re.IGNORECASE
)
_DECIDED = re.compile(
    r"\b(?:decid\w+|rul(?:ed|es|ing)|order(?:ed|s)|approv\w+|adopt(?:ed|s)|resolv(?:ed|es)|agreed)\b", re.IGNORECASE
)
_ALREADY = re.compile(r"\balready\b", re.IGNORECASE)
_TO_COME = re.compile(r"\b(?:will|plans?\s+to|(?:is|are)\s+(?:going\s+)?to|intends?\s+to)\b", re.IGNORECASE)
_CHOSEN = re.compile(r"\b(?:nominated|shortlisted|candidates?|in\s+the\s+running)\b", re.IGNORECASE)
"""Who may get it, and may not."""
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
    nearest = _nearest(text, quotes)
    if nearest is not None and (link := _already(text, nearest)) is not None:
        return f"what it cites says “{link}”"
    if nearest is not None and (link := _decided(text, nearest)) is not None:
        return f"what it cites says “{link}”"
    if nearest is None or _has_distance_of_its_own(text, nearest):
        return None
    found = _said_behind(_UNSURE, text, nearest)
    if found is None and _DONE.search(text) and not _AHEAD_HERE.search(text):
        found = _said_behind(_AHEAD, text, nearest)
    if found is None and _TO_COME.search(text):
        found = _said_behind(_CHOSEN, text, nearest)
    return found and f"what it cites is less sure (“{found}”)"


def _already(text: str, nearest: str) -> str | None:
    """What is to come told as there already, or the other way round."""
    ahead = _AHEAD.search(nearest)
    if _ALREADY.search(text):
        return ahead[0] if ahead and not _ALREADY.search(nearest) else None
    is_there = _ALREADY.search(nearest) is not None and not ahead
    return "already" if is_there and _TO_COME.search(text) else None


def _decided(text: str, nearest: str) -> str | None:
    """What somebody only proposes told as decided."""
    proposed = _PROPOSED.search(nearest)
    if proposed is None or not _DECIDED.search(text) or _DECIDED.search(nearest):
        return None
    return None if _PROPOSED.search(text) else proposed[0]


def belief_fault(text: str, quotes: Sequence[str]) -> str | None:
    """Told as a fact, in the same words, what somebody believes or claims; in words for the reader."""
    stated = {root for root, _ in _stems(text)}
    if len(stated) < _LEAST_WORDS or _ANY_DISTANCE.search(text):
        return None
    plain = [quote for quote in quotes if not _BELIEVED.search(quote)]
    if any(stated <= {root for root, _ in _stems(quote)} for quote in plain):
        return None
    for quote in quotes:
        for found in _BELIEVED.finditer(quote):
            if stated <= {root for root, _ in _stems(quote[found.end() :])}:
                return f"what it cites is less sure (“{' '.join(found[0].split())}”)"
    return None


def _nearest(text: str, quotes: Sequence[str]) -> str | None:
    """The cited sentence that has most of the statement's words, if it has enough of them."""
    stated = {root for root, _ in _stems(text)}
    sentences = [quote[start:end] for quote in quotes for start, end in split_sentences(quote)]
    if len(stated) < _LEAST_WORDS or not sentences:
        return None
    nearest = max(sentences, key=lambda sentence: len({root for root, _ in _stems(sentence)} & stated))
    shared = {root for root, _ in _stems(nearest)} & stated
    return nearest if len(shared) >= _LEAST_SHARED * len(stated) else None


def _has_distance_of_its_own(text: str, nearest: str) -> bool:
    """Whether the statement keeps its distance in a word that is not the cited sentence's: "tried to stop" keeps none
    where that is what "police are looking into"."""
    held = {match[0].lower() for match in _WORD.finditer(nearest)}
    held_roots = {stem(word) for word in held}
    found = [match[0].lower() for match in _ANY_DISTANCE.finditer(text)]
    return any(not _TAKEN_OVER.fullmatch(word) or not (word in held or stem(word) in held_roots) for word in found)


def _said_behind(pattern: re.Pattern[str], text: str, nearest: str) -> str | None:
    """What of the pattern stands in front of most that the statement shares with the sentence, and not in it."""
    stated = {root for root, _ in _stems(text)}
    written = {match[0].lower() for match in _WORD.finditer(text)}
    shared = [(root, at) for root, at in _stems(nearest) if root in stated]
    for match in pattern.finditer(nearest):
        if {word.lower() for word in match[0].split()} & written - {"to", "is", "are", "was", "were"}:
            continue
        behind = sum(at > match.start() for _, at in shared)
        if behind >= _LEAST_BEHIND * len(shared) and (behind >= _LEAST_SHARED * len(shared) or behind >= _ENOUGH):
            return " ".join(match[0].split())
    return None


def _stems(text: str) -> Iterator[tuple[str, int]]:
    for match in _WORD.finditer(text):
        low = match[0].lower().replace("’", "'").removesuffix("'s")
        if low not in STOPWORDS:
            yield stem(low), match.start()
