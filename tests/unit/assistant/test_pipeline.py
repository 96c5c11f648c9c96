import json
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answer import Answer, Answered, Found, Searching, Stated, Turn
from assistant.answering import Draft, Evidence, Source
from assistant.answering.stopwatch import Stopwatch
from assistant.archive import Filters
from assistant.chain import SHOWN_PASSAGES
from assistant.errors import ArticleNotFound, InputError, ModelUnavailable, QuestionError

if TYPE_CHECKING:
    from tests.unit.assistant.conftest import Desk, WordEmbedder

FERRY = "The ferry Heron sank off Ombersund on Tuesday. All 31 passengers were rescued by the pilot boat Gannet."
QUESTION = "The ferry Heron: were all 31 passengers rescued?"
"""In the article's words: the model made of words knows no others."""


class PickyWriter:
    """Writes what it is told, each draft supported by the first sentence of the best passage."""

    name = "picky"
    recipient = "writer.example"

    def __init__(self, *texts: str) -> None:
        self.texts = texts
        self.written_count = 0

    def write(self, evidence: Evidence, ends_at: float | None = None) -> Iterator[Draft]:
        for text in self.texts:
            self.written_count += 1
            candidate = evidence.candidates[0]
            yield Draft(text, (Source(candidate, candidate.passage.sentences[0]),))


def check_markers(answer: Answer, texts: dict[str, str]) -> None:
    """Every marker that the answer sets belongs to a citation, and that to the very words of its article."""
    position = len(answer.reason) + 1 if answer.reason else 0
    for statement in answer.statements:
        assert answer.text.startswith(statement.marked_text, position)
        behind = statement.marked_text.removeprefix(statement.text)
        numbers = [int(number) for number in re.findall(r"\[(\d+)\]", behind)]
        assert numbers == list(statement.citations) != []
        assert all(answer.citations[number - 1].n == number for number in numbers)
        position += len(statement.marked_text) + 1
    assert position == len(answer.text) + 1
    for citation in answer.citations:
        assert texts[citation.article_id][citation.start : citation.end] == citation.quote != ""
    stated = {number for statement in answer.statements for number in statement.citations}
    assert stated == set(range(1, len(answer.citations) + 1))


def test_events_come_in_order_and_the_last_is_the_answer(desk: "Desk") -> None:
    article_id = desk.put(FERRY, "Ferry sinks")
    assistant = desk.assistant()
    searching, found, *stated, answered = assistant.stream(QUESTION)
    assert searching == Searching(QUESTION, Filters())
    assert isinstance(found, Found)
    assert isinstance(answered, Answered)
    answer = answered.answer
    assert answer.passages == found.passages
    assert [event.statement for event in stated if isinstance(event, Stated)] == list(answer.statements) != []
    assert tuple(citation for event in stated if isinstance(event, Stated) for citation in event.citations) == (
        answer.citations
    )
    assert "All 31 passengers" in answer.text
    check_markers(answer, {article_id: FERRY})
    assert (answer.outcome, answer.reason, answer.near_articles, answer.coverage) == ("answered", None, (), None)
    assert answer.confidence is None, "the words alone decided"


def test_a_statement_is_handed_out_before_the_next_is_written(desk: "Desk") -> None:
    desk.put(FERRY)
    writer = PickyWriter("The ferry Heron sank.", "It was Tuesday.")
    events = desk.assistant(writer).stream(QUESTION)
    assert [type(next(events)) for _ in range(3)] == [Searching, Found, Stated]
    assert writer.written_count == 1
    assert [type(event) for event in events] == [Stated, Answered]


def test_two_statements_on_one_sentence_share_its_number(desk: "Desk") -> None:
    desk.put(FERRY)
    answer = desk.assistant(PickyWriter("The ferry Heron sank.", "It sank on Tuesday.")).ask(QUESTION)
    assert [statement.citations for statement in answer.statements] == [(1,), (1,)]
    assert len(answer.citations) == 1
    assert answer.text == "The ferry Heron sank. [1] It sank on Tuesday. [1]"


def test_markers_that_a_writer_sets_itself_become_no_citations(desk: "Desk") -> None:
    desk.put(FERRY)
    writer = PickyWriter("The ferry Heron sank.", "The ferry sank [7] [99].")
    _, statement = desk.assistant(writer).ask(QUESTION).statements
    assert statement.citations == (1,)
    assert statement.status != "verbatim"


