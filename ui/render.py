"""From an answer to the HTML of one turn of the conversation. Pure functions; every piece is escaped in `ui.markup`."""

from collections.abc import Sequence

from assistant.answer import (
    Answer,
    Citation,
    Found,
    Searching,
    SourceChange,
    Statement,
    WriterChoice,
    Writing,
    say_kind,
)
from assistant.archive import Filters
from ui.markup import isolated, text, told
from ui.narrowing import render_ask_without_filters, render_chips, render_narrowed, say_as_of
from ui.sources_panel import render_cards, render_near_articles, render_unused
from ui.statement_view import render_statements, stated_quotes
from ui.steps import render_steps, say_cited_days
from ui.words import count, say_coverage, say_notice

__all__ = [
    "CATALOG_WRITER",
    "plain_text",
    "render_answer",
    "render_open_turn",
    "render_trouble",
    "render_unanswered",
]


CATALOG_WRITER = "catalog"
"""Answers about the archive itself come from its catalog, whichever writer was asked."""


def render_answer(answer: Answer, *, has_model: bool = False, changes: Sequence[SourceChange] = ()) -> str:
    """A finished turn: what was asked, what was stated, and the cards of what carries it; `has_model` adds the way to
    the same question's other answer, quoted or written; `changes`: what became of the sources since."""
    head = _question(answer.question) + _since(changes) + _understood(answer.question, answer.standalone_question)
    head += render_narrowed(answer.question, answer.filters) + _as_of(answer.filters)
    notices = "".join(f'<p class="notice">{told(notice)}</p>' for notice in answer.notices)
    foot = render_unused(answer.passages, answer.citations) + render_steps(answer) + _foot(answer, has_model)
    if answer.abstained:
        return _turn("is-nothing", head + _nothing(answer) + notices + foot, "")
    body = _close(answer.reason) + render_statements(
        answer.statements,
        answer.citations,
        passages=answer.passages,
        is_catalogued=answer.writer == CATALOG_WRITER,
        leads=_has_lead(answer),
    )
    state = "is-closest" if answer.outcome == "closest" else "is-answered"
    cards = render_cards(answer.citations, stated_quotes(answer.statements, answer.citations))
    return _turn(state, head + body + notices + _days(answer) + foot + _follow_ups(answer.follow_ups), cards)


def render_open_turn(
    question: str,
    searching: Searching | None = None,
    found: Found | None = None,
    statements: Sequence[Statement] = (),
    citations: Sequence[Citation] = (),
    writing: Writing | None = None,
    reason: str | None = None,
) -> str:
    """A turn on its way: the steps done so far and each statement that has passed its check; never a draft's words.
    `reason`: why the statements are no answer; None where they are."""
    head = _question(question)
    if searching is not None:
        head += _understood(question, searching.standalone_question) + render_chips(searching.filters)
    passages = found.passages if found is not None else ()
    body = _close(reason) + render_statements(statements, citations, passages=passages) if statements else ""
    steps = f'<p class="step" data-step>{text(_step(found, statements, writing))}</p>'
    stopped = '<p class="stopped">Stopped. What stands above was checked; the rest was not written.</p>'
    cards = render_cards(citations, stated_quotes(statements, citations))
    return _turn("is-open", head + body + steps + stopped, cards)


def render_trouble(
    question: str, message: str, *, offers_quotes: bool = False, partial: Answer | None = None, has_model: bool = False
) -> str:
    """A failure: never looks like an answer, and says what to do; `offers_quotes` adds a way without the model. Under
    what was checked before it, where that is something."""
    title = "This question could not be answered" if partial is None else "The rest of the answer is missing"
    offer = f"<p>{_again(question, 'extractive', 'Answer with quotes instead')}</p>" if offers_quotes else ""
    trouble = (
        f'<div class="trouble" role="alert"><p class="trouble-title">{title}</p><p>{told(message)}</p>{offer}</div>'
    )
    if partial is not None:
        return render_answer(partial, has_model=has_model) + _turn("is-trouble", trouble, "")
    return _turn("is-trouble", _question(question) + trouble, "")


def render_unanswered(question: str, note: str | None = None) -> str:
    """A stored question whose answer was stopped or failed, or is on its way in another tab; with a `note` in its
    place, one that is no longer there."""
    if note is not None:
        return _turn("is-open is-stopped", _question(question) + f'<p class="stopped">{text(note)}</p>', "")
    again = f'<button type="button" class="quiet" data-ask="{text(question)}">Ask again</button>'
    stopped = f'<p class="stopped">Stopped before there was an answer. {again}</p>'
    return _turn("is-open is-stopped", _question(question) + stopped, "")


