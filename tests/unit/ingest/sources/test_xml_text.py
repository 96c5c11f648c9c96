import pytest

from ingest.sources.xml_text import root_of, safe_xml


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<?xml version='1.0'?><!-- a --><a>b</a>", "<a>b</a>"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "<a>&amp;b;</a>"),
        ("<a>&eacute;&amp;&#233;&lt; AT&T &nbsp;</a>", "<a>é&amp;&#233;&lt; AT&amp;T \u00a0</a>"),
        ("<a><![CDATA[&eacute; & <b>]]>&mdash;</a>", "<a><![CDATA[&eacute; & <b>]]>—</a>"),
        ("<a>\x00\x08b\ufffe</a>", "<a>b</a>"),
        ("<a>&lt;&LT;</a>", "<a>&lt;&amp;LT;</a>"),
        ("no markup", ""),
    ],
)
def test_what_a_parser_is_given(xml: str, expected: str) -> None:
    assert safe_xml(xml) == expected


@pytest.mark.parametrize(
    ("head", "root"),
    [
        ("\ufeff <?xml version='1.0'?>\n<!DOCTYPE x SYSTEM 'y'><rss version='2.0'>", "rss"),
        ("<!-- <feed> --><rdf:RDF xmlns='x'>", "rdf"),
        ("<!DOCTYPE html><HTML>", "html"),
        ("no markup", None),
    ],
)
def test_the_root_behind_what_may_stand_before_it(head: str, root: str | None) -> None:
    assert root_of(head) == root
