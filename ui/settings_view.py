"""What a reader may choose, and what leaves this computer. Pure functions."""

from collections.abc import Iterator

from ui.desk import Scene
from ui.markup import isolated, text
from ui.words import say_coverage, say_path

__all__ = ["render_settings"]

_THEMES = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))
_NOWHERE = "Nowhere: it stays on this computer."


def render_settings(scene: Scene) -> str:
    """The page; the theme is kept by the browser, everything else was set where Copydesk was started."""
    rows = "".join(f'<tr><th scope="row">{what}</th><td>{where}</td></tr>' for what, where in _sent(scene))
    set_rows = "".join(f'<tr><th scope="row">{what}</th><td>{value}</td></tr>' for what, value in _set(scene))
    return (
        '<section class="library settings"><h2 class="welcome-title">Settings</h2>'
        f'<h3 class="kicker">Theme</h3>{_themes()}'
        '<h3 class="kicker">What leaves this computer</h3>'
        f'<table class="sent"><tbody>{rows}</tbody></table>'
        '<h3 class="kicker">Set where Copydesk was started</h3>'
        f'<table class="sent"><tbody>{set_rows}</tbody></table>'
        "<p>To change these, set the variables of <code>.env.example</code> and start Copydesk again.</p></section>"
    )


def _themes() -> str:
    fields = "".join(
        f'<label><input type="radio" name="theme" value="{value}"> {label}</label>' for value, label in _THEMES
    )
    needs = '<p class="meta">Kept in this browser. Without scripts the page looks as the system does.</p>'
    return f'<form class="themes" aria-label="Theme">{fields}</form>{needs}'


def _sent(scene: Scene) -> Iterator[tuple[str, str]]:
    """Each thing that could leave, and where it goes."""
    asked = [host for host in (scene.questions_go_to, scene.passages_go_to) if host]
    yield "Questions", _to(asked)
    yield "Passages of articles, with a question", _to([scene.passages_go_to] if scene.passages_go_to else [])
    yield "Articles, when they are added", _to([scene.questions_go_to] if scene.questions_go_to else [])
    yield "Conversations, feedback, exports", _NOWHERE
    yield "Usage statistics", "None are collected."


def _to(hosts: list[str]) -> str:
    return f"To {' and '.join(isolated(host) for host in dict.fromkeys(hosts))}" if hosts else _NOWHERE


def _set(scene: Scene) -> Iterator[tuple[str, str]]:
    is_quoting = scene.writer_name == "extractive"
    yield "Writer", "Quotes only; no model is asked" if is_quoting else isolated(scene.writer_name)
    held = say_coverage(scene.coverage) if scene.coverage else "no archive yet"
    yield "Archive", f"<code>{isolated(say_path(scene.archive_path))}</code>: {text(held)}"
