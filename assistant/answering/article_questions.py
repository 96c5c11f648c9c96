"""Questions about an article as a thing that was published: who wrote it, when, where, under which headline."""

import re
from dataclasses import dataclass
from typing import Literal

from assistant.language import content_words, words
from assistant.language.listed import listed
from assistant.retrieval import content_stems

__all__ = ["ArticleField", "ArticleQuestion", "read_article_question"]

ArticleField = Literal["author", "publisher", "published", "updated", "headline", "length", "address"]

_SURE = (
    r"articles?(?! of the\b)|op-?eds?|editorials?|obituar(?:y|ies)|obits?|press releases?|live ?blogs?|live pages?|"
    r"news (?:stor(?:y|ies)|items?|reports?)|write-?ups?|round-?ups?|explainers?|stor(?:y|ies) (?:on|about|that|of)|"
    r"(?:comment|opinion) (?:pieces?|columns?|articles?)|match reports?"
)
_UNSURE = (
    r"piece|story|stories|report|letter|review|profile|portrait|interview|column|feature|analysis|investigation|"
    r"coverage|essay|post|follow-up|dispatch|commentary|release|bulletin|guide|history|comment"
)
"""Words for an article that may also be a thing told of: a report of inspectors, a letter that was found."""
_OUTLETS = (
    r"(?:news(?:papers?| agenc(?:y|ies)| outlets?| sites?)|papers?|magazines?|outlets?|publications?|publishers?|"
    r"agenc(?:y|ies)|wires?(?: services?)?|journals?|week(?:ly|lies)|monthl(?:y|ies)|dail(?:y|ies)|web ?sites?|sites?|"
    r"broadcasters?|heralds?|gazettes?|tabloids?|press (?:office|service)s?)"
)
_WROTE = (
    r"(?:wr(?:ote|ites|itten)|authored|penned|filed|reported|reviewed|interviewed|profiled|compiled|covered|signed|"
    r"explained|tested|edited|bylined)"
)
_PUBLISHED = (
    r"(?:publish(?:es|ed)?|r[au]ns?|carr(?:y|ies|ied)|print(?:s|ed)?|report(?:s|ed)?|cover(?:s|ed)?|featur(?:es?|ed)|"
    r"appear(?:s|ed)?|kept|had|has|post(?:s|ed)?|wr(?:ote|ite|itten)|issue[sd]?|sen[dt]|put out|correct(?:s|ed)|"
    r"broke|break|told|tell)"
)
_PEOPLE = r"(?:reporters?|journalists?|authors?|writers?|correspondents?|columnists?|reviewers?|interviewers?|bylines?)"
_REFERS = rf"(?:it|this|that|(?:.{{0,120}}\b)?(?:{_SURE}|{_UNSURE}|headline)\b.{{0,160}}?|[\"“‘'].{{3,200}}?[\"”’'])"
_THING = rf"(?:the|an?|this|that|its|.{{2,40}}['’]s) (?:[\w'’-]+ ){{0,6}}?(?:{_SURE}|{_UNSURE})\b"
_DONE_BY = (
    r" (?:do|does|did|is|was|will|would|can|could)\b"
    r"| (?:has|have|had|are|were) (?:(?:the|an?|his|her|its|their|our|your|my|he|she|it|they|we|you|i)\b|(?-i:[A-Z]))"
)
"""Behind what somebody has made, and that is no outlet: "how many papers has Ann Lee written"."""
_OPENING = r"^\W*(?:(?:and|so|please|also|but|(?:can|could) you)\b[ ,]*)*(?:(?:tell|give|show|name)(?: me)?(?: us)? )?"
_FIELDS: tuple[tuple[ArticleField, str], ...] = (
    ("author", rf"{_OPENING}who (?:all |first |has |have )?{_WROTE}\b(?! (?:to|in|himself|herself)\b)"),
    ("author", rf"{_OPENING}who(?: is|'s|’s| was| were| are) (?:the |listed as )?(?:\w+ )?{_PEOPLE}\b"),
    (
        "author",
        rf"{_OPENING}who(?: is|'s|’s| was)? (?:conducted|did|ran|kept|made|hosted|behind|responsible for)"
        rf" {_THING}",
    ),
    ("author", rf"{_OPENING}who got the byline\b"),
    ("author", rf"{_OPENING}(?:did|has|have) .{{2,60}}? (?:write|written|author(?:ed)?|pen(?:ned)?|filed?) {_THING}"),
    (
        "author",
        rf"{_OPENING}(?:is|was|were) {_THING} .{{0,120}}?\b(?:written )?by (?!the\b|whom\b)[\w.’'-]+ [\w’'-]+\W*$",
    ),
    ("author", rf"{_OPENING}(?:which|what) (?:\w+ ){{0,2}}{_PEOPLE} (?:{_WROTE}|did|is behind|are behind)\b"),
    (
        "author",
        rf"\bwhose byline\b|\bbylines? (?:of|on|for)\b|{_OPENING}by whom\b|,? and by "
        rf"whom\b|{_OPENING}{_PEOPLE} of\b",
    ),
    ("author", rf"{_OPENING}(?:the )?(?:name of )?the {_PEOPLE} (?:of|on|for|behind)\b|\bwho is (?:it|this|that) by\b"),
    ("author", rf"\b(?:and|,|that is,) who (?:{_WROTE}|is the {_PEOPLE}|was the {_PEOPLE}|did)\b|\bby who\W*$"),
    ("author", rf"\bis there a byline\b|, who {_WROTE} (?:it|this|that)\W*$"),
    (
        "publisher",
        rf"{_OPENING}(?:in |on |for |by )?(?:which|what)(?:'s| is| was)? "
        rf"(?!(?:did|does|do|has|have|had)\b)(?:\w+ ){{0,2}}{_OUTLETS}(?:['’]s?)"
        rf"? .*\b{_PUBLISHED}\b",
    ),
    ("publisher", rf"{_OPENING}how many (?:\w+ )?{_OUTLETS}\b(?!{_DONE_BY}).*\b{_PUBLISHED}\b"),
    ("publisher", rf"{_OPENING}(?:in |on )?(?:which|what) (?:\w+ )?{_OUTLETS} (?:.*\bin\W*$|can I (?:find|read)\b.*)"),
    (
        "publisher",
        rf"{_OPENING}(?:(?:which|what) (?:\w+ )?{_OUTLETS}) (?:is|was|does) (?:it|this|that|(?:the|this|that) article)"
        r" (?:come )?from\W*$",
    ),
    (
        "publisher",
        rf"{_OPENING}(?:the )?(?:outlet|publisher|newspaper|paper|magazine|agency) (?:of|that|which|behind)\b",
    ),
    (
        "publisher",
        rf"{_OPENING}where (?:was|were|did|has) {_REFERS} ?\b(?:been )?(?:first )?(?:published|appear|printed|"
        r"run)\b",
    ),
    ("publisher", rf"{_OPENING}who published {_REFERS}"),
    (
        "publisher",
        rf"\b(?:and|,) (?:in|by) (?:which|what) (?:\w+ )?{_OUTLETS}\b|\b(?:and|,) where (?:was|did) it "
        r"(?:appear|published|printed)",
    ),
    (
        "published",
        rf"{_OPENING}(?:and )?when (?:was|were|is) {_REFERS} ?\b(?:first )?(?:published|issued|posted|printed|"
        r"written|released|dated|out)\b",
    ),
    (
        "published",
        rf"{_OPENING}when did .{{2,80}}\b(?:publish|run|print|carry|post|issue|report|write|cover|put out)\b",
    ),
    ("published", rf"{_OPENING}when did {_REFERS} ?\b(?:appear|come out|run|go out|first appear)\b"),
    (
        "published",
        r"\b(?:publication|publishing) date\b|\bdate of publication\b|\bwhen was it (?:published|issued|"
        r"written)\b",
    ),
    ("published", rf"{_OPENING}(?:what is |what's |what was )?(?:the )?dates? (?:of|on|for) {_REFERS}"),
    (
        "published",
        rf"{_OPENING}(?:on )?(?:which|what) (?:day|date)\b.{{2,160}}\b(?:publish(?:ed)?|appear(?:ed)?|run|"
        r"ran|report(?:ed)?|issued?|printed?|posted?)\b",
    ),
    ("published", rf"{_OPENING}how (?:old|recent) is (?:it|{_THING})"),
    (
        "published",
        r"\band (?:when|on (?:what|which) (?:day|date))(?: (?:did it (?:appear|run|come out)|was it "
        r"(?:published|issued|printed|out)))?\W*$",
    ),
    (
        "updated",
        rf"{_OPENING}when (?:was|were|is|did) {_REFERS} ?\b(?:last )?(?:updated?|changed?|revised?|amended|"
        r"modified|corrected?)\b",
    ),
    ("updated", rf"{_OPENING}(?:has|was|is) (?:it|{_REFERS}) ?(?:been )?(?:updated|changed since)\b"),
    (
        "headline",
        rf"{_OPENING}(?:what|which)(?:'s|’s| is| was| are| were)? (?:the |.{{2,60}}['’]s? )?(?:headlines?|"
        r"titles?)\b",
    ),
    (
        "headline",
        rf"{_OPENING}(?:the )?(?:headline|title) (?:of|on|for|over)\b|{_OPENING}under (?:what|which) "
        r"(?:headline|title)\b",
    ),
    ("headline", rf"{_OPENING}(?:what|how) (?:is|was) {_REFERS} ?\b(?:headlined|titled|entitled|called)\W*$"),
    ("length", rf"{_OPENING}how (?:long|short) (?:is|was|are) {_REFERS}\W*$"),
    (
        "length",
        rf"\bhow many words (?:does|do|did|has|have|is|are|in|long)\b|\bword count\b|{_OPENING}(?:what is |"
        rf"what's )?the length of {_REFERS}",
    ),
    (
        "address",
        rf"{_OPENING}(?:what is |what's |have you )?(?:the |a )?(?:link|url|web address) (?:to|of|for)"
        rf"\b|{_OPENING}where can i read {_REFERS}",
    ),
)
_ASKS = tuple((field, re.compile(pattern, re.IGNORECASE)) for field, pattern in _FIELDS)
_CALLED_SURE = re.compile(rf"\b(?:{_SURE}|headline|byline)\b", re.IGNORECASE)
_CALLED = re.compile(
    rf"\b(?:(?:{_UNSURE})s?|{_OUTLETS}|(?:review|interview|profil)ed|(?:report|wr[io]te|cover)(?:ed)? (?:on|about))\b",
    re.IGNORECASE,
)
_CALLED_OUTLET = re.compile(rf"\b{_OUTLETS}\b", re.IGNORECASE)
_IN_QUOTES = re.compile(r"[\"“„«]([^\"“”„«»]{3,300})[\"”“»]|(?<!\w)['‘]([^‘]{3,300}?)['’](?!\w)")
_SEVERAL = re.compile(
    r"\b(?:which|what|how many) (?:\w+ )?(?:outlets|newspapers|papers|magazines|publications|publishers|agencies|"
    r"journals|sites|websites|broadcasters)\b|\bwho all\b|\b(?:which|what) (?:reporters|journalists|authors|writers) "
    r".*\b(?:cover|write about)\b",
    re.IGNORECASE,
)
_WHETHER = re.compile(rf"{_OPENING}(?:did|has|have|is|was|were)\b", re.IGNORECASE)
_OPENS = frozenset(
    listed("and so by in on who whom whose which what when where how did was were is are has have had do")
)
_OF_THE_FORM = frozenset(
    content_words(
        "who wrote writes written write author authored authors writer writers reporter reporters journalist "
        "journalists correspondent correspondents columnist reviewer interviewer byline bylines penned filed compiled "
        "signed name named behind published publish publishes publication publishing publisher outlet outlets "
        "newspaper newspapers paper papers magazine magazines agency wire service journal site website sites websites "
        "carried carry carries printed print ran run runs issued issue posted appeared appear appears date dates "
        "headline headlines title titled entitled called article articles piece pieces story stories report reports "
        "reported reporting cover covered covers op-ed op ed editorial press release "
        "coverage feature interviewed conducted reviewed column "
        "words word count length long short link url address updated update changed revised last item news kept "
        "filed responsible tell give show me put sent out find read listed come came"
    )
)


