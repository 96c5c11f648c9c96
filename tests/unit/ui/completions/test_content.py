"""An answer as the content of a chat message."""

import re
import time
from collections.abc import Callable

import pytest
from markdown_it import MarkdownIt

from assistant.answer import Answer, Citation, Statement
from assistant.archive import Article
from ui.completions.content import Written, harmless, without_sources

HERE = "http://127.0.0.1:7860"
TEXT = "The bridge was closed. Nobody said why."


def two_quotes(make_article: Callable[..., Article], make_answer: Callable[..., Answer]) -> Answer:
    article = make_article(TEXT)
    return make_answer(Citation.of(1, article, (0, 22)), Citation.of(2, article, (23, 39)), reason="It is close.")


def test_each_citation_says_where_it_belongs(
    make_article: Callable[..., Article], make_answer: Callable[..., Answer]
) -> None:
    answer = two_quotes(make_article, make_answer)
    content, annotations = Written.whole(answer, HERE, has_sources=False)
    assert content == answer.told == "It is close. The bridge was closed. [1] Nobody said why. [2]"
    for annotation, citation in zip(annotations, answer.citations, strict=True):
        where = annotation["url_citation"]
        assert content[where["start_index"] : where["end_index"]] == citation.quote
        exact = annotation["copydesk"]
        assert TEXT[exact["start"] : exact["end"]] == exact["quote"]


def test_the_sources_stand_at_the_end_and_are_no_part_of_a_conversation(
    make_article: Callable[..., Article], make_answer: Callable[..., Answer]
) -> None:
    answer = two_quotes(make_article, make_answer)
    content, _ = Written.whole(answer, HERE, has_sources=True)
    assert content.endswith(
        "\n\nSources:\n- [1] Bridge closed, The Lantern, 2025-03-11 https://lantern.example/bridge\n"
        "- [2] Bridge closed, The Lantern, 2025-03-11 https://lantern.example/bridge"
    )
    assert without_sources(content) == answer.told
    assert without_sources(f"{content}\n") == answer.told
    kept = "He said:\n\nSources:\n- [1] are secret.\nAnd more."
    assert without_sources(kept) == kept


def test_an_article_without_an_address_is_found_here(
    make_article: Callable[..., Article], make_answer: Callable[..., Answer]
) -> None:
    for url in (None, "javascript:alert(1)"):
        answer = make_answer(Citation.of(1, make_article(TEXT, url=url), (0, 22)))
        _, annotations = Written.whole(answer, HERE, has_sources=True)
        assert annotations[0]["url_citation"]["url"] == f"{HERE}/api/articles/a0123456789abcdef?version=1"


def test_nothing_stated_is_the_reason(make_answer: Callable[..., Answer]) -> None:
    answer = make_answer(outcome="nothing", reason="None of the articles are about this.")
    assert Written.whole(answer, HERE, has_sources=True) == ("None of the articles are about this.", [])


def test_what_is_not_carried_says_so(make_answer: Callable[..., Answer]) -> None:
    answer = make_answer(statements=(Statement("It will rain.", "unsupported", ()),))
    assert Written.whole(answer, HERE, has_sources=True)[0] == "It will rain. (not backed by its sources)"


def test_markdown_of_an_article_loads_and_hides_nothing(
    make_article: Callable[..., Article], make_answer: Callable[..., Answer]
) -> None:
    hostile = "![x](http://evil.example/p.png) [y](http://evil.example) <img src=x> <script> 1 < 2 [3]"
    answer = make_answer(Citation.of(1, make_article(hostile, title=hostile), (0, len(hostile))))
    content, annotations = Written.whole(answer, HERE, has_sources=True)
    assert not re.search(r"!\[|\]\(|(?<!\\)<[a-z]", content)
    assert "1 < 2 [3]" in content
    where = annotations[0]["url_citation"]
    assert content[where["start_index"] : where["end_index"]] == harmless(hostile)
    assert annotations[0]["copydesk"]["quote"] == hostile


@pytest.mark.parametrize(
    "hostile",
    [
        "It said \\<img src=https://evil.example/p.png> so.",
        "It said \\\\\\<img src=https://evil.example/p.png> so.",
        "\\\\![x](https://evil.example) and [y\\](https://evil.example) \\[z](https://evil.example).",
        "[word]: https://evil.example/\n[word] of it.",
    ],
)
def test_marks_that_an_article_escaped_itself_come_to_nothing(
    make_article: Callable[..., Article], make_answer: Callable[..., Answer], hostile: str
) -> None:
    answer = make_answer(Citation.of(1, make_article(hostile), (0, len(hostile))))
    content, _ = Written.whole(answer, HERE, has_sources=False)
    assert _drawn(content) <= {"text", "softbreak"}


@pytest.mark.parametrize(
    "address",
    [
        "https://lantern.example/![x](https://evil.example/p.png)",
        "https://lantern.example/<img/src=https://evil.example/p.png>",
        "https://![x](https://evil.example/p.png)",
    ],
)
def test_an_address_in_the_list_of_sources_is_no_markdown(
    make_article: Callable[..., Article], make_answer: Callable[..., Answer], address: str
) -> None:
    answer = make_answer(Citation.of(1, make_article(TEXT, url=address), (0, 22)))
    content, annotations = Written.whole(answer, HERE, has_sources=True)
    assert _drawn(content) <= {"text", "softbreak"}
    assert annotations[0]["url_citation"]["url"] == address


def test_a_long_row_of_backslashes_is_soon_read() -> None:
    begun = time.process_time()
    harmless("\\" * 50_000)
    assert time.process_time() - begun < 0.5


def _drawn(content: str) -> set[str]:
    """The kinds of what a chat page makes of it, inside its paragraphs."""
    return {one.type for token in MarkdownIt().parse(content) for one in token.children or ()}
