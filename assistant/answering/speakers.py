"""Who says what a sentence of an article says, by the article's own words; nobody where it does not tell."""

import re

from assistant.answering.interviews import Exchange, find_exchange
from assistant.answering.introductions import ASIDE, DETERMINERS, Speaker, introduce, is_body
from assistant.archive import Article, Span
from assistant.language import STOPWORDS, names, split_sentences, words
from assistant.language.lexicon import ROLE_ENDINGS, ROLES, SAYING
from assistant.language.listed import alternatives
from assistant.language.quotations import blank_quotations, find_quotations
from assistant.language.speech import find_speakers, speaks_unnamed
from assistant.language.subjects import is_role

__all__ = ["find_speaker", "has_quotation", "words_for_interviewed"]

_LONG_QUOTATION = 5
"""Words: fewer in marks are a term or a title, not speech."""
_PRONOUN = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_PRONOUN_SPEAKS = re.compile(
    rf"\b(?:he|she)\s+(?:(?:also|has|had|later|then|\w+ly)\s+)*{alternatives(SAYING)}\b"
    r"|(?:^|[,.!?;:—–]\s*|\s{2,})(?:said|says|added|adds)\s+(?:he|she)\b",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"\b(?:in|at|near|from|of|outside|around|across|through|off|over|on|between)\s+(?:the\s+)?$", re.IGNORECASE
)
_BEFORE_SUBJECT = re.compile(
    r"^\W*(?:[A-Z]{3,}[^—–]{0,30}[—–]\s*)?(?:(?:but|and|yet|so|meanwhile|then)\s+)?(?:(?:on|in|at|after|before|by|until|since|during)"
    r"\s[^,]{2,60},\s*)?(?P<called>.*)$",
    re.IGNORECASE | re.DOTALL,
)
""" "OMBER, 3 May — On Monday, the mayor, ": what may stand before the subject, with what it is called."""
_OPENING_WORD = re.compile(r"\W*([A-ZÀ-ÖØ-Þ][\w’'-]+)(?=\s+[a-z])")
_DETERMINER = re.compile(r"^(?:the|an?|his|her|its|their)\s+", re.IGNORECASE)
_SHARES_SUBJECT = re.compile(r"['’]s\b|,?\s+and\b")
_SOMEBODY = re.compile(
    rf"\b(?:the|a|an|one|his|her|their|its|another)\s+(?:[\w-]+\s+){{0,2}}?(?:{alternatives(ROLES)}|spokes\w+|"
    rf"\w*{alternatives(ROLE_ENDINGS)})\b",
    re.IGNORECASE,
)
_HE = re.compile(
    r"\b(?:he|his|him|himself|mr|sir|lord|king|prince|husband|father|brother|son|uncle|widower|monk|\w+man)\b",
    re.IGNORECASE,
)
_SHE = re.compile(
    r"\b(?:she|her|hers|herself|mrs|ms|miss|dame|lady|queen|princess|wife|mother|sister|daughter|aunt|widow|nun|actress"
    r"|\w+woman)\b",
    re.IGNORECASE,
)
_LONGEST_TITLE = 4
"""Words."""
_CONTINUES = re.compile(r"\b(?:add(?:s|ed)|continue[sd]|went on|goes on)\b")
_SENTENCES_BACK = 3
_NAME_LOOKED_FOR = 40_000
"""Characters of an article."""


def has_quotation(text: str) -> bool:
    """Whether the text quotes at least five words; fewer are a term, and in brackets it is a headline."""
    said = (one for one in find_quotations(text) if not text[: one.start].rstrip('"“„«').endswith("("))
    return any(len(one.text.split()) >= _LONG_QUOTATION for one in said)


def find_speaker(article: Article, span: Span) -> Speaker | None:
    """The speaker of the sentence at `span`: who gives the reply it stands in, or is named in it or just before it."""
    exchange = find_exchange(article.text, span)
    name = exchange.speaker if exchange else _named(article.text, span) or _carried_over(article, span)
    return introduce(article, name) if name else None


def words_for_interviewed(article: Article, exchange: Exchange) -> str:
    """Name, role and headline: the words by which a question can mean who replies."""
    speaker = introduce(article, exchange.speaker)
    return " ".join(filter(None, (speaker.name, speaker.role, article.title)))


def _named(text: str, span: Span) -> str | None:
    sentence = text[slice(*span)]
    found = find_speakers(sentence)
    name = sentence[slice(*found[0])] if found else ""
    is_bare_opening = bool(found) and " " not in name and not sentence[: found[0][0]].strip()
    return None if not name or (is_bare_opening and not _is_name_elsewhere(text, name)) else name


