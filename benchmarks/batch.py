"""How fast `copydesk ask --batch` answers, beside bare search: `python benchmarks/batch.py --shared ../shared/data`.

The same questions over the same archive, in one process, as many at once: passages alone (`search`), the answers of
`ask` in a thread pool of the benchmark's own, and the command's whole way from a file of questions to a file of
answers. Each question is new to each of the three: nothing is cached.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # before this folder, which has an ingest.py of its own

import copydesk
from assistant.archive import Filters
from ui.commands.batch import ask_batch

AT_ONCE = 4
WARM_UP = 8


def read_questions(path: Path, count: int) -> list[str]:
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [row["question"] for row in rows if not row.get("history")][:count]


def per_second(work: Callable[[], object], count: int) -> float:
    started = time.perf_counter()
    work()
    return count / (time.perf_counter() - started)


def in_threads(ask: Callable[[str], object], questions: Sequence[str]) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(ask, questions))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"))
    parser.add_argument("--set", default="squad2")
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--articles", type=int, default=300)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        lines = (given.shared / given.set / "articles.jsonl").read_text(encoding="utf-8").splitlines()
        (folder / "articles.jsonl").write_text("\n".join(lines[: given.articles]), encoding="utf-8")
        asked = read_questions(given.shared / given.set / "questions.jsonl", given.questions + WARM_UP)
        warm, questions = asked[:WARM_UP], asked[WARM_UP:]
        (folder / "questions.txt").write_text("\n".join(questions), encoding="utf-8")
        with copydesk.Assistant.open(folder / "archive", create=True) as assistant:
            assistant.archive.add(folder / "articles.jsonl")
            in_threads(assistant.ask, warm)
            count = len(questions)
            search = per_second(lambda: in_threads(assistant.search, questions), count)
            plain = per_second(lambda: in_threads(assistant.ask, questions), count)
            target = folder / "answers.jsonl"
            paths = (folder / "questions.txt", Filters())
            whole = per_second(lambda: ask_batch(assistant, *paths, threads=AT_ONCE, resume=target), count)
            assert len(target.read_text(encoding="utf-8").splitlines()) == count
    print(f"{count} questions, {AT_ONCE} at once")
    for name, speed in (("search", search), ("ask", plain), ("ask --batch", whole)):
        print(f"{name:14}{speed:8.1f} a second{speed / search:8.2f} of search{speed / plain:8.2f} of ask")


if __name__ == "__main__":
    main()
