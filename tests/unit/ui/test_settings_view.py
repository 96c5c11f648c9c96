"""The page of settings says what leaves this computer."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from ui.desk import Scene
from ui.settings_view import render_settings

HERE = Scene(Path("/archives/<mine>"), None, "extractive", None, None, None)


def said(scene: Scene, checked: Callable[[str], Any]) -> dict[str, str]:
    root = checked(render_settings(scene))
    return {row.find("th").text_content(): row.find("td").text_content() for row in root.iter("tr")}


def test_without_a_model_nothing_leaves(checked: Callable[[str], Any]) -> None:
    rows = said(HERE, checked)
    assert rows["Questions"] == rows["Articles, when they are added"] == "Nowhere: it stays on this computer."
    assert rows["Writer"] == "Quotes only; no model is asked"
    assert rows["Archive"] == "/archives/<mine>: no archive yet"


def test_whoever_receives_something_is_named(checked: Callable[[str], Any]) -> None:
    scene = replace(HERE, writer_name="openai:small", passages_go_to="m.example", questions_go_to="e.example")
    rows = said(scene, checked)
    assert rows["Questions"] == "To e.example and m.example"
    assert rows["Passages of articles, with a question"] == "To m.example"
    assert rows["Articles, when they are added"] == "To e.example"
    assert rows["Vectors of passages and questions"] == "Nowhere: it stays on this computer."
    assert said(replace(scene, vectors_go_to="c.example"), checked)["Vectors of passages and questions"] == (
        "To c.example"
    )


def test_the_computer_that_keeps_the_articles_is_named(checked: Callable[[str], Any]) -> None:
    rows = said(replace(HERE, kept_on="db.example"), checked)
    kept = ("Questions", "Articles, when they are added", "Conversations, feedback, exports")
    assert {rows[name] for name in kept} == {"To db.example"}


def test_three_themes_are_offered(checked: Callable[[str], Any]) -> None:
    root = checked(render_settings(HERE))
    themes = root.xpath('.//input[@name="theme"]/@value')
    assert themes == ["system", "light", "dark"]


def test_each_language_is_offered_under_its_own_name_and_the_chosen_one_is_marked(
    checked: Callable[[str], Any],
) -> None:
    root = checked(render_settings(HERE, "es", "en"))
    fields = root.xpath('.//input[@name="language"]')
    names = [field.getparent().text_content().strip() for field in fields]
    assert names == ["As the browser (English)", "English", "Español"]
    assert [field.get("value") for field in fields if field.get("checked") is not None] == ["es"]
    assert root.xpath('.//span[@lang="es"]')[0].text_content() == "Español"
