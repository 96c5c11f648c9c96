"""A person with an empty archive does what the page says, and then asks."""

import asyncio
import json
import re
import shlex
from html import unescape
from pathlib import Path

from starlette.testclient import TestClient
from starlette.types import ASGIApp
from typer.testing import CliRunner

from assistant.settings import Settings
from ui.cli import app
from ui.opening import open_desk
from ui.server import build_app


def test_the_command_of_the_empty_page_fills_the_archive_that_is_open(tmp_path: Path) -> None:
    desk, _ = open_desk(Settings.load(archive=tmp_path / "my news's"))

    async def build() -> ASGIApp:  # inside a loop: outside of one Gradio begins loops and leaves them open
        return build_app(desk, host="127.0.0.1")

    client = TestClient(asyncio.run(build()), base_url="http://127.0.0.1:7860")
    (command,) = re.findall(r'<pre class="command"[^>]*><code>(.*?)</code>', client.get("/library").text)
    source = tmp_path / "wire.json"
    source.write_text(json.dumps({"id": "1", "title": "Well found", "text": "A well was found in Lowmere."}))
    words = [str(source) if word == "PATH" else word for word in shlex.split(unescape(command))]
    assert words[0] == "copydesk"
    done = CliRunner().invoke(app, words[1:], catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    assert "Well found" in client.get("/library").text
    desk.close()
