"""Statements that belong together stand together, and nothing in them becomes markup."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from assistant.answer import Citation, Standing, Statement
from assistant.answering.attribution import attribute
from assistant.archive import Article
from ui.language import speaking
from ui.statement_view import render_statement, render_statements

HOSTILE = "<img src=x onerror=alert(1)>"


def test_a_conflict_stands_side_by_side(make_article: Callable[..., Article], checked: Callable[[str], Any]) -> None:
    citation = Citation.of(1, make_article(), (0, 22))

    def side(text: str, standing: Standing) -> Statement:
        return Statement(text, "verbatim", (1,), conflict=1, standing=standing)

    alone = Statement("Alone.", "verbatim", (1,))
    sides = [side("It cost 14.", "newest"), side("It cost 15.", "superseded")]
    root = checked(render_statements([alone, *sides], [citation]))
    (conflict,) = root.find_class("conflict")
    assert [part.text_content() for part in conflict.find_class("words")] == ["It cost 14.", "It cost 15."]
    assert [part.text_content() for part in conflict.find_class("standing")] == ["Newest", "Superseded"]
    assert len(root.find_class("words")) == 3
    assert conflict.find_class("kicker")[0].text_content() == "A later article puts an earlier one right"
    other = checked(render_statements([side("It cost 14.", "newest"), side("It cost 15.", "disagrees")], [citation]))
    assert other.find_class("kicker")[0].text_content() == "The articles disagree"


def test_a_label_stands_over_what_it_names(checked: Callable[[str], Any]) -> None:
    stated = [Statement(f"{number}.", "verbatim", (), label=label) for number, label in enumerate("aab")]
    root = checked(render_statements(stated, []))
    assert [part.text_content() for part in root.find_class("label")] == ["a", "b"]


def test_a_reason_can_be_read_without_hovering(checked: Callable[[str], Any]) -> None:
    root = checked(render_statement(Statement("15.", "unsupported", (), reason=HOSTILE, label=HOSTILE), []))
    assert HOSTILE in root.find_class("reason")[0].text_content()


def test_kind_and_correction_stand_beside_the_words(checked: Callable[[str], Any]) -> None:
    statement = Statement("18.", "verbatim", (), kind="opinion", correction=f"corrected on 5 July: Ann Lee {HOSTILE}")
    root = checked(render_statement(statement, []))
    assert root.find_class("kind")[0].text_content() == "Opinion"
    assert root.find_class("corrected")[0].text_content() == f"Corrected on 5 July: Ann Lee {HOSTILE}"


def test_an_attribution_that_the_marker_gives_already_is_left_out_in_each_language(
    make_article: Callable[..., Article], checked: Callable[[str], Any]
) -> None:
    cited = replace(Citation.of(1, make_article(), (0, 22)), publisher=None, published_at="2025-03-12")
    other = replace(cited, n=2)
    for code, words in (("en", "unknown outlet, 12 March 2025"), ("es", "medio desconocido, 12 de marzo de 2025")):
        with speaking(code):
            alone = checked(render_statement(Statement("It.", "verbatim", (1,), attribute(cited)), [cited, other]))
            both = checked(render_statement(Statement("It.", "verbatim", (1, 2), attribute(cited)), [cited, other]))
        assert alone.find_class("attribution") == []
        assert [part.text_content() for part in both.find_class("attribution")] == [words]
