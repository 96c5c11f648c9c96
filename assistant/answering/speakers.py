"""Who says what a sentence of an article says, by the article's own words; nobody where it does not tell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.interviews import Turn, find_turn
from assistant.archive import Article, Span
from assistant.language import names, split_sentences, words

__all__ = ["Speaker", "find_speaker", "has_quotation", "words_for_interviewed"]

_VERB = (
    r"said|says|saying|told|tells|added|adds|stated|states|wrote|writes|tweeted|explained|explains|argued|argues|"
    r"claimed|claims|insisted|insists|warned|warns|remarked|announced|commented|noted|notes|replied|asked|denied|"
    r"declared|described|recalled|continued|stating|adding|believes|estimates|posted"
)
_SPEECH = re.compile(rf"\b(?:{_VERB})\b")
_ACCORDING = re.compile(r"\b[Aa]ccording to\s+(?:the\s+|a\s+)?")
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]*(?:[\"”“»]|$)")
_LONG_QUOTATION = re.compile(r"[\"“„«](?:[^\"“”„«»\s]+\s+){4,}[^\"“”„«»]*(?:[\"”“»]|$)")
_OPENS_QUOTED = re.compile(r"\s*[\"“„«]")
_ASIDE = re.compile(r"\s*,\s*([^,\"“”;:()]{3,70}),")
_NOT_A_ROLE = re.compile(
    r"^(?:who|which|when|where|while|and|but|or|as|in|on|at|with|however|speaking|\d)\b", re.IGNORECASE
)
_TITLE = re.compile(
    r"^((?:[\w’'-]+\s+){0,5}?(?:Minister|President|Senator|Ambassador|Captain|Mayor|Governor|Secretary|Director|Professor|"
    r"General|Chancellor|Chairman|Chairwoman|Judge|Justice|Bishop|Pope|King|Queen|Prince|Princess|MP|Administrator|"
    r"Spokesman|Spokeswoman|Spokesperson|Undersecretary|Commissioner|Officer|Coach|CEO))\s+(?=[^\W\d_])"
)
_BARE_TITLE = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Prof|Rev)\.?\s+")
_ROLE_BEFORE = re.compile(
    r"((?:[^\W\d_][\w’'-]*\s+){0,3}(?:spokes\w+|campaigner|barrister|lawyer|minister|coach|captain|curator|director|"
    r"professor|scientist|researcher|author|editor|officer|chief|leader|chairman|chairwoman|activist|analyst|witness|"
    r"founder|manager|secretary|undersecretary|mayor|judge|bishop|general|ambassador|senator|co-?author))\s+$",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(
    r"\b(?:Authority|Ministry|Office|Department|Agency|Association|Council|Party|Herald|Times|Post|News|Foundation|Church|"
    r"Institute|University|Organi[sz]ation|Committee|Commission|Bank|Police|Government|Union|Company|Zealand)\b|['’]s\b"
)
_LEADING_ASIDE = re.compile(r"\s*(?:,|(?:for|of|from|at)\s)[^\"“”;:()]{3,90},\s*(?:also\s+)?$")
_LINKING = re.compile(r"^(?:as|by|to|according to|and|with|from|of)\s+", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_NOT_PEOPLE = frozenset(
    words(
        "he she they it we i you this that these those who there one some many others police officials critics "
        "witnesses reports sources people the a an and but both"
    )
)
_REACH = 60
"""Characters between a name and its verb of speech; more, and something else is the subject."""
_SENTENCES_BACK = 3


@dataclass(frozen=True, slots=True)
class Speaker:
    name: str
    role: str | None = None
    """As it stands beside the name somewhere in the article."""


def has_quotation(text: str) -> bool:
    """Whether the text quotes at least five words; fewer in marks are a term or a title, not speech."""
    return _LONG_QUOTATION.search(text) is not None


def find_speaker(article: Article, span: Span) -> Speaker | None:
    """The speaker of the sentence at `span`: who gives the reply it stands in, or is named in it or just before it."""
    turn = find_turn(article.text, span)
    name = turn.speaker if turn else _named(article.text[slice(*span)]) or _carried_over(article, span)
    return _introduced(article, name) if name else None


def words_for_interviewed(article: Article, turn: Turn) -> str:
    """Name, role and headline: the words by which a question can mean who replies."""
    speaker = _introduced(article, turn.speaker)
    return " ".join(filter(None, (speaker.name, speaker.role, article.title)))


def _named(sentence: str) -> str | None:
    """The name beside a verb of speech, outside quotation marks; or behind "according to"."""
    outside = _QUOTED.sub(lambda found: " " * len(found.group()), sentence)
    spans = [span for span in names(outside) if not _is_blank(outside, span)] + _opening_name(outside)
    if said := _ACCORDING.search(outside):
        after = [span for span in spans if 0 <= span[0] - said.end() < _REACH // 2]
        if after:
            return outside[slice(*min(after))]
    for verb in _SPEECH.finditer(outside):
        with_aside = [span for span in spans if _LEADING_ASIDE.fullmatch(outside[span[1] : verb.start()])]
        if with_aside:
            return outside[slice(*min(with_aside))]
        before = [span for span in spans if span[1] <= verb.start() and _leads_to(outside[span[1] : verb.start()])]
        if before:
            return outside[slice(*max(before))]
        after = [
            span
            for span in spans
            if 0 <= span[0] - verb.end() < _REACH and not _has_other(outside[verb.end() : span[0]])
        ]
        if after and verb.group() in ("said", "says", "added", "wrote", "told", "explained", "asked", "remarked"):
            return outside[slice(*min(after))]
    return None


def _opening_name(outside: str) -> list[Span]:
    """A single capitalised word that opens a sentence is no name to `names`; before a verb of speech it is one."""
    found = re.match(rf"\s*([A-ZÀ-ÖØ-Þ][\w’'-]+)\s+(?:also\s+|has\s+|later\s+)?(?:{_VERB})\b", outside)
    if found is None or found[1].lower() in _NOT_PEOPLE:
        return []
    return [found.span(1)]


def _leads_to(between: str) -> bool:
    """Whether what stands between a name and the verb can be an aside, an adverb or an auxiliary."""
    if len(between) > _REACH + 20 or re.search(r"[;:.!?]", between):
        return False
    rest = _ASIDE.sub(" ", between).strip(" ,")
    return len(rest.split()) <= 2 and not names(rest) and not re.search(r"\b(?:to|by|of|and|that|was|were|is)\b", rest)


def _has_other(between: str) -> bool:
    """ "said in a statement to NAME": the name is not the speaker."""
    return (
        re.search(r"\b(?:to|that|in|on|at|from|by|about|for|of|how|why|what|whether|he|she|it|they|we|I)\b", between)
        is not None
    )


def _carried_over(article: Article, span: Span) -> str | None:
    """The speaker just before: a quotation that goes on, or a "he said" after one who is named and alone."""
    text = article.text[span[0] : span[1]]
    outside = _QUOTED.sub(" ", text)
    goes_on = _OPENS_QUOTED.match(text) is not None and not outside.strip(" .,;\"'”")
    by_pronoun = _PRONOUN.search(outside) is not None and _SPEECH.search(outside) is not None
    if not goes_on and not by_pronoun:
        return None
    start = max(0, span[0] - 1500)
    before = [
        article.text[start + left : start + right] for left, right in split_sentences(article.text[start : span[0]])
    ]
    for earlier in reversed(before[-_SENTENCES_BACK:]):
        if name := _named(earlier):
            return name
        people = names(_QUOTED.sub(" ", earlier))
        if people or not (_OPENS_QUOTED.match(earlier) or _PRONOUN.search(earlier)):
            return None  # somebody else may have come in between
    return None


def _introduced(article: Article, name: str) -> Speaker:
    """The fullest form of the name in the article, and the role that stands beside it there."""
    bare = _BARE_TITLE.sub("", name)
    role, bare = _split_title(bare)
    bare = _person(bare)
    last = words(bare)[-1:] or [""]
    forms = [article.text[start:end] for start, end in _mentions(article.text, bare)]
    best, found_role = bare, role
    for form in forms:
        form_role, form_bare = _split_title(_BARE_TITLE.sub("", form))
        form_bare = _person(form_bare)
        if words(form_bare)[-1:] == last and len(form_bare.split()) > len(best.split()):
            best = form_bare
        found_role = found_role or form_role
    return Speaker(best, found_role or _aside_role(article.text, best) or _role_before(article.text, best))


def _person(name: str) -> str:
    """A run of capitals that is too long for a person begins with where the person belongs."""
    parts = name.split()
    if parts[0].islower() or (len(parts) > 3 and not _INSTITUTION.search(name)):
        return " ".join(parts[-2:])
    return name


def _role_before(text: str, name: str) -> str | None:
    for match in re.finditer(re.escape(name), text):
        found = _ROLE_BEFORE.search(text[max(0, match.start() - 70) : match.start()])
        if found:
            return _LINKING.sub("", " ".join(found[1].split()))
    return None


def _mentions(text: str, bare: str) -> Sequence[Span]:
    """Names of the article that hold the last word of this one, in the sentence where they stand."""
    last = bare.split()[-1]
    found: list[Span] = []
    for match in re.finditer(rf"\b{re.escape(last)}\b", text):
        start = max(0, match.start() - 80)
        here = [(start + left, start + right) for left, right in names(text[start : match.end()])]
        found += [span for span in here if span[1] == match.end()]
        if len(found) >= 6:
            break
    return found


def _split_title(name: str) -> tuple[str | None, str]:
    found = _TITLE.match(name)
    return (found[1], name[found.end() :]) if found else (None, name)


def _aside_role(text: str, name: str) -> str | None:
    """ "Ann Lee, the mayor of Omber, said": what stands between the commas, where it reads as a role."""
    for match in re.finditer(re.escape(name), text):
        aside = _ASIDE.match(text, match.end())
        if aside and not _NOT_A_ROLE.match(aside[1]) and not _SPEECH.search(aside[1]):
            return " ".join(aside[1].split())
    return None


def _is_blank(text: str, span: Span) -> bool:
    return not text[slice(*span)].strip()
