"""What of a real, small instruct model reaches the reader: `python -m benchmarks.quality.written MODEL.gguf`.

llama.cpp's own server with the model (docs/guides/models.md says where to get one), the invented articles of
tests/quality/unmarked.jsonl in one archive, a few plain questions, two of them unanswerable. On two cores a question
takes half a minute or more. Prints what was shown, and for how many questions the answer's words were in it.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from assistant.answer import Answer
from assistant.archive import Archive, IncomingArticle
from assistant.errors import ModelError
from assistant.models import LocalEmbeddings, count_tokens
from assistant.pipeline import Assistant
from assistant.settings import Settings
from ingest.split import split
from tests.unmarked import CASES

QUESTIONS: tuple[tuple[str, str | None], ...] = (
    ("Why was the pier at Kestrel Bay closed?", "waves"),
    ("When will night surgery at Dellmoor General Hospital end?", "1 September"),
    ("Who won the Marrow Prize?", "Finch"),
    ("How much was Northmere Water fined?", "3.4 million"),
    ("How long is the tram line to Halden Airport?", "14"),
    ("How many members voted for the pay deal in Corrie?", "71"),
    ("Who found the nest of the eagle owls?", "Tolle"),
    ("How many shops will Holm & Sons close?", "23"),
    ("Who designed the pier at Kestrel Bay?", None),
    ("What did the Marrow Prize jury say about the cover of the book?", None),
)
"""With words that the answer has; None where the articles do not say."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--context", type=int, default=4096)
    parser.add_argument("--evidence", type=int, default=700)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, serving(given.model, given.context) as address:
        archive = fill(Path(folder) / "archive")
        settings = Settings.load(
            archive=archive,
            model="openai:instruct",
            model_base_url=f"{address}/v1",
            model_context_tokens=given.context // 2,
            model_evidence_tokens=given.evidence,
            model_output_tokens=200,
            model_deadline=900,
        )
        with Assistant.from_settings(settings) as assistant:
            report([(question, wanted, *ask(assistant, question)) for question, wanted in QUESTIONS])
    return 0


def ask(assistant: Assistant, question: str) -> tuple[Answer | None, str]:
    """The answer, or what of it was checked; and what happened."""
    begun = time.monotonic()
    try:
        answer: Answer | None = assistant.ask(question)
        what: str = answer.outcome if answer else ""
    except ModelError as error:
        answer, what = error.partial, f"{type(error).__name__}: {error}"
    print(f"\n{question}  [{what}, {time.monotonic() - begun:.0f} s]", flush=True)
    for one in answer.statements if answer else ():
        print(f"  {one.status:<17} {''.join(f'[{number}]' for number in one.citations):<8} {one.text}", flush=True)
    return answer, what


def report(rows: Sequence[tuple[str, str | None, Answer | None, str]]) -> None:
    answerable = [(wanted, answer, what) for _, wanted, answer, what in rows if wanted is not None]
    held = [holds(answer, wanted) for wanted, answer, _ in answerable]
    backed = [holds(answer, wanted, only_backed=True) for wanted, answer, _ in answerable]
    unanswerable = [what for _, wanted, _, what in rows if wanted is None]
    print(
        f"\nanswerable: {len(answerable)}; the answer's words shown: {sum(held)}; in a statement that is backed: ",
        end="",
    )
    print(f"{sum(backed)}; ended in `answered`: {sum(what == 'answered' for *_, what in answerable)}")
    print(f"unanswerable: {len(unanswerable)}; ended in `answered`: {unanswerable.count('answered')}")


def holds(answer: Answer | None, wanted: str, *, only_backed: bool = False) -> bool:
    backed = ("verbatim", "supported")
    return any(
        wanted.casefold() in one.text.casefold() and bool(one.citations) and (not only_backed or one.status in backed)
        for one in (answer.statements if answer else ())
    )


def fill(path: Path) -> Path:
    model = LocalEmbeddings(None)
    articles = [
        IncomingArticle(case.text, case.title, "The Lantern", (), "2026-05-07", date(2026, 5, 7), source_name="desk")
        for case in CASES
    ]
    with Archive.open(path, model.identity, create=True) as archive, archive.writer(model.encode) as writer:
        writer.put_many([(article, split(article, count_tokens)) for article in articles], model.encode)
    return path


@contextmanager
def serving(model: Path, context: int) -> Iterator[str]:
    script = Path(__file__).resolve().parents[2] / "tests" / "llama_server.py"
    with subprocess.Popen(
        [sys.executable, str(script), str(model), str(context)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.kill()


if __name__ == "__main__":
    sys.exit(main())
