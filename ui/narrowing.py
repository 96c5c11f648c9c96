"""What narrowed an answer, shown as chips that can be dropped or changed: then the same question is asked again.

Filters that were read out of the question and those that were given look alike: asked again, what stands here is all
that narrows, and nothing is read out of the question any more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assistant.answer import KINDS
from assistant.archive import Filters
from assistant.question import make_filters
from ui.language import say
from ui.markup import isolated, text
from ui.words import name_kind, say_day

__all__ = [
    "Narrowing",
    "Refined",
    "SentText",
    "render_chips",
    "render_known_names",
    "render_narrowed",
    "say_as_of",
]

_MOST_NAMES = 200
_MOST_OFFERED = 1000


def _check_whole(sent: str) -> str:
    """Half a surrogate pair, which JSON may hold, is no character: nothing could print, store or search it."""
    try:
        sent.encode()
    except UnicodeEncodeError:
        message = "is not text: it holds half a character"
        raise ValueError(message) from None
    return sent


SentText = Annotated[str, AfterValidator(_check_whole)]
"""Text that came from outside."""

_Day = Annotated[SentText, Field(max_length=40, examples=["2026-05-04", "2026-05", "2026"])]
_Name = Annotated[SentText, Field(max_length=2000)]


class Narrowing(BaseModel):
    """Filters as a browser or a script writes them: days as YYYY-MM-DD, YYYY-MM or YYYY."""

    model_config = ConfigDict(extra="forbid")

    date_from: _Day | None = None
    date_to: _Day | None = None
    publishers: list[_Name] = Field(default_factory=list, max_length=_MOST_NAMES)
    authors: list[_Name] = Field(default_factory=list, max_length=_MOST_NAMES)
    kinds: list[_Name] = Field(default_factory=list, max_length=_MOST_NAMES)
    as_of: _Day | None = None

    @classmethod
    def of(cls, filters: Filters) -> Self:
        """Not measured again: an article may have a longer byline than anybody may send."""
        return cls.model_construct(
            date_from=_iso(filters.date_from),
            date_to=_iso(filters.date_to),
            publishers=list(filters.publishers[:_MOST_NAMES]),
            authors=list(filters.authors[:_MOST_NAMES]),
            kinds=list(filters.kinds[:_MOST_NAMES]),
            as_of=_iso(filters.as_of),
        )

    def to_filters(self) -> Filters:
        """Raises FilterError for what is not a day, or a range that ends before it begins."""
        return make_filters(self.date_from, self.date_to, self.publishers, self.authors, self.kinds, self.as_of)


class Refined(BaseModel):
    """A question to be asked again with these filters and no others."""

    model_config = ConfigDict(extra="forbid")

    question: str
    filters: Narrowing


def render_chips(filters: Filters) -> str:
    """The filters in force; empty without any."""
    return _listed(f'<li class="chip">{isolated(label)}</li>' for label, _ in _chips(filters))


def render_narrowed(question: str, filters: Filters) -> str:
    """The same with a way to drop each, and to change them; empty without any."""
    chips = _listed(_droppable(question, label, rest) for label, rest in _chips(filters))
    return f'<div class="narrowed">{chips}{_form(question, filters)}</div>' if chips else ""


def render_ask_without_filters(question: str) -> str:
    """One click for the same question to the whole archive."""
    asked = Refined(question=question, filters=Narrowing.of(Filters())).model_dump_json()
    return f'<button type="button" class="quiet" data-refined="{text(asked)}">{say("narrow.without_filters")}</button>'


def render_known_names(publishers: Sequence[str], authors: Sequence[str]) -> str:
    """What the fields of `render_narrowed` offer while a name is typed."""
    lists = (("publishers", publishers), ("authors", authors))
    return "".join(
        f'<datalist id="known-{name}">{"".join(map(_option, known[:_MOST_OFFERED]))}</datalist>'
        for name, known in lists
    )


def say_as_of(filters: Filters) -> str | None:
    """Said with every answer that is as of a day; None for others."""
    return say("narrow.as_of_said", day=say_day(filters.as_of)) if filters.as_of else None


def _chips(filters: Filters) -> Iterator[tuple[str, Filters]]:
    """Each thing that narrows, in words, with the filters that would be left without it."""
    if filters.date_from or filters.date_to:
        yield _say_days(filters.date_from, filters.date_to), replace(filters, date_from=None, date_to=None)
    if filters.as_of:
        yield say("narrow.as_of", day=say_day(filters.as_of)), replace(filters, as_of=None)
    for name in filters.publishers:
        yield say("narrow.outlet", name=name), replace(filters, publishers=_without(filters.publishers, name))
    for name in filters.authors:
        yield say("narrow.author", name=name), replace(filters, authors=_without(filters.authors, name))
    for name in filters.kinds:
        yield say("narrow.kind", name=name_kind(name)), replace(filters, kinds=_without(filters.kinds, name))


def _say_days(first: date | None, last: date | None) -> str:
    if first and last:
        if first == last:
            return say("narrow.on", day=say_day(first))
        return say("narrow.between", first=say_day(first), last=say_day(last))
    return say("narrow.from", day=say_day(first)) if first else say("narrow.to_day", day=say_day(last)) if last else ""


def _listed(chips: Iterator[str]) -> str:
    drawn = "".join(chips)
    return f'<ul class="chips" aria-label="{say("narrow.to")}">{drawn}</ul>' if drawn else ""


def _droppable(question: str, label: str, rest: Filters) -> str:
    asked = Refined(question=question, filters=Narrowing.of(rest)).model_dump_json()
    name = text(say("narrow.without", label=label))
    drop = (
        f'<button type="button" class="drop" data-refined="{text(asked)}" aria-label="{name}" title="{name}"></button>'
    )
    return f'<li class="chip">{isolated(label)}{drop}</li>'


def _form(question: str, filters: Filters) -> str:
    days = (
        _field(say("field.from"), "date_from", _iso(filters.date_from), is_day=True)
        + _field(say("field.to"), "date_to", _iso(filters.date_to), is_day=True)
        + _field(say("field.as_of"), "as_of", _iso(filters.as_of), is_day=True)
    )
    names = "".join(
        _field(label, name, value)
        for label, name, values in (
            (say("field.outlet"), "publishers", filters.publishers),
            (say("field.author"), "authors", filters.authors),
        )
        for value in (values or ("",))
    )
    kinds = "".join(_kind_field(kind) for kind in (filters.kinds or ("",)))
    return (
        f'<details class="change"><summary>{say("narrow.change")}</summary>'
        f'<form class="refine" data-question="{text(question)}">{days}{names}{kinds}'
        f'<button type="submit" class="main-action">{say("narrow.again")}</button></form></details>'
    )


def _field(label: str, name: str, value: str | None, *, is_day: bool = False) -> str:
    kind = 'type="date"' if is_day else f'type="text" list="known-{name}" autocomplete="off" maxlength="300"'
    return f'<label><span>{label}</span><input {kind} name="{name}" value="{text(value or "")}"></label>'


def _option(name: str) -> str:
    return f'<option value="{text(name)}"></option>'


def _kind_field(chosen: str) -> str:
    known = (*KINDS, *((chosen,) if chosen not in ("", *KINDS) else ()))
    offered = [("", say("any")), *((kind, name_kind(kind)) for kind in known)]
    options = "".join(
        f'<option value="{text(kind)}"{" selected" if kind == chosen else ""}>{text(named)}</option>'
        for kind, named in offered
    )
    return f'<label><span>{say("field.kind")}</span><select name="kinds">{options}</select></label>'


def _without(names: Sequence[str], name: str) -> tuple[str, ...]:
    return tuple(one for one in names if one != name)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
