"""The marked commands of docs/guides/ingest.md run, in order, on files of every kind they name."""

import gzip
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.markdown_blocks import commands_of
from tests.written_files import docx_of, pdf_of, warc_of

STORY = "Bridge shut\n\nBy Ines Corrado\n\nThe bridge over the Omber was shut on {} evening."
PAGE = "<html><body><article><h1>Page</h1><p>" + "The bridge was shut on Friday. " * 40 + "</p></article></body></html>"
MAIL = (
    "From: The Lantern <n@lantern.example>\nSubject: Letter\nDate: Fri, 03 May 2024 10:00:00 +0200\n\nIt opens in June."
)
AP = [
    {"headlines": {"basic": "Vote"}, "creator": [{"by_line": "Ines Corrado"}], "body_nitf": "<p>The council voted.</p>"}
]


def write_examples(folder: Path) -> None:
    backup = io.BytesIO()
    with zipfile.ZipFile(backup, "w") as archive:
        archive.writestr("2024/story.txt", STORY.format("Sunday"))
    contents: dict[str, str | bytes] = {
        "articles/2024/one.txt": STORY.format("Monday"),
        "story.txt": STORY.format("Tuesday"),
        "notes.md": STORY.format("Wednesday"),
        "page.html": PAGE,
        "report.pdf": pdf_of([["The bridge was shut on Thursday evening, said the council."]]),
        "story.docx": docx_of([("The bridge was shut on Friday evening.", "Normal")]),
        "newsletter.eml": MAIL,
        "export.jsonl.gz": gzip.compress(b'{"id": 1, "text": "The bridge was shut on Saturday."}\n'),
        "backup.zip": backup.getvalue(),
        "crawl.warc.gz": warc_of([("https://lantern.example/a", "text/html", PAGE.replace("Friday", "May").encode())]),
        "table.csv": "title,text\nA,The mayor spoke.\n",
        "sheet.tsv": "title\ttext\nA\tThe mayor resigned.\n",
        "ap.json": json.dumps(AP),
    }
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


PROGRAM = """
import json, sys
from ui.cli import app
for arguments in json.loads(sys.argv[1]):
    app(arguments, standalone_mode=False)
"""


@pytest.mark.parametrize("name", ["ingest.md"])
def test_the_marked_commands_add_every_article_they_name(project_root: Path, tmp_path: Path, name: str) -> None:
    """One process runs them all: each would load the model again."""
    commands = commands_of((project_root / "docs" / "guides" / name).read_text(encoding="utf-8"))
    files = [command for command in commands if not any("://" in word for word in command)]
    assert len(files) >= 6
    write_examples(tmp_path)
    arguments = json.dumps([[*command, "--json"] for command in files])
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    reports = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert [report["skipped"] for report in reports] == [[]] * len(files)
    assert [report["added"] for report in reports] == [1, 3, 3, 3, 2, 1]