def test_what_nothing_supports_is_shown_marked_with_the_closest_quotes_under_it(desk: "Desk") -> None:
    article_id = desk.put(FERRY)
    written = ("Paris is the capital of France.", "It has 68 million people.")
    *events, answered = desk.assistant(PickyWriter(*written)).stream(QUESTION)
    assert isinstance(answered, Answered)
    answer = answered.answer
    assert (answer.outcome, answer.abstained) == ("closest", False)
    stated = [event for event in events if isinstance(event, Stated)]
    assert {(event.outcome, event.reason) for event in stated} == {("closest", answer.reason)}
    statuses = [(one.text, one.status) for one in answer.statements]
    assert statuses[:2] == [(text, "unsupported") for text in written]
    assert {status for _, status in statuses[2:]} == {"verbatim"}
    assert answer.reason is not None
    assert "what the model wrote" in answer.reason
    assert answer.text.startswith(f"{answer.reason} {written[0]}")
    check_markers(answer, {article_id: FERRY})


def test_a_writer_is_chosen_for_each_question(desk: "Desk") -> None:
    desk.put(FERRY)
    assistant = desk.assistant(PickyWriter("The ferry Heron sank."))
    assert assistant.writers == ("model", "extractive")
    assert [assistant.ask(QUESTION, writer=writer).writer for writer in (None, "model", "extractive")] == [
        "picky",
        "picky",
        "extractive",
    ]
    assert desk.assistant().writers == ("extractive",)
    with pytest.raises(QuestionError, match="COPYDESK_MODEL"):
        desk.assistant().ask(QUESTION, writer="model")
    with pytest.raises(QuestionError, match="`model` or `extractive`"):
        desk.assistant().ask(QUESTION, writer="poet")  # type: ignore[arg-type]  # what a script may give


def test_a_writer_that_has_nothing_to_say_leaves_the_closest_quotes(desk: "Desk") -> None:
    desk.put(FERRY, "Ferry sinks")
    writer = PickyWriter()
    assistant = desk.assistant(writer)
    answer = assistant.ask(QUESTION)
    assert (assistant.writer_name, assistant.passages_go_to) == ("picky", "writer.example")
    assert (answer.outcome, answer.writer) == ("closest", "picky")
    assert answer.reason is not None
    assert "model found no answer" in answer.reason
    assert {statement.status for statement in answer.statements} == {"verbatim"}
    assert (answer.near_articles, answer.coverage) == ((), None)
    assert len(answer.passages) == 1


def test_a_question_on_another_subject_gets_what_is_near_and_what_there_is(desk: "Desk") -> None:
    desk.put(FERRY, "Ferry sinks")
    for writer in (None, PickyWriter()):
        answer = desk.assistant(writer).ask("Which orchestra plays tonight?")
        assert (answer.outcome, answer.abstained) == ("nothing", True)
        assert answer.text == answer.reason == "None of the articles are about this."
        assert (answer.statements, answer.citations) == ((), ())
        assert [near.title for near in answer.near_articles] == ["Ferry sinks"]
        assert answer.coverage is not None
        assert answer.coverage.article_count == 1
        assert len(answer.passages) == 1


def test_a_model_is_asked_whatever_the_search_makes_of_it(desk: "Desk") -> None:
    desk.put(FERRY)
    writer = PickyWriter("The ferry Heron sank.")
    answer = desk.assistant(writer).ask("Which orchestra plays tonight?")
    assert (writer.written_count, answer.outcome, answer.reason) == (1, "answered", None)


def test_an_empty_archive_says_that_it_is_empty(desk: "Desk") -> None:
    writer = PickyWriter("The ferry Heron sank.")
    for assistant in (desk.assistant(), desk.assistant(writer)):
        answer = assistant.ask(QUESTION)
        assert (answer.outcome, answer.reason) == ("nothing", "The archive holds no articles yet.")
        assert (answer.passages, answer.near_articles) == ((), ())
    assert writer.written_count == 0


def test_filters_that_leave_no_article_are_named(desk: "Desk") -> None:
    desk.put(FERRY)
    answer = desk.assistant().ask(QUESTION, filters=Filters(publishers=("Nobody",)))
    assert (answer.outcome, answer.reason) == ("nothing", "No article matches the filters (in Nobody).")


def test_at_most_ten_passages_are_listed_and_near_articles_are_few(desk: "Desk") -> None:
    for number in range(SHOWN_PASSAGES + 4):
        desk.put(f"{FERRY} It was the report of hour {number}.", f"Report {number}", external_id=str(number))
    answer = desk.assistant().ask("Which orchestra plays tonight?")
    assert [passage.rank for passage in answer.passages] == list(range(1, SHOWN_PASSAGES + 1))
    scores = [passage.score for passage in answer.passages]
    assert scores == sorted(scores, reverse=True)
    assert len({near.article_id for near in answer.near_articles}) == len(answer.near_articles) == 3


