"""The page over articles that are payloads from end to end: `python hostile_server.py ARCHIVE PAYLOADS`.

Every field of article `n` is the payload `n` of the JSON list; each question is answered with all of them, by a writer
whose own words are payloads, too.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from langchain_core.runnables import RunnableConfig

from assistant.answer import Answered, Event, Found, Searching, Stated, Statement, Turn, WriterChoice
from assistant.archive import Archive, Filters, IncomingArticle, IncomingPassage
from assistant.request import GivenFilters
from assistant.settings import Settings
from tests.browser.keyword_server import KeywordAssistant, build_answer
from ui.desk import Desk
from ui.listening import bind, page_address, serve
from ui.server import build_app

UNUSED = 10
"""Passages that are found and not cited."""


class HostileAssistant(KeywordAssistant):
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
        with self.archive.snapshot() as snapshot:
            hits = [] if "zebra" in question else snapshot.search_keyword("saboteur", 100)
            answer = build_answer(snapshot, question, Filters(), snapshot.passages([hit.passage_id for hit in hits]))
        cited = answer.citations[:-UNUSED]
        said = tuple(
            Statement(one.quote.partition(" ")[2], "unsupported", (one.n,), one.publisher, one.publisher)
            if number % 2
            else Statement(one.quote, "verbatim", (one.n,), one.publisher)
            for number, one in enumerate(cited)
        )
        told = tuple(one.quote for one in cited[:3])
        answer = replace(answer, citations=cited, statements=said, notices=told, standalone_question=question)
        yield Searching(question, Filters())
        yield Found(answer.passages)
        for statement in said:
            yield Stated(statement, tuple(one for one in cited if one.n in statement.citations), answer.outcome)
        yield Answered(answer)


def article_of(number: int, payload: str) -> IncomingArticle:
    return IncomingArticle(
        text=f"Saboteur {payload}",
        title=payload,
        publisher=payload,
        authors=(payload,),
        published_at=payload,
        updated_at=payload,
        url=payload,
        external_id=f"{number} {payload}",
        source_name="hostile",
        language="en",
        kind="news",
        agency=payload,
        correction=payload,
    )


def main(path: Path, payloads: Sequence[str]) -> None:
    with Archive.open(path, None, create=True) as archive:
        with archive.writer() as writer:
            for number, payload in enumerate(payloads):
                article = article_of(number, payload)
                whole = (0, len(article.text))
                writer.put_many([(article, [IncomingPassage(*whole, (whole,), article.text)])])
        assistant = HostileAssistant(archive, Settings.load(archive=path))
        bound = bind("127.0.0.1", 0)
        app = build_app(Desk(path, lambda: assistant), host="127.0.0.1")
        serve(app, bound, on_started=lambda: print(f"at {page_address('127.0.0.1', bound)}", flush=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))
