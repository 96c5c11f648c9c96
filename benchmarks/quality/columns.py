"""How many sentences of printed pages come out as they were printed, beside other libraries on the same pages.

    PYTHONPATH=. python benchmarks/quality/columns.py

The pages are made: two to four columns, one story over all of them or one in each, written to the file in three orders,
with ragged and justified lines, narrow gutters and lines that do not meet. pdfminer.six is measured where it is there.
"""

import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

from assistant.language import split_sentences
from ingest.sources import ReadArticle, Reading, RowFields, read_file, walk
from ingest.sources.pdf_lines import paragraphs_of
from tests.printed_pages import DRAWN, Story, in_columns, page_of

NOUNS = ("bridge", "works", "library", "ferry", "council", "school", "harbour", "theatre", "museum", "mill", "market")
HOW: tuple[dict[str, Any], ...] = (
    {},
    {"justified": True},
    {"gutter": 8},
    {"shift": 4},
    {"justified": True, "gutter": 10},
)


def story_of(number: int) -> Story:
    noun, other = NOUNS[number % len(NOUNS)], NOUNS[(number * 5 + 3) % len(NOUNS)]
    told = (
        f"The {noun} of Harrowmere was shut on Monday after inspectors had found {number + 2} cracks in its north wall",
        f"Nobody was hurt, but the {other} beside it had to be cleared for the night as well, a spokeswoman said",
        f"The council wants to spend {number + 3} million crowns on it, more than the {noun} cost when it was built",
        f"Its opponents say that the {other} needs the money more, and that they were not asked about it at all",
        f"A meeting is to be held in the {noun} on Thursday at noon, if the wall has been propped up by then",
        "Whoever wants to speak there has to say so in writing, and nobody may speak for longer than five minutes",
    )
    return Story(
        f"The {noun} stays shut", tuple(f"{one}. {two}." for one, two in zip(told[::2], told[1::2], strict=True))
    )


def pages() -> Iterator[tuple[bytes, list[str]]]:
    numbers = product((2, 3, 4), (True, False), DRAWN, HOW)
    for number, (columns, across, drawn, how) in enumerate(numbers):
        stories = [story_of(number + extra) for extra in range(1 if across else columns)]
        page = DRAWN[drawn](in_columns(stories, columns=columns, across=across, **how))
        yield page_of(page), [sentence for story in stories for sentence in story.sentences]


def by_copydesk(content: bytes) -> str:
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "page.pdf").write_bytes(content)
        reading = Reading(RowFields(), 10_000_000, "pages")
        items = [item for file in walk([Path(place)]) for item in read_file(file, reading)]  # type: ignore[arg-type]
    return "\n\n".join(item.article.text for item in items if isinstance(item, ReadArticle))


def by_pypdf(content: bytes) -> str:
    from pypdf import PdfReader

    return "\n\n".join(paragraphs_of([page.extract_text() for page in PdfReader(BytesIO(content)).pages]))


def by_pypdfium2(content: bytes) -> str:
    from pypdfium2 import PdfDocument

    texts = [page.get_textpage().get_text_range() for page in PdfDocument(content)]
    return "\n\n".join(paragraphs_of([text.replace("\r", "") for text in texts]))


def by_pdfminer(content: bytes) -> str:
    from pdfminer.high_level import extract_text

    return "\n\n".join(paragraphs_of(extract_text(BytesIO(content)).split("\f")))


def measure(read: Callable[[bytes], str]) -> tuple[float, int]:
    """The share of printed sentences that come out whole, and how many come out that nobody printed."""
    whole = printed = false = 0
    for content, sentences in pages():
        text = read(content)
        found = [" ".join(text[start:end].split()) for start, end in split_sentences(text)]
        whole += sum(sentence in found for sentence in sentences)
        printed += len(sentences)
        false += sum(one.endswith(".") and not any(one in sentence for sentence in sentences) for one in found)
    return whole / printed, false


def main() -> None:
    peers: dict[str, Callable[[bytes], str]] = {"copydesk": by_copydesk, "pypdf": by_pypdf, "pypdfium2": by_pypdfium2}
    if find_spec("pdfminer"):
        peers["pdfminer.six"] = by_pdfminer
    for name, read in peers.items():
        whole, false = measure(read)
        print(f"{name:14} {100 * whole:5.1f} % of sentences whole, {false:4} that nobody printed")


if __name__ == "__main__":
    main()
