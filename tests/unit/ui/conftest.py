"""Articles and answers to draw, an archive without a model, and the check that every piece of HTML has to pass."""

import asyncio
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import lxml.html  # type: ignore[import-untyped]  # ships no types
import pytest

from assistant.answer import (
    Answer,
    Answered,
    Citation,
    Event,
    Found,
    OtherCopy,
    RankedPassage,
    Searching,
    Stated,
    Statement,
)
from assistant.archive import Archive, Article, Coverage, Filters, IncomingArticle, IncomingPassage
from assistant.pipeline import Assistant
from assistant.settings import Settings
from ui.desk import Desk

# fmt: off
ALLOWED_TAGS = frozenset({
    "a", "article", "aside", "b", "bdi", "blockquote", "button", "caption", "code", "datalist", "dd", "del",
    "details", "div", "dl", "dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "header", "input",
    "ins", "label", "legend", "li", "mark", "nav", "ol", "option", "p", "pre", "progress", "rect", "section",
    "select", "span", "strong", "summary", "svg", "table", "tbody", "td", "template", "text", "textarea", "th",
    "thead", "title", "tr", "ul",
})
# fmt: on
# fmt: off
ALLOWED_ATTRIBUTES = frozenset({
    "action", "aria-current", "aria-expanded", "aria-hidden", "aria-label", "aria-labelledby", "autocomplete",
    "checked", "class", "data-again-of", "data-alone", "data-ask", "data-citation", "data-cites", "data-conversation",
    "data-copy",
    "data-delete",
    "data-doing", "data-edit", "data-flag", "data-open", "data-pin", "data-question", "data-reader", "data-refined",
    "data-rename", "data-retry", "data-run", "data-seen", "data-source", "data-statement", "data-step",
    "data-stopping", "data-turn", "data-unflag", "data-writer", "dir", "focusable", "height", "href", "id", "lang",
    "list", "max", "maxlength", "method", "name", "open", "placeholder", "rel", "role", "rows", "scope", "selected",
    "tabindex", "target", "text-anchor", "title", "type", "value", "viewBox", "viewbox", "width", "x", "y",
})
# fmt: on


def parse_checked(html: str) -> lxml.html.HtmlElement:
    """The parsed HTML, after a look at every tag, attribute and address in it."""
    root = lxml.html.fragment_fromstring(html, create_parent="div", parser=lxml.html.HTMLParser(encoding="utf-8"))
    for element in root.iter():
        assert isinstance(element.tag, str), f"a comment or instruction: {element}"
        assert element.tag in ALLOWED_TAGS, element.tag
        assert set(element.attrib) <= ALLOWED_ATTRIBUTES, dict(element.attrib)
        address = element.get("href", "./")
        ours = ("./?c=", "reader/", "library", "export/", "share/", "settings", "https://", "http://")
        assert address.startswith(ours) or address == "./", address
        if address.startswith("http"):
            assert element.get("rel") == "noopener noreferrer"
            assert element.get("target") == "_blank"
    return root


@pytest.fixture
def checked() -> Callable[[str], lxml.html.HtmlElement]:
    return parse_checked


def build_article(text: str = "The bridge was closed. Nobody said why.", **changes: object) -> Article:
    article = Article(
        article_id="a0123456789abcdef",
        version=1,
        text=text,
        text_sha256=sha256(text.encode("utf-8", "replace")).hexdigest(),
        title="Bridge closed",
        publisher="The Lantern",
        authors=("Ines Corrado",),
        published_at="2025-03-11",
        published_on=date(2025, 3, 11),
        updated_at=None,
        updated_on=None,
        fetched_at=None,
        url="https://lantern.example/bridge",
        external_id="l-1",
        source_name="lantern",
        language="en",
        kind="news",
        group_id=1,
        is_current=True,
    )
    return replace(article, **changes)  # type: ignore[arg-type]  # the names are checked by replace


@pytest.fixture
def make_article() -> Callable[..., Article]:
    return build_article


def build_answer(*citations: Citation, **changes: object) -> Answer:
    """An answer of one verbatim statement a citation."""
    statements = tuple(
        Statement(citation.quote, "verbatim", (citation.n,), f"{citation.publisher}, 11 March 2025")
        for citation in citations
    )
    passage = RankedPassage(
        1, 0.5, 7, "a0123456789abcdef", 1, "l-1", "Bridge closed", "The Lantern", "2025-03-11", 0, 22, "x"
    )
    answer = Answer(
        question="Why was the bridge closed?",
        standalone_question="Why was the bridge closed?",
        outcome="answered",
        confidence=0.9,
        reason=None,
        writer="extractive",
        statements=statements,
        citations=citations,
        passages=(passage,),
        filters=Filters(),
        timings={"retrieve": 12.0, "total": 34.0},
        coverage=Coverage(2, 3, (("The Lantern", 1), ("", 1)), date(2025, 3, 11), date(2025, 4, 1), 1),
    )
    return replace(answer, **changes)  # type: ignore[arg-type]  # the names are checked by replace


