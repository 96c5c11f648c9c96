import json
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document

from assistant import InputError
from assistant.archive import forget_articles
from assistant.exports import (
    Asked,
    Block,
    lay_out,
    lay_out_conversation,
    make_record,
    read_record,
    replay,
    to_docx,
    to_html,
    to_markdown,
)
from tests.unit.assistant.conftest import Desk

QUESTION = "Who was for and who against the tunnel?"
HOSTILE = (
    "Ann Lee backed the tunnel <img src=x> [here](https://bad.example/x) ![i](http://bad.example) www.bad.example."
)


def put(desk: Desk, text: str = "Ann Lee, the mayor, backed the tunnel.") -> str:
    return desk.put(text, "The tunnel", external_id="one", authors=("Cy Low",))


@pytest.fixture(params=["dossier", "answer"])
def asked(request: pytest.FixtureRequest) -> Asked:
    return Asked(QUESTION, request.param)


def test_a_dossier_is_laid_out_by_side_with_tally_and_sources(desk: Desk) -> None:
    put(desk)
    written = to_markdown(lay_out(desk.assistant().dossier(QUESTION)))
    lines = written.split("\n\n")
    assert lines[1] == "Searched 1 article, 1 matches."
    assert lines[2] == "## For, since 4 May 2026"
    assert lines[3] == "4 May 2026: Ann Lee, the mayor, in The Lantern \\[1\\]"
    assert lines[4] == "> Ann Lee, the mayor, backed the tunnel."
    assert "version 1, characters 0 to 38" in lines[-1]


def test_what_an_article_wrote_is_text_in_markdown(desk: Desk) -> None:
    put(desk, HOSTILE)
    written = to_markdown(lay_out(desk.assistant().dossier(QUESTION)))
    assert "\\<img" in written
    assert "](https" not in written.replace("\\](", "").replace("\\]\\(", "")
    assert "https://" not in written


def test_a_word_file_holds_the_same_text_and_takes_any_character(desk: Desk) -> None:
    put(desk, "Ann Lee backed the tunnel \x0b\ufffe today.")
    result = desk.assistant().dossier(QUESTION)
    document = Document(BytesIO(to_docx(lay_out(result))))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == QUESTION
    assert any(text.startswith("Ann Lee backed the tunnel") for text in texts)
    assert document.core_properties.title == QUESTION


def test_a_record_holds_what_it_takes_to_ask_again(desk: Desk, asked: Asked) -> None:
    put(desk)
    assistant = desk.assistant()
    result = assistant.dossier(QUESTION) if asked.form == "dossier" else assistant.ask(QUESTION)
    record = make_record(assistant, asked, result)
    value = record.to_json()

    assert read_record(json.dumps(value)) == read_record(json.dumps(read_record(json.dumps(value)).to_json()))
    assert value["archive"]["articles"] == 1
    assert value["archive"]["state"]
    assert value["versions"]["python"]
    source = value["sources"][0]
    article = assistant.article(source["article_id"], source["version"])
    assert article.text[source["start"] : source["end"]] == source["quote"]
    assert source["text_sha256"] == article.text_sha256


def test_nothing_changed_where_nothing_did(desk: Desk, asked: Asked) -> None:
    put(desk)
    assistant = desk.assistant()
    result = assistant.dossier(QUESTION) if asked.form == "dossier" else assistant.ask(QUESTION)
    again = replay(assistant, read_record(json.dumps(make_record(assistant, asked, result).to_json())))
    assert again.changes == ()
    assert again.to_json()["is_same"] is True


def test_a_replay_says_what_changed(desk: Desk) -> None:
    put(desk)
    assistant, asked = desk.assistant(), Asked(QUESTION, "dossier")
    before = make_record(assistant, asked, assistant.dossier(QUESTION))
    put(desk, "Ann Lee, the mayor, opposed the tunnel.")
    desk.put("Bob Ray backed the tunnel.", "Tunnel", published="2026-05-09", external_id="two")
    before = replace(before, versions={**before.versions, "python": "3.0"}, model="openai:old")

    changes = replay(assistant, before).changes

    assert "articles searched: 1, now 2." in changes
    assert any(
        change.startswith("no longer cited; its article has version 2 now, 1 was cited") and "backed" in change
        for change in changes
    )
    assert "newly cited: “Bob Ray backed the tunnel.”" in changes
    assert any(change.startswith("version of python: 3.0, now") for change in changes)
    assert "model: openai:old, now none." in changes


def test_a_replay_says_where_an_article_is_gone(desk: Desk) -> None:
    article_id = put(desk)
    assistant = desk.assistant()
    before = make_record(assistant, Asked(QUESTION, "dossier"), assistant.dossier(QUESTION))
    forget_articles(desk.archive.path, [article_id])
    changes = replay(assistant, before).changes
    assert any("its article is no longer in the archive" in change for change in changes)


@pytest.mark.parametrize("written", ["", "[]", "{}", '{"record": 2}', '{"record": 1, "asked": 3}', "[" * 100_000])
def test_what_is_no_record_says_so(written: str) -> None:
    with pytest.raises(InputError, match="no record of Copydesk's"):
        read_record(written)


def test_what_an_article_wrote_is_text_on_a_page_that_loads_nothing(desk: Desk) -> None:
    put(desk, HOSTILE)
    page = to_html(lay_out(desk.assistant().dossier(QUESTION)))
    assert "&lt;img src=x&gt;" in page
    assert "<img" not in page
    assert "<script" not in page
    assert "default-src 'none'" in page
    blocks = [Block("source", "One", "javascript:alert(1)"), Block("source", "Two", 'https://a.example/"><script>')]
    drawn = to_html(blocks)
    assert drawn.count("<a ") == 1
    assert 'href="https://a.example/&quot;&gt;&lt;script&gt;"' in drawn


def test_a_conversation_is_one_document_with_a_heading_a_question(desk: Desk) -> None:
    put(desk)
    answer = desk.assistant().ask(QUESTION)
    blocks = lay_out_conversation("About the tunnel", [answer, answer])
    assert [block.text for block in blocks if block.kind == "title"] == ["About the tunnel"]
    assert [block.text for block in blocks if block.kind == "heading" and block.text == QUESTION] == [QUESTION] * 2


@pytest.mark.parametrize("unseen", ["\u202e", "\u2066", "\x1b", "\x07", "\x7f", "\x9b", "\ud800"])
def test_nothing_in_an_export_acts_on_the_screen_that_shows_it(unseen: str) -> None:
    blocks = [
        Block("title", f"Invoice {unseen}gpj.exe"),
        Block("source", f"The {unseen}Lantern", f"https://a/{unseen}"),
    ]
    document = Document(BytesIO(to_docx(blocks)))
    word = "".join(one.text for one in document.paragraphs) + document.core_properties.title
    for written in (to_html(blocks), to_markdown(blocks), word):
        assert unseen not in written
        assert "\ufffd" in written
