from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.sources import Item, ReadArticle, Skip
from ingest.sources.front_matter import split_front_matter
from ingest.sources.markdown import plain_text

Read = Callable[..., list[Item]]


def test_front_matter_names_the_article(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.md").write_text(
        '---\ntitle: "Opinion: one bridge"\nauthors: [Ines Corrado, "Dravin, Paul"]\ndate: 2025-08-14\n'
        "publisher: The Lantern\nsection: Opinion\nlang: es\nurl: https://lantern.example/one\n"
        "---\n\n# A heading\n\nIt was.\n"
    )
    (item,) = read(tmp_path)
    assert isinstance(item, ReadArticle)
    article = item.article
    assert (article.title, article.publisher, article.kind) == ("Opinion: one bridge", "The Lantern", "opinion")
    assert article.authors == ("Ines Corrado", "Paul Dravin")
    assert (article.published_at, article.language, article.url) == ("2025-08-14", "es", "https://lantern.example/one")
    assert article.text == "A heading\n\nIt was."
    assert article.external_id == "a.md"


def test_the_first_heading_is_the_headline_even_as_a_sentence(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.md").write_text("# The bridge is shut.\nIt was **shut**.\n")
    (item,) = read(tmp_path)
    assert isinstance(item, ReadArticle)
    assert item.article.title == "The bridge is shut."


def test_front_matter_alone_is_no_article(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: x\n---\n")
    assert read(tmp_path) == [Skip(str(tmp_path / "a.md"), "it has no text")]


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("The **mayor** said *no*, __twice__, _loudly_.", "The mayor said no, twice, loudly."),
        ("See [the report](https://a.example/x_y_z) and ![a picture](b.png)it.", "See the report and it."),
        ("> “It is over,”\n> he said.", "“It is over,”\nhe said."),
        ("Heading\n=======\n\nText.", "Heading\n\nText."),
        ("One.\n\n***\n\nTwo.", "One.\n\nTwo."),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("- one\n- two", "- one\n- two"),
        (r"5 \* 3", "5 * 3"),
        ("a <!-- hidden --> b", "a  b"),
        ("**bold with *emphasis* in it** and ***both***", "bold with emphasis in it and both"),
        ("[A (b)](https://a.example/A_(b)) c", "A (b) c"),
        ("## Heading ##\nText #1", "Heading\nText #1"),
    ],
)
def test_marks_go_and_words_stay(markdown: str, words: str) -> None:
    assert plain_text(markdown) == words


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("no fields", {}),
        ("---\nnot closed: x\n", {}),
        ("---\na: 1\nb:\n  - x\n  - y\nc:\n  name: z\nd: |\n  two\n  lines\ne: 'it''s'\n---\n", {
            "a": "1", "b": ["x", "y"], "c": {"name": "z"}, "d": "two lines", "e": "it's",
        }),
        ("---\nauthors:\n- name: Ines\n- name: Paul\nempty:\n# remark\n---\nx", {
            "authors": [{"name": "Ines"}, {"name": "Paul"}], "empty": "",
        }),
        ('+++\ntitle = "T"\n+++\nx', {"title": "T"}),
        ("+++\ntitle = \n+++\nx", {}),
        ("---\n: : :\n- - -\n  &a *b\n---\nx", {}),
    ],
)  # fmt: skip
def test_front_matter(text: str, fields: dict[str, object]) -> None:
    assert split_front_matter(text)[0] == fields


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "mark", ["**a ", "_a", "[a](", "[", "<!-- ", "# ", "#", "> ", "*", "- ", "![a]((", "<http://", "`", " ", "\t"]
)
def test_a_hostile_text_costs_no_more_time_than_another(mark: str) -> None:
    plain_text("# " + mark * 200_000 + "x")
    plain_text("# " + mark * 200_000)
