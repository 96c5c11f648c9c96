"""An answer in lines, with an article that tries to write on the terminal."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest

from assistant import (
    Answer,
    Article,
    Citation,
    Correction,
    Coverage,
    Filters,
    NearArticle,
    OtherCopy,
    RankedPassage,
    Statement,
)
from ui.answer_lines import (
    article_lines,
    narrowed_lines,
    nothing_lines,
    notice_lines,
    passage_table,
    source_lines,
    statement_line,
    timing_line,
)
from ui.terminal import output

TEXT = "The mayor\x1b[2J opened [bold]the bridge[/bold]."
ARTICLE = Article(
    article_id="a0000000000000001",
    version=1,
    text=TEXT,
    text_sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
    title="Bridge\x1b]0;owned\x07 opened",
    publisher="The Herald",
    authors=("A. Writer", "B. Writer"),
    published_at="2026-05-04",
    published_on=date(2026, 5, 4),
    updated_at="2026-05-05",
    updated_on=date(2026, 5, 5),
    fetched_at=None,
    url="https://example.org/bridge",
    external_id="bridge",
    source_name="",
    language="en",
    kind="news",
    group_id=1,
    is_current=False,
)
CITATION = Citation.of(1, ARTICLE, (0, len(TEXT)))
NOTHING = Answer(
    question="?",
    standalone_question="?",
    outcome="nothing",
    confidence=0.02,
    reason="None of the articles are about this.",
    writer="extractive",
    statements=(),
    citations=(),
    passages=(),
    filters=Filters(),
    timings={"retrieve": 1.4, "total": 2.6},
)


def test_a_statement_has_its_markers_and_its_origin() -> None:
    line = statement_line(Statement("It opened.", "verbatim", (1, 3), "The Herald, 4 May 2026"))

    assert line.plain == "It opened. [1][3]  (The Herald, 4 May 2026)"


@pytest.mark.parametrize(
    ("status", "said"), [("unsupported", "not backed"), ("partly_supported", "only partly backed")]
)
def test_a_weak_statement_says_so(status: str, said: str) -> None:
    assert said in statement_line(Statement("x", status, ())).plain  # type: ignore[arg-type]


def test_a_source_says_who_when_and_what() -> None:
    copy = OtherCopy("a2", None, "The Other", "2026-05-05", None, 1, 0, 9)

    nobody = replace(copy, publisher=None)

    lines = [line.plain for line in source_lines([replace(CITATION, also=(nobody, copy))])]

    assert lines == [
        "Sources",
        "[1] The Herald, 4 May 2026, by A. Writer, B. Writer",
        "    Bridge opened",
        "    “The mayor opened [bold]the bridge[/bold].”",
        "    also in The Other, 5 May 2026",
        "    https://example.org/bridge",
    ]
    assert list(source_lines([])) == []


def test_what_is_not_known_is_said_and_a_bad_address_left_out() -> None:
    bare = replace(CITATION, publisher=None, published_at=None, authors=(), title=None, url="javascript:alert(1)")

    lines = [line.plain for line in source_lines([bare])]

    assert lines[1] == "[1] unknown outlet, undated"
    assert len(lines) == 3


def test_where_nothing_is_stated_it_shows_what_is_near_and_what_there_is() -> None:
    near = NearArticle("a1", "Tunnel\x07", "The Herald", "2026-05-04", None)
    coverage = Coverage(2, 9, (("The Herald", 2),), date(2026, 5, 4), date(2026, 5, 5), 0)

    shown = "\n".join(line.plain for line in nothing_lines(replace(NOTHING, near_articles=(near,), coverage=coverage)))

    assert "None of the articles are about this." in shown
    assert "Tunnel  The Herald, 4 May 2026  a1" in shown
    assert "The archive holds 2 articles from 1 outlet, 4 May 2026 to 5 May 2026." in shown


def test_what_the_caller_narrowed_to_can_be_left_out() -> None:
    given = Filters(date_from=date(2026, 1, 1), publishers=("Nobody",))
    shown = "\n".join(line.plain for line in nothing_lines(NOTHING, given))
    assert "Ask without --from, --publisher to search the whole archive." in shown
    assert "Ask without" not in "\n".join(line.plain for line in nothing_lines(NOTHING))


def test_a_whole_article() -> None:
    lines = [line.plain for line in article_lines(ARTICLE, 2)]

    assert lines[0] == "Bridge opened"
    assert lines[1] == "The Herald, 4 May 2026, by A. Writer, B. Writer"
    assert lines[2] == "updated 5 May 2026"
    assert lines[3] == "a0000000000000001, version 1 of 2, not the current one"
    assert lines[-1] == "\nThe mayor opened [bold]the bridge[/bold]."


def test_the_passages_of_a_search(capsys: pytest.CaptureFixture[str]) -> None:
    passage = RankedPassage(1, 0.51234, 7, "a1", 1, None, None, None, None, 0, 9, "Line one\x1b[1m\nline two")

    output().print(passage_table([passage]))

    shown = capsys.readouterr().out
    assert "0.512" in shown
    assert "unknown outlet" in shown
    assert "undated" in shown
    assert "Line one line two" in shown
    assert "\x1b" not in shown


def test_notices_and_timings() -> None:
    assert [line.plain for line in notice_lines(["2 left out\x1b[5m."])] == ["Note: 2 left out."]
    assert timing_line(NOTHING).plain == "extractive writer; retrieve 1 ms, total 3 ms"
    by_chroma, exact = replace(NOTHING, engine="chroma"), replace(NOTHING, engine="exact")
    assert timing_line(by_chroma).plain.endswith(
        "total 3 ms; nearest passages by Chroma, index in the archive's folder"
    )
    on_server = timing_line(by_chroma, "http://127.0.0.1:8000").plain
    assert on_server.endswith("nearest passages by Chroma, index on http://127.0.0.1:8000")
    assert timing_line(exact).plain.endswith(
        "total 3 ms; nearest passages by comparing all vectors, index in the archive's folder"
    )


def test_what_narrowed_is_said_and_how_to_ask_without_what_was_read() -> None:
    read = Filters(date(2025, 3, 11), date(2025, 3, 11), ("The\x1b[2J Herald",))
    (line,) = narrowed_lines(read, Filters())
    assert "on 11 March 2025" in line.plain
    assert "--no-question-filters" in line.plain
    assert "\x1b" not in line.plain
    (given,) = narrowed_lines(read, read)
    assert "--no-question-filters" not in given.plain
    assert list(narrowed_lines(Filters(), Filters())) == []


def test_an_answer_as_of_a_day_says_so() -> None:
    as_of = Filters(as_of=date(2025, 3, 12))
    assert next(narrowed_lines(as_of, as_of)).plain == "As of 12 March 2025: what the articles said on that day."


def test_kind_and_correction_are_told() -> None:
    notice = Correction("Correction: It was 14.", date(2026, 7, 5), "a1", 1, None, None, "18", "14")
    told = replace(CITATION, kind="opinion", correction=notice)
    lines = " ".join(line.plain for line in source_lines([told]))
    assert "by A. Writer, B. Writer, opinion" in lines
    assert "Correction of 5 July 2026: It was 14." in lines
    stated = statement_line(Statement("It was 18.", "verbatim", (1,), correction="corrected on 5 July: 14"))
    assert stated.plain == "It was 18. [1]  (corrected on 5 July: 14)"