@pytest.mark.parametrize("question", ["", "  \n\t ", "\x00\x00", " \x00 "])
def test_an_empty_question_is_refused(desk: "Desk", question: str) -> None:
    with pytest.raises(QuestionError, match="empty"):
        desk.assistant().ask(question)
    with pytest.raises(QuestionError, match="empty"):
        desk.assistant().search(question)


def test_a_long_question_is_refused_with_both_numbers(desk: "Desk") -> None:
    with pytest.raises(QuestionError, match=r"100,000 characters; at most 4,000"):
        desk.assistant().ask("x" * 100_000)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("  ferry\n\tHeron  ", "ferry Heron"),
        ("ferry\x00Heron", "ferry Heron"),
        ("ferry \ud800Heron\udfff", "ferry ?Heron?"),
        ("\ud83d", "?"),
    ],
)
def test_a_question_is_kept_as_one_readable_line(desk: "Desk", asked: str, kept: str) -> None:
    desk.put(FERRY)
    answer = desk.assistant().ask(asked)
    assert answer.question == kept
    json.dumps(answer.to_json(), ensure_ascii=False).encode()


@pytest.mark.parametrize(
    "question", ["\u200b", "\u202e\u2066", "\U0001f600", "?!", "the of a", "' OR \" NEAR( *", "\x1b[2J"]
)
def test_a_question_without_meaning_fails_nothing(desk: "Desk", question: str) -> None:
    desk.put(FERRY)
    answer = desk.assistant().ask(question)
    json.dumps(answer.to_json())


def test_turns_make_the_question_stand_alone(desk: "Desk") -> None:
    desk.put(FERRY)
    told: list[Turn | Mapping[str, str]] = [
        Turn("user", "What happened to the ferry Heron?"),
        {"role": "assistant", "content": "It sank."},
    ]
    searching, *_ = desk.assistant().stream("Who rescued them?", history=told)
    assert isinstance(searching, Searching)
    assert "ferry Heron" in searching.standalone_question
    answer = desk.assistant().ask("Who rescued them?", history=told)
    assert (answer.question, answer.standalone_question) == ("Who rescued them?", searching.standalone_question)


def test_turns_that_are_not_quite_text_leave_a_readable_question(desk: "Desk") -> None:
    history = [{"role": "user", "content": "Where is the \ud800Heron\x00 of Ombersund?"}]
    answer = desk.assistant().ask("Why did it sink?", history=history)
    assert "Heron" in answer.standalone_question
    assert "\x00" not in answer.standalone_question
    json.dumps(answer.to_json(), ensure_ascii=False).encode()


@pytest.mark.parametrize(
    "history",
    ["hello", ["hello"], [("user",)], [None], {"role": "user", "content": "x"}, [{"role": "user"}], [[]]],
)
def test_a_history_of_another_shape_is_refused(desk: "Desk", history: object) -> None:
    with pytest.raises(QuestionError, match="role"):
        desk.assistant().ask(QUESTION, history=history)  # type: ignore[arg-type]  # that is the point


BROKEN = ("\udcff",)


@pytest.mark.parametrize("filters", [Filters(publishers=BROKEN), Filters(authors=BROKEN), Filters(kinds=BROKEN)])
def test_a_name_that_is_no_text_is_refused(desk: "Desk", filters: Filters) -> None:
    """So a shell hands over a name in another encoding."""
    desk.put(FERRY)
    with pytest.raises(InputError, match=r"broken characters|no kind of article"):
        desk.assistant().ask(QUESTION, filters=filters)
    with pytest.raises(InputError, match="broken characters"):
        desk.assistant().article(BROKEN[0])


def test_undated_articles_that_a_range_leaves_out_are_counted(desk: "Desk") -> None:
    desk.put(FERRY, external_id="dated")
    filters = Filters(date_from=date(2026, 1, 1))
    single = "Single source: everything here comes from one article in The Lantern."
    assert desk.assistant().ask(QUESTION, filters=filters).notices == (single,)
    desk.put("The ferry Heron was painted.", published=None, external_id="1")
    *_, notice = desk.assistant().ask(QUESTION, filters=filters).notices
    assert notice == "1 undated article was left out because you limited the dates."
    desk.put("The ferry Heron was sold.", published=None, external_id="2")
    *_, notice = desk.assistant().ask(QUESTION, filters=filters).notices
    assert notice == "2 undated articles were left out because you limited the dates."
    assert not any("undated" in notice for notice in desk.assistant().ask(QUESTION).notices)


