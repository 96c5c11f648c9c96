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
UNNAMED_NEXIS = f"""                               1 of 2 DOCUMENTS

                               The Lantern

                            March 4, 2026 Wednesday
                               Final Edition

Pier {{}} shut

BYLINE: Ines Corrado, Staff Writer

SECTION: OPINION; Pg. A1

LENGTH: 12 words

DATELINE: MERRIN

{STORY}

LOAD-DATE: March 5, 2026

LANGUAGE: ENGLISH

GRAPHIC: PHOTO: The pier

PUBLICATION-TYPE: Newspaper

                         Copyright 2026 Lantern Media
                             All Rights Reserved
"""
PROQUEST = f"""____________________________________________________________

Document 1 of 2

Pier {{}} shut

Author: Corrado, Ines

Publication info: The Lantern ; Merrin [Merrin]. 04 Mar 2026: A.1.

ProQuest document link

Abstract: The pier was shut.

Full text: {STORY}

Subject: Piers; Ports

Publication title: The Lantern

Pages: A.1

Publication date: Mar 4, 2026

Section: Opinion

Publisher: Lantern Media

Document type: News

ProQuest document ID: 12{{}}

Document URL: https://press.example/docview/12

Last updated: 2026-03-05

Database: Global News
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
TIGHT_FACTIVA = FACTIVA.replace("  ", " ").replace("LP ", "\nLP\n").replace("\nNS ", "\n\nNS ")


@pytest.mark.parametrize(
    "form",
    [NEW_NEXIS, OLD_NEXIS, UNNAMED_NEXIS, FACTIVA, TIGHT_FACTIVA, PROQUEST],
    ids=["new-nexis", "old-nexis", "unnamed-nexis", "factiva", "tight-factiva", "proquest"],
)
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
    [
        "Full text: of the law\n\nPublication title: none\n",
        "Length: 12 words were too many.\n\nThe body was found.\n",
        "HD is a code.\nPD  x\n",
        "By Ines Corrado\n\nText.",
    ],
)
def test_another_text_is_none_of_these(text: str) -> None:
    assert not is_press_database(text)
