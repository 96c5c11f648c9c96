"""Plain text as press databases export it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.sources import Item, ReadArticle
from ingest.sources.press_database import is_press_database

Read = Callable[..., list[Item]]
STORY = "The pier was shut on Monday.\n\nLength: 40 metres of it are gone."

NEW_NEXIS = f"""Pier {{}} shut

The Lantern

March 4, 2026 Wednesday

Copyright 2026 Lantern Media All Rights Reserved

Section: OPINION; Pg. A1

Length: 12 words

Byline: Ines Corrado, Staff Writer

Body

{STORY}

Load-Date: March 5, 2026

End of Document
"""
OLD_NEXIS = f"""                               1 of 2 DOCUMENTS

                               The Lantern

                            March 4, 2026 Wednesday
                               Final Edition

HEADLINE: Pier {{}} shut

BYLINE: By INES CORRADO

SECTION: OPINION; Pg. A1

LENGTH: 12 words

DATELINE: MERRIN

BODY:

{STORY}

LOAD-DATE: March 5, 2026

LANGUAGE: ENGLISH
"""
FACTIVA = """SE  Opinion
HD  Pier {}
    shut
BY  By Ines Corrado
WC  12 words
PD  4 March 2026
SN  The Lantern
SC  LANT
LA  English
CY  (c) 2026 Lantern Media
LP  The pier was shut on Monday.
TD
Length: 40 metres of it are gone.
NS  gpol : Politics
AN  Document LANT00002026030{}em34
"""


@pytest.mark.parametrize("form", [NEW_NEXIS, OLD_NEXIS, FACTIVA], ids=["new-nexis", "old-nexis", "factiva"])
def test_each_article_of_an_export(tmp_path: Path, read: Read, form: str) -> None:
    (tmp_path / "a.txt").write_text("\n".join(form.format(number, number) for number in ("one", "two")))
    items = read(tmp_path)
    assert all(isinstance(item, ReadArticle) for item in items)
    for item, number in zip(items, ("one", "two"), strict=True):
        assert isinstance(item, ReadArticle)
        article = item.article
        assert (article.title, article.publisher) == (f"Pier {number} shut", "The Lantern")
        assert (article.authors, article.published_at, article.kind) == (("Ines Corrado",), "2026-03-04", "opinion")
        assert article.text.split() == STORY.split()


@pytest.mark.parametrize(
    "text",
    ["Length: 12 words were too many.\n\nThe body was found.\n", "HD is a code.\nPD  x\n", "By Ines Corrado\n\nText."],
)
def test_another_text_is_none_of_these(text: str) -> None:
    assert not is_press_database(text)
