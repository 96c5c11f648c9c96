"""How near rewritten follow-ups come to people's own: `python -m benchmarks.quality.rewriting mtrag/rewrites.jsonl`.

Compares the question as it is, the rules, and, where COPYDESK_MODEL or COPYDESK_REWRITE_MODEL names one, the model, by
the content words of the gold rewrite: recall (how many it has), precision (how many of its own are gold's), names
(share of questions that have every name of gold's). Turns that need no rewrite count as well.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assistant.answer import Turn
from assistant.language import content_words, names, words
from assistant.question import Rewriter, build_rewriter
from assistant.settings import Settings

Rewrite = Callable[[str, Sequence[Turn]], str]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--limit", type=int, default=None)
    given = parser.parse_args(arguments)
    rows = [json.loads(line) for line in given.path.read_text(encoding="utf-8").split("\n") if line][: given.limit]
    ways: dict[str, Rewrite] = {
        "as it is": lambda question, _: question,
        "rules": lambda question, turns: Rewriter().rewrite(question, turns).question.text,
    }
    settings = Settings.load()
    if (settings.rewrite_model or settings.model or "none") != "none":
        model = build_rewriter(settings)
        ways["model"] = lambda question, turns: model.rewrite(question, turns).question.text
    print(f"{len(rows)} turns\n{'':<10} {'recall':>8} {'precision':>10} {'names':>8}")
    for name, way in ways.items():
        scores = [score(row, way) for row in rows]
        means = [sum(column) / len(scores) for column in zip(*scores, strict=True)]
        print(f"{name:<10} {means[0]:>8.3f} {means[1]:>10.3f} {means[2]:>8.3f}")
    return 0


def score(row: dict[str, Any], way: Rewrite) -> tuple[float, float, float]:
    """Recall and precision of content words, and whether all names are there."""
    *earlier, question = row["conversation"]
    gold = row["standalone_rewrite"]
    said = way(question, [Turn("user", one) for one in earlier])
    wanted, found = set(content_words(gold)), set(content_words(said))
    shared = len(wanted & found)
    named = {word for start, end in names(gold) for word in words(gold[start:end])}
    return (
        shared / len(wanted) if wanted else 1.0,
        shared / len(found) if found else 0.0,
        float(named <= set(words(said))),
    )


if __name__ == "__main__":
    sys.exit(main())
