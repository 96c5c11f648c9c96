"""The wheel and the sdist, installed where nothing else is: with the base alone, and with all extras."""

import json
import os
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.fresh_environment import Environment, build_distributions, make_environment
from tests.markdown_blocks import python_of
from tests.written_files import docx_of, pdf_of, warc_of

TEXT = "Ferry sinks\n\nBy Ines Corrado\n\nThe ferry Heron sank on Tuesday. All 31 passengers were rescued."
JSON = [{"id": 1, "title": "Vote", "body_html": "<p>The council voted 17 to 12 for the repair of the bridge.</p>"}]
CSV = "title,text,date\nChart found,The lost chart of the Omber was found in the Harbour Museum.,2026-05-04\n"
PAGE = "<html><body><article><h1>Page</h1><p>" + "The bridge was shut on Friday. " * 40 + "</p></article></body></html>"
WORKS = "The water works were shut on Sunday because of a burst main. " * 20
FEED = (
    "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>The Lantern</title>"
    f"<item><title>Works shut</title><description>Shut.</description><content:encoded>{WORKS}</content:encoded>"
    "<link>https://lantern.example/works</link></item></channel></rss>"
)
MAIL = (
    "From: The Lantern <n@lantern.example>\nSubject: Letter\nDate: Fri, 03 May 2024 10:00:00 +0200\n"
    "Content-Type: text/html\n\n<html><body><p>The swing bridge opens in June.</p></body></html>"
)
IMPORT_ALL = """
import importlib, pkgutil, sys
for name in ("assistant", "copydesk", "ingest", "ui"):
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(package.__path__, name + "."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
"""

NEEDS = {
    "page.html": "web",
    "crawl.warc.gz": "web",
    "report.pdf": "documents",
    "story.docx": "documents",
}


