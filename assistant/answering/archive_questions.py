"""Questions about the archive itself: what it holds, not what its articles say."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from assistant.language import STOPWORDS, content_words, names, words
from assistant.language.numbers import NUMBER_WORDS

__all__ = ["ArchiveQuestion", "ArchiveQuestionKind", "Extreme", "read_archive_question"]

ArchiveQuestionKind = Literal["count", "list", "newest", "oldest", "coverage", "summary", "overview", "digest"]
"""`summary` is of one article, `overview` of all there is on a subject, `digest` of what was published."""
Extreme = Literal["newest", "oldest"]

_NUMBERS = {word: count for word, count in NUMBER_WORDS.items() if 2 <= count <= 20}
_PIECES = (
    r"(?:(?:opinion|comment|news|press) )?"
    r"(?:articles?|pieces?|stor(?:y|ies)|reports?|interviews?|columns?|editorials?|releases?|live blogs?|op-?eds?)"
)
_MANY = r"(?:articles|pieces|stories|reports|interviews|columns|editorials|press releases|news|headlines|coverage)"
_OF_THEM = r"(?:of (?:the|these|those|your|all (?:the|these)) )?"
_SPECIAL = (
    r"(?:(?P<interview>interviews?)|(?P<press_release>press releases?)|(?P<live_blog>live blogs?)|"
    r"(?P<opinion>columns?|editorials?|op-?eds?|(?:opinion|comment) (?:pieces?|articles?|columns?)))"
)
"""Articles of a kind."""
_WRITTEN = r"(?:articles|stories|reports)"
"""Pieces and columns may be of anything."""
_ARCHIVE = r"(?:the|this|your) (?:archive|collection)"
_HELD = (
    rf"(?:are there|do you (?:have|hold|know)|(?:does|do) {_ARCHIVE} (?:have|hold|contain)|"
    rf"are (?:held|stored)|(?:is|are) in {_ARCHIVE})"
)
_PUBLISHED = (
    r"(?:(?:were|was|have been|has been|did|has|have)\b.{0,80}\b"
    r"(?:publish|written|write|wrote|run|ran|appear|carr(?:y|ied))\w*)"
)
_NARROWED = r"(?:(?:by|from|in|on|about|since|before|after|dated|between|during|of|with|mentioning)\b)"
_MENTION = r"(?:mention|name|refer to|deal with|talk about|speak of|cover|discuss)"
_ASKS_WHICH = r"(?:(?:what|which|show|give|find)\b(?: is|['’]s| are| was)?(?: me)? )?(?:the |your )?"
_POLITE = r"(?:please |(?:can|could|would) you (?:please )?)?"
_ON = r"(?:on|about|of|for|regarding|concerning|around|surrounding)\b"
_SUMMARISE = (
    r"(?:summari[sz]e|sum up|recap|tl;?\s?dr(?: (?:of|on|for))?|(?:what(?:['’]s| is) )?the (?:gist|bottom line) of|"
    r"(?:(?:give|write|make|show) (?:me |us )?)?(?:an? |the )?(?:short |brief |quick )?"
    r"summary of)"
)
_ONE_PIECE = (
    r"(?:it|this|that|(?:the|this|that) (?:\w+ ){0,2}(?:article|piece|story|report|interview|column|editorial))"
)
_KNOWN = r"(?:there is|you (?:have|know|can)|you(?:'ve|’ve) got|we know|the archive (?:has|holds|knows|says))"
_TELLERS = r"(?:the |all )?(?:(?:other )?(?:articles|papers|newspapers|outlets|sources)|others)"
_SAYS = (
    r"(?:(?:report|publish|cover|print|say|write|run|carry|feature|argue?)(?:ed|s|ing)?|written|carried|"
    r"featuring)"
)
_NOT_ASKING = r"(?!.*\b(?:how|who|whom|why|when|where|which|what|whether)\b).*"
_WHEN_ALONE = r"(?: (?:in the (?:news|papers?|world|archive)|around here|new|lately|recently))*"
_ONE_SOURCE = r"(?:outlet|publisher|publication|newspaper|paper|source|author|journalist|reporter|writer|correspondent)"
_SOURCES = rf"{_ONE_SOURCE}s"
_NOT = r"(?:(?:(?:do|does|did)(?: not|n['’]t)|not|never|neither) )"
_NUMBER = rf"(?:{'|'.join(_NUMBERS)}|[1-9]\d?)"
_NEW = r"(?:newest|latest|most recent|last)"
_SOME_NEW = rf"(?:{_NEW} {_NUMBER}|{_NUMBER} {_NEW})"
_PATTERNS: tuple[tuple[ArchiveQuestionKind, str], ...] = (
    ("coverage", rf"how many {_PIECES}\b.{{0,40}}\bper {_ONE_SOURCE}\W*$"),
    ("coverage", rf"{_POLITE}(?:list|show|name|give|tell)(?: me)?(?: all)?(?: of)?(?: the)? {_SOURCES}\W*$"),
    ("coverage", rf"(?:which|what) {_SOURCES} (?:{_HELD}|write|wrote|are represented|are covered)\W*$"),
    (
        "coverage",
        rf"(?:which|what) {_ONE_SOURCE} (?:has|have|published|wrote|ran|carried|printed)(?: written| published)? "
        rf"the most {_PIECES}\W*$",
    ),
    ("coverage", rf"who (?:wrote|has written|writes|published) the most {_PIECES}\W*$"),
    (
        "coverage",
        rf"(?:what|which) (?:period|time ?span|time|range|dates?|years?) (?:do|does) (?:the|your|these) "
        rf"(?:{_MANY}|archive|collection) (?:cover|span)\W*$",
    ),
    ("count", rf"{_POLITE}how many {_PIECES} (?:{_HELD}|{_PUBLISHED}|{_NARROWED}.*{_HELD})"),
    ("count", rf"how many {_PIECES} (?!of\b){_NARROWED}(?!.*\b(?:does|do|did|is|was)\b)"),
    (
        "count",
        rf"how many {_OF_THEM}{_WRITTEN} (?:are |were |(?:are|were)n['’]t )(?:not )?"
        rf"(?:(?:from|by|about|dated)\b(?! to\b)|{_PIECES}\W*$)",
    ),
    ("count", rf"(?:in )?how many {_OF_THEM}{_WRITTEN} (?:do |does |did |have |that )?{_NOT}?{_MENTION}(?:ed|s)?\b"),
    ("count", rf"(?:in )?how many {_PIECES} (?:do |that )?{_NOT}?mention(?:ed|s)?\b"),
    (
        "count",
        rf"(?:in )?how many {_WRITTEN} (?:is|are|was|were|does|do|did) .{{2,80}}\b(?:mentioned|named|appear|come up)\b",
    ),
    (
        "count",
        r"how (?:often|many times) (?:is|are|was|were|does|do|did|has|have) .{2,80}\b"
        r"(?:mentioned\b|named(?=\W*$| (?:in|by|since|before|after|during|between|on)\b)"
        r"|(?:come|crop) up(?: in\b.*)?\W*$|appear in (?:the )?(?:archive|articles|news)\b)",
    ),
    (
        "count",
        rf"{_POLITE}(?:count|(?:what is |what's )?(?:the )?number of)(?: up)?(?: all)?(?: of)?(?: the)? "
        rf"{_PIECES}\b(?! of\b)",
    ),
    (
        "list",
        rf"{_POLITE}(?:list|show|give|name|find|get)(?: me)?(?: all| every)?(?: of)?(?: the)?(?: \w+)? "
        rf"{_PIECES}(?: {_NARROWED}| that {_MENTION}| mentioning| {_HELD}|\W*$)",
    ),
    ("list", rf"(?:all |every )(?:the )?{_PIECES} {_NARROWED}"),
    ("list", rf"(?:(?:is|are) there )?(?:any|some) {_SPECIAL}\W*$"),
    ("list", rf"(?:which|what) {_PIECES} (?:{_HELD}|{_PUBLISHED})"),
    ("list", rf"(?:which|what) {_WRITTEN} (?:{_NOT}?{_MENTION}|(?:are|were) (?:not )?(?:about|by|from))\b(?! to\b)"),
    (
        "list",
        rf"{_POLITE}(?:(?:list|show|give|name|find|get|what|which)(?: me| us| are| were)? )?(?:the |your )?"
        rf"{_SOME_NEW} {_PIECES}(?: {_NARROWED}| {_HELD}|\W*$)",
    ),
    ("newest", rf"{_ASKS_WHICH}(?:newest|latest|most recent|last) (?:{_PIECES}|news|thing)\b"),
    (
        "newest",
        rf"{_ASKS_WHICH}(?:[\w.’'-]+ ){{1,4}}?(?<=['’]s )(?:newest|latest|most recent|last) {_PIECES}\W*$",
    ),
    ("newest", r"what(?: is|'s|’s) (?:the )?(?:newest|latest|most recent|new) (?:on|about|with)\b"),
    ("oldest", rf"{_ASKS_WHICH}(?:oldest|earliest|first) {_PIECES}(?: (?:{_NARROWED}|{_HELD}|in)\b|\W*$)"),
    (
        "coverage",
        r"(?:what|which) (?:dates?|days?|period|years?|time|outlets?|publishers?|publications?|newspapers?|sources?|"
        rf"authors?|topics?|subjects?)\b.{{0,40}}\b(?:covered\W*$|(?:in|does|do|of) {_ARCHIVE}"
        r"|you (?:have|hold|cover))",
    ),
    ("coverage", r"(?:who are (?:all )?|name )(?:the|your) (?:authors|journalists|reporters|writers)\W*$"),
    (
        "coverage",
        rf"what(?: is|'s|’s) in (?:here\W*$|{_ARCHIVE})|what (?:does|do) {_ARCHIVE} (?:cover|hold|contain)\W*$",
    ),
    (
        "coverage",
        r"how many (?:different )?(?:outlets|publishers|publications|newspapers|papers|sources|authors|journalists|"
        rf"reporters|writers)(?: {_HELD}.*| (?:write|wrote|work|have written)\b.*| has {_ARCHIVE}\b.*)?\W*$",
    ),
    ("coverage", rf"how (?:big|large) is {_ARCHIVE}|what (?:do|can) you (?:cover|hold)\W*$"),
    (
        "overview",
        rf"{_POLITE}{_SUMMARISE} the (?!whole |entire |main |top |lead )(?:[\w’'-]+ ){{1,4}}"
        r"(?:story|saga|affair|row)\W*$",
    ),
    ("summary", rf"{_POLITE}{_SUMMARISE} {_ONE_PIECE}\b"),
    ("summary", rf"{_POLITE}what(?: is|'s|’s| was) {_ONE_PIECE}(?: .{{2,120}})? (?:all )?about\W*$"),
    ("summary", rf"{_POLITE}what does {_ONE_PIECE}(?: .{{2,120}})? say\W*$"),
    (
        "summary",
        rf"{_POLITE}(?:what are |(?:give|tell|show) (?:me |us )?|list )?the (?:main|key) (?:points|facts) "
        rf"(?:of|in|from) {_ONE_PIECE}\b",
    ),
    ("summary", rf"{_POLITE}(?:{_SUMMARISE}|what(?: is|'s|’s)) [\"“„«‘'].{{3,200}}[\"”“»’'](?: about)?\W*$"),
    ("overview", rf"{_POLITE}{_SUMMARISE}(?: for me)?(?=\s)"),
    (
        "overview",
        rf"{_POLITE}(?:(?:give|tell|show|get|catch|fill|bring) (?:me|us) )?(?:an? |the |up |in )?(?:short |"
        r"brief |quick )?"
        rf"(?:overview|recap|rundown|round-?up|backgrounder?|briefing|digest|up to (?:date|speed)) {_ON}",
    ),
    (
        "overview",
        rf"{_POLITE}(?:(?:tell|show|give) (?:me|us) )?(?:(?:everything|all|anything)(?: (?:that )?{_KNOWN})"
        rf"?|what {_KNOWN})"
        rf"(?: to know)? {_ON}(?! the following)",
    ),
    (
        "overview",
        rf"{_POLITE}what (?:do|does|can|have) "
        rf"(?:you|we|the archive|{_TELLERS}) "
        rf"(?:know|have|say|got|report|write|tell me|tell us|hold) {_ON}",
    ),
    ("overview", rf"{_POLITE}(?:brief|update) (?:me|us) on\b|{_POLITE}(?:catch|fill) (?:me|us) (?:up|in) on\b"),
    (
        "digest",
        rf"{_POLITE}what (?:has |have )?(?:happened|been happening|been going on|went on|was going on|(?:is|"
        rf"'s) (?:going on|happening))\b{_WHEN_ALONE}\W*$",
    ),
    (
        "digest",
        rf"{_POLITE}what(?: is|'s|’s| was)(?: the)? (?:new|news|in the (?:news|papers?)|on the front page)"
        rf"\b{_WHEN_ALONE}\W*$",
    ),
    (
        "digest",
        rf"{_POLITE}what (?:was|were|is|has been|have been|got|did you) "
        r"(?:reported|published|written|printed|covered|in (?:the )?news|making (?:the )?(?:news|headlines))\b"
        rf"{_WHEN_ALONE}\W*$",
    ),
    (
        "digest",
        rf"{_POLITE}what (?:are|were) (?:all )?(?:the |these |those |your )?{_MANY}\b(?: .{{2,80}})? "
        r"(?:all )?about\W*$",
    ),
    ("digest", rf"what made (?:the )?(?:news|headlines|front page)\b{_WHEN_ALONE}\W*$"),
    (
        "digest",
        rf"{_POLITE}(?:show|give|list|tell|read|get)(?: me| us)?(?: all)?(?: of)?(?: the)?(?: \w+)"
        rf"? {_MANY}(?: {_ON}.*|{_WHEN_ALONE})\W*$",
    ),
    (
        "digest",
        r"(?:any|the)? ?(?:latest |recent |more )?(?:news|headlines|stories|coverage|articles)"
        rf"(?: {_ON}{_NOT_ASKING}| from\b.*| by\b.*|{_WHEN_ALONE})\W*$",
    ),
    (
        "digest",
        rf"(?:is|are) there (?:any |some )?(?:news|articles|stories|coverage)(?: {_ON}{_NOT_ASKING}| from "
        rf".*| by .*|{_WHEN_ALONE})\W*$",
    ),
)
_SAID_BY = re.compile(
    rf"^\W*(?:and )?(?:what )?(?:has|have|had|did|does|do|was|were|is)(?: been)?\b.{{0,80}}?\b{_SAYS}"
    rf"(?:\s+(?:{_ON}|back on){_NOT_ASKING}|\s*[^\w]*)$",
    re.IGNORECASE,
)
_WHICH_PIECE = re.compile(
    rf"^\W*(?:and )?(?:which|what) (?:[\w’'-]+ ){{0,5}}{_PIECES} (?:did|has|have|does|do)\b"
    rf".{{0,80}}?\b{_SAYS}\b{_NOT_ASKING}$",
    re.IGNORECASE,
)
"""Of an outlet or author: "What did the Herald report on the dam?"; not "What did the inquiry publish?"."""
_MADE_BY = re.compile(
    r"^\W*(?:and )?(?:how many|which|what) (?:reports|press releases) "
    rf"(?:did|has|have|had) (?!(?:been|ever|already|also|run|appeared)\b|you\b|{_ARCHIVE}|{_TELLERS}).{{1,80}}?"
    r"\b(?:publish|writ|wrote)\w*",
    re.IGNORECASE,
)
"""Of somebody who is no outlet or author: "How many reports did the inspector write?"."""
_TELL = re.compile(rf"^\W*{_POLITE}what (?:do|does|can|have) {_TELLERS}\b", re.IGNORECASE)
_LEFT_OVER = re.compile(r"(?<![^\W_])['’]s?\b")
"""Of "yesterday's", once the day is a filter."""
_EXTREME = re.compile(rf"\s*(?:the )?(newest|latest|most recent|last|oldest|earliest|first) {_PIECES}\b", re.IGNORECASE)
_ASKS_MORE = re.compile(
    r"\b(?:how|who|whom|whose|why|when|where|which|he|she|it|they|him|her|them|his|its|their|this|that|these|those|"
    r"there|so|you|not)\b|n['’]t\b",
    re.IGNORECASE,
)
_IN_SHORT = re.compile(
    rf",? (?:in (?:(?:just |only )?(?:an?|one|a few|{_NUMBER}) (?:\w+ )?"
    r"(?:sentences?|lines?|words?|paragraphs?|points?)|short|brief|a nutshell)|briefly|shortly)(?=\W*$)",
    re.IGNORECASE,
)
"""How long an answer is wanted, which is not what it is about."""
_OF_KIND = re.compile(rf"\b{_SPECIAL}(?!\w)", re.IGNORECASE)
_MOST = re.compile(rf"\b{_SOME_NEW}(?= {_PIECES}\b)", re.IGNORECASE)
_NEGATED = re.compile(
    rf"\b{_PIECES} (?:that |which )?(?:{_MENTION}s? )?"
    r"(?P<no>(?:do|does|did|are|were|is)(?: not|n['’]t)|never|neither)\b",
    re.IGNORECASE,
)
_LEAVES_OUT = re.compile(
    r",?\s*\b(?:(?:and|but|that|which)\s+)*(?:(?:(?:are|were|is|was)(?:\s+not|n['’]t)|not|never)"
    r"(?:\s+(?:written|published|printed|reported|carried|run|those))?(?:\s+(?:by|from|in)|(?=\s*[?.]?$))"
    r"|(?:except|excluding|other than|apart from|outside)(?:\s+(?:for|of|by|from|in|those))*)"
    r"(?:\s+(?:the|an?|either))?(?=\s*(?:$|[?.,;)]|(?:that|which|about|on|since|in|are|were|is|was|and|or|do|have|"
    rf"{_MENTION}|{_SAYS})\b))",
    re.IGNORECASE,
)
"""Before an outlet, author or kind of article that is not wanted, where that has become a filter: "and not by the"."""
_BY = re.compile(r"\bby ([A-ZÀ-ÖØ-Þ][\w.’'-]{0,40}(?: [A-ZÀ-ÖØ-Þ][\w.’'-]{0,40}){0,3})\W{0,3}$")
_WHO = re.compile(r"\W*who\b", re.IGNORECASE)
_IN_QUOTES = re.compile(r"[\"“„«]([^\"“”„«»]{3,100})[\"”“»]")
_QUESTIONS = tuple((kind, re.compile(rf"^\W*(?:and |so )?(?:{pattern})", re.IGNORECASE)) for kind, pattern in _PATTERNS)
_OF_THE_FORM = frozenset(
    content_words(
        "list show give name count number newest latest recent oldest earliest first last new thing article articles "
        "piece pieces story stories report reports item items interview interviews column columns editorial editorials "
        "press release releases news written wrote write published publish archive collection hold have contain cover "
        "covered summarise summarize summary sum find please held stored run ran appear appeared know mention mentions "
        "mentioning mentioned dated overview recap rundown roundup round-up briefing background digest everything tell "
        "brief update catch fill headlines coverage reported reporting say said going happening feature featured print "
        "carry argue argues argued got us get named names "
        "refer referred often main key points short quick lately recently world paper "
        "papers there saga affair row live blog blogs op-ed op ed opinion comment making tldr tl;dr gist bottom line "
        "filed file come crop times made front page"
    )
)


@dataclass(frozen=True, slots=True)
class ArchiveQuestion:
    kind: ArchiveQuestionKind
    subject: str
    """The words of meaning that are not of the question's form, in lower case; empty where none are left."""
    phrase: str
    """The same as the question writes them, with what stands between."""
    rest: str
    """The question's own words behind its form: a headline, for a summary."""
    extreme: Extreme | None = None
    """Which of the articles on the subject is to be summarised, where no headline is given."""
    author: str | None = None
    """Whose articles are asked for: the name that ends the question after "by", where that is all its subject."""

    asks_authors: bool = False
    """Whether who wrote most is asked, and not which outlet published most."""
    most: int | None = None
    """How many of the newest are wanted: "the latest three articles"."""
    is_negated: bool = False
    """Whether those are asked for that do not mention something."""
    side_by_side: tuple[str, ...] = ()
    """Names and what stands in quotation marks: their words are looked for next to each other."""
    of_kind: str | None = None
    """The kind of article whose name the question has: "how many interviews"."""
    leaves_out: bool = False
    """Whether the outlets, authors and kinds that narrow it are those that are not wanted."""

    @property
    def query(self) -> str:
        """For the list of articles that have all the words."""
        return " ".join([self.subject, *(f'"{name}"' for name in self.side_by_side)]) if self.subject else ""


