"""A server for the browser tests: the real page over a real archive, answers chosen by keyword alone.

`python keyword_server.py ARCHIVE` prints the address; a PUBLIC_URL behind it
puts a proxy in front. What it answers depends on no model and no score: the first
sentences of the best three passages by keyword. Questions holding `slowly`, `nearly`, `refuse`, `crash` or `zebra` do
what their tests need; one that holds `withhold` stalls after its first statement until another holds `release`.
"""

import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event as Signal

from langchain_core.runnables import RunnableConfig

from assistant.answer import (
    Answer,
    Answered,
    Citation,
    Event,
    Found,
    NearArticle,
    OtherCopy,
    Outcome,
    RankedPassage,
    Searching,
    Stated,
    Statement,
    Turn,
    WriterChoice,
)
from assistant.answering.outcome import CLOSE, NOT_ABOUT
from assistant.archive import Archive, Filters, IncomingArticle, IncomingPassage, Passage, Snapshot
from assistant.errors import ModelUnavailable
from assistant.pipeline import Assistant
from assistant.question import read_question
from assistant.question.filters import as_filters
from assistant.request import GivenFilters
from assistant.settings import Settings
from ui.addresses import PublicAddress
from ui.desk import Desk
from ui.entrance import Entrance
from ui.listening import bind, page_address, serve
from ui.server import build_app

BRIDGE = (
    "The council closed Candlemaker Bridge on Monday after inspectors found cracks in four bearings.\n\n"
    "The bridge carries 19,000 vehicles a day. Mayor Teague said it would stay shut for a year.\n\n"
    "A ferry takes walkers across the bridge's narrowest stretch."
)
LONG = "\n\n".join(
    [f"Paragraph {number} of the long report is about the weather and the tide." for number in range(40)]
    + ["The lamplighter of Quay Street retired after 51 years. He lit his last lamp himself."]
    + [f"Paragraph {number} of the long report returns to the weather." for number in range(41, 60)]
)
HOSTILE = (
    'The saboteur wrote <script>window.pwned = 1</script> and <img src="http://evil.example/x.png" '
    'onerror="window.pwned = 2"> here. '
    '${window.pwned = 3} and {{constructor.constructor("window.pwned = 4")()}} follow.\n\n'
    '<style>body { display: none }</style><form action="http://evil.example">'
    '<input autofocus onfocus="window.pwned = 5">'
    "</form> \u202eand this runs from right to left."
)
REOPENED = IncomingArticle(
    "Candlemaker Bridge reopened on Monday. The mayor crossed first.",
    "Bridge open again",
    "The Courier",
    (),
    "2026-05-06T09:30:00+02:00",
    date(2026, 5, 6),
    url="https://courier.example/open",
    source_name="courier",
)
ARTICLES = (
    IncomingArticle(
        BRIDGE,
        "Bridge shut after cracks are found",
        "The Lantern",
        ("Ines Corrado",),
        "2025-03-11",
        date(2025, 3, 11),
        url="https://lantern.example/bridge",
        source_name="lantern",
    ),
    REOPENED,
    replace(
        REOPENED,
        text="Candlemaker Bridge reopened on Tuesday. The mayor crossed first.",
        updated_at="2026-05-20",
        updated_on=date(2026, 5, 20),
        correction="Correction: an earlier version named the wrong day.",
    ),
    IncomingArticle(LONG, "The last lamp", None, source_name="long"),
    IncomingArticle(
        HOSTILE,
        '<img src=x onerror="window.pwned = 6"> ${1+41} {{7*7}}',
        '"><script>window.pwned = 7</script>',
        ("javascript:alert(8)", "A" * 120),
        url="javascript:window.pwned=9",
        source_name="hostile",
    ),
)


