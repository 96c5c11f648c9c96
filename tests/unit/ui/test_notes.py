"""What the assistant says in English, in the language of the page."""

import ast
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Citation
from assistant.answering.attribution import attribute
from assistant.answering.introductions import Speaker
from assistant.answering.outcome import CLOSE
from assistant.answering.single_source import say_single_source
from assistant.archive import Article
from assistant.language.rules import LANGUAGES as RULES
from assistant.language.rules import rules_of
from assistant.reading.reader import say_languages
from tests.unit.assistant.answering.conftest import make_candidate
from ui.language import LANGUAGES, speaking, table
from ui.notes import localized, say_attribution, say_note, show_label, show_note

ROOT = Path(__file__).parents[3]
SINGLE = "Single source: everything here comes from one article in The <Lantern>."


def written_texts() -> str:
    """Every text constant of the assistant, pieces of f-strings included, and the names of languages it knows."""
    files = [path for folder in ("assistant", "ingest", "ui") for path in (ROOT / folder).rglob("*.py")]
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in files)
    constants = (node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    names = (rules.name for rules in map(rules_of, RULES) if rules is not None)
    return "\n".join([*names, *(value for value in constants if isinstance(value, str))])


@pytest.mark.slow
@pytest.mark.parametrize("code", [code for code in LANGUAGES if table(code).notes])
def test_each_note_that_is_translated_is_one_that_the_assistant_writes(code: str) -> None:
    """One whose English was changed is shown in English until its table follows: this says which."""
    written = written_texts()
    words = {note: re.split(r"\{\w+\}", note) for note in table(code).notes}
    assert [note for note, pieces in words.items() if not _stands(pieces, written)] == []


def _stands(pieces: list[str], written: str) -> bool:
    """Most of it word for word: the rest may be chosen by a number."""
    runs = [run for piece in pieces for run in _runs(piece.strip(" .,;:()“”").split())]
    return sum(run in written for run in runs) >= 0.5 * len(runs)


def _runs(words: list[str]) -> list[str]:
    """Three words at a time."""
    return [" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))] if words else []


def test_a_reason_is_said_in_spanish() -> None:
    assert show_note(CLOSE) == CLOSE
    with speaking("es"):
        assert show_note(CLOSE) == "Los artículos se acercan, pero no responden a esto."
        assert say_note(CLOSE) == "Los artículos se acercan, pero no responden a esto."


def test_its_values_stay_and_are_escaped() -> None:
    with speaking("es"):
        assert say_note(SINGLE) == "Fuente única: todo procede de un artículo de The <Lantern>."
        assert show_note(SINGLE) == "Fuente única: todo procede de un artículo de The &lt;Lantern&gt;."


def test_what_is_not_known_stays_as_it_is_and_is_marked_as_english() -> None:
    with speaking("es"):
        assert show_note("Run `copydesk <x>`.") == '<span lang="en">Run <code>copydesk &lt;x&gt;</code>.</span>'
        assert show_label("so <so>") == '<span lang="en"><bdi dir="auto">so &lt;so&gt;</bdi></span>'
        assert say_note("Something else.") == "Something else."


def test_days_are_written_as_the_language_does() -> None:
    said = "The Lantern, 4 May 2026"
    assert localized(said) == said
    with speaking("es"):
        assert localized(said) == "The Lantern, 4 de mayo de 2026"
        assert localized("The 31 February 2026") == "The 31 February 2026"


@pytest.mark.parametrize(
    ("published_at", "speaker", "english", "spanish"),
    [
        (None, None, "unknown outlet, undated", "medio desconocido, sin fecha"),
        ("2026-05-04", None, "unknown outlet, 4 May 2026", "medio desconocido, 4 de mayo de 2026"),
        (
            "2026-05-04",
            Speaker("Ann Lee"),
            "Ann Lee, in an unknown outlet, 4 May 2026",
            "Ann Lee, in un medio desconocido, 4 de mayo de 2026",
        ),
    ],
)
def test_what_nobody_knows_is_said_in_spanish(
    make_article: Callable[..., Article], published_at: str | None, speaker: Speaker | None, english: str, spanish: str
) -> None:
    cited = replace(Citation.of(1, make_article(), (0, 22)), publisher=None, published_at=published_at)
    said = attribute(cited, speaker)
    assert localized(said) == said == english
    with speaking("es"):
        assert localized(said) == spanish
        assert say_note(say_single_source([cited])) == (
            "Fuente única: todo procede de un artículo de un medio desconocido."
        )


@pytest.mark.parametrize("code", ["pl", *RULES])
@pytest.mark.parametrize("question", ["Who closed the bridge?", "Wer hat die Brücke über den Fluss gesperrt?"])
def test_the_languages_of_question_and_articles_are_named_in_spanish(code: str, question: str) -> None:
    note = say_languages(question, make_candidate("Some words here.", language=code))
    with speaking("es"):
        said = say_note(note)
    assert not re.search(r"\b(?:language|English|German|Spanish|French|Italian|Dutch|Portuguese|articles)\b", said)


def test_words_of_somebody_stay_as_they_are() -> None:
    with speaking("es"):
        assert say_note("“German” is not in what it cites") == "«German» no está en lo que cita"
        assert say_note("“4 May 2026” is not in what it cites") == "«4 May 2026» no está en lo que cita"


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("Ann Lee, mayor, in The Post, 4 May 2026", "Ann Lee, mayor, en The Post, 4 de mayo de 2026"),
        (
            "Ann Lee, told The Post on 4 May 2026 (Monday: 3 May 2026)",
            "Ann Lee, declaró a The Post el 4 de mayo de 2026 (Monday: 3 de mayo de 2026)",
        ),
        ("unattributed quote, Post, undated", "cita sin atribuir, Post, sin fecha"),
        ("Vera Dunn argues in Post, May 2026", "Vera Dunn sostiene en Post, mayo de 2026"),
        ("from the company: Marl Foods, 4 May 2026", "de la empresa: Marl Foods, 4 de mayo de 2026"),
        (
            "“In, out, in Post”, by Ann Lee, Post, 4 May 2026, opinion",
            "«In, out, in Post», de Ann Lee, Post, 4 de mayo de 2026, opinión",
        ),
        ("Post, 4 May 2026, updated 6 May 2026", "Post, 4 de mayo de 2026, actualizado el 6 de mayo de 2026"),
        (
            "Ann Lee, in Post, 4 May 2026, updated 6 May 2026",
            "Ann Lee, en Post, 4 de mayo de 2026, actualizado el 6 de mayo de 2026",
        ),
        ("corrected on 5 July: 14.8 million crowns", "corregido el 5 de julio: 14.8 million crowns"),
        ("retracted on 5 July", "retractado el 5 de julio"),
        ("corrected", "corregido"),
        ("corrected: Piet Roock", "corregido: Piet Roock"),
        ("Post, 4 May 2026", "Post, 4 de mayo de 2026"),
    ],
)
def test_an_attribution_is_said_in_spanish_but_for_its_names(english: str, spanish: str) -> None:
    assert say_attribution(english) == english
    with speaking("es"):
        assert say_attribution(english) == spanish
