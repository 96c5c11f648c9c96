import pytest

from assistant.answering.catalog_lines import count_articles, join_names, name_article
from tests.unit.assistant.answering.conftest import make_article


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Bridge shut", "“Bridge shut”"),
        ("“Shut”, says Lee", "“Shut”, says Lee"),
        (None, "The article that begins “It was shut at nine in the evening.”"),
    ],
)
def test_an_article_is_named_by_its_headline_or_its_beginning(title: str | None, name: str) -> None:
    assert name_article(make_article("It was shut at nine in the evening.", title=title)) == name


def test_numbers_and_names_are_written_out() -> None:
    assert [count_articles(1), count_articles(1200)] == ["1 article", "1,200 articles"]
    assert [join_names(["A"]), join_names(["A", "B", "C"])] == ["A", "A, B and C"]
