import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.terminal import json_text, output, print_json, printable, printable_line, safe

HOSTILE = st.text(st.sampled_from("\x1b\x9b\x9d\x90[]0;31mPab\x07\\ \n\t\r\x7f\u202e\u2066é漢\ud800"))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b31mred", "red"),
        ("\x1b]0;a title\x07text", "text"),
        ("\x1b]52;c;Y29weQ==\x1b\\text", "text"),
        ("\x9d0;title\x9ctext", "text"),
        ("\x1bPdevice\x1b\\text", "text"),
        ("\x1b(Btext", "text"),
        ("\x1bctext", "text"),
        ("over\rwritten", "overwritten"),
        ("one\r\ntwo\n\tthree", "one\ntwo\n\tthree"),
        ("bell\x07 back\x08 null\x00", "bell back null"),
        ("a\u202eb\u2066c", "abc"),
        ("half \ud800", "half �"),
        ("[bold]not markup[/bold]", "[bold]not markup[/bold]"),
        ("ordinary – “text” é漢", "ordinary – “text” é漢"),
    ],
)
def test_what_a_terminal_gets(written: str, shown: str) -> None:
    assert printable(written) == shown


@given(st.text() | HOSTILE)
def test_no_character_steers_the_terminal(text: str) -> None:
    shown = printable(text)

    assert not any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t" for c in shown)
    assert "\x1b" not in shown
    shown.encode("utf-8")
    assert "\n" not in printable_line(text)


@given(st.dictionaries(st.text() | HOSTILE, st.text() | HOSTILE | st.floats(allow_nan=False) | st.none()))
def test_json_is_the_same_json_and_steers_nothing(value: dict[str, object]) -> None:
    written = json_text(value)

    assert json.loads(written) == value
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in written)
    written.encode("utf-8")
    assert len(written.split("\n")) == 1


def test_json_stays_readable() -> None:
    assert json_text({"text": "Brücke 漢"}) == '{"text": "Brücke 漢"}'


def test_json_for_a_program_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"a": [1, 2]})

    assert capsys.readouterr().out == '{"a": [1, 2]}\n'


def test_markup_in_an_article_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    output().print(safe("[red]x[/red] :smile: [link=http://example.org]y[/link]"))
    output().print("[red]x[/red] :smile:")

    assert capsys.readouterr().out == "[red]x[/red] :smile: [link=http://example.org]y[/link]\n[red]x[/red] :smile:\n"
