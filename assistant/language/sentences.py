"""Split a text into sentences, as exact spans.

Built on sentencex; the corrections are for what news needs and it does not do. Its answers are used only as cut
points, so whatever it returns, the spans here never overlap and hold every character that is not whitespace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.language.lexicon import (
    CLOSING_MARKS,
    MONTH_ABBREVIATIONS,
    MONTHS,
    OPENING_MARKS,
    SAYING,
    SENTENCE_ENDS,
    TITLE_ABBREVIATIONS,
    WEEKDAYS,
)
from assistant.language.lines import Span, blocks, trim
from assistant.language.listed import alternatives, listed
from assistant.language.rules import LanguageRules, primary_code, rules_of

# Nobody writes a sentence of this length; a run without punctuation (a table, a list of names, a broken PDF) is cut.
LONGEST_SENTENCE = 2000
# sentencex takes quadratic time on unclosed quotation marks (76 s for 1.6 MB, measured), so it sees this much at once.
_WINDOW = 2 * LONGEST_SENTENCE
# A quotation stays in one piece with its attribution up to this length; a longer one is cut at its own full stops.
_LONGEST_WHOLE_QUOTATION = 400

_SURROGATES = re.compile("[\ud800-\udfff]")
_WHITESPACE = re.compile(r"\s")
_OPENERS, _CLOSERS = f"[{re.escape(OPENING_MARKS)}]", f"[{re.escape(CLOSING_MARKS)}]"
_STRAY_OPENER = re.compile(rf"(?<=\s){_OPENERS}+\s*$")
_INNER_END = re.compile(rf"[.!?…]{_CLOSERS}*\s+(?={_OPENERS}*[A-Z0-9À-ÖØ-Þ])")
_CLOSED_BRACKET_END = re.compile(rf"[.!?]\)\s+(?={_OPENERS}*[A-ZÀ-ÖØ-Þ])")
# sentencex takes "May." and some short forms of months for abbreviations that never end a sentence.
_MONTH_END = re.compile(
    rf"\b(?:{alternatives(month.capitalize() for month in MONTHS)}"
    r"|(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Dd]uring|of|last|next|this|every|early|late|mid)[\s-]"
    rf"{alternatives(month.capitalize() for month in MONTH_ABBREVIATIONS)})"
    rf"\.{_CLOSERS}*\s+(?={_OPENERS}*[A-ZÀ-ÖØ-Þ])"
    # "on 4 Sept. Tickets …", "nets, ropes, etc. Owners …", "the answer was no. Ten members …"
    rf"|(?:\b\d{{1,2}}\s{alternatives(month.capitalize() for month in MONTH_ABBREVIATIONS)}|\betc|\bno)"
    rf"\.{_CLOSERS}*\s+(?!{alternatives(day.capitalize() for day in WEEKDAYS)}\b)(?={_OPENERS}*[A-ZÀ-ÖØ-Þ][a-zß-ÿ])"
)
_WHOLE_END = re.compile(rf"[{re.escape(SENTENCE_ENDS)}]{_CLOSERS}*\s*$")
_LIST_MARK = re.compile(r"\(?(?:\d{1,3}|[A-Za-z])[.)]")
_SPOKEN = re.compile(rf"[?!…—]{_CLOSERS}$")
_ATTRIBUTION = re.compile(
    r"(?:(?:[A-ZÀ-ÖØ-Þ][\w.'’-]*|the|of|a|an)\s+){1,5}"
    rf"{alternatives(SAYING)}\b"
)
_LAST_WORD = re.compile(rf"(?:^|[\s{re.escape(OPENING_MARKS)}-])([^\W\d_]+(?:\.[^\W\d_]+)*)\.$")
_ORDINAL = re.compile(r"(?P<before>[^\W\d_]*),?\s+\d{1,2}\.$")
_LETTER = re.compile(r"(?<![^\W\d_])[A-Z]\.$")
_NEXT_LETTER = re.compile(r"[A-Z]\b")
_HOUR = re.compile(r"\d\s?[ap]\.\s?m\.$", re.IGNORECASE)
_ZONES = listed("ET EST EDT CT CST CDT MT MST MDT PT PST PDT GMT UTC BST CET CEST IST JST AEST AEDT SGT HKT")
# "… 4 p.m. Friday in the hall" goes on; "… 4 p.m. Friday is a holiday." does not.
_DAY_OR_ZONE = re.compile(
    rf"(?:{alternatives(day.capitalize() for day in WEEKDAYS)}\b"
    r"(?!\s+(?:is|was|will|would|has|had|marks?|sees|saw|brings)\b)"
    rf"|{alternatives(month.capitalize() for month in (*MONTHS, *MONTH_ABBREVIATIONS))}\.?\s+\d"
    rf"|{alternatives(_ZONES)}\b|(?:Eastern|Central|Mountain|Pacific|Greenwich|British)\b(?:\s+\w+){{0,3}}?\s+[Tt]ime\b|\d)"
)
# Never the end of a sentence, whatever follows: titles (with a capital) and words that need another one.
_TITLES = frozenset(TITLE_ABBREVIATIONS)
_CONNECTORS = frozenset(listed("vs approx ca cf e.g i.e eg viz incl excl"))
# Not the end of a sentence before a word in lower case.
_ABBREVIATIONS = frozenset(
    (
        *listed("st mt ft ave blvd rd dept est al u.s u.k u.n e.u inc corp ltd co jr sr ph.d a.m p.m v"),
        *MONTH_ABBREVIATIONS,
    )
)
_BEFORE_A_NUMBER = frozenset((*listed("no nos pp p vol art fig sec ch"), *MONTH_ABBREVIATIONS))


def split_sentences(text: str, language: str = "en") -> list[Span]:
    """Spans (start, end) of the sentences of `text`, in order.

    They do not overlap, begin and end with a character that is not whitespace, and hold every such character. None
    is longer than LONGEST_SENTENCE; none crosses a blank line. `language` is a BCP 47 tag ("de", "pt-BR"); one that
    is not known is read as English. Time is linear in the length of the text.
    """
    primary = primary_code(language) or "en"
    found: list[Span] = []
    for start, end in blocks(text):
        cuts = _corrected(text, list(_cut(text, start, end, primary)), rules_of(primary))
        found.extend(piece for cut in cuts for piece in _bounded(text, cut))
    return found


def ends_sentence(text: str) -> bool:
    """Whether it ends as a whole sentence does, in any script; a heading or a caption does not."""
    return _WHOLE_END.search(text[-80:]) is not None


def _cut(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    """The block in sentencex's pieces, window by window; the last piece of a window is seen again in the next."""
    while start < end:
        window_end = min(end, start + _WINDOW)
        starts = _starts(text[start:window_end], language)
        if window_end < end:
            resume = start + starts[-1] if len(starts) > 1 else start + _room(text, start, end)
            starts = starts[:-1] or [0]
        else:
            resume = end
        edges = [start + offset for offset in starts] + [resume]
        for left, right in pairwise(edges):
            span = trim(text, left, right)
            if span is not None:
                yield span
        start = resume


