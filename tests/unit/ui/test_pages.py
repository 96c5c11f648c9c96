"""Masthead, welcome and the frame around them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.archive import Coverage
from assistant.settings import default_archive_path
from ui.desk import Scene
from ui.frame import render_page
from ui.masthead import render_masthead, render_trouble_page, render_welcome, say_ingest, say_writer

HELD = Coverage(2, 3, (("The Lantern", 2),), date(2025, 3, 11), date(2025, 4, 1), 0)


@pytest.fixture
def scene() -> Scene:
    return Scene(Path("/archives/mine"), HELD, "extractive", None, None, None)


def test_the_way_to_ones_account_stands_where_people_sign_in(scene: Scene) -> None:
    assert 'href="account"' in render_masthead(replace(scene, has_accounts=True))
    assert "account" not in render_masthead(scene)


def test_the_masthead_names_writer_and_archive(scene: Scene, checked: Callable[[str], Any]) -> None:
    words = checked(render_masthead(scene)).text_content()
    assert "Writer: quotes only (no model) · Nothing leaves this computer" in words
    assert "2 articles from 1 outlet, 11 March 2025 to 1 April 2025" in words
    assert "/archives/mine" in words


def test_whoever_receives_something_is_named(scene: Scene) -> None:
    assert say_writer(replace(scene, writer_name="model:small", passages_go_to="api.example")) == (
        "Writer: model:small · passages are sent to api.example"
    )
    assert "sent to emb.example" in say_writer(replace(scene, questions_go_to="emb.example"))
    assert "Nothing leaves" not in say_writer(replace(scene, questions_go_to="emb.example"))
    assert "go to chroma.example" in say_writer(replace(scene, vectors_go_to="chroma.example"))
    assert say_writer(replace(scene, kept_on="db.example")).endswith(
        "articles and conversations are kept on db.example"
    )


def test_the_samples_banner_stays(scene: Scene, checked: Callable[[str], Any]) -> None:
    samples = replace(scene, sample_notice="These are invented.")
    for here in ("ask", "library"):
        words = checked(render_masthead(samples, here=here)).text_content()
        assert "These are invented." in words
        assert "copydesk ingest PATH" in words
    noted = replace(samples, own_archive_note="Your own archive now holds 3 articles.")
    assert "holds 3 articles" in render_masthead(noted)
    assert "invented" not in render_masthead(scene)


def test_conversations_that_cannot_be_stored_are_said(scene: Scene, checked: Callable[[str], Any]) -> None:
    lost = replace(scene, keeps_conversations=False)
    assert "they end when Copydesk is stopped" in checked(render_masthead(lost)).text_content()
    with_samples = checked(render_masthead(replace(lost, sample_notice="These are invented."))).text_content()
    assert "These are invented." in with_samples
    assert "cannot be stored" in with_samples
    assert "cannot be stored" not in render_masthead(scene)


def test_the_welcome_suggests_questions(scene: Scene, checked: Callable[[str], Any]) -> None:
    root = checked(render_welcome(scene, ('Why "now"?',)))
    assert [button.get("data-ask") for button in root.iter("button")] == ['Why "now"?']


def test_an_empty_or_broken_archive_says_what_to_do(scene: Scene) -> None:
    assert "copydesk ingest PATH --archive /archives/mine" in render_welcome(replace(scene, coverage=None), ())
    assert "no articles yet in" in render_welcome(replace(scene, coverage=replace(HELD, article_count=0)), ()).lower()
    assert "Run <code>copydesk rebuild</code>." in render_welcome(
        replace(scene, coverage=None, trouble="Run `copydesk rebuild`."), ()
    )


def test_adversarial_strings_stay_text(
    hostile_strings: Sequence[str], scene: Scene, checked: Callable[[str], Any]
) -> None:
    for string in hostile_strings:
        coverage = replace(HELD, publishers=((string, 1),))
        hostile = replace(scene, coverage=coverage, writer_name=string, passages_go_to=string, sample_notice=string)
        checked(render_masthead(hostile))
        checked(render_welcome(hostile, (string,)))
        checked(render_trouble_page(string))


def test_the_command_names_the_archive_that_is_open() -> None:
    assert say_ingest(default_archive_path()) == "copydesk ingest PATH"
    assert say_ingest(Path("/my news/it's")) == """copydesk ingest PATH --archive '/my news/it'"'"'s'"""


def test_a_page_is_whole_and_loads_only_from_here(scene: Scene) -> None:
    page = render_page("<b>", scene, "<p>Body</p>", here="library")
    assert page.startswith("<!doctype html>")
    assert "<title>&lt;b&gt; · Copydesk</title>" in page
    assert "http://" not in page
    assert "https://" not in page