def _is_name_elsewhere(text: str, word: str) -> bool:
    """Whether the article has the word with its capital inside a sentence, and never in small letters: one that opens a
    sentence has a capital from there ("Volunteers said")."""
    looked_at = text[:_NAME_LOOKED_FOR]
    if re.search(rf"\b{re.escape(word.lower())}\b", looked_at):
        return False
    return re.search(rf"[^\s.!?:“\"‘(]['’]?[ \t]{re.escape(word)}\b", looked_at) is not None


def _carried_over(article: Article, span: Span) -> str | None:
    """The speaker just before: a quotation that goes on, or a "he said" after one who is named and alone."""
    text = article.text[span[0] : span[1]]
    outside = blank_quotations(text)
    goes_on = _opens_quoted(text) and not outside.strip(" .,;\"'”")
    spoken = _PRONOUN_SPEAKS.search(outside)
    if speaks_unnamed(text) or not (goes_on or spoken):
        return None
    if spoken and _people(outside[: spoken.start()]):  # "Ann Lee is against it, which she calls ugly"
        is_own = outside[: spoken.start()].rstrip().endswith(",") and spoken[0][:1].isalpha()
        return _lone_subject(article, span, text, spoken[0]) if is_own else None
    start = max(0, span[0] - 1500)
    before = [(start + left, start + right) for left, right in split_sentences(article.text[start : span[0]])]
    for place, earlier in reversed([*enumerate(before)][-_SENTENCES_BACK:]):
        sentence = article.text[slice(*earlier)]
        others = _people(blank_quotations(sentence))
        if name := _named(article.text, earlier):
            is_alone = goes_on or _CONTINUES.search(outside) or all(one in name or name in one for one in others)
            return name if is_alone else None
        if spoken and (name := _lone_subject(article, earlier, text, spoken[0])):
            rival = _named(article.text, before[place - 1]) if place else None
            return name if rival is None or words(rival)[-1:] == words(name)[-1:] else None
        if others or speaks_unnamed(sentence) or not (_opens_quoted(sentence) or _PRONOUN.search(sentence)):
            return None  # somebody else may have come in between
    return None


def _lone_subject(article: Article, span: Span, said: str, spoken: str) -> str | None:
    """The person a sentence is about, where a pronoun behind it ("he said") can mean nobody else."""
    outside = blank_quotations(article.text[slice(*span)])
    other = _SHE if _HE.search(spoken) else _HE
    found = _only_name(article.text, outside)
    if found is None or other.search(said):
        return None
    start, end = found
    opened = _BEFORE_SUBJECT.match(outside[:start])
    title = re.sub(_DETERMINER, "", opened["called"].strip(" ,") if opened else "")
    aside = ASIDE.match(outside, end)
    beside = outside[aside.end() if aside and is_role(aside[1]) else end :]
    if (title and not _is_title(title)) or _SHARES_SUBJECT.match(beside) or _SOMEBODY.search(beside):
        return None
    introduced = introduce(article, outside[start:end])
    is_person = introduced.role or title or (" " in introduced.name and not is_body(introduced.name))
    called = f"{outside[:end]} {aside[1] if aside else ''} {introduced.role or ''}"
    return outside[start:end] if is_person and not other.search(called) else None


def _only_name(text: str, outside: str) -> Span | None:
    """The one name of a sentence that is not of a place, where there is one."""
    named = [one for one in names(outside) if outside[slice(*one)].strip() and not _PLACED.search(outside[: one[0]])]
    opening = _OPENING_WORD.match(outside)
    if opening and opening[1].lower() not in STOPWORDS and _is_name_elsewhere(text, opening[1]):
        named.insert(0, opening.span(1))
    return named[0] if len(named) == 1 else None


def _is_title(called: str) -> bool:
    head = re.split(r"\s(?:of|at|for|in|who|from)\s|,", called, maxsplit=1)[0]
    return is_role(called) and len(head.split()) <= _LONGEST_TITLE and not set(words(head)) & set(DETERMINERS)


def _people(unquoted: str) -> list[str]:
    """Whoever a pronoun could mean."""
    found = [unquoted[slice(*span)] for span in names(unquoted) if not _is_office(unquoted, span)]
    return [name for name in found if name.strip() and not is_body(name)]


def _is_office(text: str, span: Span) -> bool:
    """ "The Dean", with its capital."""
    return text[: span[0]].lower().endswith("the ") and is_role(text[slice(*span)].lower())


def _opens_quoted(text: str) -> bool:
    quoted = find_quotations(text)
    return bool(quoted) and not text[: quoted[0].start].strip()
