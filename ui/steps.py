"""How an answer was found, folded away under it. Pure functions."""

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.answer import Answer, Citation
from ui.markup import isolated, text
from ui.narrowing import render_chips
from ui.words import count, say_day

__all__ = ["render_steps", "say_cited_days"]

_ENGINES = {"chroma": "Chroma and keywords", "exact": "every passage compared, and keywords"}
_OUTCOMES = {
    "answered": "a sentence answers the question",
    "closest": "nothing answers outright; the nearest sentences are shown",
    "nothing": "no passage is near the question",
}
_STAGES = {
    "prepare": "understanding the question",
    "retrieve": "searching",
    "evidence": "reading",
    "write": "writing and checking",
    "total": "in all",
}


def render_steps(answer: Answer) -> str:
    """Each step with what came of it: question, filters, search, reading, times."""
    rows = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in _steps(answer))
    return f'<details class="steps"><summary>How this was found</summary><dl>{rows}</dl></details>'


def say_cited_days(citations: Sequence[Citation]) -> str | None:
    """The newest and the oldest day that is cited, where they are two; None elsewhere."""
    days = {day for citation in citations if (day := _day(citation.published_at))}
    if len(days) < 2:
        return None
    return f"Newest source: {say_day(max(days))}. Oldest: {say_day(min(days))}."


def _steps(answer: Answer) -> Iterator[tuple[str, str]]:
    yield "Question", isolated(answer.standalone_question)
    narrowed = render_chips(answer.filters)
    if narrowed:
        yield "Narrowed to", narrowed
    if answer.passages:
        articles = len({passage.article_id for passage in answer.passages})
        engine = f", by {_ENGINES[answer.engine]}" if answer.engine in _ENGINES else ""
        yield "Search", f"{count(len(answer.passages), 'passage')} in {count(articles, 'article')}{engine}"
    sure = f" ({answer.confidence:.0%} sure)" if answer.confidence is not None and answer.passages else ""
    yield "Outcome", f"{_OUTCOMES[answer.outcome]}{sure}"
    yield "Writer", text("the archive's own list" if answer.writer == "catalog" else _writer(answer.writer))
    times = [f"{label} {answer.timings[stage]:.0f} ms" for stage, label in _STAGES.items() if stage in answer.timings]
    if times:
        yield "Time", ", ".join(times)


def _writer(name: str) -> str:
    return "quotes only" if name == "extractive" else name


def _day(moment: str | None) -> date | None:
    try:
        return date.fromisoformat((moment or "")[:10])
    except ValueError:
        return None
