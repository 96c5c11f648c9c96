"""A turn as HTML: markers lead to their own citations, and no two outcomes look alike."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answer import Answer, Citation, Found, NearArticle, Searching, Stated, Statement, Status
from assistant.answering.catalog_events import WRITER
from assistant.archive import Article, Filters
from ui.jobs import Progress
from ui.narrowing import Refined
from ui.render import (
    CATALOG_WRITER,
    plain_text,
    render_answer,
    render_open_turn,
    render_stopped,
    render_trouble,
    render_unanswered,
)
from ui.turn_tools import Kept

KEPT = Kept("t1", "c1")
STATUSES: list[Status] = ["verbatim", "supported", "partly_supported", "unsupported", "no_claim"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    spans=st.lists(
        st.tuples(st.integers(0, 38), st.integers(1, 39)).filter(lambda s: s[0] < s[1]), min_size=1, max_size=8
    ),
    cited=st.lists(st.integers(1, 12), max_size=6, unique=True),
    status=st.sampled_from(STATUSES),
)
def test_marker_n_opens_citation_n(
    spans: list[tuple[int, int]],
    cited: list[int],
    status: Status,
    make_article: Callable[..., Article],
    make_answer: Callable[..., Answer],
    checked: Callable[[str], Any],
) -> None:
    citations = [Citation.of(n, make_article(article_id=f"a{n}"), span) for n, span in enumerate(spans, start=1)]
    answer = make_answer(*citations, statements=(Statement("Said.", status, tuple(cited)),))
    root = checked(render_answer(answer))
    by_number = {citation.n: citation for citation in citations}
    markers = root.find_class("marker")
    numbers = [int(marker.find("b").text_content()) for marker in markers]
    assert numbers == [n for n in cited if n in by_number]
    for number, marker in zip(numbers, markers, strict=True):
        citation = by_number[number]
        address = urlsplit(marker.get("href"))
        query = parse_qs(address.query)
        assert address.path == f"reader/{citation.article_id}"
        assert (int(query["start"][0]), int(query["end"][0])) == (citation.start, citation.end)
        assert marker.get("aria-label").startswith(f"Source {citation.n}: The Lantern")
    assert len(root.find_class("card")) == len(citations)


def test_the_status_is_shown(make_article: Callable[..., Article], make_answer: Callable[..., Answer]) -> None:
    citation = Citation.of(1, make_article(), (0, 22))
    for status, said in zip(
        STATUSES, ("Verbatim", "Supported", "Partly supported", "Not supported", "No claim"), strict=True
    ):
        html = render_answer(make_answer(citation, statements=(Statement("Said.", status, (1,)),)))
        assert f">{said}</span>" in html
        assert ('<blockquote class="words"' in html) == (status == "verbatim")


@pytest.mark.slow
def test_adversarial_strings_stay_text(
    hostile_strings: Sequence[str], make_answer: Callable[..., Answer], checked: Callable[[str], Any]
) -> None:
    for string in hostile_strings:
        statement = Statement(string, "supported", (), string)
        answer = make_answer(
            question=string,
            standalone_question=f"{string} (about: {string})",
            statements=(statement,),
            filters=Filters(publishers=(string,), authors=(string,)),
            notices=(string,),
        )
        checked(render_answer(answer, kept=KEPT))
        near = NearArticle("a1", string, string, string, string)
        checked(render_answer(make_answer(question=string, outcome="nothing", reason=string, near_articles=(near,))))
        checked(render_trouble(string, string, partial=answer, kept=KEPT))
        checked(render_unanswered(string))
        progress = Progress(string, Searching(string, Filters(publishers=(string,))), statements=[statement])
        checked(render_open_turn(progress))
        checked(render_stopped(progress, string, partial=answer, kept=KEPT))


CLOSE = "The articles come close but do not answer this."


def test_no_two_outcomes_look_alike_and_none_like_trouble(
    make_article: Callable[..., Article], make_answer: Callable[..., Answer]
) -> None:
    citation = Citation.of(1, make_article(), (0, 22))
    answered = render_answer(make_answer(citation))
    closest = render_answer(make_answer(citation, outcome="closest", reason=CLOSE))
    nothing = render_answer(make_answer(outcome="nothing", reason="None of the articles are about this."))
    trouble = render_trouble("Why?", "The model did not answer. Ask again.")
    turns = (answered, closest, nothing, trouble)
    for state, turn in zip(("is-answered", "is-closest", "is-nothing", "is-trouble"), turns, strict=True):
        assert [state in other for other in turns] == [other is turn for other in turns]
    assert closest.index(CLOSE) < closest.index("The bridge was closed.</blockquote>")
    assert 'class="card"' in closest
    assert "None of the articles are about this." in nothing
    assert "2 articles from 1 outlet" in nothing
    assert 'role="alert"' in trouble
    assert 'role="alert"' not in answered + closest + nothing


def test_the_quote_that_answers_leads_and_what_a_model_writes_is_of_one_weight(
    make_article: Callable[..., Article], make_answer: Callable[..., Answer]
) -> None:
    article = make_article()
    citations = (Citation.of(1, article, (0, 22)), Citation.of(2, article, (23, 39)))
    assert "has-lead" in render_answer(make_answer(*citations))
    assert "has-lead" not in render_answer(make_answer(citations[0]))
    assert "has-lead" not in render_answer(make_answer(*citations, outcome="closest", reason=CLOSE))
    assert "has-lead" not in render_answer(make_answer(*citations, writer="a model"))
    labelled = tuple(Statement("Said.", "verbatim", (n,), label="Monday") for n in (1, 2))
    assert "has-lead" not in render_answer(make_answer(*citations, statements=labelled))


def test_where_filters_left_nothing_one_click_drops_them(
    make_answer: Callable[..., Answer], checked: Callable[[str], Any]
) -> None:
    nothing = make_answer(outcome="nothing", reason="No article matches the filters (in X).", passages=())
    assert "Ask again without filters" not in render_answer(nothing)
    root = checked(render_answer(replace(nothing, filters=Filters(publishers=("X",)))))
    (again,) = [one for one in root.iter("button") if one.text_content() == "Ask again without filters"]
    asked = Refined.model_validate_json(again.get("data-refined"))
    assert (asked.question, asked.filters.to_filters().is_empty) == (nothing.question, True)


def test_where_nothing_is_stated_the_nearest_article_can_be_asked_about(
    make_answer: Callable[..., Answer], checked: Callable[[str], Any]
) -> None:
    def near(*titles: str | None) -> list[str]:
        articles = tuple(NearArticle("a1", title, "The Lantern", None, None) for title in titles)
        root = checked(render_answer(make_answer(outcome="nothing", reason="None.", near_articles=articles)))
        return [one.get("data-ask") for one in root.iter("button") if one.get("data-ask")]

    assert near(None, "The “last” lamp", "A" * 91, "Bridge shut", "Lamp lit") == ["What is “Bridge shut” about?"]
    assert near(None) == near() == []


def test_an_open_turn_tells_its_steps(make_article: Callable[..., Article], make_answer: Callable[..., Answer]) -> None:
    progress = Progress("Why?")
    assert "Searching the archive…" in render_open_turn(progress)
    assert "Waiting: 3rd in line." in render_open_turn(progress, 3)
    progress.take(Searching("Why was it closed?", Filters()))
    progress.take(Found(make_answer().passages))
    found = render_open_turn(progress)
    assert "Found 1 passage in 1 article." in found
    assert "Understood as: " in found
    progress.take(Stated(Statement("Said.", "verbatim", (1,)), (Citation.of(1, make_article(), (0, 22)),)))
    stated = render_open_turn(progress)
    assert 'class="marker"' in stated
    assert 'class="card"' in stated
    assert CLOSE not in stated
    close = Progress("Why?", statements=progress.statements, outcome="closest", reason=CLOSE)
    assert render_open_turn(close).index(CLOSE) < render_open_turn(close).index("Said.")


def test_a_stopped_turn_keeps_what_was_checked(make_article: Callable[..., Article]) -> None:
    stated = Stated(Statement("Said.", "verbatim", (1,)), (Citation.of(1, make_article(), (0, 22)),))
    progress = Progress("Why?")
    assert "Stopped before there was an answer." in render_stopped(progress)
    progress.take(stated)
    assert "the rest was not written" in render_stopped(progress)
    assert 'class="marker"' in render_stopped(progress)


def test_what_narrowed_an_answer_can_be_dropped_and_that_of_an_open_turn_cannot(
    make_article: Callable[..., Article], make_answer: Callable[..., Answer]
) -> None:
    filters = Filters(publishers=("The Lantern",))
    answered = render_answer(make_answer(Citation.of(1, make_article(), (0, 22)), filters=filters))
    nothing = render_answer(make_answer(outcome="nothing", reason="Nothing.", filters=filters))
    opened = render_open_turn(Progress("Why?", Searching("Why?", filters)))
    assert ["outlet: The Lantern" in html for html in (answered, nothing, opened)] == [True] * 3
    assert ["data-refined" in html for html in (answered, nothing, opened)] == [True, True, False]


def test_an_answer_as_of_a_day_says_so(
    make_article: Callable[..., Article], make_answer: Callable[..., Answer]
) -> None:
    answer = make_answer(Citation.of(1, make_article(), (0, 22)), filters=Filters(as_of=date(2025, 3, 12)))
    said = "As of 12 March 2025: what the articles said on that day."
    assert said in render_answer(answer)
    assert said in plain_text(answer)
    assert "As of" not in plain_text(make_answer())


def test_the_copy_holds_answer_and_sources(
    make_article: Callable[..., Article], make_answer: Callable[..., Answer]
) -> None:
    words = plain_text(make_answer(Citation.of(1, make_article(), (0, 22))))
    assert "The bridge was closed. [1]" in words
    assert "[1] The Lantern, Bridge closed, Ines Corrado, 2025-03-11, https://lantern.example/bridge" in words
    assert "“The bridge was closed.”" in words


def test_the_copy_says_what_is_not_backed_and_what_only_comes_close(make_answer: Callable[..., Answer]) -> None:
    stated = (Statement("It fell.", "unsupported", ()),)
    words = plain_text(make_answer(statements=stated, outcome="closest", reason=CLOSE))
    assert f"{CLOSE} It fell. (not backed by its sources)" in words


def test_what_the_catalog_says_is_not_called_no_claim(make_answer: Callable[..., Answer]) -> None:
    counted = Statement("The archive holds 2 articles.", "no_claim", ())
    told = render_answer(make_answer(statements=(counted,), passages=(), writer=CATALOG_WRITER))
    assert CATALOG_WRITER == WRITER
    assert "From the archive&#x27;s list" in told or "From the archive's list" in told
    assert "No claim" not in told
    assert "0 passages" not in told
    assert "No claim" in render_answer(make_answer(statements=(counted,)))
