"""The texts that a reader sees, in the language of that reader: one table a language, in `ui/texts`.

Whoever answers a request says once in which language (`speaking`); what is drawn for it then asks `say`. A new language
is a new file with the keys of `en.toml`.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from http.cookies import CookieError, SimpleCookie
from pathlib import Path

__all__ = [
    "COOKIE",
    "DEFAULT",
    "LANGUAGES",
    "LATER",
    "Table",
    "choose_language",
    "fill_in",
    "language",
    "language_name",
    "read_table",
    "say",
    "say_decimal",
    "say_number",
    "speaking",
    "spoken_table",
    "table",
]

COOKIE = "copydesk-language"
DEFAULT = "en"
LATER = "later"
"""No language: what is drawn once for all readers holds places that `fill_in` fills for each of them."""

_FOLDER = Path(__file__).parent / "texts"
LANGUAGES = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))
_PLACE = re.compile(r"@@([a-z_.]+)@@")
_MOST_ASKED = 20

Forms = str | Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """One language: how it writes days and numbers, and its texts."""

    code: str
    name: str
    texts: Mapping[str, Forms]
    """A text, or its forms for one, two and many, as `plural` chooses them."""
    plural: str
    """Of a number `n`, which form: an expression of C, which a script of the page can read, too."""
    thousands: str
    decimal: str
    day: str
    month: str
    short_day: str
    months: Sequence[str]
    short_months: Sequence[str]
    notes: Mapping[str, str]
    """What the assistant writes in English, and what it is in this language."""
    attributions: Mapping[str, str]
    """The same of what stands beside a statement: who says it, where and when, and what was corrected."""
    ordinals: Sequence[str]
    """Endings for 4th, 1st, 2nd and 3rd; one alone stands for all."""

    def form(self, key: str, number: int) -> str:
        forms = self.texts[key]
        if isinstance(forms, str):
            return forms
        return forms[min(int(_rule(self.plural)(number)), len(forms) - 1)]


def read_table(file: Path) -> Table:
    """Raises KeyError, TypeError and TOMLDecodeError for a file that is no table."""
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    notes, attributions = read.get("notes", {}), read.get("attributions", {})
    return Table(code=file.stem, texts=read["texts"], notes=notes, attributions=attributions, **read["language"])


@cache
def table(code: str) -> Table:
    """That of a language of `LANGUAGES`."""
    return read_table(_FOLDER / f"{code}.toml")


_SPOKEN: ContextVar[str] = ContextVar("spoken", default=DEFAULT)


def language() -> str:
    """In which language the reader is spoken to, as HTML writes it in `lang`."""
    spoken = _SPOKEN.get()
    return "@@lang@@" if spoken == LATER else spoken


def language_name(code: str) -> str:
    """`Español`: in the language itself."""
    return table(code).name


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """All that is said inside is said in this language, also by what is called in a thread."""
    token = _SPOKEN.set(code)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def say(key: str, **values: object) -> str:
    """The text, its places filled. An `n` that is a number chooses the form and is written as the language does.

    As safe for HTML as the values: no table holds a character that means something there.
    """
    spoken = _SPOKEN.get()
    if spoken == LATER:
        return f"@@{key}@@"
    known = table(spoken)
    number = values.get("n")
    text = known.form(key, number if isinstance(number, int) else 0)
    shown = {name: say_number(value) if isinstance(value, int) else value for name, value in values.items()}
    return text.format(**shown) if shown else text


def say_number(number: int) -> str:
    """`12,345`, `12.345`."""
    return f"{number:,}".replace(",", spoken_table().thousands)


def say_decimal(number: float, digits: int = 1) -> str:
    """`0.3`, `0,3`."""
    written = f"{number:,.{digits}f}"
    return written.translate({ord(","): spoken_table().thousands, ord("."): spoken_table().decimal})


def fill_in(drawn: str, code: str) -> str:
    """What was drawn with `LATER`, in a language."""
    known = table(code)

    def text(match: re.Match[str]) -> str:
        words = code if match[1] == "lang" else known.texts.get(match[1], match[0])
        return words if isinstance(words, str) else match[0]

    return _PLACE.sub(text, drawn)


def choose_language(cookies: str, accepted: str) -> str:
    """What a reader chose, else what the browser asks for first, else English; both are headers as they were sent."""
    try:
        chosen = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        chosen = None
    if chosen is not None and chosen.value in LANGUAGES:
        return chosen.value
    wanted = [_asked(part, place) for place, part in enumerate(accepted.split(",")[:_MOST_ASKED])]
    for weight, _, code in sorted(wanted):
        if weight < 0 and code in LANGUAGES:
            return code
    return DEFAULT


def _asked(part: str, place: int) -> tuple[float, int, str]:
    """Of `es-MX;q=0.8`: what is wanted most sorts first."""
    tag, _, quality = part.strip().partition(";")
    match = re.fullmatch(r"\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", quality) if quality else None
    weight = float(match[1]) if match else 0.0 if quality else 1.0
    return -weight, place, tag.strip().lower().partition("-")[0]


def spoken_table() -> Table:
    """That of the language that is spoken now."""
    spoken = _SPOKEN.get()
    return table(DEFAULT if spoken == LATER else spoken)


@cache
def _rule(plural: str) -> Callable[[int], int]:
    rule: Callable[[int], int] = c2py(plural)
    return rule
