"""Every page and every state of a turn, in Spanish: what reads the same as in English is the archive's, or a name."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import lxml.html  # type: ignore[import-untyped]  # ships no types
import pytest
from starlette.testclient import TestClient

from assistant.answer import Answer, Citation, Correction, NearArticle, OtherCopy, Statement
from assistant.archive import Archive, Article, Filters, IngestRun
from assistant.archive.readers import StoredConversation
from ui.add_view import render_add, render_done, render_remove
from ui.adder import Progress as Adding
from ui.desk import Scene
from ui.jobs import Progress
from ui.language import LATER, say, speaking
from ui.masthead import render_welcome
from ui.reader import render_article
from ui.render import render_answer, render_open_turn, render_stopped, render_trouble, render_unanswered
from ui.server import build_app
from ui.settings_view import render_settings
from ui.shelf_view import render_shelf, render_shelf_frame
from ui.state_view import render_run_page
from ui.turn_tools import Kept

HERE = "http://127.0.0.1:7860"
SAID = frozenset({"aria-label", "title", "placeholder", "alt"})
_NAMES = """copydesk html markdown word json docx jsonl csv chroma english español zip pdf mb gb kb md txt feed atom rss
url https path archive ingest backup env example sync p id s x ms to no la me a"""
NAMES = frozenset(_NAMES.split())
"""Names, commands and words that both languages have."""
LETTERS = re.compile(r"[^\W\d_]+")


def texts_of(html: str) -> set[str]:
    """What a reader sees or hears of it, but for articles, quotes and code."""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    for skipped in root.xpath(".//script | .//style | .//code | .//pre | .//bdi | .//mark | .//*[@lang]"):
        skipped.drop_tree() if skipped.getparent() is not None else None
    found = {" ".join(piece.split()) for piece in root.itertext()}
    for element in root.iter():
        found |= {str(value) for name, value in element.attrib.items() if name in SAID}
    return {text for text in found if text.strip()}


def left_over(draw: Callable[[], str], known: set[str]) -> set[str]:
    """What reads the same in both languages, and is not known to be the archive's."""
    with speaking("en"):
        english = texts_of(draw())
    with speaking("es"):
        spanish = texts_of(draw())
    return {text for text in english & spanish if set(map(str.lower, LETTERS.findall(text))) - NAMES - known}


@pytest.fixture
def words_of_articles(make_answer: Callable[..., Answer], make_article: Callable[..., Any]) -> set[str]:
    told = (
        f"{make_article().text} {make_article().title} The Lantern The Courier Ines Corrado Why was the bridge closed"
    )
    return {word.lower() for word in LETTERS.findall(told)} | {"asked", "hall", "paper", "one", "mine", "model"}


def citation(article: Article, number: int = 1, span: tuple[int, int] = (0, 22), **changes: Any) -> Citation:
    return replace(Citation.of(number, article, span), **changes)


def answers(make_answer: Callable[..., Answer], article: Article) -> Iterator[Answer]:
    copy = OtherCopy("afedcba9876543210", None, "The Courier", "2025-03-12", None, 2, 4, 26)
    late = citation(article, 2, (23, 39), published_at="2025-04-01", authors=(), also=(copy,), kind="opinion")
    corrected = citation(
        article,
        3,
        (4, 10),
        correction=Correction("Asked hall.", date(2025, 5, 1), article_id="a1", version=1, start=0, end=4),
    )
    plain = make_answer(citation(article), late, corrected)
    yield replace(plain, confidence=0.8, engine="chroma")
    for status in ("supported", "partly_supported", "unsupported", "no_claim"):
        yield replace(plain, writer="model", statements=(Statement("Asked.", status, (1,), reason="it cites nothing"),))
    for standing in ("newest", "superseded", "disagrees"):
        yield replace(plain, statements=tuple(replace(one, conflict=1, standing=standing) for one in plain.statements))
    narrowed = Filters(
        date(2025, 1, 1), date(2025, 2, 1), ("The Lantern",), ("Ines Corrado",), ("opinion",), date(2025, 3, 1)
    )
    yield replace(plain, filters=narrowed, standalone_question="Why was the bridge closed? (about: hall)")
    near = (NearArticle("a0123456789abcdef", "Bridge closed", "The Lantern", "2025-03-11", None, 1),)
    nothing = replace(plain, outcome="nothing", reason="None of the articles are about this.", statements=())
    yield replace(nothing, citations=(), near_articles=near, filters=narrowed)
    yield replace(plain, outcome="closest", reason="The articles come close but do not answer this.", writer="catalog")


