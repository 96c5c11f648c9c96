"""Signs that a question means who published or wrote, not who it is about: "did the Herald report", "a piece by"."""

import re

from assistant.language.listed import listed

__all__ = [
    "compares",
    "continues_list",
    "does",
    "is_about_articles",
    "is_byline",
    "is_cited",
    "is_in_present",
    "left_out_from",
    "wants_current",
    "wants_latest",
    "without_moment",
    "without_now",
]

_REPORTS = (
    r"(?:report(?:s|ed|ing)?|articles?|stor(?:y|ies)|pieces?|coverage|interviews?|columns?|editorials?|reviews?|news"
    r"|headlines?|posts?|says?|said|writes?|wrote|written|publish(?:es|ed)?|cover(?:s|ed)?|runs?|ran|feature[sd]?"
    r"|carr(?:y|ies|ied)|print(?:s|ed)?|quote[sd]?|claim(?:s|ed)?|argue[sd]?|describe[sd]?|suggest(?:s|ed)?|mention(?:s|ed)?)"
)
_BEFORE_OUTLET = re.compile(
    r"\b(?:according to|going by|(?:what|how) about|including|in|from|by|both|per"
    r"|(?:report|publish|cover|featur|written|describ|mention)(?:ed)? on"
    r"|(?:works?|worked|writ(?:es?|ing)|wrote|written) for)"
    r"\s+(?:both\s+)?(?:the\s+)?(?:articles?\s+(?:in|from|by|on)\s+)?(?:the\s+)?['\"“‘]?$",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(
    r"\b(?:except|excluding|other than|apart from|aside from|besides|outside|(?:and|but) not)"
    r"(?: (?:for|of|those|in|by|from))*\s+(?:the\s+)?['\"“‘]?$",
    re.IGNORECASE,
)
_WRITTEN = re.compile(rf"\b(?:{_REPORTS}|outlets?|(?:news)?papers?|sources?|publications?)\b", re.IGNORECASE)
""" "Articles on the dam except the Herald's": it is meant as a publisher all the same."""
_AFTER_OUTLET = re.compile(rf"['\"”’]?(?:['’]s)?['\"”’]?,?\s+(?:[\w-]+\s+){{0,2}}?{_REPORTS}\b", re.IGNORECASE)
_JOINED = re.compile(
    r"['\"”’]?(?:['’]s)?\s*(?:,\s*(?:and|or)?|and|or|&)\s+(?:(?:by|in|from|the|both)\s+)*['\"“‘]?", re.IGNORECASE
)
_BY = re.compile(r"(?P<word>[\w-]*)\s*\bby\s+$", re.IGNORECASE)
_WRITES = re.compile(
    r"(?:['’]s?)?\s+(?:[\w-]+\s+)?(?:articles?|columns?|pieces?|reports?|stor(?:y|ies)|opinions?)\b", re.IGNORECASE
)
_DID = re.compile(r"\b(?:did|does|do|has|have|had)\s+$", re.IGNORECASE)
_DID_WRITE = re.compile(
    r"\s+(?:ever\s+)?(?:write|wrote|written|publish(?:ed)?|report(?:ed)?|cover(?:ed)?|filed?)\b", re.IGNORECASE
)
_ALL_THAT = re.compile(
    r"\b(?:everything|anything|all|articles?|pieces?|stor(?:y|ies)|reports?|columns?)\s+(?:that\s+|which\s+)?$",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"\s+(?:(?:has|have|had|ever)\s+)*(?:wrote|written|published|reported|covered|filed)\b", re.IGNORECASE
)
""" "Everything Ann Lee wrote"."""
_PUBLISHED = frozenset(
    listed("written published reported authored covered filed contributed penned featured printed run news")
)
_PARTICIPLE = re.compile(
    r".{2,}ed|.{2,}(?:own|awn|ung|ught)|said|made|led|won|sent|shot|taken|given|held|built|told|sung|hit|beaten"
    r"|begun|chosen|driven|done|seen|spoken|set|put|cut|paid|sold|kept|left|lost|met|born|caused",
    re.IGNORECASE,
)
_LATEST = re.compile(
    r"\b(?:latest|newest|most recent)\s+(?:[\w-]+\s+)?(?:news|articles?|reports?|stor(?:y|ies)|updates?|developments?"
    r"|coverage|pieces?|interviews?|headlines?|figures?|numbers?|count|toll|on|about|regarding|from)\b"
    r"|\bwhat(?:['’]s| is| are) (?:the )?(?:latest|newest|new)\b|\bmost recently\b",
    re.IGNORECASE,
)
_CURRENT = re.compile(
    r"\b(?:now(?!-| that\b)|current(?:ly)?|presently|at (?:present|the moment)|these days|nowadays|still|latest|today"
    r"|(?:as of|by|until) now|so far|to date|most recent(?:ly)?|newest|up to date"
    r")\b",
    re.IGNORECASE,
)
_MOMENT = re.compile(
    r"(?<=\w)\s+(?:right )?"
    r"(?:now(?!-| that\b)|currently|presently|at (?:present|the moment)|these days|nowadays|today)\b"
    r"|\b(?:current|present-day)\s+(?=\w)",
    re.IGNORECASE,
)
_STATE = re.compile(r"^\W*(?:and\s+)?(?:is|are|has|have|does|do)\b", re.IGNORECASE)
_AGAIN = re.compile(r"\b(?:again|yet|already)\W*$", re.IGNORECASE)
"""At the end of what asks for a state: "Is the ferry running again?"."""
_PRESENT = re.compile(
    r"^\W*(?:(?:and|so|but)\W+)?(?:is|are|does|do|can|(?:who|which|where|how|whose)\b(?:\s+[\w'’-]+){0,4}?\s+"
    r"(?:is|are|does|do)|who\s+(?!was\b|has\b|says\b|writes\b|argues\b)[a-z]+s\b|who['’]s|what(?:['’]s|\s+(?:is|are))\s+(?:the|there|his|her|its|their))\b",
    re.IGNORECASE,
)
_OF_RECORD = re.compile(
    r"\b(?:is|are)\s+(?:\w+\s+){0,2}?(?:said|reported|known|told|written|quoted|meant|called|named after)\b"
    r"|\b(?:does|do)\s+.{2,60}?\b(?:say|argue|write|want|think|believe|report)\b",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:later|earlier|both|compar(?:e[sd]?|ed|ison|ing)|versus|vs|differ(?:s|ed|ent|ence)?|consistent|consistency)\b",
    re.IGNORECASE,
)
_ARTICLES = re.compile(r"\b(?:articles?|news|coverage|headlines?|stories|reports|archive)\b", re.IGNORECASE)