def read_archive_question(
    question: str,
    without_filters: str | None = None,
    *,
    names_source: bool = False,
    names_kind: bool = False,
    stands_alone: bool = True,
) -> ArchiveQuestion | None:
    """None for a question about what articles say. `without_filters`: the question without the words that narrow.

    `names_source`: whether these name an outlet or author of the archive; "What did the inquiry publish?" names none.
    `names_kind`: whether they name a kind of article.
    `stands_alone`: not a follow-up, where "And the Herald?" asks what was asked before.
    """
    question = _IN_SHORT.sub("", question)
    without_filters = None if without_filters is None else _IN_SHORT.sub("", without_filters)
    unfiltered = question if without_filters is None else " ".join(_LEFT_OVER.sub("", without_filters).split())
    leaves_out = (names_source or names_kind) and _LEAVES_OUT.search(unfiltered) is not None
    kept = " ".join(_LEAVES_OUT.sub(" ", unfiltered).split()) if leaves_out else unfiltered
    if names_source and (_SAID_BY.search(kept) or _WHICH_PIECE.search(kept)):
        return replace(_read("digest", "", kept), leaves_out=leaves_out)
    if not names_source and _MADE_BY.search(question):
        return None
    for kind, pattern in _QUESTIONS:
        found = pattern.search(unfiltered if kind == "digest" else question)
        if found or (leaves_out and (found := pattern.search(kept))):
            rest = found.string[found.end() :] if kind != "digest" else ""
            return replace(_read(kind, rest, kept), leaves_out=leaves_out)
    if not stands_alone or unfiltered == question or not _only_narrows(unfiltered):
        return None
    if names_source or not _SAID_BY.search(unfiltered):
        return _read("digest", "", unfiltered)
    return None