@pytest.fixture(scope="module")
def distributions(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return build_distributions(project_root, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def base(distributions: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Environment:
    return make_environment(tmp_path_factory.mktemp("base") / "env", distributions[1])


@pytest.fixture(scope="module")
def whole(distributions: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Environment:
    return make_environment(tmp_path_factory.mktemp("whole") / "env", distributions[1], ["all"])


def copydesk(environment: Environment, *arguments: str | Path) -> "tuple[int, str, str]":
    done = environment.run(environment.programs / "copydesk", *arguments)
    return done.returncode, done.stdout, done.stderr


def test_the_wheel_holds_the_packages_and_nothing_beside_them(distributions: tuple[Path, Path]) -> None:
    sdist, wheel = distributions
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"assistant", "copydesk", "ingest", "ui"}
    assert {f"{package}/py.typed" for package in ("assistant", "copydesk", "ingest", "ui")} <= set(names)
    with tarfile.open(sdist) as packed:
        inside = {name.partition("/")[2] for name in packed.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "assistant/models/data/reader.npz"} <= inside


def test_without_extras_no_module_needs_what_is_not_installed(base: Environment) -> None:
    done = base.run(base.python, "-c", IMPORT_ALL)
    assert (done.returncode, done.stderr) == (0, "")


def test_without_extras_text_json_csv_and_mail_are_taken_in_and_answered(base: Environment, tmp_path: Path) -> None:
    folder, archive = tmp_path / "articles", tmp_path / "desk"
    folder.mkdir()
    texts = {"ferry.txt": TEXT, "vote.json": json.dumps(JSON), "chart.csv": CSV, "letter.eml": MAIL, "feed.xml": FEED}
    for name, content in texts.items():
        (folder / name).write_text(content, "utf-8")
    code, out, err = copydesk(base, "ingest", "--json", "--archive", archive, folder)
    assert (code, json.loads(out)["added"], json.loads(out)["skipped"]) == (0, 5, []), err
    code, out, err = copydesk(base, "ask", "--json", "--archive", archive, "How did the council vote?")
    assert code == 0, err
    assert json.loads(out)["citations"][0]["quote"] == "The council voted 17 to 12 for the repair of the bridge."


def test_what_lacks_its_extra_names_the_command(base: Environment, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "page.html").write_text(PAGE, "utf-8")
    (folder / "crawl.warc.gz").write_bytes(warc_of([("https://lantern.example/a", "text/html", PAGE.encode())]))
    (folder / "report.pdf").write_bytes(pdf_of([["The bridge was shut on Thursday evening."]]))
    (folder / "story.docx").write_bytes(docx_of([("The bridge was shut on Friday evening.", "Normal")]))
    _, out, _ = copydesk(base, "ingest", "--json", "--archive", tmp_path / "desk", folder)
    skipped = {Path(one["source"]).name.partition(" ")[0]: one["reason"] for one in json.loads(out)["skipped"]}
    named = [name for name, extra in NEEDS.items() if f"pip install 'copydesk[{extra}]'" in skipped.get(name, "")]
    assert named == list(NEEDS), skipped
    code, _, err = copydesk(base, "ingest", "--archive", tmp_path / "desk", "https://paper.example/feed.xml")
    assert code == 2
    assert "pip install 'copydesk[web]'" in err
    assert "Traceback" not in err
    for name, extra in (("answer.docx", "documents"), ("articles.parquet", "parquet")):
        asked = ("ask", "How?", "--export") if extra == "documents" else ("export",)
        code, _, err = copydesk(base, *asked, tmp_path / name, "--archive", tmp_path / "desk")
        assert code == 2
        assert f"pip install 'copydesk[{extra}]'" in err
    code, out, err = copydesk(base, "doctor", "--archive", tmp_path / "desk")
    assert code == 0, out + err


def test_the_readmes_examples_run_where_the_wheel_is_installed(
    whole: Environment, project_root: Path, samples_archive: Path, tmp_path: Path
) -> None:
    program = python_of((project_root / "README.md").read_text(encoding="utf-8"))
    settings = {"COPYDESK_ARCHIVE": str(samples_archive)}
    done = whole.run(whole.python, "-c", program, cwd=tmp_path, settings=settings)
    assert (done.returncode, done.stderr) == (0, "")
    assert "[1]" in done.stdout


def test_with_all_extras_every_kind_of_file_is_read(whole: Environment, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    (tmp_path / "report.pdf").write_bytes(pdf_of([["The bridge was shut on Thursday evening."]]))
    (tmp_path / "story.docx").write_bytes(docx_of([("The bridge was shut on Friday evening.", "Normal")]))
    crawled = PAGE.replace("Friday", "May").encode()
    (tmp_path / "crawl.warc.gz").write_bytes(warc_of([("https://lantern.example/a", "text/html", crawled)]))
    files = [tmp_path / name for name in NEEDS]
    code, out, err = copydesk(whole, "ingest", "--json", "--archive", tmp_path / "desk", *files)
    assert (code, json.loads(out)["added"]) == (0, 4), err


@pytest.fixture(scope="module")
def users_module(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    module = tmp_path_factory.mktemp("users") / "users_module.py"
    module.write_text(
        python_of((project_root / "docs" / "reference" / "python.md").read_text(encoding="utf-8")), "utf-8"
    )
    return module


def test_a_users_module_passes_mypy_strict_against_the_wheel(whole: Environment, users_module: Path) -> None:
    command = (sys.executable, "-m", "mypy", "--strict", "--python-executable", whole.python, users_module.name)
    done = whole.run(*command, cwd=users_module.parent)
    assert (done.returncode, done.stdout.strip()) == (0, "Success: no issues found in 1 source file"), done.stderr


def test_a_users_module_passes_basedpyright_against_the_wheel(whole: Environment, users_module: Path) -> None:
    command = (sys.executable, "-m", "basedpyright", "--pythonpath", whole.python, "--outputjson", users_module.name)
    found = json.loads(whole.run(*command, cwd=users_module.parent).stdout)
    errors = [one for one in found["generalDiagnostics"] if one["severity"] == "error"]
    assert (errors, found["summary"]["filesAnalyzed"]) == ([], 1)


def test_every_public_name_of_the_wheel_has_a_known_type(whole: Environment, tmp_path: Path) -> None:
    command = (sys.executable, "-m", "basedpyright", "--ignoreexternal", "--verifytypes", "copydesk")
    active = {"PATH": f"{whole.programs}{os.pathsep}{os.environ['PATH']}"}  # there is no option that says where
    done = whole.run(*command, cwd=tmp_path, settings=active)
    assert "Type completeness score: 100%" in done.stdout, done.stdout + done.stderr


def test_the_command_says_its_help_and_version(base: Environment) -> None:
    for arguments in (("--help",), ("ingest", "--help"), ("--version",)):
        code, out, err = copydesk(base, *arguments)
        assert (code, err) == (0, ""), arguments
        assert out
