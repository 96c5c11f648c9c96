"""Who wrote a page's article."""

import lxml.html  # type: ignore[import-untyped]  # ships no types
import pytest

from ingest.sources.page_authors import read_authors
from ingest.sources.page_schema import Metas

OUTLETS = ("The Lantern", "lantern")


def authors(body: str = "", declared: object = None, metas: Metas | None = None) -> tuple[str, ...]:
    tree = lxml.html.fromstring(f"<html><body>{body}<p>Text.</p></body></html>")
    return read_authors(tree, {"author": declared}, metas or {}, OUTLETS)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<span class="article__author">By Ines Corrado</span>', ("Ines Corrado",)),
        ('<a rel="author" href="/ines">Ines Corrado</a>', ("Ines Corrado",)),
        ('<div class="byline">By Ines Corrado and Theo Marchbank</div>', ("Ines Corrado", "Theo Marchbank")),
        ('<div class="byline">By <span class="author">Ines Corrado</span>, Staff Writer</div>', ("Ines Corrado",)),
        ('<p class="byline">INES CORRADO in Berlin, for The Lantern</p>', ("Ines Corrado",)),
        ('<div class="author">Ines Corrado | Political Editor</div>', ("Ines Corrado",)),
        ('<div class="comment"><span class="author">Ines Corrado</span></div>', ()),
        ('<div class="author">Lantern Staff</div>', ()),
        ('<div class="authority">Ines Corrado</div>', ()),
        ('<div class="author">Ines</div>', ()),
        ('<address class="author">Ines Corrado<br>Environment correspondent</address>', ("Ines Corrado",)),
        ('<div class="author">Ines<br>Corrado</div>', ("Ines Corrado",)),
        ("<h1>Cranes</h1><p><strong>By INES CORRADO</strong><br>Courier Staff Writer</p>", ("Ines Corrado",)),
        ("<h1>Cranes</h1><p>By Ines Corrado and Theo Marchbank</p>", ("Ines Corrado", "Theo Marchbank")),
        ("<h1>Cranes</h1><p>By Friday they had gone.</p>", ()),
        ("<h1>Cranes</h1><aside><p>By Ines Corrado</p></aside>", ()),
        (
            '<p><a rel="author">Ines Corrado</a> in Berlin and <a rel="author">Theo Marchbank</a></p>',
            ("Ines Corrado", "Theo Marchbank"),
        ),
        ('<ul class="authors"><li>Ines Corrado</li><li>Theo Marchbank</li></ul>', ("Ines Corrado", "Theo Marchbank")),
        ("<h1>Cranes</h1><div>By Ines Corrado • March 4, 2026 • 3 min read</div>", ("Ines Corrado",)),
        ('<div class="firma">Ines Corrado | Madrid</div>', ("Ines Corrado",)),
        ('<div class="byline"><b>Ines Corrado</b><i>Environment correspondent</i></div>', ("Ines Corrado",)),
        ("<h1>Cranes</h1><p>di Ines Corrado</p>", ("Ines Corrado",)),
        ("<h1>Cranes</h1>By Ines Corrado<br>4 March 2026<br><br>It was shut.", ("Ines Corrado",)),
        (f'<div class="author">{"Ines Corrado " * 50}</div>', ()),
    ],
)
def test_a_printed_byline_where_nothing_is_declared(body: str, expected: tuple[str, ...]) -> None:
    assert authors(body) == expected


def test_declared_names_come_first() -> None:
    byline = '<div class="byline">By Theo Marchbank</div>'
    assert authors(byline, [{"name": "Ines Corrado"}]) == ("Ines Corrado",)
    assert authors(byline, None, {"author": ["Ines Corrado"]}) == ("Ines Corrado",)


def test_an_outlet_gives_way_to_persons() -> None:
    assert authors('<div class="byline">By Theo Marchbank</div>', {"name": "Lantern newsdesk"}) == ("Theo Marchbank",)
    assert authors('<div class="byline">By Theo Marchbank</div>', {"name": "Lantern"}) == ("Theo Marchbank",)
    assert authors("", {"name": "Lantern newsdesk"}) == ()


def test_a_meta_for_each_author() -> None:
    metas = {"parsely-author": ["Ines Corrado", "Theo Marchbank"]}
    assert authors(metas=metas) == ("Ines Corrado", "Theo Marchbank")
