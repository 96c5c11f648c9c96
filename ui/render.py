"""From an answer to the HTML of one turn of the conversation. Pure functions; every piece is escaped in `ui.markup`."""

from collections.abc import Sequence

from assistant.answer import Answer, SourceChange, WriterChoice
from assistant.archive import Filters
from ui.jobs.progress import Progress
from ui.language import say, say_decimal
from ui.markup import isolated, text
from ui.narrowing import render_ask_without_filters, render_chips, render_narrowed, say_as_of
from ui.notes import say_note, show_label, show_note
from ui.sources_panel import render_cards, render_near_articles, render_unused
from ui.statement_view import render_statements, stated_quotes
from ui.steps import render_steps, say_cited_days
from ui.turn_tools import Kept, ask_again_button, render_tools
from ui.understood import render_understood
from ui.words import say_coverage, say_kind, say_notice, say_place

__all__ = [
    "CATALOG_WRITER",
    "plain_text",
    "render_answer",
    "render_open_turn",
    "render_read_only",
    "render_stopped",
    "render_trouble",
    "render_unanswered",
]


CATALOG_WRITER = "catalog"
"""Answers about the archive itself come from its catalog, whichever writer was asked."""
_LONGEST_ASKED_TITLE = 90


def render_answer(
    answer: Answer, *, has_model: bool = False, changes: Sequence[SourceChange] = (), kept: Kept | None = None
) -> str:
    """A finished turn: what was asked, what was stated, and the cards of what carries it; `has_model` adds the way to
    the same question's other answer, quoted or written; `changes`: what became of the sources since; `kept`: where it
    lies, so that it can be asked again, taken along and spoken of."""
    head = _question(answer.question) + _since(changes)
    head += render_understood(
        answer.question, answer.standalone_question, can_drop=kept is not None, tokens=answer.tokens
    )
    head += render_narrowed(answer.question, answer.filters) + _as_of(answer.filters)
    notices = "".join(f'<p class="notice">{show_note(notice)}</p>' for notice in answer.notices)
    foot = render_unused(answer.passages, answer.citations) + render_steps(answer) + _foot(answer, has_model, kept)
    if answer.abstained:
        return _turn("is-nothing", head + _nothing(answer) + notices + foot, "")
    body = _close(answer.reason) + render_statements(
        answer.statements,
        answer.citations,
        passages=answer.passages,
        is_catalogued=answer.writer == CATALOG_WRITER,
        leads=_has_lead(answer),
        takes_feedback=kept is not None,
    )
    state = "is-closest" if answer.outcome == "closest" else "is-answered"
    stated = stated_quotes(answer.statements, answer.citations)
    cards = render_cards(answer.citations, stated, takes_feedback=kept is not None)
    return _turn(state, head + body + notices + _days(answer) + foot + _follow_ups(answer.follow_ups), cards)


def render_read_only(answer: Answer) -> str:
    """A finished turn for somebody who did not ask it: what was stated and what carries it, with no way on."""
    head = _question(answer.question) + _as_of(answer.filters)
    notices = "".join(f'<p class="notice">{show_note(notice)}</p>' for notice in answer.notices)
    if answer.abstained:
        near = render_near_articles(answer.near_articles)
        nearest = f'<h3 class="kicker">{say("turn.nearest")}</h3><ul class="near">{near}</ul>' if near else ""
        title = f'<p class="nothing-title" dir="auto">{show_note(answer.reason or "")}</p>'
        return _turn("is-nothing", f'{head}<div class="nothing">{title}{nearest}</div>{notices}', "")
    stated = render_statements(
        answer.statements,
        answer.citations,
        passages=answer.passages,
        is_catalogued=answer.writer == CATALOG_WRITER,
        leads=_has_lead(answer),
    )
    cards = render_cards(answer.citations, stated_quotes(answer.statements, answer.citations))
    state = "is-closest" if answer.outcome == "closest" else "is-answered"
    return _turn(state, head + _close(answer.reason) + stated + notices + _days(answer), cards)


def render_open_turn(progress: Progress, place: int = 0) -> str:
    """A turn on its way: the steps done so far and each statement that has passed its check; never a draft's words.
    `place`: how many are answered before it, itself included, while it waits; 0 once it is being answered."""
    steps = f'<p class="step" data-step>{text(_step(progress, place))}</p>'
    return _turn("is-open", _checked(progress) + steps, _cards(progress))


def render_stopped(
    progress: Progress, reason: str | None = None, *, partial: Answer | None = None, kept: Kept | None = None
) -> str:
    """A turn that its reader stopped: what was checked by then (`partial`, as it is kept), and what is missing; a
    `reason` where there is one."""
    note = show_note(reason) if reason else say("turn.stopped_before")
    if progress.statements:
        note = say("turn.stopped_after")
    tools = render_tools(kept, plain_text(partial) if partial else "")
    body = _checked(progress, takes_feedback=partial is not None and kept is not None)
    cards = _cards(progress, takes_feedback=partial is not None and kept is not None)
    return _turn("is-open is-stopped", f'{body}<p class="stopped">{note}</p>{tools}', cards)


