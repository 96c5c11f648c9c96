"""One table a language: the same texts in each, none unused, and the reader's choice before the browser's."""

import re
import string
from datetime import date
from pathlib import Path

import pytest

from ui.language import (
    DEFAULT,
    LANGUAGES,
    LATER,
    choose_language,
    fill_in,
    language,
    language_name,
    read_table,
    say,
    say_decimal,
    say_number,
    speaking,
    table,
)
from ui.words import say_coverage, say_day, say_moment, say_month, say_place

UI = Path(__file__).parents[3] / "ui"
KEYS = table(DEFAULT).texts
OTHERS = [code for code in LANGUAGES if code != DEFAULT]


def forms_of(code: str, key: str) -> list[str]:
    forms = table(code).texts[key]
    return [forms] if isinstance(forms, str) else list(forms)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def source() -> str:
    files = [path for kind in ("*.py", "static/*.js") for path in UI.rglob(kind)]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_english_and_spanish_are_there() -> None:
    assert {"en", "es"} <= set(LANGUAGES)
    assert language_name("es") == "Español"


@pytest.mark.parametrize("code", OTHERS)
def test_each_language_has_the_texts_of_english_and_no_others(code: str) -> None:
    assert set(table(code).texts) == set(KEYS)


@pytest.mark.parametrize("code", OTHERS)
def test_each_text_has_the_places_of_the_english_one(code: str) -> None:
    unlike = [
        key
        for key in KEYS
        for form in forms_of(code, key)
        if places(form) | {"n"} != places(forms_of(DEFAULT, key)[-1]) | {"n"}
    ]
    assert unlike == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_means_something_to_html(code: str) -> None:
    known = [form for key in KEYS for form in forms_of(code, key)] + list(table(code).notes.values())
    assert [text for text in known if set('<>&"') & set(text) or text != text.strip() or not text] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_number_finds_its_form(code: str) -> None:
    for key in KEYS:
        for number in (0, 1, 2, 5, 11, 21, 1_000_000):
            assert table(code).form(key, number) in forms_of(code, key)


def test_no_text_is_unused() -> None:
    written = source()
    used = set(re.findall(r'["\']([a-z_]+(?:\.[a-z_]+)*)["\']', written))
    begun = set(re.findall(r'say\(\s*f["\']([a-z_]+\.(?:[a-z_]+_)?)\{', written))
    scripts = {f"js.{key}" for key in re.findall(r'words\("([a-z_]+)"', written)}
    unused = [key for key in KEYS if key not in used | scripts and not key.startswith(tuple(begun))]
    assert unused == []


def test_each_text_that_is_asked_for_is_there() -> None:
    written = source()
    asked = set(re.findall(r'\bsay\(\s*["\']([a-z_.]+)["\']', written))
    asked |= {f"js.{key}" for key in re.findall(r'words\("([a-z_]+)"', written)}
    assert asked - set(KEYS) == set()


def test_spanish_days_and_numbers() -> None:
    with speaking("es"):
        assert say_day(date(2031, 5, 4)) == "4 de mayo de 2031"
        assert say_day(date(2031, 5, 4), short=True) == "4 may 2031"
        assert say_month("2031-05") == "mayo de 2031"
        assert say_moment(None) == "sin fecha"
        assert (say_number(12_345), say_decimal(1234.5)) == ("12.345", "1.234,5")
        assert say_place(2) == "2.º"
        assert say("articles", n=1) == "1 artículo"
        assert say("articles", n=1234) == "1.234 artículos"
        assert language() == "es"


def test_english_is_spoken_where_nobody_says_otherwise() -> None:
    assert say_day(date(2031, 5, 4)) == "4 May 2031"
    assert [say_place(place) for place in (1, 2, 3, 4, 11, 12, 13, 21, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "111th",
    ]  # fmt: skip
    assert (say_number(12_345), say_decimal(0.25, 1)) == ("12,345", "0.2")
    assert say_coverage.__module__ == "ui.words"


@pytest.mark.parametrize(
    ("cookies", "accepted", "chosen"),
    [
        ("", "", "en"),
        ("", "es-MX,es;q=0.9,en;q=0.8", "es"),
        ("", "de,en;q=0.5,es;q=0.4", "en"),
        ("", "en;q=0.3,es;q=0.7", "es"),
        ("", "es;q=0,en", "en"),
        ("", "fr,de", "en"),
        ("", "*", "en"),
        ("", ";;;,=,q=es", "en"),
        ("copydesk-language=es", "en", "es"),
        ("a=b; copydesk-language=en", "es", "en"),
        ("copydesk-language=../en", "es", "es"),
        ("copydesk-language=xx", "", "en"),
        ('copydesk-language="es', "", "en"),
    ],
)
def test_the_readers_choice_goes_before_the_browsers(cookies: str, accepted: str, chosen: str) -> None:
    assert choose_language(cookies, accepted) == chosen


def test_what_is_drawn_once_is_filled_in_for_each_reader() -> None:
    with speaking(LATER):
        drawn = f'<button lang="{language()}">{say("ask")}</button> @@no.such@@'
    assert fill_in(drawn, "es") == '<button lang="es">Preguntar</button> @@no.such@@'
    assert fill_in(drawn, "en") == '<button lang="en">Ask</button> @@no.such@@'


def test_a_third_language_is_one_file(tmp_path: Path) -> None:
    third = (UI / "texts" / "es.toml").read_text(encoding="utf-8").replace("Español", "Galego")
    (tmp_path / "gl.toml").write_text(third, encoding="utf-8")
    read = read_table(tmp_path / "gl.toml")
    assert (read.code, read.name) == ("gl", "Galego")
    assert set(read.texts) == set(KEYS)
