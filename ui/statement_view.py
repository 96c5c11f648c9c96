"""The statements of an answer as HTML: timelines and comparisons under their labels, conflicts side by side."""

from collections.abc import Sequence
from itertools import groupby

from assistant.answer import UNKNOWN_OUTLET, Citation, RankedPassage, Standing, Statement
from ui.feedback_view import flag_statement
from ui.hover_card import render_marker
from ui.language import DEFAULT, say, speaking
from ui.markup import isolated, isolated_names, text
from ui.notes import say_attribution, show_label
from ui.words import say_kind, say_moment

__all__ = ["render_statement", "render_statements", "stated_quotes"]


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
    words = say("puts_right" if is_superseded else "articles_disagree")
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
    stands = say(f"status.{statement.status}")
    markers = "".join(render_marker(citation, citations, passages, stands) for citation in cited)
    named = "catalogued" if is_catalogued and statement.status == "no_claim" else statement.status
    status = (
        f'<span class="status status-{statement.status}" title="{say(f"tip.{named}")}">{say(f"status.{named}")}</span>'
    )
    if statement.reason:
        status += f'<span class="reason">{show_label(statement.reason)}</span>'
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
    return f'<span class="attribution">{isolated_names(say_attribution(statement.attribution), names)}</span>'


def _kind(kind: str | None) -> str:
    said = say_kind(kind)
    return f'<span class="kind">{text(said.capitalize())}</span>' if said else ""


def _corrected(correction: str | None) -> str:
    said = say_attribution(correction or "")
    return f'<strong class="corrected">{isolated(said[:1].upper() + said[1:])}</strong>' if said else ""


def _standing(standing: Standing | None) -> str:
    if standing is None:
        return ""
    said, tip = say(f"standing.{standing}"), say(f"standing_tip.{standing}")
    return f'<span class="standing standing-{standing}" title="{tip}">{said}</span>'


def _says_the_same(attribution: str, cited: Sequence[Citation]) -> bool:
    """Whether the marker names outlet and day already, and there is nothing more to say."""
    if len(cited) != 1:
        return False
    with speaking(DEFAULT):  # as the assistant writes it
        day = say_moment((cited[0].published_at or "")[:10])
        return attribution == f"{cited[0].publisher or UNKNOWN_OUTLET}, {day}"
