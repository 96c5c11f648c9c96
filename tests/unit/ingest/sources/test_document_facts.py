"""What programs write into a file's properties is not what it says."""

import pytest

from ingest.sources.document_facts import author_in_properties, title_in_properties


@pytest.mark.parametrize(
    ("value", "authors"),
    [
        ("Ines Corrado", ("Ines Corrado",)),
        ("Ines Corrado; Paul Dravin", ("Ines Corrado", "Paul Dravin")),
        ("Reuters", ("Reuters",)),
        ("python-docx", ()),
        ("Microsoft Office User", ()),
        ("icorrado", ()),
        ("PC17", ()),
        ("Adobe InDesign CS6", ()),
        ("", ()),
        (None, ()),
        (7, ()),
    ],
)
def test_authors(value: object, authors: tuple[str, ...]) -> None:
    assert author_in_properties(value) == authors


@pytest.mark.parametrize(
    ("declared", "shown", "title"),
    [
        ("Bridge shut", "Monday, by our staff", "Bridge shut"),
        ("Annual report", "Bridge shut", "Bridge shut"),
        ("Annual report", None, "Annual report"),
        ("Microsoft Word - bridge3.docx", None, None),
        ("untitled", None, None),
        ("story-17", None, None),
        ("Page 3.indd", "Bridge shut", "Bridge shut"),
        ("", "Bridge shut", "Bridge shut"),
        (None, None, None),
    ],
)
def test_titles(declared: str | None, shown: str | None, title: str | None) -> None:
    assert title_in_properties(declared, "BRIDGE SHUT\n\nThe bridge was shut.", shown, "story_17.pdf") == title
