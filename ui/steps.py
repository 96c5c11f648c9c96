"""How an answer was found, folded away under it. Pure functions."""

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.answer import Answer, Citation
from ui.language import say, say_decimal
from ui.markup import isolated, text
from ui.narrowing import render_chips
from ui.words import say_day

__all__ = ["render_steps", "say_cited_days"]

_ENGINES = frozenset({"chroma", "exact"})
_STAGES = ("prepare", "retrieve", "evidence", "write", "total")


def render_steps(answer: Answer) -> str:
    """Each step with what came of it: question, filters, search, reading, times."""
    rows = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in _steps(answer))
    return f'<details class="steps"><summary>{say("steps.title")}</summary><dl>{rows}</dl></details>'


def say_cited_days(citations: Sequence[Citation]) -> str | None:
    """The newest and the oldest day that is cited, where they are two; None elsewhere."""
    days = {day for citation in citations if (day := _day(citation.published_at))}
    if len(days) < 2:
        return None
    return say("steps.days", newest=say_day(max(days)), oldest=say_day(min(days)))


def _steps(answer: Answer) -> Iterator[tuple[str, str]]:
    yield say("steps.question"), isolated(answer.standalone_question)
    narrowed = render_chips(answer.filters)
    if narrowed:
        yield say("narrow.to"), narrowed
    if answer.passages:
        articles = len({passage.article_id for passage in answer.passages})
        found = say(
            "passages_in", passages=say("passages", n=len(answer.passages)), articles=say("articles", n=articles)
        )
        if answer.engine in _ENGINES:
            found = say("steps.by", found=found, engine=say(f"steps.{answer.engine}"))
        yield say("steps.search"), found
    outcome = say(f"steps.{answer.outcome}")
    if answer.confidence is not None and answer.passages:
        outcome = say("steps.sure", outcome=outcome, share=f"{answer.confidence:.0%}")
    yield say("steps.outcome"), outcome
    yield say("steps.writer"), say("steps.own_list") if answer.writer == "catalog" else _writer(answer.writer)
    times = [
        say(f"steps.{stage}", ms=say_decimal(answer.timings[stage], 0)) for stage in _STAGES if stage in answer.timings
    ]
    if times:
        yield say("steps.time"), ", ".join(times)


def _writer(name: str) -> str:
    return say("steps.quotes_only") if name == "extractive" else text(name)


def _day(moment: str | None) -> date | None:
    try:
        return date.fromisoformat((moment or "")[:10])
    except ValueError:
        return None
