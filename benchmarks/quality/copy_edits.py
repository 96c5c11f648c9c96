"""What outlets do to a text that they carry, and what other reports do that only look like copies."""

import random
import re
from collections.abc import Callable, Sequence
from functools import partial

from assistant.language import split_sentences

__all__ = ["EDITS", "NEIGHBOUR_EDITS", "REWRITES"]

Edit = Callable[[str, random.Random], str]

_WORD = re.compile(r"\b(?![A-ZÀ-ÞΑ-ΩА-Я])[^\W\d_]{4,12}\b")
_FIGURES = frozenset(
    ["three", "four", "five", "seven", "eight", "nine", "eleven", "twelve", "twenty", "thirty", "forty", "fifty"]
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NAME = re.compile(r"(?<=[a-z,] )[A-ZÀ-Þ][\w’'-]{2,}")
_SPELLINGS = {
    "colour": "color", "honour": "honor", "labour": "labor", "favour": "favor", "neighbour": "neighbor",
    "centre": "center", "theatre": "theater", "defence": "defense", "licence": "license", "programme": "program",
    "organis": "organiz", "realis": "realiz", "recognis": "recogniz", "criticis": "criticiz", "analyse": "analyze",
    "travelled": "traveled", "cancelled": "canceled", "grey": "gray", "per cent": "percent", "towards": "toward",
    "metre": "meter", "tonne": "ton", "learnt": "learned", "autumn": "fall", "behaviour": "behavior",
}  # fmt: skip
_BOILERPLATE = (
    "Sign up for our newsletter to get the day's most important stories in your inbox every morning.",
    "This story was first published elsewhere and is republished here with permission. Read the original article.",
    "Follow us on Facebook and Twitter, and download our app for breaking news alerts.",
    "All rights reserved. This material may not be published, broadcast, rewritten or redistributed.",
    "Do you have a story to share? Write to our newsdesk.",
)


def change_headline(text: str, random_: random.Random) -> str:
    """Another headline above the text, made of words of it."""
    words = _WORD.findall(text) or ["news"]
    return " ".join(random_.choices(words, k=8)).capitalize() + "\n\n" + text


def change_byline(text: str, random_: random.Random) -> str:
    place = random_.choice(("LONDON", "Paris", "NEW YORK"))
    name = random_.choice(("Ann Lee", "Staff reporter", "J. Smith"))
    return f"By {name}\n{random_.randint(1, 28)} March 2021, {random_.randint(1, 11)}:30\n\n{place} — {text}"


def truncate(text: str, random_: random.Random, share: float) -> str:
    """The beginning, up to the first end of a sentence from this share on."""
    end = min(end for _, end in split_sentences(text, "en") if end >= share * len(text) - 1)
    return text[:end] + random_.choice(("", "", " …", "\n\nRead the full story on our website."))


def drop_sentences(text: str, random_: random.Random, share: float) -> str:
    """Without this share of the text, in whole sentences; the first one stays."""
    spans = split_sentences(text, "en")
    order = list(range(1, len(spans)))
    random_.shuffle(order)
    dropped: set[int] = set()
    left = share * len(text)
    for index in order:
        start, end = spans[index]
        if end - start <= left:
            dropped.add(index)
            left -= end - start
    return _without(text, [spans[index] for index in dropped])


def replace_words(text: str, random_: random.Random, share: float) -> str:
    """This share of all words replaced by other words of the text; names and figures stay, as an editor leaves them."""
    places = [match.span() for match in _WORD.finditer(text) if match.group() not in _FIGURES]
    vocabulary = sorted({text[start:end] for start, end in places})
    count = min(len(places), round(share * len(re.findall(r"\w+", text))))
    chosen = sorted(random_.sample(places, count), reverse=True)
    for start, end in chosen:
        text = text[:start] + random_.choice(vocabulary) + text[end:]
    return text


def change_spelling(text: str, random_: random.Random) -> str:
    """American where the text is British, the other way round where it is American; straight quotation marks."""
    british = sum(text.count(word) for word in _SPELLINGS)
    american = sum(text.count(word) for word in _SPELLINGS.values())
    for ours, theirs in _SPELLINGS.items():
        text = text.replace(ours, theirs) if british >= american else text.replace(theirs, ours)
    del random_
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def add_boilerplate(text: str, random_: random.Random) -> str:
    first, *others = random_.sample(_BOILERPLATE, 3)
    return "\n\n".join([first, text, *others]) if random_.random() < 0.5 else "\n\n".join([text, first, *others])


def edit_for_length(text: str, random_: random.Random) -> str:
    """What a desk does in a hurry: another headline and byline, a tenth cut, a few words changed, a note below."""
    text = replace_words(drop_sentences(text, random_, 0.10), random_, 0.05)
    return add_boilerplate(change_byline(change_headline(text, random_), random_), random_)


def cut_and_edit(text: str, random_: random.Random) -> str:
    """The first two thirds, with a tenth of the words changed, under another headline."""
    return change_headline(replace_words(truncate(text, random_, 0.66), random_, 0.10), random_)


EDITS: dict[str, Edit] = {
    "headline changed": change_headline,
    "byline and place changed": change_byline,
    **{f"cut to {share:.0%}": partial(truncate, share=share) for share in (0.5, 0.6, 0.7, 0.8, 0.9)},
    **{f"sentences dropped, {share:.0%}": partial(drop_sentences, share=share) for share in (0.05, 0.1, 0.2)},
    **{f"words replaced, {share:.0%}": partial(replace_words, share=share) for share in (0.02, 0.05, 0.1, 0.15, 0.2)},
    "British and American spelling": change_spelling,
    "boilerplate added": add_boilerplate,
    "headline, byline, a tenth dropped, words replaced, boilerplate": edit_for_length,
    "cut to 66%, words replaced 10%, headline": cut_and_edit,
}


def fill_template(text: str, random_: random.Random, share: float) -> str | None:
    """The same words with other figures: next week's report. None for a text with too few figures to tell."""
    places = [match.span() for match in _NUMBER.finditer(text)]
    if len(places) < 4:
        return None
    for start, end in sorted(random_.sample(places, max(2, round(share * len(places)))), reverse=True):
        figure = "".join(str(random_.randint(1, 9)) if sign.isdigit() else sign for sign in text[start:end])
        text = text[:start] + figure + text[end:]
    for number, day in enumerate(_DAYS):
        text = re.sub(rf"\b{day}\b", f"\0{number}", text)
    return re.sub("\0(\\d)", lambda match: _DAYS[(int(match[1]) + 2) % 7], text)


def rename(text: str, random_: random.Random) -> str | None:
    """The same words about other people and places, the figures too: another match, another company's results."""
    names = sorted(set(_NAME.findall(text)))
    if len(names) < 6:
        return None
    others = [name[::-1].capitalize() for name in names]
    random_.shuffle(others)
    for name, other in zip(names, others, strict=True):
        text = re.sub(rf"\b{re.escape(name)}\b", other, text)
    return fill_template(text, random_, 1.0) or text


def correct(text: str, random_: random.Random) -> str | None:
    """The outlet's own correction: one figure changed, and a note that says so."""
    places = [match.span() for match in _NUMBER.finditer(text, len(text) // 8, len(text))]
    if not places:
        return None
    start, end = random_.choice(places)
    value = int(re.sub(r"\D", "", text[start:end]) or 0)
    changed = str(value + random_.randint(1, 8))
    return f"{text[:start]}{changed}{text[end:]}\n\nCorrection: an earlier version of this article gave a wrong figure."


REWRITES: dict[str, Callable[[str, random.Random], str | None]] = {
    "template, all figures changed": partial(fill_template, share=1.0),
    "template, a third of the figures changed": partial(fill_template, share=0.33),
    "template, names and figures changed": rename,
    "correction of one figure": correct,
}


def quote_at_length(text: str, other: str, random_: random.Random) -> str | None:
    """Another article that quotes half of this one in its middle."""
    own, quoted = _sentences(other), _sentences(text)
    if len(own) < 6 or len(quoted) < 6:
        return None
    start = random_.randint(0, len(quoted) // 2)
    quotation = quoted[start : start + len(quoted) // 2]
    half = len(own) // 2
    return " ".join([*own[:half], "The report says:", *quotation, *own[half:]])


def share_quotes(text: str, other: str, random_: random.Random) -> str | None:
    """Another report on the event: its own words with a quarter of this one's sentences, as from one briefing."""
    own, shared = _sentences(other), _sentences(text)
    if len(own) < 6 or len(shared) < 8:
        return None
    taken = sorted(random_.sample(range(len(shared)), len(shared) // 4))
    for number, index in enumerate(taken):
        own.insert(min(len(own), 2 + 3 * number), shared[index])
    return " ".join(own[: 2 * len(shared)])


def update(text: str, other: str, random_: random.Random) -> str | None:
    """The outlet's own update: a new top of two fifths, then the background that it had."""
    old, new = _sentences(text), _sentences(other)
    count = round(0.4 * len(old))
    if count < 3 or len(new) < count:
        return None
    del random_
    return " ".join([*new[:count], *old[count:]])


def go_on_live(text: str, other: str, random_: random.Random) -> str | None:
    """A live blog some hours later: new entries on top of all of the old ones."""
    old, new = _sentences(text), _sentences(other)
    count = max(4, round(0.3 * len(old)))
    if len(old) < 6 or len(new) < count:
        return None
    del random_
    return "\n\n".join([*new[:count], *old])


def digest(text: str, other: str, random_: random.Random) -> str | None:
    """A page that holds this article and others."""
    if len(other) < 1.3 * len(text):
        return None
    del random_
    return f"{text}\n\n{other}"


NEIGHBOUR_EDITS: dict[str, Callable[[str, str, random.Random], str | None]] = {
    "quotes half of it": quote_at_length,
    "shares a quarter of its sentences": share_quotes,
    "update with a new top": update,
    "live blog, later": go_on_live,
    "digest of several articles": digest,
}


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, "en")]


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + text[end:].lstrip(" ")
    return text
