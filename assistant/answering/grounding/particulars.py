"""Numbers, dates and names of a statement that its cited sentences do not have."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from assistant.answering.grounding.verdict import CitedSentence
from assistant.language import STOPWORDS, names, numbers, stem, words
from assistant.language.listed import listed

__all__ = ["foreign_date", "foreign_name", "foreign_number", "name_words", "named_spans", "refers_back", "stands_in"]

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH_WORD = re.compile(
    r"\b(?:January|February|March|April|May(?=\s+\d|\s+of\b)|June|July|August|September|October|November|December)\b"
    r"|(?<=\d\s)May\b|(?<=\bin\s)May\b"
)
_DAY_WORD = re.compile(rf"\b(?:{'|'.join(day.capitalize() for day in _DAYS)})\b")
_RELATIVE_DAY = re.compile(
    r"\b(?:yesterday|today|tonight|tomorrow|this (?:morning|afternoon|evening|week))\b", re.IGNORECASE
)
_HEDGED = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|approximately|close to|an estimated|over|more than)\s+[$€£¥]?\s?$",
    re.IGNORECASE,
)
_ROUNDING = Decimal("0.1")
"""How far a hedged round number may be from the cited one: "about 1,600" for 1,580, not for 1,900."""

_TITLES = frozenset(
    listed(
        "mr mrs ms miss dr sir dame lord lady president vice minister premier chancellor secretary senator congressman "
        "governor mayor judge justice general colonel captain sergeant officer professor prof director chairman "
        "chairwoman spokesperson spokesman spokeswoman king queen prince princess pope bishop coach attorney reporter "
        "co republican democrat founder candidate nominee"
    )
)
_REFERRING = re.compile(
    r"\b(?:he|she|they|his|her|him|hers|their|them|we|our|us|i|my|me)\b|^\W*(?:it|this|these|that|those)\b"
    r"|\bthe (?:company|group|party|team|council|government|man|woman|minister|president|mayor|firm|agency|court|"
    r"ministry|organi[sz]ation|event|festival|city|country|director|official|spokes\w+)\b",
    re.IGNORECASE,
)
_NUMBER_START = re.compile(r"[$€£¥]?\d[\d,.]*|\b[a-z]+\b", re.IGNORECASE)
_LONGEST_NUMBER = 40
_WORD_START = re.compile(r"[^\W\d_][\w'’.-]*")
_CAPITALS = re.compile(r"\b[^\W\d_a-z]\w+(?:(?:\s+(?:of|for|and|the|de))*\s+[^\W\d_a-z]\w+)+")


def foreign_number(text: str, cited: Sequence[CitedSentence]) -> str | None:
    """The first number that no cited sentence states; a hedged one may be rounded."""
    held = {value for sentence in cited for value in numbers(sentence.quote)}
    held |= _calendar_numbers(cited)
    for value in numbers(text):
        if value not in held and not _is_rounded(value, text, held):
            return value
    return None


def foreign_date(text: str, cited: Sequence[CitedSentence]) -> str | None:
    """The first month or weekday that neither stands in a cited sentence nor follows from its publication date."""
    held = {word for sentence in cited for word in words(sentence.quote)}
    resolved = {word for sentence in cited for day in _days_meant(sentence) for word in _calendar_words(day)}
    for match in (*_MONTH_WORD.finditer(text), *_DAY_WORD.finditer(text)):
        word = match[0].casefold()
        spellings = {word} if word in _DAYS else {word[:size] for size in range(3, len(word) + 1)}
        if word not in resolved and held.isdisjoint(spellings):
            return match[0]
    return None


def foreign_name(text: str, cited: Sequence[CitedSentence]) -> str | None:
    """The first name that neither a cited sentence has nor what it refers to: the text around, where it says "he"."""
    quotes = " ".join(sentence.quote for sentence in cited)
    frame = " ".join(sentence.frame for sentence in cited)
    nearby = " ".join(sentence.before for sentence in cited if refers_back(sentence.quote))
    for start, end in named_spans(text, " ".join(sentence.nearby for sentence in cited)):
        name = text[start:end]
        if not any(stands_in(name, place) for place in (quotes, frame, nearby) if place):
            return name
    return None


def refers_back(quote: str) -> bool:
    """Whether the sentence leans on what stands before it."""
    return _REFERRING.search(quote) is not None


def named_spans(text: str, known: str) -> list[tuple[int, int]]:
    """`names`, and a word that opens the text where the article uses it as a name: "Montalvo gave himself up"."""
    spans = names(text)
    first = _WORD_START.search(text)
    if first and first[0][0].isupper() and not any(start <= first.start() < end for start, end in spans):
        word = first[0].removesuffix("'s").removesuffix("’s")
        is_name = re.search(rf"(?<![.!?”\"]\s)(?<!^)\b{re.escape(word)}\b", known)
        if is_name and word.casefold() not in STOPWORDS and not re.search(rf"\b{re.escape(word.casefold())}\b", known):
            spans = [(first.start(), first.start() + len(word)), *spans]
    return [span for span in spans if name_words(text[slice(*span)])]


def name_words(name: str) -> list[str]:
    """The words that make a name: without titles, days and months."""
    return [
        word
        for word in words(name)
        if word not in _TITLES and word not in STOPWORDS and word not in _MONTHS and word not in _DAYS
    ]


def stands_in(name: str, place: str) -> bool:
    """Whether each word of the name stands there, inflected or as an acronym: "Mr Putin" in "Vladimir Putin"."""
    held = set(words(place))
    stems = {stem(word) for word in held}
    acronyms = {_initials(match[0]) for match in _CAPITALS.finditer(place)}
    wanted = name_words(name)
    if "".join(word[0] for word in wanted) in held and len(wanted) > 1:
        return True
    return all(
        word in held or stem(word) in stems or word in acronyms or any(_is_derived(word, other) for other in held)
        for word in wanted
    )


def _is_derived(word: str, other: str) -> bool:
    """Greece and Greek, Australia and Australian: a common beginning of at least four letters, and short endings."""
    common = next(
        (size for size, (one, two) in enumerate(zip(word, other, strict=False)) if one != two),
        min(len(word), len(other)),
    )
    return common >= 4 and max(len(word), len(other)) - common <= 3


def _initials(run: str) -> str:
    return "".join(word[0] for word in run.split() if word[0].isupper()).casefold()


def _is_rounded(value: str, text: str, held: Iterable[str]) -> bool:
    wanted = _decimal(value)
    if wanted is None or wanted == 0 or not any(_HEDGED.search(text[:at]) for at in _places(value, text)):
        return False
    significant = len(value.rstrip("0").replace(".", "").lstrip("0"))
    return significant <= 2 and any(
        number is not None and abs(number - wanted) <= _ROUNDING * wanted for number in map(_decimal, held)
    )


def _places(value: str, text: str) -> Iterator[int]:
    """Where a number of this value begins in the text."""
    for match in _NUMBER_START.finditer(text):
        if numbers(text[match.start() : match.start() + _LONGEST_NUMBER])[:1] == [value]:
            yield match.start()


def _decimal(value: str) -> Decimal | None:
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def _calendar_numbers(cited: Sequence[CitedSentence]) -> set[str]:
    """Day and year that a cited "yesterday" or "on Monday" stands for; the year of publication for a bare day."""
    found = set()
    for sentence in cited:
        for day in _days_meant(sentence):
            found |= {str(day.day), str(day.year)}
        if sentence.published_at and (_MONTH_WORD.search(sentence.quote) or _DAY_WORD.search(sentence.quote)):
            found.add(sentence.published_at[:4])
    return found


def _calendar_words(day: date) -> set[str]:
    return {_MONTHS[day.month - 1], _DAYS[day.weekday()]}


def _days_meant(sentence: CitedSentence) -> list[date]:
    """The days that a weekday or "yesterday" in the quote can mean, told from the day of publication."""
    try:
        published = date.fromisoformat((sentence.published_at or "")[:10])
    except ValueError:
        return []
    near = [published + timedelta(days=shift) for shift in range(-7, 8)]
    weekdays = {match[0].casefold() for match in _DAY_WORD.finditer(sentence.quote)}
    meant = [day for day in near if _DAYS[day.weekday()] in weekdays]
    shifts = {"yesterday": -1, "tomorrow": 1}
    relative = {match[0].casefold() for match in _RELATIVE_DAY.finditer(sentence.quote)}
    return meant + [published + timedelta(days=shifts.get(word, 0)) for word in relative]