def states_of(answer: Answer) -> list[Callable[[], str]]:
    kept = Kept("t1", "c1")
    return [
        lambda: render_answer(answer, has_model=True, kept=kept),
        lambda: render_stopped(Progress.of(answer.question, answer), partial=answer, kept=kept),
        lambda: render_trouble("asked", "Copydesk failed.", offers_quotes=True, partial=answer, kept=kept),
    ]


def test_every_answer(
    make_answer: Callable[..., Answer], make_article: Callable[..., Article], words_of_articles: set[str]
) -> None:
    for answer in answers(make_answer, make_article()):
        for draw in states_of(answer):
            assert left_over(draw, words_of_articles) == set()


def test_every_other_state_of_a_turn(words_of_articles: set[str]) -> None:
    kept, progress = Kept("t1", "c1"), Progress("Why was the bridge closed?")
    states: list[Callable[[], str]] = [
        lambda: render_open_turn(progress),
        lambda: render_open_turn(progress, 2),
        lambda: render_stopped(progress),
        lambda: render_unanswered("asked", kept=kept),
        lambda: render_trouble("asked", "Copydesk failed.", kept=kept),
    ]
    for draw in states:
        assert left_over(draw, words_of_articles) == set()


def test_the_views_around_it(make_article: Callable[..., Any], words_of_articles: set[str]) -> None:
    scene = Scene(Path("/mine"), None, "extractive", None, None, None)
    samples = replace(scene, sample_notice="These are invented sample articles.")
    article = make_article()
    versions = [replace(article, is_current=False), replace(article, version=2, title="Hall", updated_at="2025-03-12")]
    kept = StoredConversation("c1", "", "asked", False, 1, "2025-03-11T10:00:00+00:00", "2025-03-11T10:00:00+00:00")
    counts = {"added": 2, "skipped": 3, "duplicates": 1}
    run = IngestRun("r1", "2025-03-11T10:00:00+00:00", ("one",), "paper", "stopped", None, counts, (("one", "asked"),))
    adding = Adding("r1", ("one",), done=3, skipped=1, seconds=2.0, share=0.5)
    views: list[Callable[[], str]] = [
        lambda: render_welcome(scene, ()),
        lambda: render_settings(replace(scene, passages_go_to="m.example"), "es"),
        lambda: render_shelf([kept], date(2025, 3, 11)) + render_shelf([], date(2025, 3, 11)) + render_shelf_frame(),
        lambda: render_article(article, (0, 3), ((4, 6),), [article], versions, [(0, 4)], may_edit=True),
        lambda: render_add(scene, 10_000_000, None) + render_add(scene, 10_000_000, adding),
        lambda: render_add(samples, 10_000_000, None, "/own"),
        lambda: render_remove(article) + render_done(say("remove.article", id="a1")),
        lambda: render_run_page(run, None, None, may_edit=True) + render_run_page(None, adding, None, may_edit=True),
    ]
    assert [left_over(draw, words_of_articles | {"m", "own"}) for draw in views] == [set()] * len(views)


@pytest.fixture(scope="module")
def application(seat: Any) -> Any:
    return seat.build(lambda: build_app(seat.desk, host="127.0.0.1"))


def test_every_page_over_http(
    application: Any, seated: Any, stored_archive: Archive, words_of_articles: set[str]
) -> None:
    client = TestClient(application, base_url=HERE)
    with stored_archive.snapshot() as snapshot:
        known = snapshot.list_articles()[0].article_id
    for address in (
        "library",
        "library?q=zzz",
        "library/state",
        "library/add",
        f"reader/{known}",
        "settings",
        "reader/a0000000000000000",
    ):

        def ask(language: str, address: str = address) -> str:
            return client.get(f"/{address}", headers={"accept-language": language}).text

        english, spanish = texts_of(ask("en")), texts_of(ask("es"))
        known_words = words_of_articles | NAMES | {"crossing", "shut", "teague", "cracks"}
        same = {text for text in english & spanish if set(map(str.lower, LETTERS.findall(text))) - known_words}
        same = {
            text for text in same if not text.startswith(("/", "·")) and "script" not in text and "Teague" not in text
        }
        assert same == set(), address
        assert '<html lang="es">' in ask("es")


def test_the_page_of_gradio_has_no_place_left(application: Any, seated: Any) -> None:
    page = TestClient(application, base_url=HERE).get("/", headers={"accept-language": "es"}).text
    assert 'lang="es"' in page
    assert "@@" not in page
    for key in ("page.placeholder", "page.new", "page.narrow", "shelf.search", "feedback.what", "quotes_only"):
        with speaking("es"):
            assert say(key) in page
        with speaking("en"):
            assert say(key) not in page
    with speaking(LATER):
        assert say("ask") == "@@ask@@"
