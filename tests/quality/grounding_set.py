"""The labelled statements that the grounding check is measured on, made from real Wikinews articles.

`grounding.jsonl` holds, for one sentence of an article each, two true paraphrases, one statement that says the
opposite, one that adds a detail, and where somebody speaks one that lets another person say it, all written by hand.
From these the other kinds follow by rule: the sentence itself, a changed number, date or name, and a true paraphrase
that cites a sentence of another article. The articles themselves stay in the shared folder; every second one is closed
while the check is tuned.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from assistant.language import names, words

__all__ = ["KINDS", "TRUE_KINDS", "Kind", "Labelled", "labelled_statements"]

Kind = Literal[
    "sentence", "paraphrase", "changed_number", "changed_date", "changed_name", "changed_speaker", "negated",
    "other_article", "added_detail",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
TRUE_KINDS: frozenset[Kind] = frozenset({"sentence", "paraphrase"})

_ROWS = Path(__file__).with_name("grounding.jsonl")
_NUMBER = re.compile(r"\b\d[\d,]*\b")
_SPELLED = {"two": "three", "five": "eight", "six": "nine", "nine": "seven", "ten": "thirty", "twelve": "fourteen"}
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DATE_WORD = re.compile(rf"\b(?:{'|'.join((*_MONTHS, *_DAYS))})\b")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A statement, the sentence it cites (a span of that article's text), and whether that carries it."""

    kind: Kind
    text: str
    doc_id: str
    start: int
    end: int
    is_closed: bool
    """Of an article that the check was not tuned on."""

    @property
    def is_true(self) -> bool:
        return self.kind in TRUE_KINDS


def labelled_statements(articles: dict[str, str]) -> list[Labelled]:
    """All statements, given the articles' texts by id; the same ones in the same order each time."""
    rows = [json.loads(line) for line in _ROWS.read_text(encoding="utf-8").splitlines()]
    ids = sorted({row["doc_id"] for row in rows})
    made = []
    for number, row in enumerate(rows):
        sentence = articles[row["doc_id"]][row["start"] : row["end"]]
        other = next(one for one in rows[number + 1 :] + rows if one["doc_id"] != row["doc_id"])
        cited = {"other_article": other}
        made += [
            Labelled(kind, text, where["doc_id"], where["start"], where["end"], ids.index(row["doc_id"]) % 2 == 1)
            for kind, text in _statements(
                row, sentence, _names_elsewhere(rows, row["doc_id"]), _names_nearby(articles[row["doc_id"]], sentence)
            )
            for where in [cited.get(kind, row)]
        ]
    return made


def _statements(
    row: dict[str, Any], sentence: str, strangers: Sequence[str], neighbours: Sequence[str]
) -> Iterator[tuple[Kind, str]]:
    first, second = row["true"]
    yield "sentence", sentence
    yield from (("paraphrase", text) for text in row["true"])
    yield "other_article", first
    yield "negated", row["negated"]
    yield "added_detail", row["added_detail"]
    if "changed_speaker" in row:
        yield "changed_speaker", row["changed_speaker"]
    for text in (first, second):
        yield from (("changed_number", changed) for changed in _with_another_number(text))
        yield from (("changed_date", changed) for changed in _with_another_date(text))
    yield from (("changed_name", changed) for changed in _with_another_name(first, strangers))
    yield from (("changed_name", changed) for changed in _with_another_name(second, neighbours or strangers))


def _with_another_number(text: str) -> Iterator[str]:
    digits = _NUMBER.search(text)
    if digits is not None:
        number = digits[0]
        place = len(number) - 1 if re.fullmatch(r"[12]\d{3}", number) else 0
        yield text[: digits.start()] + _other_digit(number, place) + text[digits.end() :]
        return
    word = next((word for word in _SPELLED if re.search(rf"\b{word}\b", text)), None)
    if word is not None:
        yield re.sub(rf"\b{word}\b", _SPELLED[word], text, count=1)


def _other_digit(number: str, place: int) -> str:
    """A year changes in its last digit, any other number in its first."""
    return number[:place] + str(int(number[place]) % 9 + 1) + number[place + 1 :]


def _with_another_date(text: str) -> Iterator[str]:
    found = _DATE_WORD.search(text)
    if found is not None and found[0] != "May":
        series = _DAYS if found[0] in _DAYS else _MONTHS
        other = series[(series.index(found[0]) + 2) % len(series)]
        yield text[: found.start()] + other + text[found.end() :]


def _with_another_name(text: str, strangers: Sequence[str]) -> Iterator[str]:
    spans = [span for span in names(text) if not _DATE_WORD.search(text[slice(*span)])]
    if not spans:
        return
    start, end = spans[len(text) % len(spans)]
    size = len(text[start:end].split())
    fitting = [name for name in strangers if len(name.split()) == size] or list(strangers)
    yield text[:start] + fitting[len(text) % len(fitting)] + text[end:]


def _names_elsewhere(rows: Sequence[dict[str, Any]], doc_id: str) -> list[str]:
    """Names from the statements about other articles."""
    texts = [text for row in rows if row["doc_id"] != doc_id for text in row["true"]]
    found = (text[start:end] for text in texts for start, end in names(text))
    return sorted({name for name in found if not re.search(r"\d", name) and not _DATE_WORD.search(name)})


def _names_nearby(article: str, sentence: str) -> list[str]:
    """Names of the same article that the sentence does not have: the hardest to tell apart."""
    held = set(words(sentence))
    found = (article[start:end] for start, end in names(article))
    return sorted({name for name in found if held.isdisjoint(words(name)) and not _DATE_WORD.search(name)})