def _only_narrows(unfiltered: str) -> bool:
    """Whether nothing but a day, an outlet or an author was asked for: "Anything in the Herald since Friday?"."""
    return not _ASKS_MORE.search(unfiltered) and not _subject(unfiltered)


def _read(kind: ArchiveQuestionKind, rest: str, unfiltered: str) -> ArchiveQuestion:
    if negated := _NEGATED.search(unfiltered):
        unfiltered = unfiltered[: negated.start("no")] + unfiltered[negated.end("no") :]
    unfiltered = _TELL.sub("", unfiltered) if kind in ("overview", "digest") else unfiltered
    most = _MOST.search(unfiltered) if kind == "list" else None
    unfiltered = unfiltered.replace(most[0], " ") if most else unfiltered
    subject = _subject(unfiltered)
    of_kind = _OF_KIND.search(unfiltered)
    extreme, by = _EXTREME.search(unfiltered) if kind == "summary" else None, _BY.search(unfiltered)
    return ArchiveQuestion(
        kind,
        subject,
        _phrase(unfiltered),
        rest.strip(" :?.!\"“”'"),
        ("newest" if extreme[1].lower() in ("newest", "latest", "most recent", "last") else "oldest")
        if extreme
        else None,
        by[1].strip(" .") if by and set(subject.split()) <= set(content_words(by[1])) else None,
        _WHO.match(unfiltered) is not None,
        _number_in(most[0]) if most else None,
        negated is not None,
        _side_by_side(unfiltered),
        of_kind.lastgroup if of_kind else None,
    )