def test_a_model_that_fails_leaves_keywords_and_a_notice(
    desk: "Desk", make_embedder: "Callable[..., WordEmbedder]"
) -> None:
    desk.put(FERRY)
    failing = make_embedder(ModelUnavailable("The server did not answer."))
    answer = desk.assistant(PickyWriter("The ferry sank."), failing).ask(QUESTION)
    assert not answer.abstained
    assert len(answer.passages) == 1
    assert any("keywords alone" in notice and "did not answer" in notice for notice in answer.notices)


def test_search_gives_as_many_as_there_are_and_no_more(desk: "Desk") -> None:
    for number in range(6):
        desk.put(f"Story {number} of the ferry Heron.", external_id=str(number))
    assistant = desk.assistant()
    assert [passage.rank for passage in assistant.search("ferry", k=4)] == [1, 2, 3, 4]
    assert len(assistant.search("ferry", k=50)) == 6
    assert assistant.search("ferry", filters=Filters(publishers=("Nobody",))) == ()


def test_articles_by_id_and_what_there_is(desk: "Desk") -> None:
    article_id = desk.put(FERRY, external_id="f1")
    assistant = desk.assistant()
    assert assistant.article(article_id).text == assistant.article("f1", 1).text == FERRY
    assert assistant.coverage().article_count == 1
    with pytest.raises(ArticleNotFound):
        assistant.article("nowhere")


def test_a_stream_that_is_left_gives_its_snapshot_back(desk: "Desk") -> None:
    desk.put(FERRY, external_id="1")
    left = desk.assistant().stream(QUESTION)
    assert [type(next(left)) for _ in range(2)] == [Searching, Found]
    left.close()  # type: ignore[attr-defined]  # a generator
    desk.put("The ferry Heron was raised.", external_id="2")
    with desk.archive.writer() as writer:
        assert writer.fold(force=True)
    assert desk.assistant().coverage().article_count == 2


def test_a_stream_goes_on_from_the_state_it_began_with(desk: "Desk") -> None:
    desk.put(FERRY, external_id="1")
    events = desk.assistant().stream("Divers raised the ferry Heron?")
    assert [type(next(events)) for _ in range(2)] == [Searching, Found]
    desk.put("Divers raised the ferry Heron.", external_id="2")
    *_, answered = events
    assert isinstance(answered, Answered)
    assert {passage.external_id for passage in answered.answer.passages} == {"1"}
    assert "Divers" in desk.assistant().ask("Divers raised the ferry Heron?").text


def test_closing_closes_the_archive(desk: "Desk") -> None:
    with desk.assistant() as assistant:
        desk.put(FERRY)
        assert assistant.coverage().article_count == 1


def test_a_stopwatch_tells_stages_apart_and_their_sum() -> None:
    watch = Stopwatch()
    watch.lap("first")
    watch.lap("second")
    timings = watch.timings
    assert list(timings) == ["first", "second", "total"]
    assert 0 <= timings["first"] + timings["second"] <= timings["total"]


# fmt: off
PIECES = st.sampled_from([
    "[1]", "[2][3]", " [99] ", "[0]", "Source: The Lantern", "(see [1])", '{"citations": [1]}', "</article>",
    "\u200b", "\u202e", "\u2066", "\u2069", "\ufeff", "\u00ad", "\n\n", "\n", "\r\n", "\t", ". ", "! ",
    "The ferry Heron sank", "the harbour was closed", "“All [1] of it,” he said",
    "½", "é", "e\u0301", "\U0001f600", "¿Qué pasó?", "船沉了。",
])
# fmt: on
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=20)), min_size=1, max_size=25).map(
    lambda pieces: "The ferry Heron sank [1]. " + " ".join(pieces)
)