def _starts(window: str, language: str) -> list[int]:
    """Where the sentences of a window begin; the first is 0."""
    from sentencex import get_sentence_boundaries

    # The same length in characters: a line break inside a block is a space, and Rust takes no lone surrogate.
    clean = _SURROGATES.sub("\ufffd", _WHITESPACE.sub(" ", window))
    found = {boundary["start_index"] for boundary in get_sentence_boundaries(language, clean)}
    return [0, *sorted(offset for offset in found if 0 < offset < len(window))]


def _corrected(text: str, spans: list[Span], rules: LanguageRules | None) -> list[Span]:
    """Pieces that belong together joined, missed ends cut."""
    joined: list[Span] = []
    for start, end in spans:
        if joined:
            start = _with_stray_opener(text, joined, start)
        if joined and (
            _belongs(text, joined[-1], (start, end)) or _belongs_by_rules(text, joined[-1], (start, end), rules)
        ):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [piece for span in joined for piece in _missed_ends(text, span)]


def _with_stray_opener(text: str, joined: list[Span], start: int) -> int:
    """Give a quotation mark left at the end of a sentence to the one it opens; returns that one's start."""
    left, right = joined[-1]
    stray = _STRAY_OPENER.search(text[max(left, right - 20) : right])
    if stray is None or right != start:
        return start
    opener = max(left, right - 20) + stray.start()
    span = trim(text, left, opener)
    if span is None:
        return start
    joined[-1] = span
    return opener