class KeywordAssistant(Assistant):
    """Answers with the first sentences of the best passages by keyword."""

    def __init__(self, archive: Archive, settings: Settings) -> None:
        self._pid, self._is_closed = os.getpid(), False
        self._archive = archive
        self.settings = settings
        self._released = Signal()

    writer_name = "extractive"
    passages_go_to = None
    has_model = False

    def stream(
        self,
        question: str,
        history: Sequence[Turn | Mapping[str, str]] = (),
        filters: GivenFilters = None,
        writer: WriterChoice | None = None,
        *,
        read_filters: bool = True,
        config: RunnableConfig | None = None,
    ) -> Iterator[Event]:
        filters = as_filters(filters) or Filters()
        if read_filters and "according to The Courier" in question:
            filters = replace(filters, publishers=("The Courier",))
        asked = read_question(question)
        if "release" in asked:
            self._released.set()
        elif "withhold" in asked:
            self._released.clear()
        pause = 0.7 if "slowly" in asked else 0.0
        standalone = f"{asked} (about: what was asked after {len(history)} turns)" if history else asked
        yield Searching(standalone, filters)
        time.sleep(pause)
        if "refuse" in asked:
            message = "The model did not answer in time. Ask again."
            raise ModelUnavailable(message)
        if "crash" in asked:
            message = "secret internals"
            raise RuntimeError(message)
        with self.archive.snapshot() as snapshot:
            hits = [] if "zebra" in asked else snapshot.search_keyword(asked, 3, filters)
            passages = snapshot.passages([hit.passage_id for hit in hits])
            answer = build_answer(snapshot, asked, filters, passages)
        answer = replace(answer, standalone_question=standalone)
        yield Found(answer.passages)
        for statement in answer.statements:
            time.sleep(pause)
            new = tuple(c for c in answer.citations if c.n in statement.citations)
            yield Stated(statement, new, answer.outcome, answer.reason)
            if "withhold" in asked:
                self._released.wait(60)
        time.sleep(pause)
        yield Answered(answer)


def build_answer(snapshot: Snapshot, asked: str, filters: Filters, passages: Sequence[Passage]) -> Answer:
    citations = tuple(cite(snapshot, n, passage) for n, passage in enumerate(passages, start=1))
    statements = tuple(
        Statement(citation.quote, "verbatim", (citation.n,), citation.publisher or "unknown outlet")
        for citation in citations
    )
    outcome: Outcome = "nothing" if not statements else "closest" if "nearly" in asked else "answered"
    answer = Answer(
        question=asked,
        standalone_question=asked,
        outcome=outcome,
        confidence=None,
        reason={"answered": None, "closest": CLOSE, "nothing": NOT_ABOUT}[outcome],
        writer="extractive",
        statements=statements,
        citations=citations,
        passages=tuple(rank(snapshot, number, passage) for number, passage in enumerate(passages, start=1)),
        filters=filters,
        timings={"total": 12.0},
        notices=(f"{snapshot.undated_left_out(filters)} undated articles were left out.",) if filters.date_from else (),
    )
    if statements:
        return answer
    near = tuple(
        NearArticle(article.article_id, article.title, article.publisher, article.published_at, article.url)
        for article in snapshot.list_articles(limit=3)
    )
    return replace(answer, near_articles=near, coverage=snapshot.coverage())


def cite(snapshot: Snapshot, n: int, passage: Passage) -> Citation:
    article = snapshot.article(passage.article_id, passage.version)
    copies = tuple(
        OtherCopy(
            copy.article_id,
            copy.external_id,
            copy.publisher,
            copy.published_at,
            copy.url,
            copy.version,
            *passage.sentences[0],
        )
        for copy in snapshot.copies(article.article_id)
    )
    return Citation.of(n, article, passage.sentences[0], copies)


def rank(snapshot: Snapshot, number: int, passage: Passage) -> RankedPassage:
    article = snapshot.article(passage.article_id, passage.version)
    return RankedPassage(
        number,
        1.0 / number,
        passage.passage_id,
        article.article_id,
        article.version,
        article.external_id,
        article.title,
        article.publisher,
        article.published_at,
        passage.start,
        passage.end,
        passage.text,
    )


def split_article(article: IncomingArticle) -> list[IncomingPassage]:
    """A passage a paragraph; its first sentence ends at the first full stop before a space."""
    passages, start = [], 0
    for paragraph in article.text.split("\n\n"):
        end = start + len(paragraph)
        first = start + paragraph.find(". ") + 1 if ". " in paragraph else end
        sentences = ((start, first), (first + 1, end)) if first < end else ((start, end),)
        passages.append(IncomingPassage(start, end, sentences, paragraph))
        start = end + 2
    return passages


def main(path: Path, public_url: str | None = None) -> None:
    with Archive.open(path, None, create=True) as archive:
        with archive.writer() as writer:
            writer.put_many([(article, split_article(article)) for article in ARTICLES])
        assistant = KeywordAssistant(archive, Settings.load(archive=path))
        bound = bind("127.0.0.1", 0)
        public = PublicAddress.parse(public_url) if public_url else None
        entrance = Entrance(public=public, proxies=("127.0.0.1",) if public else (), is_open=public is not None)
        app = build_app(Desk(path, lambda: assistant, prefix=entrance.prefix), entrance=entrance)
        serve(app, bound, on_started=lambda: print(f"at {page_address('127.0.0.1', bound)}", flush=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
