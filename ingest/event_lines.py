"""What a program sees of an ingest while it runs: one JSON object a line."""

import json
from typing import TextIO

from ingest.events import ArticleDone, Finished, IndexProgress, IngestEvent, PreparingProgress, ReadingProgress

__all__ = ["EventLines", "json_line"]


def json_line(fields: dict[str, object]) -> str:
    """JSON on one line, with every character escaped that a terminal could obey or a stream could refuse."""
    plain = json.dumps(fields, ensure_ascii=False)
    return "".join(character if character.isprintable() else json.dumps(character)[1:-1] for character in plain)


class EventLines:
    """A listener that writes each event as `{"event": "article" | "prepare" | "read" | "index" | "note", …}`; the keys
    are stable.

    It goes quiet when nobody reads the stream any more: what is ingested does not depend on who watches.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream: TextIO | None = stream

    def __call__(self, event: IngestEvent) -> None:
        match event:
            case ArticleDone():
                self._write(
                    event="article",
                    outcome=event.outcome,
                    source=event.source,
                    article_id=event.article_id,
                    reason=event.reason,
                )
            case PreparingProgress():
                self._write(
                    event="prepare",
                    done=event.done,
                    total=event.total,
                    articles=event.articles,
                    passages=event.passages,
                )
            case ReadingProgress():
                self._write(event="read", done=event.done, total=event.total)
            case IndexProgress():
                self._write(event="index", done=event.done, total=event.total)
            case Finished():
                for note in event.report.notes:
                    self._write(event="note", text=note)

    def _write(self, **fields: object) -> None:
        if self._stream is None:
            return
        try:
            self._stream.write(json_line(fields) + "\n")
            self._stream.flush()
        except (OSError, ValueError):  # closed at the other end, or here
            self._stream = None