def _belongs(text: str, before: Span, span: Span) -> bool:
    """Whether a piece goes on with the sentence before it."""
    start, end = span
    if end - before[0] > LONGEST_SENTENCE:
        return False
    if _LIST_MARK.fullmatch(text, *before):
        return True
    head, tail = text[start : min(end, start + 80)], text[max(before[0], before[1] - 40) : before[1]]
    if text[start] == "|" or not any(character.isalnum() for character in text[start:end]):
        return True
    if before[1] == start and _LETTER.search(tail) and _NEXT_LETTER.match(head):  # "Japan-U." and "S. alliance"
        return True
    if _HOUR.search(tail) and _DAY_OR_ZONE.match(head):
        return True
    return bool(_SPOKEN.search(tail) and _ATTRIBUTION.match(head)) or _is_abbreviated(tail, head)


def _belongs_by_rules(text: str, before: Span, span: Span, rules: LanguageRules | None) -> bool:
    """The same by what is particular to its language: abbreviations, and ordinals as in "im 21. Jahrhundert"."""
    start, end = span
    if rules is None or end - before[0] > LONGEST_SENTENCE:
        return False
    head, tail = text[start : min(end, start + 80)], text[max(before[0], before[1] - 40) : before[1]]
    following = head.split(maxsplit=1)[0].strip('"“‘«(,.;:')
    if (ordinal := _ORDINAL.search(tail)) is not None and rules.ordinal_after:
        is_named = ordinal["before"].lower() in rules.ordinal_after and following[:1].isalpha()
        return following.lower() in rules.months or (is_named and following.lower() not in rules.stop_words)
    if following.startswith("-") and before[1] == start:  # "K.-o.-Runden"
        return True
    last = _LAST_WORD.search(tail)
    if last is None:
        return False
    word = last.group(1).lower()
    if word in rules.titles and following[:1].isupper():
        return word != "m" or last.group(1) == "M"  # "M. Macron", not "5 m. Macron"
    if word in rules.units:
        return following[:1].isupper() and following.lower() not in rules.stop_words
    if word in rules.before_number and following[:1].isdigit():
        return True
    return word in rules.abbreviations and (following[:1].islower() or following[:1].isdigit())


def _is_abbreviated(tail: str, head: str) -> bool:
    """Whether the full stop at the end of `tail` belongs to an abbreviation and `head` goes on after it."""
    last = _LAST_WORD.search(tail)
    if last is None:
        return False
    word, following = last.group(1).lower(), head.split(maxsplit=1)[0].strip('"“‘«(,.;:')
    if word in _CONNECTORS or (word in _TITLES and last.group(1)[0].isupper()):
        return True
    if word in _BEFORE_A_NUMBER and following[:1].isdigit():
        return True
    return word in _ABBREVIATIONS and following[:1].islower()


def _missed_ends(text: str, span: Span) -> Iterator[Span]:
    """The span cut where sentencex does not: behind a month, a closed bracket, and inside a very long quotation."""
    start, end = span
    is_long = end - start > _LONGEST_WHOLE_QUOTATION
    left = start
    months = {match.end(): match for match in _MONTH_END.finditer(text, start, end)}
    others = {
        match.end(): match for match in (_INNER_END if is_long else _CLOSED_BRACKET_END).finditer(text, start, end)
    }
    for place, match in sorted((others | months).items()):
        tail = text[max(left, match.start() - 40) : match.start() + 1]
        if place not in months and (_is_abbreviated(tail, text[match.end() : match.end() + 80]) or _is_initial(tail)):
            continue
        yield left, match.end() - (len(match.group()) - len(match.group().rstrip()))
        left = match.end()
    yield left, end


def _is_initial(tail: str) -> bool:
    last = _LAST_WORD.search(tail)
    return last is not None and (
        len(last.group(1)) == 1 or "." in last.group(1) or last.group(1).lower() in _ABBREVIATIONS
    )


def _bounded(text: str, span: Span) -> Iterator[Span]:
    start, end = span
    while end - start > LONGEST_SENTENCE:
        cut = trim(text, start, start + _room(text, start, end))
        rest = trim(text, start + _room(text, start, end), end)
        if cut is not None:
            yield cut
        if rest is None:
            return
        start, end = rest
    yield start, end


def _room(text: str, start: int, end: int) -> int:
    """How many characters from `start` on may become one sentence: up to a whitespace if there is one late enough."""
    limit = min(LONGEST_SENTENCE, end - start)
    if start + limit == end:
        return limit
    for offset in range(limit, limit // 2, -1):
        if text[start + offset].isspace():
            return offset
    return limit
