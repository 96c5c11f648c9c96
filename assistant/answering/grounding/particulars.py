"""Names of a statement that what it cites does not have: by surname, acronym or country, or from the text before."""

import re
from collections.abc import Sequence

from assistant.answering.grounding.verdict import CitedSentence
from assistant.language import STOPWORDS, names, stem, words
from assistant.language.lexicon import CALLED_TITLES, MONTHS, SENTENCE_ENDS, WEEKDAYS
from assistant.language.listed import listed
from assistant.language.numbers import COUNTS, NUMBER_WORDS
from assistant.language.places import names_country, same_place

__all__ = ["name_fault", "name_words", "named_spans", "refers_back", "stands_in"]

_LEAST_RUN = 8
LEAST_MENTIONS = 3
"""Of a name in its article that belong to what a reader of any sentence of it knows: whom or what it is about."""
_NO_PART = frozenset((*CALLED_TITLES, *MONTHS, *WEEKDAYS, *STOPWORDS))
_OPENING_WORDS = frozenset(
    (
        *STOPWORDS,
        *NUMBER_WORDS,
        *COUNTS,
        *listed(
            "half neither either both another many however unfortunately regarding sometimes additionally "
            "although despite according unlike while meanwhile yet still besides overall finally later "
            "earlier today yesterday like given among within without since former first second third next "
            "last some several most though whether whereas according thanks because instead none nobody everyone"
        ),
    )
)
_REFERRING = re.compile(
    r"\b(?:he|she|they|his|her|him|hers|their|them)\b|^\W*(?:it|this|these|that|those|(?-i:The [a-z]))"
    r"|\bthe (?:\w+ )?(?:company|group|party|team|council|government|man|woman|minister|president|mayor|firm|agency|"
    r"court|ministry|organi[sz]ation|event|festival|city|country|director|official|spokes\w+|stock|territory|state|school|"
    r"university|club|bank|newspaper|network|paper|outlet|victim|suspect|couple|airline|player|star|actor|singer|author|"
    r"researcher|scientist)\b",
    re.IGNORECASE,
)
_WORD_START = re.compile(r"[^\W\d_][\w'’.-]*")
_FIRST_OF_NAME = re.compile(r"[^\W\d_]+(?:\s+(?:of|the|and|for))*\s+(?=\S)")
_SHORT_FORM = re.compile(r"(?:\s+(?:of|for|and|the)|\s+[A-Z]\w+){0,4}\s?\(([A-Z][\w&.-]{1,9})\)")
"""Behind a name: "the Securities and Exchange Commission (SEC)"."""
_OWNER = re.compile(r"['’]s\s+")
_LONG_NAME = re.compile(r"[^\W\d_a-z]\w+(?:,?\s+(?:(?:and|of|the|for)\s+){0,2}[^\W\d_a-z]\w+)+")
_LEAST_INITIALS = 3
_ALIASES = {
    "tories": "conservative",
    "tory": "conservative",
    "gop": "republican",
    "dems": "democrat",
    "pentagon": "defens",
}
_CAPITALS = re.compile(r"\b[^\W\d_a-z]\w+(?:(?:\s+(?:of|for|and|the|de))*[\s-]+[^\W\d_a-z]\w+)+")


def name_fault(text: str, cited: Sequence[CitedSentence], *, in_article: bool = False) -> str | None:
    """The first name that neither a cited sentence has nor what a reader of it knows, in words for the reader. With
    `in_article` that reader knows the whole article."""
    known = " ".join(sentence.nearby for sentence in cited)
    places = [part for sentence in cited for part in _known_to_a_reader(sentence)]
    if in_article:
        places += [sentence.article for sentence in cited]
    together = " ".join(places)
    for start, end in named_spans(text, known):
        name = text[start:end]
        short = _SHORT_FORM.match(text, end)
        if short and stands_in(short[1], together):
            continue
        parts = [part for part in _OWNER.split(name) if name_words(part)]
        if all(stands_in(part, together) or any(_is_about(one, part) for one in cited) for part in parts):
            continue
        if _is_spelled_out(text, start, together):
            continue
        return f"the name {name} is not in what it cites"
    return None


def _is_spelled_out(text: str, start: int, place: str) -> bool:
    """ "Immigration, Refugees and Citizenship Canada" for IRCC."""
    run = next((one for one in _LONG_NAME.finditer(text) if one.start() <= start < one.end()), None)
    if run is None:
        return False
    initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", run[0]) if word[0].isupper())
    return len(initials) >= _LEAST_INITIALS and re.search(rf"\b{re.escape(initials)}\b", place) is not None


