"""How the archive is, what the last ingests did, and how far the one under way is. Pure functions."""

from collections.abc import Iterable, Sequence

from assistant.archive import IngestRun
from ui.adder import Progress
from ui.language import say, say_decimal
from ui.library import render_rooms
from ui.markup import isolated, isolated_names, own_address, text
from ui.notes import say_note, show_label, show_note
from ui.words import say_moment

__all__ = ["render_run_page", "render_running", "render_state", "run_address"]

_COUNTS = ("added", "updated", "unchanged", "removed", "duplicates", "skipped")


def run_address(run_id: str, action: str = "") -> str:
    return own_address(f"library/runs/{run_id}{f'/{action}' if action else ''}")


def render_state(
    rows: Iterable[tuple[str, str]],
    names: Sequence[str],
    notices: Sequence[str],
    runs: Sequence[IngestRun],
    writer: str | None,
    *,
    may_edit: bool,
) -> str:
    """`rows`: names and values of what the archive holds and how it is; `names`: of the outlets in
    them; `writer`: who writes to it now."""
    facts = "".join(f"<dt>{text(name)}</dt><dd>{isolated_names(value, names)}</dd>" for name, value in rows)
    wrong = "".join(f'<p class="notice">{show_note(notice)}</p>' for notice in notices)
    listed = "".join(_listed(run, writer) for run in runs)
    kept = f'<ol class="runs">{listed}</ol>' if listed else f'<p class="meta">{say("state.none")}</p>'
    return (
        f'{render_rooms("state", may_edit=may_edit)}<section class="library">'
        f'<h2 class="welcome-title">{say("library.state")}</h2>{wrong}<h3>{say("state.recent")}</h3>{kept}'
        f'<h3>{say("state.archive")}</h3><dl class="facts">{facts}</dl></section>'
    )


def render_run_page(run: IngestRun | None, progress: Progress | None, writer: str | None, *, may_edit: bool) -> str:
    """One ingest: while it runs how far it is, afterwards what became of everything it was given."""
    is_under_way = progress is not None and not progress.is_over
    if is_under_way and progress is not None:
        inner = render_running(progress, may_edit=may_edit)
    elif run is not None:
        inner = _report(run, writer)
    elif progress is not None and progress.trouble:
        inner = f'<div class="trouble" role="alert"><p>{show_note(progress.trouble)}</p></div>'
    else:
        inner = f'<p class="lede">{say("state.no_record")}</p>'
    state = "running" if is_under_way else "over"
    return (
        f'{render_rooms("state", may_edit=may_edit)}<section class="library run" id="run" data-run="{state}">'
        f'<h2 class="welcome-title">{say("state.adding" if is_under_way else "state.did")}</h2>{inner}'
        f'<p><a href="{text(own_address("library/state"))}">{say("state.all")}</a> · '
        f'<a href="{text(own_address("library"))}">{say("state.the_articles")}</a></p></section>'
    )


def render_running(progress: Progress, *, may_edit: bool) -> str:
    """How far it is, with the way to stop it; drawn anew every second or so."""
    if progress.stage == "indexing":
        doing = say("state.indexing")
    else:
        doing = say("state.first")
        if progress.done:
            doing = say("state.rate", articles=say("articles", n=progress.done), rate=say_decimal(progress.rate))
        doing = say("state.skipped", doing=doing, n=progress.skipped) if progress.skipped else doing
    doing = say("state.left", doing=doing, left=progress.left) if progress.left else doing
    share = "" if progress.share is None else f' value="{progress.share:.3f}"'
    stop = ""
    if may_edit and progress.is_cancelled:
        stop = f'<p role="status" data-stopping>{say("state.stopping")}</p>'
    elif may_edit:
        address = text(run_address(progress.run_id, "cancel"))
        button = f'<button class="quiet" type="submit">{say("page.stop")}</button>'
        stop = f'<form method="post" action="{address}">{button}</form>'
    return (
        f'<p class="meta">{_given(progress.given)}</p><progress max="1"{share} aria-label="{say("state.progress")}">'
        f"</progress><p data-doing>{text(doing)}</p>{stop}"
    )


def _report(run: IngestRun, writer: str | None) -> str:
    trouble = f'<div class="trouble" role="alert"><p>{show_note(run.trouble)}</p></div>' if run.trouble else ""
    passages = run.counts.get("passages", 0)
    stored = f"<p>{say('new_passages', n=passages)}</p>" if passages else ""
    return (
        f"{_outcome(run, writer)}{trouble}<p>{_say_counts(run)}</p>{stored}{_skips(run)}"
        f"{_notes(run)}{_hint(run, writer)}"
    )


def _listed(run: IngestRun, writer: str | None) -> str:
    link = f'<a href="{text(run_address(run.run_id))}">{say("state.report")}</a>'
    return f"<li>{_outcome(run, writer)}<p>{_say_counts(run)} · {link}</p></li>"


def _outcome(run: IngestRun, writer: str | None) -> str:
    is_broken = run.outcome == "running" and writer is None
    kind = "failed" if is_broken else run.outcome
    when = text(say_moment(run.started_at))
    when = say("state.by", day=when, name=isolated(run.by)) if run.by else when
    return (
        f'<p><span class="outcome is-{kind}">{say("run.broken" if is_broken else f"run.{kind}")}</span> '
        f'<span class="meta">· {when}</span></p><p class="meta">{_given(run.given)}</p>'
    )


def _given(given: Sequence[str]) -> str:
    shown = ", ".join(isolated(say_note(one)) for one in given[:5])
    return say("state.more_given", some=shown, n=len(given) - 5) if len(given) > 5 else shown


def _say_counts(run: IngestRun) -> str:
    said = [say(f"run.{name}", n=run.counts[name]) for name in _COUNTS if run.counts.get(name)]
    return ", ".join(said) or say("state.nothing_yet" if run.outcome == "running" else "state.nothing_found")


def _skips(run: IngestRun) -> str:
    if not run.skips:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{isolated(say_note(source))}</th><td>{show_label(reason)}</td></tr>'
        for source, reason in run.skips
    )
    more = run.counts.get("skipped", 0) - len(run.skips)
    rest = f'<p class="meta">{say("state.more_skips", n=more)}</p>' if more > 0 else ""
    return (
        f'<h3>{say("state.skips")}</h3><table class="counts" tabindex="0" aria-label="{say("state.skips")}"><thead><tr>'
        f'<th scope="col">{say("state.what")}</th><th scope="col">{say("state.why")}</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>{rest}"
    )


def _notes(run: IngestRun) -> str:
    notes = "".join(f"<li>{show_label(note)}</li>" for note in run.notes)
    return f"<h3>{say('state.notes')}</h3><ul>{notes}</ul>" if notes else ""


def _hint(run: IngestRun, writer: str | None) -> str:
    if run.outcome in ("stopped", "failed") or (run.outcome == "running" and writer is None):
        return f'<p class="meta">{say("state.again")}</p>'
    return ""
