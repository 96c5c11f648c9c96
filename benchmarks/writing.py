"""How long after its last token a checked statement appears: `python -m benchmarks.writing`.

A server on loopback sends an answer token by token; the raw stream is read in the same run, so that what is measured is
what the parser, the check (with the local model) and the numbering add. Exit code 1 above LIMIT.
"""

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # before this folder, which has an ingest.py of its own

from assistant.answer import Stated
from assistant.archive import Archive, IncomingArticle
from assistant.models import LocalEmbeddings, count_tokens
from assistant.pipeline import Assistant
from assistant.settings import Settings
from ingest.split import split
from tests.chat_server import Handler, chat_server, delta

LIMIT = 150.0
"""Milliseconds."""
FORMS = {"before the full stop": "{words} [{number}].", "behind the full stop": "{words}. [{number}]"}
GAP = 0.02
"""Seconds between two tokens: 50 tokens a second."""
QUESTION = "When did the ferries leave the harbour of Ombersund, and with how many passengers?"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args(arguments)
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / "archive", given.statements) as archive_path:
        print(f"{'marker':<22} {'statements':>10} {'median ms':>10} {'worst ms':>10}")
        for name, form in FORMS.items():
            delays = measure(archive_path, form, given.rounds)
            worst = max(worst, *delays)
            print(f"{name:<22} {len(delays):>10} {median(delays):>10.1f} {max(delays):>10.1f}")
    print(f"limit {LIMIT:.0f} ms: {'kept' if worst <= LIMIT else 'missed'}")
    return 0 if worst <= LIMIT else 1


def measure(archive_path: Path, form: str, rounds: int) -> list[float]:
    """Milliseconds from the moment the server sends a statement's last token to the statement's event."""
    delays: list[float] = []
    with chat_server() as server:
        sent: list[float] = []
        server.behaviour = lambda handler, body: write(handler, body, form, sent)
        settings = Settings.load(archive=archive_path, model="openai:scripted", model_base_url=server.url)
        with Assistant.from_settings(settings) as assistant:
            for turn in range(rounds + 1):
                sent.clear()
                shown = [time.perf_counter() for event in assistant.stream(QUESTION) if isinstance(event, Stated)]
                assert len(shown) == len(sent) > 0
                if turn:  # the first loads the local model
                    delays += [1000 * (seen - said) for said, seen in zip(sent, shown, strict=True)]
    return delays


def write(handler: Handler, body: dict[str, Any], form: str, sent: list[float]) -> None:
    """Each sentence of the evidence in other words' place, token by token."""
    handler.open_stream()
    evidence = re.findall(r"^\[(\d+\.\d+)\] (.*)$", body["messages"][-1]["content"], re.MULTILINE)
    for number, sentence in evidence:
        for token in re.findall(r"\s*\S{1,4}", form.format(words=sentence.rstrip("."), number=number) + " "):
            now = time.perf_counter()
            handler.send_event(delta(token))
            time.sleep(GAP)
        handler.send_event(delta(" "))
        sent.append(now)
    handler.send_event(delta(None, "stop"))
    handler.send_event(b"[DONE]")
    handler.close_stream()


@contextmanager
def opened(path: Path, statements: int) -> Iterator[Path]:
    """An archive with one article of so many sentences."""
    names = (
        "Heron",
        "Gannet",
        "Osprey",
        "Curlew",
        "Plover",
        "Dunlin",
        "Avocet",
        "Knot",
        "Ruff",
        "Teal",
        "Smew",
        "Scaup",
    )
    text = " ".join(
        f"The ferry {names[n % len(names)]} left the harbour of Ombersund on day {n + 1} with {20 + n} passengers."
        for n in range(statements)
    )
    article = IncomingArticle(text, "Ferries", "The Lantern", (), "2026-05-04", date(2026, 5, 4), source_name="bench")
    model = LocalEmbeddings()
    with Archive.open(path, model.identity, create=True) as archive, archive.writer(model.encode) as writer:
        writer.put_many([(article, split(article, count_tokens))], model.encode)
    yield path


if __name__ == "__main__":
    sys.exit(main())