@pytest.fixture
def make_answer() -> Callable[..., Answer]:
    return build_answer


@pytest.fixture
def answer() -> Answer:
    """Of one statement, which quotes an article's first sentence."""
    return build_answer(Citation.of(1, build_article(), (0, 22)))


@pytest.fixture
def other_copy() -> OtherCopy:
    return OtherCopy("afedcba9876543210", None, "The Courier", "2025-03-12", None, 2, 4, 26)


@pytest.fixture(
    scope="session", params=[pytest.param(23, id="sample"), pytest.param(1, id="all", marks=pytest.mark.soak)]
)
def hostile_strings(shared_data: Path, request: pytest.FixtureRequest) -> Sequence[str]:
    """11,757 strings that try to become markup; every 23rd, of each kind some, where time is short."""
    lines = (shared_data / "adversarial" / "strings.jsonl").read_text(encoding="utf-8").split("\n")
    return [json.loads(line)["text"] for line in lines[:: request.param] if line]


class ScriptedAssistant(Assistant):
    """Answers what a test wrote down, over a real archive; keeps what it was asked."""

    def __init__(self, archive: Archive, settings: Settings) -> None:
        self._pid, self._is_closed = os.getpid(), False
        self._archive = archive
        self.settings = settings
        self.script: Callable[[], Iterator[Event]] = lambda: iter(())
        self.asked: list[tuple[str, tuple[object, ...], Filters | None]] = []
        self.writers_asked: list[object] = []
        self.filters_read: list[bool] = []
        self.is_closed = False

    writer_name = "extractive"
    passages_go_to = None
    has_model = False

    def stream(self, question, history=(), filters=None, writer=None, *, read_filters=True, config=None):  # type: ignore[no-untyped-def]  # as the parent
        self.asked.append((question, tuple(history), filters))
        self.writers_asked.append(writer)
        self.filters_read.append(read_filters)
        yield from self.script()

    def close(self) -> None:
        self.is_closed = True
        super().close()

    def answers(self, answer: Answer) -> None:
        """From now on every question gets this answer, event by event."""

        def script() -> Iterator[Event]:
            yield Searching(answer.standalone_question, answer.filters)
            yield Found(answer.passages)
            for statement in answer.statements:
                yield Stated(statement, tuple(c for c in answer.citations if c.n in statement.citations))
            yield Answered(answer)

        self.script = script


@pytest.fixture
def stored_archive(tmp_path: Path) -> Iterator[Archive]:
    """Three articles, found by keyword only: two of one text, and one that is hostile and knows nothing of itself."""
    hostile = '<script>alert(1)</script> ${1+41} {{7*7}} <img src=x onerror="alert(2)">'
    told = "The bridge was closed after cracks were found. Mayor Teague said so."
    incoming = (
        IncomingArticle(
            told, "Bridge closed", "The Lantern", ("Ines Corrado",), "2025-03-11", date(2025, 3, 11), source_name="l"
        ),
        IncomingArticle(told, "Crossing shut", "The Courier", (), "2025-03-12", date(2025, 3, 12), source_name="c"),
        IncomingArticle(hostile, None, None, source_name="h"),
    )
    with Archive.open(tmp_path / "archive", None, create=True) as archive:
        with archive.writer() as writer:
            for article in incoming:
                passage = IncomingPassage(0, len(article.text), ((0, len(article.text)),), article.text)
                writer.put(article, [passage])
        yield archive


@pytest.fixture
def scripted(stored_archive: Archive) -> ScriptedAssistant:
    return ScriptedAssistant(stored_archive, Settings.load(archive=stored_archive.path))


@pytest.fixture
def desk(scripted: ScriptedAssistant) -> Iterator[Desk]:
    desk = Desk(scripted.archive.path, lambda: scripted)
    yield desk
    desk.close()


class Seat:
    """A desk that outlives the archives of single tests: what stands on it takes half a second to build."""

    def __init__(self) -> None:
        self.assistant: Assistant | None = None
        self.desk = Desk(Path("archive"), self._open)

    def _open(self) -> Assistant:
        assert self.assistant is not None
        return self.assistant

    @staticmethod
    def build(make: Callable[[], object]) -> object:
        """What `make` makes, inside an event loop: outside of one Gradio begins loops and leaves them open."""

        async def make_in_loop() -> object:
            return make()

        return asyncio.run(make_in_loop())


@pytest.fixture(scope="module")
def seat() -> Seat:
    return Seat()


@pytest.fixture
def seated(seat: Seat, scripted: ScriptedAssistant) -> Iterator[ScriptedAssistant]:
    """The assistant of this test, taken from the desk afterwards."""
    seat.assistant = scripted
    yield scripted
    seat.desk.close()