def plain_text(answer: Answer) -> str:
    """The answer with its citations, for the clipboard."""
    as_of = say_as_of(answer.filters)
    lines = [answer.question, "", *([as_of] if as_of else []), answer.told]
    if answer.citations and not answer.abstained:
        lines += ["", "Sources"]
        for citation in answer.citations:
            named = (
                citation.publisher,
                citation.title,
                ", ".join(citation.authors),
                citation.published_at,
                say_kind(citation.kind),
                citation.url,
            )
            lines.append(f"[{citation.n}] " + ", ".join(part for part in named if part))
            lines.append(f"    “{citation.quote}”")
            if citation.correction is not None:
                lines.append(f"    {say_notice(citation.correction)}")
    return "\n".join(lines)


def _turn(state: str, body: str, sources: str) -> str:
    return f'<article class="turn {state}"><div class="said">{body}</div>{sources}</article>'


def _question(question: str) -> str:
    return f'<h2 class="question" dir="auto">{text(question)}</h2>'


def _since(changes: Sequence[SourceChange]) -> str:
    if not changes:
        return ""
    items = "".join(f"<li>{isolated(one.text)}</li>" for one in changes)
    return f'<section class="since"><h3 class="kicker">Since this answer</h3><ul class="near">{items}</ul></section>'


def _understood(question: str, standalone_question: str) -> str:
    if standalone_question.strip() == question.strip():
        return ""
    return f'<p class="understood">Understood as: {isolated(standalone_question)}</p>'


def _as_of(filters: Filters) -> str:
    said = say_as_of(filters)
    return f'<p class="as-of">{text(said)}</p>' if said else ""


def _follow_ups(questions: Sequence[str]) -> str:
    buttons = "".join(
        f'<li><button type="button" class="suggestion" data-ask="{text(one)}">{isolated(one)}</button></li>'
        for one in questions
    )
    if not buttons:
        return ""
    return (
        f'<section class="follow-ups"><h3 class="kicker">Ask next</h3><ul class="suggestions">{buttons}</ul></section>'
    )


def _days(answer: Answer) -> str:
    said = say_cited_days(answer.citations)
    return f'<p class="cited-days">{text(said)}</p>' if said else ""


def _step(found: Found | None, statements: Sequence[Statement], writing: Writing | None) -> str:
    if found is None:
        return "Searching the archive…"
    article_count = len({passage.article_id for passage in found.passages})
    seen = f"Found {count(len(found.passages), 'passage')} in {count(article_count, 'article')}."
    if writing is not None:
        return f"{seen} {writing.notice or ''} Writing statement {len(statements) + 1}…"
    return f"{seen} {'Checking the next statement…' if statements else 'Reading them…'}"


def _has_lead(answer: Answer) -> bool:
    """Quotes for one question: the first answers. What a model or the catalog says, what stands under labels and
    articles that disagree are of one weight."""
    is_plain = all(one.label is None and one.conflict is None for one in answer.statements)
    return answer.outcome == "answered" and answer.writer == "extractive" and is_plain and len(answer.statements) > 1


def _close(reason: str | None) -> str:
    return f'<p class="close" dir="auto">{text(reason)}</p>' if reason else ""


def _nothing(answer: Answer) -> str:
    near = render_near_articles(answer.near_articles)
    nearest = f'<h3 class="kicker">Nearest articles</h3><ul class="near">{near}</ul>' if near else ""
    held = f'<p class="meta">The archive holds {text(say_coverage(answer.coverage))}.</p>' if answer.coverage else ""
    return (
        f'<div class="nothing"><p class="nothing-title" dir="auto">{text(answer.reason or "")}</p>'
        f"{_without_filters(answer)}{nearest}{held}</div>"
    )


def _without_filters(answer: Answer) -> str:
    if answer.filters.is_empty:
        return ""
    return f"<p>{render_ask_without_filters(answer.question)}</p>"


def _again(question: str, writer: WriterChoice, label: str) -> str:
    return (
        f'<button type="button" class="quiet" data-writer="{writer}" data-ask="{text(question)}">{text(label)}</button>'
    )


def _foot(answer: Answer, has_model: bool) -> str:
    article_count = len({passage.article_id for passage in answer.passages})
    seen = f"Best of the search: {count(len(answer.passages), 'passage')} in {count(article_count, 'article')}"
    if not answer.passages:
        seen = "Nothing found to answer from" if answer.abstained else "Answered from the list of articles"
    seconds = answer.timings.get("total", 0.0) / 1000
    copy = f'<button type="button" class="quiet" data-copy="{text(plain_text(answer))}">Copy with citations</button>'
    if answer.abstained:
        copy = ""
    again = ""
    if has_model and answer.writer == "extractive":
        again = _again(answer.question, "model", "Written answer")
    elif has_model:
        again = _again(answer.question, "extractive", "Quotes only")
    return f'<p class="foot"><span>{seen} · {seconds:.1f} s</span>{again}{copy}</p>'
