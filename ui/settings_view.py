"""What a reader may choose, and what leaves this computer. Pure functions."""

from collections.abc import Iterator
from functools import reduce

from ui.desk import Scene
from ui.language import DEFAULT, LANGUAGES, language, language_name, say
from ui.markup import isolated, own_address, text, told
from ui.words import say_coverage, say_path

__all__ = ["render_settings"]

_THEMES = ("system", "light", "dark")


def render_settings(scene: Scene, chosen: str = "", asked_by_browser: str = DEFAULT) -> str:
    """The page; theme and language are kept by the browser, everything else was set where Copydesk was started.
    `chosen`: the language that was chosen here, empty where that of the browser is taken.
    """
    rows = "".join(f'<tr><th scope="row">{what}</th><td>{where}</td></tr>' for what, where in _sent(scene))
    set_rows = "".join(f'<tr><th scope="row">{what}</th><td>{value}</td></tr>' for what, value in _set(scene))
    return (
        f'<section class="library settings"><h2 class="welcome-title">{say("settings")}</h2>'
        f'<h3 class="kicker">{say("settings.language")}</h3>{_languages(chosen, asked_by_browser)}'
        f'<h3 class="kicker">{say("settings.theme")}</h3>{_themes()}'
        f'<h3 class="kicker">{say("settings.leaves")}</h3>'
        f'<table class="sent"><tbody>{rows}</tbody></table>'
        f'<h3 class="kicker">{say("settings.set_at_start")}</h3>'
        f'<table class="sent"><tbody>{set_rows}</tbody></table>'
        f"<p>{told(say('settings.to_change'))}</p></section>"
    )


def _themes() -> str:
    fields = "".join(
        f'<label><input type="radio" name="theme" value="{value}"> {say(f"settings.{value}")}</label>'
        for value in _THEMES
    )
    needs = f'<p class="meta">{say("settings.theme_kept")}</p>'
    return f'<form class="themes" aria-label="{say("settings.theme")}">{fields}</form>{needs}'


def _languages(chosen: str, asked_by_browser: str) -> str:
    """A form that needs no script; each language under its own name."""
    browser = say("settings.as_browser", language=language_name(asked_by_browser))
    offered = [("", browser, language()), *((code, language_name(code), code) for code in LANGUAGES)]
    fields = "".join(
        f'<label><input type="radio" name="language" value="{code}"{" checked" if code == chosen else ""}> '
        f'<span lang="{spoken}">{name}</span></label>'
        for code, name, spoken in offered
    )
    return (
        f'<form class="themes" method="post" action="{text(own_address("settings/language"))}" '
        f'aria-label="{say("settings.language")}">'
        f"{fields}"
        f'<button type="submit" class="quiet">{say("settings.use")}</button></form>'
        f'<p class="meta">{say("settings.language_kept")}</p>'
    )


def _sent(scene: Scene) -> Iterator[tuple[str, str]]:
    """Each thing that could leave, and where it goes."""
    asked = [host for host in (scene.questions_go_to, scene.passages_go_to) if host]
    kept_on = [scene.kept_on] if scene.kept_on else []
    yield say("settings.questions"), _to([*asked, *kept_on])
    yield say("settings.passages"), _to([scene.passages_go_to] if scene.passages_go_to else [])
    yield say("settings.articles"), _to([*([scene.questions_go_to] if scene.questions_go_to else []), *kept_on])
    yield say("settings.vectors"), _to([scene.vectors_go_to] if scene.vectors_go_to else [])
    yield say("settings.conversations"), _to(kept_on)
    yield say("settings.statistics"), say("settings.none_collected")


def _to(hosts: list[str]) -> str:
    if not hosts:
        return say("settings.nowhere")
    named = [isolated(host) for host in dict.fromkeys(hosts)]
    return say("settings.sent_to", hosts=reduce(lambda some, other: say("and", some=some, other=other), named))


def _set(scene: Scene) -> Iterator[tuple[str, str]]:
    is_quoting = scene.writer_name == "extractive"
    yield say("settings.writer"), say("settings.only_quotes") if is_quoting else isolated(scene.writer_name)
    held = say_coverage(scene.coverage) if scene.coverage else say("no_archive")
    yield say("settings.archive"), f"<code>{isolated(say_path(scene.archive_path))}</code>: {text(held)}"