def _known_to_a_reader(sentence: CitedSentence) -> list[str]:
    known = [sentence.quote, sentence.frame, sentence.speaker or ""]
    return [*known, sentence.before] if refers_back(sentence.quote) else known


def _is_about(sentence: CitedSentence, name: str) -> bool:
    """Whether the article names it again and again, from its top on: no reader needs to be told."""
    count = min((sentence.mentions(word) for word in name_words(name)), default=0)
    if names_country(name) and stands_in(name, sentence.lead):
        return True
    return count >= LEAST_MENTIONS and stands_in(name, sentence.lead)


def refers_back(quote: str) -> bool:
    """Whether the sentence leans on what stands before it."""
    return _REFERRING.search(quote) is not None


def named_spans(text: str, known: str) -> list[tuple[int, int]]:
    """`names`, and a word that opens the text where the article uses it as a name: "Montalvo gave himself up"; without
    a word that has its capital only from opening the text."""
    first = _WORD_START.search(text)
    spans = [_without_opener(text, span, known) if first and span[0] == first.start() else span for span in names(text)]
    if first and first[0][0].isupper() and not any(start <= first.start() < end for start, end in spans):
        word = first[0].removesuffix("'s").removesuffix("’s")
        is_name = re.search(rf"(?<![{re.escape(SENTENCE_ENDS)}”\"]\s)(?<!^)\b{re.escape(word)}\b", known)
        if is_name and word.casefold() not in STOPWORDS and not re.search(rf"\b{re.escape(word.casefold())}\b", known):
            spans = [(first.start(), first.start() + len(word)), *spans]
    return [span for span in spans if name_words(text[slice(*span)]) and text[slice(*span)] != "I"]


def _without_opener(text: str, span: tuple[int, int], known: str) -> tuple[int, int]:
    name = text[slice(*span)]
    first = _FIRST_OF_NAME.match(name)
    word = name.split()[0].casefold()
    if word in _OPENING_WORDS and not first:
        return span[0], span[0]
    if first and (word.endswith("ly") or word in _OPENING_WORDS or re.search(rf"\b{re.escape(word)}\b", known)):
        return span[0] + first.end(), span[1]
    return span


def name_words(name: str) -> list[str]:
    """The words that make a name: without titles, days and months."""
    return [word for word in words(name) if word not in _NO_PART]


def stands_in(name: str, place: str) -> bool:
    """Whether each word of the name stands there, inflected, as an acronym or as a country: "Mr Putin" in "Vladimir
    Putin"."""
    held = set(words(place))
    stems = {stem(word) for word in held}
    wanted = name_words(name)
    if len(wanted) > 1 and ("".join(word[0] for word in wanted) in held or same_place(" ".join(wanted), place)):
        return True
    if len("".join(wanted)) >= _LEAST_RUN and "".join(wanted) in "".join(words(place)):
        return True  # "Lending Club", "LendingClub"
    return all(
        word in held
        or stem(word) in stems
        or any(_is_derived(word, other) for other in held)
        or _is_short_for(word, name, place)
        or same_place(word, place)
        or _ALIASES.get(word, word) in stems | held
        for word in wanted
    )


def _is_short_for(word: str, name: str, place: str) -> bool:
    """ "ITF" for the International Tennis Federation, "Fed" for the Federal Reserve."""
    if len(word) < 2 or not re.search(rf"\b{re.escape(word)}", name, re.IGNORECASE):
        return False
    if any(word in _initials(match[0]) for match in _CAPITALS.finditer(place)):
        return re.search(rf"\b{re.escape(word.upper())}\b", name) is not None
    return len(word) >= 3 and re.search(rf"\b{re.escape(word.capitalize())}\w{{2,}}\s+[^\W\d_a-z]", place) is not None


def _is_derived(word: str, other: str) -> bool:
    """Greece and Greek, Australia and Australian: a common beginning of at least four letters, and short endings."""
    common = next(
        (size for size, (one, two) in enumerate(zip(word, other, strict=False)) if one != two),
        min(len(word), len(other)),
    )
    return common >= 4 and max(len(word), len(other)) - common <= 3


def _initials(run: str) -> str:
    return "".join(word[0] for word in re.split(r"[\s-]+", run) if word[0].isupper()).casefold()