def is_cited(before: str, after: str) -> bool:
    """Whether an outlet between these two halves of a question is meant as the one that published."""
    if _BEFORE_OUTLET.search(before) or _AFTER_OUTLET.match(after):
        return True
    return left_out_from(before) is not None and _WRITTEN.search(before) is not None


def left_out_from(before: str) -> int | None:
    """Where it begins to say that what stands behind these words is not wanted: "outlets other than the Herald"."""
    found = _LEFT_OUT.search(before)
    return None if found is None else found.start()


def continues_list(between: str) -> bool:
    """Whether two names with this between them are told in one breath: "the Herald and the Courier"."""
    return _JOINED.fullmatch(between) is not None


def is_byline(before: str, after: str) -> bool:
    """ "A piece by Jane Doe", "Jane Doe's column", "did Jane Doe write"; not "said by Jane Doe"."""
    by = _BY.search(before)
    if by is not None:
        return not does(by["word"])
    has_written = (_DID.search(before) and _DID_WRITE.match(after)) or (
        _ALL_THAT.search(before) and _WROTE.match(after)
    )
    return bool(_WRITES.match(after) or has_written)


def does(word: str) -> bool:
    """Whether this is a participle, but of no verb of publishing: "founded", "said"."""
    return word.lower() not in _PUBLISHED and _PARTICIPLE.fullmatch(word) is not None


def wants_latest(question: str) -> bool:
    """Of articles: "the latest on the strike"; "the latest iPhone" asks for no order."""
    return bool(_LATEST.search(question))


def wants_current(question: str) -> bool:
    """Of what articles tell: "the current chief", "Is it still shut?"."""
    return bool(_CURRENT.search(question) or (_STATE.match(question) and _AGAIN.search(question)))


def is_in_present(question: str) -> bool:
    """Whether it asks how things are, if only by its verb: "Who is the mayor?", not "What is said of her?"."""
    return _PRESENT.search(question) is not None and _OF_RECORD.search(question) is None


def without_now(question: str) -> str:
    """Without the words that only say when: an article that tells how things stand seldom has them."""
    return _CURRENT.sub(" ", question)


def without_moment(question: str) -> str:
    """Without "now" and "current" alone: "still" and "latest" say more than when."""
    return _MOMENT.sub("", question)


def compares(question: str) -> bool:
    """Whether it asks for one thing beside another, of which a time may belong to only one."""
    return bool(_COMPARES.search(question))


def is_about_articles(question: str) -> bool:
    return bool(_ARTICLES.search(question))