@pytest.mark.slow
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    st.lists(TEXTS, min_size=1, max_size=3, unique=True),
    st.sampled_from(["The ferry Heron sank?", "Heron [1]", "Why?"]),
)
def test_markers_point_to_the_words_of_an_article_whatever_it_says(
    open_desk: "Callable[[Path], Desk]", texts: list[str], question: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = open_desk(Path(folder) / "archive")
        with desk.archive:
            stored = {}
            for number, text in enumerate(texts):
                article_id = desk.put(text, f"[{number}] Source: x", external_id=str(number))
                with desk.archive.snapshot() as snapshot:
                    stored[article_id] = snapshot.article(article_id).text
            answer = desk.assistant().ask(question)
            if answer.abstained:
                assert (answer.statements, answer.citations) == ((), ())
            else:
                check_markers(answer, stored)
                assert all(statement.status == "verbatim" for statement in answer.statements)
            for passage in answer.passages:
                assert stored[passage.article_id][passage.start : passage.end] == passage.text
            json.dumps(answer.to_json())


def test_what_the_question_says_narrows_unless_told_not_to(desk: "Desk") -> None:
    desk.put(FERRY, "Ferry sinks", published="2010-03-04")
    desk.put("The ferry Gannet sank off Ombersund.", "Another sinks", published="2015-03-04")
    assistant = desk.assistant()
    question = "News of March 2010: the ferry sank off Ombersund?"
    narrowed = assistant.ask(question)
    assert narrowed.filters == Filters(date(2010, 3, 1), date(2010, 3, 31))
    assert [passage.title for passage in narrowed.passages] == ["Ferry sinks"]
    assert [passage.title for passage in assistant.search(question)] == ["Ferry sinks"]
    assert assistant.ask(question, filters=Filters(date_from=date(2015, 1, 1))).passages[0].title == "Another sinks"
    wide = assistant.ask(question, read_filters=False)
    assert wide.filters.is_empty
    assert len(wide.passages) == len(assistant.search(question, read_filters=False)) == 2


def test_a_follow_up_keeps_the_outlet_that_was_asked_for(desk: "Desk") -> None:
    desk.put("The ferry Heron sank off Ombersund.", "One", published="2010-03-04")
    desk.put("The ferry Gannet sank off Ombersund.", "Two", published="2015-03-04")
    desk.put("The ferry Tern sank off Ombersund.", "Three", published="2015-03-05", publisher="The Herald")
    history = [{"role": "user", "content": "What did the Lantern report on the ferry off Ombersund in 2010?"}]
    answer = desk.assistant().ask("And in news of 2015?", history=history)
    assert answer.filters == Filters(date(2015, 1, 1), date(2015, 12, 31), ("The Lantern",))
    assert [citation.title for citation in answer.citations] == ["Two"]


def test_a_question_about_the_archive_is_answered_by_its_catalog(desk: "Desk") -> None:
    article_id = desk.put(FERRY, "Ferry sinks")
    searching, found, *stated, answered = desk.assistant().stream("How many articles are in the archive?")
    assert isinstance(searching, Searching)
    assert found == Found(())
    assert isinstance(answered, Answered)
    answer = answered.answer
    assert answer.writer == "catalog"
    assert answer.text.startswith("The archive holds 1 article. The ferry Heron sank")
    assert [event.statement for event in stated if isinstance(event, Stated)] == list(answer.statements)
    assert [citation.article_id for citation in answer.citations] == [article_id]


def test_a_question_in_the_form_of_one_about_the_archive_is_searched_where_the_catalog_has_nothing(
    desk: "Desk",
) -> None:
    desk.put(FERRY, "Ferry sinks")
    assert desk.assistant().ask("Summarise what became of the gannet Heron off Ombersund").writer == "extractive"


def test_a_question_about_the_archive_takes_nothing_from_the_turns_before(desk: "Desk") -> None:
    desk.put(FERRY, "Ferry sinks")
    history = [
        {"role": "user", "content": "Where did the ferry Heron sink?"},
        {"role": "assistant", "content": "The ferry Heron sank off Ombersund."},
    ]
    answer = desk.assistant().ask("How many articles are in the archive?", history=history)
    assert answer.text.startswith("The archive holds 1 article. ")


def test_a_month_that_narrows_a_count_is_not_what_it_is_about(desk: "Desk") -> None:
    desk.put(FERRY, "Ferry sinks", published="2010-03-04")
    desk.put("The council voted for a new tram line to the harbour.", "Tram", published="2015-03-04")
    answer = desk.assistant().ask("How many articles were published in March 2010?")
    assert answer.writer == "catalog"
    assert answer.text.startswith("The archive holds 1 article (")


def test_a_version_that_no_article_can_have_is_not_there(desk: "Desk") -> None:
    article_id = desk.put("The ferry sank.")
    for version in (2, 10**30, -(10**30)):
        with pytest.raises(ArticleNotFound):
            desk.assistant().article(article_id, version)


def test_whether_the_question_narrows_is_true_or_false(desk: "Desk") -> None:
    no: Any = "no"
    with pytest.raises(QuestionError, match="true or false"):
        desk.assistant().ask(QUESTION, read_filters=no)


def test_what_comes_with_a_question_is_named(desk: "Desk") -> None:
    ask: Any = desk.assistant().ask
    with pytest.raises(TypeError, match="positional"):
        ask(QUESTION, [("user", "Why?")])
    with pytest.raises(TypeError, match="filtres"):
        ask(QUESTION, filtres={"publishers": "The Lantern"})