@dataclass(frozen=True, slots=True)
class ArticleQuestion:
    asked: str
    fields: tuple[ArticleField, ...]
    """What is asked of the article, in the question's order."""
    subject: str
    """What the question says of the article, without the words that only ask."""
    quoted: str | None
    """What stands in quotation marks: a headline, it may be."""
    called: frozenset[str]
    """Stems of what the question calls the article, its outlet and the writing of it, where that may also be what the
    article tells of: "the letter", "which journal", "who interviewed"."""
    is_called_article: bool
    """Whether it says "article", or another word that nothing else is called by."""
    asks_whether: bool = False
    """Whether it names an author itself: "did Ann Lee write the article on the flood"."""
    asks_several: bool = False
    """Whether it asks for all of them: "which outlets covered the flood"."""


def read_article_question(question: str) -> ArticleQuestion | None:
    """None for a question that asks for none of an article's own fields. Whether an article is meant at all, and not
    a book or a song, is left to whoever looks for it."""
    found = sorted(
        ((match.start(), field) for field, pattern in _ASKS if (match := pattern.search(question))),
        key=lambda pair: pair[0],
    )
    fields = tuple(dict.fromkeys(field for _, field in found))
    if not fields or (found[0][0] > 0 and not _CALLED_SURE.search(question)):
        return None
    quoted = _IN_QUOTES.search(question)
    return ArticleQuestion(
        question,
        fields,
        _subject(question),
        (quoted[1] or quoted[2]).strip() if quoted else None,
        _called(question, fields[0]),
        _CALLED_SURE.search(question) is not None,
        _WHETHER.match(question) is not None,
        _SEVERAL.search(question) is not None,
    )


def _called(question: str, field: ArticleField) -> frozenset[str]:
    """Of "which journal ran the report" only the journal: what it ran is the article."""
    pattern = _CALLED_OUTLET if field == "publisher" else _CALLED
    return frozenset(stem for match in pattern.finditer(question) for stem in content_stems(match[0]))


def _subject(question: str) -> str:
    """Every word that says something of the article, in the question's own spelling and order."""
    pieces = [
        piece.strip(' ,.;:?!"“”‘()')
        for piece in question.split()
        if not all(word in _OF_THE_FORM for word in words(piece))
    ]
    first = next((place for place, piece in enumerate(pieces) if piece.lower() not in _OPENS), len(pieces))
    return " ".join(pieces[first:])
