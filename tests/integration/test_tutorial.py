"""docs/start/tutorial.md as it is told, on the articles that it names, from a site on loopback in place of theirs."""

import html
import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from typer.testing import CliRunner

from tests.markdown_blocks import blocks_of, commands_of
from tests.web_site import Page, open_site
from ui.cli import app

NAMED = "https://en.wikinews.org"


def page_of(title: str, text: str) -> Page:
    """Headline, day and paragraphs, as the real page shows them."""
    _, day, *paragraphs = text.split("\n\n")
    shown = "".join(f"<p>{html.escape(line)}</p>" for line in (day, *paragraphs))
    body = f"<article><h1>{html.escape(title)}</h1>{shown}</article>"
    return Page(f"<html lang=en><head><title>{html.escape(title)}</title></head><body>{body}</body></html>")


def test_it_goes_as_it_is_told(
    project_root: Path, shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = (project_root / "docs" / "start" / "tutorial.md").read_text(encoding="utf-8")
    rows = map(json.loads, (shared_data / "wikinews" / "articles.jsonl").read_text(encoding="utf-8").splitlines())
    monkeypatch.chdir(tmp_path)
    printed: dict[str, str] = {}
    with open_site() as site:
        monkeypatch.setenv("COPYDESK_WEB_DELAY", "0")
        monkeypatch.setenv("COPYDESK_ALLOW_PRIVATE_ADDRESSES", site.host)
        site.pages |= {urlsplit(row["url"]).path: page_of(row["title"], row["text"]) for row in rows}
        for command in commands_of(document):
            here = [word.replace(NAMED, f"http://{site.host}") for word in command]
            done = CliRunner().invoke(app, here, catch_exceptions=False)
            assert done.exit_code == 0, (command, done.output)
            printed[" ".join(command[:2])] = done.output
    assert "10  added" in printed["ingest --archive"]
    shown = [
        line.rpartition(" [")[0]
        for block in blocks_of(document)
        if block.language == "text"
        for line in block.body.splitlines()
    ]
    assert len(shown) >= 2
    assert [line for line in shown if not any(line in output for output in printed.values())] == []
    assert "None of the articles are about this." in printed["ask Who won the football match?"]
    church = printed["ask What does the Greek Orthodox Church say about the ruling?"]
    assert "may answer this, but it is not certain" in church
    assert "crane" not in printed["ask What happened in Mecca?"]
    assert "5 articles" in printed["ask Which articles are from 2015?"]
    assert "Nothing changed." in printed["replay crane.json"]
