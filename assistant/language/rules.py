"""What is particular to a language other than English, read from its file under `languages/`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.language.listed import alternatives
from assistant.language.words import fold_marks

__all__ = ["LANGUAGES", "LanguageRules", "primary_code", "rules_of"]

LANGUAGES = ("de", "es", "fr", "it", "nl", "pt")
"""Those with a file. A new one is a new file and a code here."""
_FOLDER = Path(__file__).with_name("languages")


@dataclass(frozen=True, slots=True, eq=False)
class LanguageRules:
    """All words in lower case, as they are written."""

    code: str
    name: str
    """In English, for a reader: "German"."""
    stemmer: str
    """Snowball's name of it."""
    stop_words: frozenset[str]
    """Without accents, as `words` gives them."""
    elided: re.Pattern[str] | None
    """What stands before an apostrophe and is a word of its own: "l" in "l'eau"."""
    elisions: frozenset[str]
    asks: Mapping[str, re.Pattern[str]]
    """What a question asks for (number, when, who, why, where, what), by how it begins; the first that fits."""
    archive_questions: Mapping[str, re.Pattern[str]]
    """Questions about the archive itself as they would be asked in English, and how they are asked: `{x}` and `{t}`
    are what the pattern names so."""
    relative_times: Mapping[str, str]
    """ "yesterday" and its like in English, with a pattern for each."""
    abbreviations: frozenset[str]
    """Written with a full stop; a word in lower case goes on behind it."""
    titles: frozenset[str]
    """Written with a full stop before a name."""
    units: frozenset[str]
    """Written with a full stop between a number and what is counted."""
    before_number: frozenset[str]
    ordinal_after: frozenset[str]
    """Words after which "16." is an ordinal; empty where ordinals have no full stop."""
    months: Mapping[str, int]
    month: str
    """A pattern for any of them, in one group that is not kept."""
    weekday: str
    day_link: str
    """A pattern for what stands between a verb and a day: "am", "le"."""
    since: frozenset[str]
    """Links from which on everything is meant."""
    until: frozenset[str]
    before: frozenset[str]
    year_link: str
    """A pattern for what stands before a year that is one."""
    marks: frozenset[str]
    """Letters and marks that tell it from its neighbours."""
    numbers: frozenset[str]
    """Words that state one."""
    times: frozenset[str]
    """Words that a time is told with, beside months and weekdays."""
    reasons: frozenset[str]
    thousands: re.Pattern[str]
    """The mark between the digits of a large number, to be left out."""
    joins_words: bool
    """Whether a word may be the end of a longer one: "Skandal" of "Missbrauchsskandal"."""
    capital_nouns: bool
    """Whether every noun is written with a capital: then one such word is no name."""


def primary_code(language: str | None) -> str:
    """ "pt" of "pt-BR"; blank for None."""
    return re.split("[-_]", language or "", maxsplit=1)[0].lower()


@cache
def rules_of(language: str | None) -> LanguageRules | None:
    """By a BCP 47 tag; None for English and for languages without a file."""
    code = primary_code(language)
    return _read(code) if code in LANGUAGES else None


@cache
def _read(code: str) -> LanguageRules:
    given = tomllib.loads((_FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    months = {name: number for number, row in enumerate(given["months"], start=1) for name in row.split()}
    links = "|".join(part.replace(" ", r"\s+") for part in sorted(given["day_links"].split("|"), key=len, reverse=True))
    elisions = given.get("elisions", "").split()
    space = "\\u00a0\\u2009\\u202f " if given["thousands"] == " " else re.escape(given["thousands"])
    return LanguageRules(
        code=code,
        name=given["name"],
        stemmer=given["stemmer"],
        stop_words=frozenset(map(fold_marks, given["stop_words"].split())),
        elided=re.compile(rf"\b({'|'.join(elisions)})['’](?=\w)", re.IGNORECASE) if elisions else None,
        elisions=frozenset(elisions),
        asks={kind: re.compile(rf"(?:{how})\b", re.IGNORECASE) for kind, how in given["asks"].items()},
        archive_questions={
            english: re.compile(how.replace("TIME", ".+?"), re.IGNORECASE)
            for english, how in given["archive_questions"].items()
        },
        relative_times=given["times_in_english"],
        abbreviations=frozenset(given["abbreviations"].split()),
        titles=frozenset(given["titles"].split()),
        units=frozenset(given["units"].split()),
        before_number=frozenset(given["before_number"].split()),
        ordinal_after=frozenset(given["ordinal_after"].split()),
        months=months,
        month=alternatives(months),
        weekday=alternatives(given["weekdays"].split()),
        day_link=f"(?:{links})",
        since=frozenset(given["since"].split("|")),
        until=frozenset(given["until"].split("|")),
        before=frozenset(given["before"].split("|")),
        year_link=given["year_links"].replace(" ", r"\s+"),
        marks=frozenset(given["marks"]),
        numbers=frozenset(given["numbers"].split()),
        times=frozenset(given["times"].split()),
        reasons=frozenset(given["reasons"].split()),
        thousands=re.compile(rf"(?<=\d)[{space}](?=\d{{3}}(?!\d))"),
        joins_words=given["joins_words"],
        capital_nouns=given["capital_nouns"],
    )
