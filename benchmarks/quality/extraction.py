"""What is read out of real pages, beside what trafilatura's own defaults read out of them, in one run.

    python benchmarks/quality/extraction.py --shared ../shared/data [--half even|odd] [--set NAME] [--failures]

The measures are `tests/quality/page_scores.py`. Pages of odd number in the manifest were kept closed while the rules
were written.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from tests.quality.page_scores import (
    Page,
    PageScore,
    Summary,
    load_pages,
    read_by_copydesk,
    read_by_trafilatura,
    score_page,
    summarise,
)

READERS = {"copydesk": read_by_copydesk, "trafilatura": read_by_trafilatura}
COLUMNS = ("body F1", "precision", "recall", "title", "authors", "date")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[3] / "shared" / "data")
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--set", choices=("article-extraction-benchmark", "fundus"))
    parser.add_argument("--failures", action="store_true", help="list each field that is not as the truth says")
    arguments = parser.parse_args()
    loaded = load_pages(arguments.shared)
    halves = {
        half: [page for page in loaded[start::2] if arguments.set in (None, page.set_name)]
        for half, start in (("even", 0), ("odd", 1))
    }
    if arguments.half:
        halves = {arguments.half: halves[arguments.half]}
    scores = {
        (name, half): [score_page(page, read(page)) for page in chosen]
        for name, read in READERS.items()
        for half, chosen in halves.items()
    }
    for set_name in dict.fromkeys(page.set_name for chosen in halves.values() for page in chosen):
        print_table(set_name, scores)
    if arguments.failures:
        for (name, _), of_half in scores.items():
            if name == "copydesk":
                print_failures(of_half)


def print_table(set_name: str, scores: dict[tuple[str, str], list[PageScore]]) -> None:
    print(f"\n{set_name}\n{'':22}{'pages':>7}" + "".join(f"{column:>11}" for column in COLUMNS))
    for name in READERS:
        rows = {
            half: [one for one in found if one.page.set_name == set_name]
            for (n, half), found in scores.items()
            if n == name
        }
        if len(rows) > 1:
            rows["all"] = [one for found in rows.values() for one in found]
        for half, found in rows.items():
            print(f"{name + ', ' + half:22}{len(found):>7}" + _line(summarise(found)))


def _line(summary: Summary) -> str:
    values = (summary.body_f1, summary.precision, summary.recall, summary.title, summary.authors, summary.published)
    return "".join(f"{'-' if value is None else format(value, '.3f'):>11}" for value in values)


def print_failures(scores: Sequence[PageScore]) -> None:
    for score in scores:
        page: Page = score.page
        for field, is_right in (("title", score.title), ("authors", score.authors), ("published", score.published)):
            if is_right is False:
                print(f"{page.page_id} {field}: {getattr(score.reading, field)!r} != {getattr(page, field)!r}")
        if score.precision < 0.9 or score.recall < 0.9:
            print(f"{page.page_id} body: precision {score.precision:.2f}, recall {score.recall:.2f}")


if __name__ == "__main__":
    main()