def _subject(unfiltered: str) -> str:
    return " ".join(word for word in content_words(unfiltered) if word not in _OF_THE_FORM)


def _number_in(said: str) -> int:
    return next(_NUMBERS.get(word) or int(word) for word in words(said) if word in _NUMBERS or word.isdigit())


def _phrase(unfiltered: str) -> str:
    """From the first to the last word of the subject, without those of the form between."""
    pieces = [piece for piece in unfiltered.split() if not _is_of_form(piece)]
    says = [place for place, piece in enumerate(pieces) if any(word not in STOPWORDS for word in words(piece))]
    return " ".join(pieces[says[0] : says[-1] + 1]).strip(' ,.;:?!()"“”„‘') if says else ""


def _side_by_side(unfiltered: str) -> tuple[str, ...]:
    named = [unfiltered[start:end] for start, end in names(unfiltered)]
    quoted = [match[1] for match in _IN_QUOTES.finditer(unfiltered)]
    return tuple(one for one in dict.fromkeys((*named, *quoted)) if len(words(one)) > 1 and not _has_form(one))


def _has_form(said: str) -> bool:
    return any(word in _OF_THE_FORM for word in words(said))


def _is_of_form(piece: str) -> bool:
    said = [word for word in words(piece) if word not in STOPWORDS]
    return bool(said) and all(word in _OF_THE_FORM for word in said)