def render_trouble(
    question: str,
    message: str,
    *,
    offers_quotes: bool = False,
    partial: Answer | None = None,
    has_model: bool = False,
    kept: Kept | None = None,
) -> str:
    """A failure: never looks like an answer, and says what to do; `offers_quotes` adds a way without the model. Under
    what was checked before it, where that is something."""
    title = say("turn.unanswered" if partial is None else "turn.rest_missing")
    offer = f"<p>{ask_again_button(say('turn.quotes_instead'), 'extractive')}</p>" if offers_quotes else ""
    told = f'<p class="trouble-title">{title}</p><p>{show_note(message)}</p>{offer}'
    trouble = f'<div class="trouble" role="alert">{told}</div>'
    if partial is not None:
        return render_answer(partial, has_model=has_model, kept=kept) + _turn("is-trouble", trouble, "")
    return _turn("is-trouble", _question(question) + trouble + render_tools(kept), "")


def render_unanswered(question: str, note: str | None = None, *, kept: Kept | None = None) -> str:
    """A stored question whose answer is no longer there, with the `note` in its place, or cannot be read."""
    said = say("turn.cannot_show") if note is None else show_note(note)
    return _turn("is-open is-stopped", f'{_question(question)}<p class="stopped">{said}</p>{render_tools(kept)}', "")


def plain_text(answer: Answer) -> str:
    """The answer with its citations, for the clipboard."""
    as_of = say_as_of(answer.filters)
    lines = [answer.question, "", *([as_of] if as_of else []), answer.told]
    if answer.citations and not answer.abstained:
        lines += ["", say("turn.sources")]
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
    items = "".join(f"<li>{show_label(one.text)}</li>" for one in changes)
    return f'<section class="since"><h3 class="kicker">{say("turn.since")}</h3><ul class="near">{items}</ul></section>'


def _checked(progress: Progress, *, takes_feedback: bool = False) -> str:
    head, searching = _question(progress.question), progress.searching
    if searching is not None:
        head += render_understood(progress.question, searching.standalone_question) + render_chips(searching.filters)
    if not progress.statements:
        return head
    stated = render_statements(progress.statements, progress.citations, takes_feedback=takes_feedback)
    return head + _close(progress.reason) + stated


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
    title = f'<h3 class="kicker">{say("turn.next")}</h3>'
    return f'<section class="follow-ups">{title}<ul class="suggestions">{buttons}</ul></section>'


def _days(answer: Answer) -> str:
    said = say_cited_days(answer.citations)
    return f'<p class="cited-days">{text(said)}</p>' if said else ""


def _cards(progress: Progress, *, takes_feedback: bool = False) -> str:
    stated = stated_quotes(progress.statements, progress.citations)
    return render_cards(progress.citations, stated, takes_feedback=takes_feedback)


def _step(progress: Progress, place: int) -> str:
    if place > 0:
        return say("turn.waiting", place=say_place(place))
    if progress.seen is None:
        return say("turn.searching")
    passages, articles = say("passages", n=progress.seen.passage_count), say("articles", n=progress.seen.article_count)
    seen = say("turn.found", passages=passages, articles=articles)
    stated = len(progress.statements)
    if progress.is_writing:
        return " ".join(
            [seen, *([say_note(progress.notice)] if progress.notice else []), say("turn.writing", n=stated + 1)]
        )
    return f"{seen} {say('turn.checking' if stated else 'turn.reading')}"


def _has_lead(answer: Answer) -> bool:
    """Quotes for one question: the first answers. What a model or the catalog says, what stands under labels and
    articles that disagree are of one weight."""
    is_plain = all(one.label is None and one.conflict is None for one in answer.statements)
    return answer.outcome == "answered" and answer.writer == "extractive" and is_plain and len(answer.statements) > 1


def _close(reason: str | None) -> str:
    return f'<p class="close" dir="auto">{show_note(reason)}</p>' if reason else ""


def _nothing(answer: Answer) -> str:
    near = render_near_articles(answer.near_articles)
    about = _ask_about_nearest(answer)
    nearest = f'<h3 class="kicker">{say("turn.nearest")}</h3><ul class="near">{near}</ul>' if near else ""
    held = say("turn.holds", coverage=text(say_coverage(answer.coverage))) if answer.coverage else ""
    held = f'<p class="meta">{held}</p>' if held else ""
    return (
        f'<div class="nothing"><p class="nothing-title" dir="auto">{show_note(answer.reason or "")}</p>'
        f"{_without_filters(answer)}{nearest}{about}{held}</div>"
    )


def _without_filters(answer: Answer) -> str:
    if answer.filters.is_empty:
        return ""
    return f"<p>{render_ask_without_filters(answer.question)}</p>"


def _ask_about_nearest(answer: Answer) -> str:
    """One click for what the nearest article can be asked: what it is about."""
    titled = ((one.title or "").strip() for one in answer.near_articles)
    title = next((one for one in titled if one and len(one) <= _LONGEST_ASKED_TITLE and not set("“”") & set(one)), None)
    if title is None:
        return ""
    asked = text(say("turn.about", title=title))
    return f'<p><button type="button" class="quiet ask-about" data-ask="{asked}" dir="auto">{asked}</button></p>'


def _foot(answer: Answer, has_model: bool, kept: Kept | None) -> str:
    article_count = len({passage.article_id for passage in answer.passages})
    passages, articles = say("passages", n=len(answer.passages)), say("articles", n=article_count)
    seen = say("turn.best", passages=passages, articles=articles)
    if not answer.passages:
        seen = say("turn.nothing_found" if answer.abstained else "turn.from_list")
    seconds = say("turn.seconds", seconds=say_decimal(answer.timings.get("total", 0.0) / 1000))
    other: WriterChoice | None = None
    if has_model:
        other = "model" if answer.writer == "extractive" else "extractive"
    tools = render_tools(kept, plain_text(answer), other_writer=other)
    return f'<div class="foot"><span>{seen} · {seconds}</span>{tools}</div>'
