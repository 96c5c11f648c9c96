"""The statements of an answer as HTML: timelines and comparisons under their labels, conflicts side by side."""

from collections.abc import Sequence
from itertools import groupby

from assistant.answer import Citation, RankedPassage, Standing, Statement, Status, say_kind
from ui.feedback_view import flag_statement
from ui.hover_card import render_marker
from ui.markup import isolated, isolated_names, text
from ui.words import UNKNOWN_PUBLISHER, say_moment

__all__ = ["render_statement", "render_statements", "stated_quotes"]

_STATUSES: dict[Status, tuple[str, str]] = {
    "verbatim": ("Verbatim", "Exactly the article's words"),
    "supported": ("Supported", "Backed by the cited sentences"),
    "partly_supported": ("Partly supported", "Only part of this is backed by the cited sentences"),
    "unsupported": ("Not supported", "Not backed by any cited sentence"),
    "no_claim": ("No claim", "Makes no claim"),
}


_STANDINGS: dict[Standing, tuple[str, str]] = {
    "newest": ("Newest", "The latest of the articles that disagree"),
    "superseded": ("Superseded", "A later article corrects this"),
    "disagrees": ("Disagrees", "Another article says otherwise, and neither is said to correct the other"),
}


_OF_CATALOG = ("From the archive's list", "Said by the archive's own list of articles, not by one of them")


def render_statements(
    statements: Sequence[Statement],
    citations: Sequence[Citation],
    *,
    passages: Sequence[RankedPassage] = (),
    is_catalogued: bool = False,
    leads: bool = False,
    takes_feedback: bool = False,
) -> str:
    """All of them in order; those that belong together stand in one block. `passages`: what was found, for the
    sentences around a citation; `is_catalogued`: of an answer about the archive itself; `leads`: the first one
    answers, the others support it; `takes_feedback`: the answer is kept, and what is said of it, too."""
    drawn = [
        render_statement(
            one, citations, passages, is_catalogued=is_catalogued, flag=flag_statement(index) if takes_feedback else ""
        )
        for index, one in enumerate(statements)
    ]
    blocks = groupby(zip(statements, drawn, strict=True), key=lambda pair: (pair[0].label, pair[0].conflict))
    shown = "".join(_block(label, conflict, list(group)) for (label, conflict), group in blocks)
    return f'<div class="statements{" has-lead" if leads else ""}">{shown}</div>'


def _block(label: str | None, conflict: int | None, statements: Sequence[tuple[Statement, str]]) -> str:
    """`statements`: each with how it is drawn."""
    drawn = "".join(html for _, html in statements)
    if label is not None:
        drawn = f'<h3 class="kicker label" dir="auto">{text(label)}</h3>{drawn}'
    if conflict is None:
        return drawn
    is_superseded = any(one.standing == "superseded" for one, _ in statements)
    words = "A later article puts an earlier one right" if is_superseded else "The articles disagree"
    head = f'<h3 class="kicker">{words}</h3>'
    return f'<section class="conflict">{head}<div class="sides">{drawn}</div></section>'


def stated_quotes(statements: Sequence[Statement], citations: Sequence[Citation]) -> frozenset[int]:
    """Numbers of the citations whose quote stands among the statements letter for letter."""
    said = {(number, statement.text) for statement in statements for number in statement.citations}
    return frozenset(citation.n for citation in citations if (citation.n, citation.quote) in said)


def render_statement(
    statement: Statement,
    citations: Sequence[Citation],
    passages: Sequence[RankedPassage] = (),
    *,
    is_catalogued: bool = False,
    flag: str = "",
) -> str:
    """One statement with its markers and its status; markers without a citation are not drawn."""
    by_number = {citation.n: citation for citation in citations}
    cited = [by_number[number] for number in statement.citations if number in by_number]
    label, tip = _STATUSES[statement.status]
    markers = "".join(render_marker(citation, citations, passages, label) for citation in cited)
    if is_catalogued and statement.status == "no_claim":
        label, tip = _OF_CATALOG
    status = f'<span class="status status-{statement.status}" title="{text(tip)}">{label}</span>'
    if statement.reason:
        status += f'<span class="reason">{isolated(statement.reason)}</span>'
    attribution = _attribution(statement, cited)
    attribution += _kind(statement.kind) + _corrected(statement.correction) + _standing(statement.standing)
    words = f'<p class="words" dir="auto">{text(statement.text)}</p>'
    if statement.status == "verbatim":
        words = f'<blockquote class="words" dir="auto">{text(statement.text)}</blockquote>'
    carried = f'<p class="carried">{attribution}{markers}{status}{flag}</p>'
    return f'<div class="statement is-{statement.status}">{words}{carried}</div>'


def _attribution(statement: Statement, cited: Sequence[Citation]) -> str:
    if not statement.attribution or _says_the_same(statement.attribution, cited):
        return ""
    names = [name for one in cited for name in (one.publisher, *one.authors, *(copy.publisher for copy in one.also))]
    return f'<span class="attribution">{isolated_names(statement.attribution, names)}</span>'


def _kind(kind: str | None) -> str:
    said = say_kind(kind)
    return f'<span class="kind">{text(said.capitalize())}</span>' if said else ""


def _corrected(correction: str | None) -> str:
    return f'<strong class="corrected">{isolated(correction.capitalize())}</strong>' if correction else ""


def _standing(standing: Standing | None) -> str:
    if standing is None:
        return ""
    label, tip = _STANDINGS[standing]
    return f'<span class="standing standing-{standing}" title="{text(tip)}">{label}</span>'


def _says_the_same(attribution: str, cited: Sequence[Citation]) -> bool:
    """Whether the marker names outlet and day already, and there is nothing more to say."""
    if len(cited) != 1:
        return False
    day = say_moment((cited[0].published_at or "")[:10])
    return attribution == f"{cited[0].publisher or UNKNOWN_PUBLISHER}, {day}"
