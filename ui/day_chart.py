"""A small chart of when articles were published, and the same as a table. Pure functions; a picture of the server's."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from assistant.archive import Period
from ui.browsing import Search
from ui.language import say, say_number
from ui.markup import text
from ui.words import say_day, say_month

__all__ = ["period_days", "render_chart"]

_WIDTH, _HEIGHT, _FOOT = 720, 72, 16
_MOST_BARS = 120


def render_chart(search: Search, period: Period, counts: Sequence[tuple[str, int]]) -> str:
    """A bar for each period with articles, oldest first; each leads to its articles. Nothing where there is one alone.

    The picture is for the eye and the mouse; a keyboard and a screen reader have the table, with the same links.
    """
    shown = counts[-_MOST_BARS:]
    if len(shown) < 2:
        return ""
    most = max(number for _, number in shown)
    step = _WIDTH / len(shown)
    bars = "".join(_bar(search, name, number, place * step, step, most) for place, (name, number) in enumerate(shown))
    ends = "".join(
        f'<text x="{x}" y="{_HEIGHT + _FOOT - 3}" text-anchor="{anchor}">{text(_say(name))}</text>'
        for name, x, anchor in ((shown[0][0], 0, "start"), (shown[-1][0], _WIDTH, "end"))
    )
    picture = (
        f'<svg class="days" viewBox="0 0 {_WIDTH} {_HEIGHT + _FOOT}" aria-hidden="true" focusable="false">'
        f"{bars}{ends}</svg>"
    )
    rows = "".join(
        f'<tr><th scope="row"><a href="{text(_address(search, name))}">{text(_say(name))}</a></th>'
        f"<td>{say_number(number)}</td></tr>"
        for name, number in shown
    )
    table = (
        f'<table class="counts"><caption>{say(f"chart.by_{period}")}</caption><thead><tr>'
        f'<th scope="col">{say(f"chart.{period}")}</th><th scope="col">{say("articles_page")}</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )
    return (
        f'<figure class="when">{picture}<details><summary>{say(f"chart.table_{period}")}</summary>{table}</details>'
        "</figure>"
    )


def period_days(name: str) -> tuple[str, str]:
    """The first and the last day of `2031`, `2031-05` or `2031-05-04`."""
    if len(name) == 10:
        return name, name
    if len(name) == 7:
        return f"{name}-01", f"{name}-{monthrange(int(name[:4]), int(name[5:]))[1]}"
    return f"{name}-01-01", f"{name}-12-31"


def _bar(search: Search, name: str, number: int, x: float, step: float, most: int) -> str:
    height = max(2.0, number / most * (_HEIGHT - 4))
    width = max(1.0, min(step - 1.5, 40))
    place = f'x="{x + (step - width) / 2:.1f}" width="{width:.1f}"'
    return (
        f'<a href="{text(_address(search, name))}" tabindex="-1"><title>{text(_say(name))}: {say("articles", n=number)}'
        f'</title><rect class="room" x="{x:.1f}" width="{step:.1f}" y="0" height="{_HEIGHT}"></rect>'
        f'<rect class="bar" {place} y="{_HEIGHT - height:.1f}" height="{height:.1f}"></rect></a>'
    )


def _address(search: Search, name: str) -> str:
    first, last = period_days(name)
    return search.address(date_from=first, date_to=last)


def _say(name: str) -> str:
    if len(name) == 10:
        return say_day(date.fromisoformat(name), short=True)
    return say_month(name) if len(name) == 7 else name
