"""How the archive is, what the last ingests did, and how far the one under way is. Pure functions."""

from collections.abc import Iterable, Sequence

from assistant.archive import IngestRun
from ui.adder import Progress
from ui.library import render_rooms
from ui.markup import isolated, isolated_names, own_address, text, told
from ui.words import count, say_moment

__all__ = ["render_run_page", "render_running", "render_state", "run_address"]

_OUTCOMES = {
    "running": ("running", "Under way"),
    "done": ("done", "Done"),
    "stopped": ("stopped", "Stopped before the end"),
    "failed": ("failed", "Failed"),
    "broken": ("failed", "Broken off"),
}
_COUNTS = (
    ("added", "added"),
    ("updated", "updated"),
    ("unchanged", "unchanged"),
    ("removed", "removed"),
    ("duplicates", "copies of others"),
    ("skipped", "skipped"),
)


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
    wrong = "".join(f'<p class="notice">{told(notice)}</p>' for notice in notices)
    listed = "".join(_listed(run, writer) for run in runs)
    kept = f'<ol class="runs">{listed}</ol>' if listed else '<p class="meta">No ingest has been recorded yet.</p>'
    return (
        f'{render_rooms("state", may_edit=may_edit)}<section class="library">'
        f'<h2 class="welcome-title">Ingests and state</h2>{wrong}<h3>Recent ingests</h3>{kept}'
        f'<h3>The archive</h3><dl class="facts">{facts}</dl></section>'
    )


def render_run_page(run: IngestRun | None, progress: Progress | None, writer: str | None, *, may_edit: bool) -> str:
    """One ingest: while it runs how far it is, afterwards what became of everything it was given."""
    is_under_way = progress is not None and not progress.is_over
    if is_under_way and progress is not None:
        inner = render_running(progress, may_edit=may_edit)
    elif run is not None:
        inner = _report(run, writer)
    elif progress is not None and progress.trouble:
        inner = f'<div class="trouble" role="alert"><p>{told(progress.trouble)}</p></div>'
    else:
        inner = '<p class="lede">No record of this ingest is kept.</p>'
    state = "running" if is_under_way else "over"
    return (
        f'{render_rooms("state", may_edit=may_edit)}<section class="library run" id="run" data-run="{state}">'
        f'<h2 class="welcome-title">{"Adding articles" if is_under_way else "What an ingest did"}</h2>{inner}'
        f'<p><a href="{text(own_address("library/state"))}">All ingests</a> · '
        f'<a href="{text(own_address("library"))}">The articles</a></p></section>'
    )


def render_running(progress: Progress, *, may_edit: bool) -> str:
    """How far it is, with the way to stop it; drawn anew every second or so."""
    if progress.stage == "indexing":
        doing = "Building the index"
    else:
        doing = "Reading the first articles"
        if progress.done:
            doing = f"{count(progress.done, 'article')}, {progress.rate:.1f} a second"
        doing += f", {progress.skipped:,} skipped" if progress.skipped else ""
    left = f", about {progress.left} left" if progress.left else ""
    share = "" if progress.share is None else f' value="{progress.share:.3f}"'
    stop = ""
    if may_edit and progress.is_cancelled:
        stop = '<p role="status" data-stopping>Stopping: what was read is stored first.</p>'
    elif may_edit:
        address = text(run_address(progress.run_id, "cancel"))
        stop = f'<form method="post" action="{address}"><button class="quiet" type="submit">Stop</button></form>'
    return (
        f'<p class="meta">{_given(progress.given)}</p><progress max="1"{share} aria-label="How much is done">'
        f"</progress><p data-doing>{text(doing + left)}</p>{stop}"
    )


def _report(run: IngestRun, writer: str | None) -> str:
    trouble = f'<div class="trouble" role="alert"><p>{told(run.trouble)}</p></div>' if run.trouble else ""
    passages = run.counts.get("passages", 0)
    stored = f"<p>{count(passages, 'new passage')}.</p>" if passages else ""
    return (
        f"{_outcome(run, writer)}{trouble}<p>{_say_counts(run)}</p>{stored}{_skips(run)}"
        f"{_notes(run)}{_hint(run, writer)}"
    )


def _listed(run: IngestRun, writer: str | None) -> str:
    link = f'<a href="{text(run_address(run.run_id))}">Report</a>'
    return f"<li>{_outcome(run, writer)}<p>{_say_counts(run)} · {link}</p></li>"


def _outcome(run: IngestRun, writer: str | None) -> str:
    is_broken = run.outcome == "running" and writer is None
    kind, said = _OUTCOMES["broken" if is_broken else run.outcome]
    by = f" by {isolated(run.by)}" if run.by else ""
    return (
        f'<p><span class="outcome is-{kind}">{said}</span> <span class="meta">· {text(say_moment(run.started_at))}'
        f'{by}</span></p><p class="meta">{_given(run.given)}</p>'
    )


def _given(given: Sequence[str]) -> str:
    shown = ", ".join(isolated(one) for one in given[:5])
    return shown + (f" and {len(given) - 5:,} more" if len(given) > 5 else "")


def _say_counts(run: IngestRun) -> str:
    said = [f"{run.counts[name]:,} {words}" for name, words in _COUNTS if run.counts.get(name)]
    return text(", ".join(said) or ("nothing yet" if run.outcome == "running" else "nothing was found"))


def _skips(run: IngestRun) -> str:
    if not run.skips:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{isolated(source)}</th><td>{isolated(reason)}</td></tr>' for source, reason in run.skips
    )
    more = run.counts.get("skipped", 0) - len(run.skips)
    rest = f'<p class="meta">And {more:,} more that the record does not keep.</p>' if more > 0 else ""
    return (
        '<h3>Skipped</h3><table class="counts" tabindex="0" aria-label="Skipped"><thead><tr><th scope="col">What</th>'
        f'<th scope="col">Why</th></tr></thead><tbody>{rows}</tbody></table>{rest}'
    )


def _notes(run: IngestRun) -> str:
    notes = "".join(f"<li>{isolated(note)}</li>" for note in run.notes)
    return f"<h3>Notes</h3><ul>{notes}</ul>" if notes else ""


def _hint(run: IngestRun, writer: str | None) -> str:
    if run.outcome in ("stopped", "failed") or (run.outcome == "running" and writer is None):
        words = "What is counted here is stored. Adding the same again does the rest, and nothing twice."
        return f'<p class="meta">{words}</p>'
    return ""
