"""How much of what stands around an article is stored with it, and whether any of the article is lost.

    PYTHONPATH=. python benchmarks/quality/furniture.py [--shared ../shared/data] [--mistakes]

Sixty real pages, labelled before the rules were written (`tests/quality/furniture.jsonl`: `furniture`, and `beside` for
other sentences that the pages' ground truth lacks); mistakes are shown for the open half only.
"""

import argparse
import json
import re
from dataclasses import dataclass
from pathlib import Path

from assistant.language import split_sentences
from ingest.sources.html_page import article_in_page, decode_page
from tests.quality.page_scores import Page, load_pages

LABELS = Path(__file__).resolve().parents[2] / "tests" / "quality" / "furniture.jsonl"
LONGEST_LABEL = 180
"""Characters: labels are cut."""


@dataclass(frozen=True, slots=True)
class Stored:
    sentences: list[str]
    furniture: list[str]
    unlabelled: list[str]
    kept: int
    """Sentences of the ground truth that are stored."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=LABELS.parents[3] / "shared" / "data")
    parser.add_argument(
        "--mistakes", action="store_true", help="list what is stored and should not be, of the open half"
    )
    arguments = parser.parse_args()
    pages = {page.page_id: page for page in load_pages(arguments.shared)}
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    for half in ("closed", "open"):
        stored = [read(pages[row["page"]], row) for row in labels if row["half"] == half]
        total, furniture = sum(len(one.sentences) for one in stored), sum(len(one.furniture) for one in stored)
        share = (
            f"{furniture} furniture ({100 * furniture / total:.2f} %), {sum(len(one.unlabelled) for one in stored)} new"
        )
        print(f"{half:6} {total} sentences stored, {share}, {sum(one.kept for one in stored)} of the articles' own")
        if arguments.mistakes and half == "open":
            print(*(f"    {one}" for page in stored for one in (*page.furniture, *page.unlabelled)), sep="\n")


def read(page: Page, row: dict[str, list[str]]) -> Stored:
    article = article_in_page(decode_page(page.content()).text, address=page.url)
    text = article.text if article else ""
    sentences = [text[start:end] for start, end in split_sentences(text)]
    furniture = {words_of(one)[:LONGEST_LABEL] for one in row["furniture"]}
    beside = {words_of(one)[:LONGEST_LABEL] for one in row["beside"]}
    truth = words_of(page.body)
    labelled = [one for one in sentences if words_of(one)[:LONGEST_LABEL] in furniture]
    unlabelled = [
        one
        for one in sentences
        if words_of(one) not in truth and words_of(one)[:LONGEST_LABEL] not in furniture | beside
    ]
    kept = sum(words_of(page.body[start:end]) in words_of(text) for start, end in split_sentences(page.body))
    return Stored(sentences, labelled, unlabelled, kept)


def words_of(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


if __name__ == "__main__":
    main()
