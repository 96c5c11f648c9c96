"""The command line over a real archive, from `ingest` to `doctor`."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from ui.cli import app

ARTICLES: list[dict[str, Any]] = [
    {
        "id": "bridge",
        "title": "Mayor Dagny Ostrow opens the Kelp Bridge",
        "text": "Mayor Dagny Ostrow opened the Kelp Bridge on Friday. The bridge cost 12 million crowns. "
        "It replaces the ferry that sank in March.",
        "source": "The Harbour Herald",
        "author": "Ida Quill",
        "published_at": "2021-05-04",
        "url": "https://herald.example/bridge",
    },
    {
        "id": "ferry",
        "title": "Ferry sinks in the harbour",
        "text": "The ferry Heron sank in the harbour on Tuesday night. All 31 passengers were rescued. "
        "Captain Tove Lindqvist said the engine had failed twice that week.",
        "source": "The Lantern",
        "author": "Bo Reed",
        "published_at": "2021-03-12",
    },
    {
        "id": "hostile",
        "title": "Lighthouse \x1b]0;owned\x07painted [bold]red[/bold]",
        "text": "The lighthouse was painted \x1b[31mred\x1b[0m by the keeper, Nils Varga. "
        "\x1b[2J\u202eIt took nine days.",
        "source": "The Lantern\x1b[5m",
        "published_at": "2021-06-01",
    },
    {
        "id": "undated",
        "title": "Library hours",
        "text": "The library is open until nine in the evening. Entry is free.",
    },
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the four articles, made by the command itself."""
    folder = tmp_path_factory.mktemp("cli")
    source = folder / "articles.jsonl"
    source.write_text("".join(json.dumps(article) + "\n" for article in ARTICLES), encoding="utf-8")
    made = run("ingest", str(source), "--archive", str(folder / "archive"), "--json")
    assert made.exit_code == 0, made.stderr
    assert json.loads(made.stdout)["added"] == 4
    return folder / "archive"


@pytest.fixture(autouse=True)
def asked_archive(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_ARCHIVE", str(archive))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def start(*arguments: str, **options: Any) -> "subprocess.Popen[bytes]":
    """The real command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", "from ui.cli import main; main()", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


def wait_until_idle(pid: int) -> None:
    """Until a started program waits for something: on a busy machine that takes its time."""
    program, last, quiet, ends_at = psutil.Process(pid), -1.0, 0, time.monotonic() + 60
    while quiet < 10 and time.monotonic() < ends_at:
        time.sleep(0.1)
        used = program.cpu_times().user
        quiet = quiet + 1 if used == last and program.status() == psutil.STATUS_SLEEPING else 0
        last = used


def steers_a_terminal(text: str) -> bool:
    return any(ord(character) < 32 and character not in "\n\t" for character in text) or "\u202e" in text


def test_a_dossier_is_told_exported_and_asked_again(tmp_path: Path) -> None:
    question = "Who was for and who against the Kelp Bridge?"
    told = run("dossier", question, "--export", str(tmp_path / "bridge.md"))
    assert told.exit_code == 0, told.stderr
    assert "Searched 4 articles, " in told.stdout
    assert (tmp_path / "bridge.md").read_text(encoding="utf-8").startswith("# Who was for and who against")
    for name in ("bridge.docx", "bridge.json"):
        made = run("dossier", question, "--json", "--export", str(tmp_path / name))
        assert json.loads(made.stdout)["searched"] == 4
    assert (tmp_path / "bridge.docx").read_bytes().startswith(b"PK")
    assert "Nothing changed." in run("replay", str(tmp_path / "bridge.json")).stdout
    assert json.loads(run("replay", str(tmp_path / "bridge.json"), "--json").stdout)["is_same"] is True


def test_an_answer_is_exported_and_asked_again(tmp_path: Path) -> None:
    record = tmp_path / "answer.json"
    assert run("ask", "How much did the Kelp Bridge cost?", "--export", str(record)).exit_code == 0
    assert json.loads(record.read_text(encoding="utf-8"))["asked"]["form"] == "answer"
    assert "Nothing changed." in run("replay", str(record)).stdout


def test_who_asks_for_sides_is_told_of_the_dossier() -> None:
    assert "copydesk dossier" in run("ask", "Who was for and who against the Kelp Bridge?").stderr
    assert "copydesk dossier" not in run("ask", "Who opened the Kelp Bridge?").stderr


def test_what_cannot_be_exported_or_asked_again_says_so(tmp_path: Path) -> None:
    (tmp_path / "no.json").write_text("{}", encoding="utf-8")
    for arguments, said in (
        (("ask", "Who?", "--export", "answer.txt"), "End the name in .md, .docx or .json"),
        (("ask", "--batch", "-", "--export", "answer.md"), "not --batch"),
        (("ask", "Who won?", "--export", str(tmp_path / "none" / "a.md")), "cannot be written"),
        (("replay", str(tmp_path / "no.json")), "no record of Copydesk's"),
        (("replay", str(tmp_path / "gone.json")), "cannot be read"),
    ):
        failed = run(*arguments)
        assert failed.exit_code == 2
        assert said in " ".join(failed.stderr.split())


def test_ask_says_the_answer_and_its_sources() -> None:
    result = run("ask", "How much did the Kelp Bridge cost?")

    assert result.exit_code == 0, result.stderr
    assert "12 million crowns. [" in result.stdout
    assert "] The Harbour Herald, 4 May 2021, by Ida Quill" in result.stdout
    assert "https://herald.example/bridge" in result.stdout
    assert result.stderr.startswith("Archive: ")


def test_ask_as_json_is_the_published_answer(project_root: Path) -> None:
    result = run("ask", "--json", "How much did the Kelp Bridge cost?")

    answer = json.loads(result.stdout)
    schema = json.loads((project_root / "assistant" / "answer.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(answer)
    text = ARTICLES[0]["text"]
    assert [text[one["start"] : one["end"]] == one["quote"] for one in answer["citations"]]
    assert answer["citations"][0]["external_id"] == "bridge"
    assert result.stderr == ""


def test_ask_verbosely_shows_passages_and_timings() -> None:
    result = run("ask", "-v", "-q", "Who painted the lighthouse?")

    assert "total" in result.stdout
    assert "Score" in result.stdout
    assert result.stderr == ""


def test_that_there_is_nothing_is_an_answer() -> None:
    result = run("ask", "How much did the Kelp Bridge cost?", "--publisher", "Nobody's Gazette")

    assert result.exit_code == 0
    assert "No article matches the filters (in Nobody's Gazette)." in result.stdout
    assert "Ask without --publisher to search the whole archive." in result.stdout
    assert "The archive holds 4 articles" in result.stdout
    assert "1 undated" in result.stdout


def test_what_an_article_wrote_does_not_steer_the_terminal() -> None:
    shown = [
        run("ask", "Who painted the lighthouse?"),
        run("ask", "--json", "Who painted the lighthouse?"),
        run("search", "lighthouse"),
        run("show", "hostile"),
        run("show", "hostile", "--json"),
        run("status"),
    ]

    assert not any(steers_a_terminal(result.stdout + result.stderr) for result in shown)
    assert "Nils Varga" in shown[0].stdout
    assert "painted [bold]red[/bold]" in shown[3].stdout
    assert json.loads(shown[4].stdout)["text"] == ARTICLES[2]["text"]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ((), {"bridge", "ferry", "hostile", "undated"}),
        (("--from", "2021-05"), {"bridge", "hostile"}),
        (("--to", "2021-05"), {"bridge", "ferry"}),
        (("--from", "2021", "--to", "2021-03-31"), {"ferry"}),
        (("--publisher", "the lantern", "--publisher", "The Harbour Herald"), {"bridge", "ferry", "hostile"}),
        (("--author", "Bo Reed"), {"ferry"}),
    ],
)
def test_search_with_filters(options: Sequence[str], found: set[str]) -> None:
    result = run("search", "the ferry and the bridge in the harbour", "--json", *options)

    assert {passage["external_id"] for passage in json.loads(result.stdout)["passages"]} <= found
    assert result.exit_code == 0


def test_search_on_a_terminal() -> None:
    result = run("search", "ferry", "-k", "2")

    assert "The Lantern" in result.stdout
    assert "12 Mar 2021" in result.stdout


def test_a_search_reads_standard_input() -> None:
    said = CliRunner().invoke(app, ["search", "-", "-k", "1", "--json"], input="ferry sank\n")

    assert json.loads(said.stdout)["question"] == "ferry sank"


def test_nothing_found_says_what_to_try() -> None:
    assert "wider filters" in run("search", "ferry", "--author", "Nobody").stdout


def test_show_a_version_that_is_not_there() -> None:
    assert run("show", "bridge", "--version", "1").exit_code == 0

    missing = run("show", "bridge", "--version", "9", "--json")

    assert missing.exit_code == 3
    assert json.loads(missing.stderr)["kind"] == "ArticleNotFound"


def test_status_and_rebuild(archive: Path) -> None:
    assert "4 articles" in run("status").stdout
    before = json.loads(run("status", "--json").stdout)

    rebuilt = run("rebuild", "--json")

    assert rebuilt.exit_code == 0, rebuilt.stderr
    assert json.loads(rebuilt.stdout)["coverage"] == before["coverage"]
    assert before["path"] == str(archive)
    assert json.loads(rebuilt.stdout)["index"]["health"] == "good"


def test_doctor() -> None:
    result = run("doctor", "--json")

    report = json.loads(result.stdout)
    assert report["ok"], report
    assert result.exit_code == 0
    assert {"Python", "Packages", "Embedding model", "Archive", "Free space"} <= {
        one["name"] for one in report["checks"]
    }


def test_doctor_fails_with_a_damaged_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model.onnx").write_bytes(b"no model")
    monkeypatch.setenv("COPYDESK_EMBEDDING_MODEL_PATH", str(tmp_path / "model.onnx"))

    result = run("doctor")

    assert result.exit_code == 1
    assert "fail Embedding model:" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("ask",), 2, "There is no question"),
        (("ask", "x?", "--from", "yesterday"), 2, "is not a day"),
        (("ask", "x?", "--batch", "file"), 2, "not both"),
        (("ask", "--batch", "missing.jsonl"), 2, "cannot be read"),
        (("ask", "  "), 2, "empty"),
        (("ask", "x" * 100_000), 2, "Shorten it"),
        (("ask", "x?", "--archive", "nowhere"), 3, "copydesk ingest"),
        (("search", "x?", "--archive", "nowhere"), 3, "copydesk ingest"),
        (("status", "--archive", "nowhere"), 3, "copydesk ingest"),
        (("rebuild", "--archive", "nowhere"), 3, "copydesk ingest"),
        (("show", "bridge", "--archive", "nowhere"), 3, "copydesk ingest"),
        (("--archive", "nowhere", "status"), 3, "copydesk ingest"),
        (("show", "no-such-article"), 3, "no article with this id"),
        (("eval", "missing.jsonl"), 2, "cannot be read"),
    ],
)
def test_what_goes_wrong_is_one_message(arguments: Sequence[str], code: int, said: str) -> None:
    result = run(*arguments)

    assert result.exit_code == code, result.stderr
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    assert not Path("nowhere").exists()


def test_a_batch(tmp_path: Path) -> None:
    batch = tmp_path / "questions.jsonl"
    batch.write_text(
        '{"id": "a", "question": "How much did the Kelp Bridge cost?", "date_to": "1999-01-01"}\n'
        "not json\n"
        '{"id": "c", "question": "When did it sink?", "history": [{"role": "user", "content": "Which ferry sank?"}, '
        '{"role": "assistant", "content": "The ferry Heron."}]}\n',
        encoding="utf-8",
    )

    result = run("ask", "--batch", str(batch))

    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 2
    assert [line["id"] for line in lines] == ["a", None, "c"]
    assert "12 million" in lines[0]["text"]
    assert (lines[1]["error"], lines[1]["kind"]) == ("Line 2: not JSON in UTF-8.", "InputError")
    assert "ferry" in lines[2]["standalone_question"].lower()
    assert lines[0]["filters"]["date_to"] is None
    assert result.stderr == ""


def test_a_question_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"x")))
    result = CliRunner().invoke(app, ["ask", "-", "--json"], input="How much did the Kelp Bridge cost?\n")

    assert json.loads(result.stdout)["question"] == "How much did the Kelp Bridge cost?"


def test_eval_over_a_temporary_archive(tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    articles.write_text("".join(json.dumps(article) + "\n" for article in ARTICLES), encoding="utf-8")
    start_at = ARTICLES[0]["text"].index("12 million")
    question = {
        "id": "cost",
        "question": "How much did the Kelp Bridge cost?",
        "answers": ["12 million"],
        "evidence": [{"doc_id": "bridge", "start": start_at, "end": start_at + 10}],
    }
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps(question) + "\n", encoding="utf-8")

    plain = run("eval", str(questions), "--articles", str(articles), "--json", "--verbose")
    table = run("eval", str(questions), "--articles", str(articles), "-v")

    report = json.loads(plain.stdout)
    assert report["overall"]["hit_at_10"]["value"] == 1
    assert report["overall"]["holds_answer"]["value"] == 1
    assert report["overall"]["exact_quotes"]["value"] == 1
    assert [result["question_id"] for result in report["results"]] == ["cost"]
    assert "cost [question] hit 1" in table.stdout
    assert "A hit overlaps the evidence span." in table.stdout


def test_eval_asks_each_article_in_an_archive_of_its_own(tmp_path: Path) -> None:
    articles, questions = tmp_path / "articles.jsonl", tmp_path / "questions.jsonl"
    articles.write_text("".join(json.dumps(article) + "\n" for article in ARTICLES[:2]), encoding="utf-8")
    asked: list[dict[str, Any]] = [
        {"id": "cost", "question": "How much did the Kelp Bridge cost?", "about": "bridge", "answers": ["12 million"]},
        {"id": "rescued", "question": "How many passengers were rescued?", "about": "ferry", "answers": ["31"]},
        {"id": "train", "question": "Who?", "about": "ferry", "split": "train"},
        {"id": "nowhere", "question": "Who?", "about": "elsewhere"},
    ]
    lines = [json.dumps({"split": "report", **one}) + "\n" for one in asked]
    questions.write_text("".join(lines), encoding="utf-8")

    given = ("--articles", str(articles), "--split", "report", "--one-by-one", "--json", "--verbose")
    report = json.loads(run("eval", str(questions), *given).stdout)

    assert {one["question_id"]: one["holds_answer"] for one in report["results"]} == {"cost": True, "rescued": True}


def test_eval_says_when_no_article_could_be_read(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_text("not json\n", encoding="utf-8")
    (tmp_path / "questions.jsonl").write_text('{"id": "1", "question": "x?"}\n', encoding="utf-8")

    result = run("eval", str(tmp_path / "questions.jsonl"), "--articles", str(tmp_path / "articles.jsonl"))

    assert result.exit_code == 2
    assert "No article could be read" in result.stderr


def test_asking_loads_no_page_and_help_loads_nothing() -> None:
    script = (
        "import sys\nfrom ui.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "heavy = ('gradio', 'fastapi', 'openai', 'chromadb', 'numpy', 'openvino', 'langchain_core', 'pydantic')\n"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)"
    )
    seen = {}
    for arguments in (["--help"], ["ask", "-q", "How much did the Kelp Bridge cost?"]):
        done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True)
        seen[arguments[0]] = done.stderr.splitlines()[-1]

    assert seen["--help"] == "[]"
    assert not any(name in seen["ask"] for name in ("gradio", "fastapi", "openai"))


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_ctrl_c_ends_with_130() -> None:
    with start("ask", "-") as process:
        wait_until_idle(process.pid)  # it waits for the question
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=30)

    assert process.returncode == 130
    assert stderr.split(b"\n")[-2:] == [b"copydesk: interrupted", b""]
    assert b"Traceback" not in stderr


def test_a_killed_batch_loses_and_doubles_nothing(tmp_path: Path) -> None:
    questions, answers = tmp_path / "questions.txt", tmp_path / "answers.jsonl"
    asked = [f"How much did the Kelp Bridge cost in {1990 + number}?" for number in range(20)]
    questions.write_text("\n".join(asked), encoding="utf-8")
    arguments = ("ask", "--batch", str(questions), "--resume", str(answers), "--threads", "2")
    with start(*arguments) as process:
        while process.poll() is None and (not answers.exists() or answers.read_bytes().count(b"\n") < 6):
            time.sleep(0.02)
        process.kill()
    stopped = answers.read_bytes()
    assert 6 <= stopped.count(b"\n") < 20

    assert run(*arguments).exit_code == 0

    lines = answers.read_bytes()
    assert [json.loads(line)["question"] for line in lines.splitlines()] == asked
    assert lines.startswith(stopped[: stopped.rfind(b"\n") + 1])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize(
    "arguments", [("ask", "--json", "Which ferry sank?"), ("show", "bridge"), ("export", "-"), ("--help",)]
)
def test_a_full_disk_is_told_in_one_line(arguments: Sequence[str]) -> None:
    program = [sys.executable, "-c", "from ui.cli import main; main()", *arguments]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(program, stdout=full, stderr=subprocess.PIPE, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_articles_come_out_as_they_go_in(tmp_path: Path) -> None:
    result = run("export", str(tmp_path / "out.jsonl"), "--json")
    assert json.loads(result.stdout) == {"file": str(tmp_path / "out.jsonl"), "articles": len(ARTICLES)}
    rows = [json.loads(line) for line in run("export", "-").stdout.splitlines()]
    assert {row["id"] for row in rows} == {article["id"] for article in ARTICLES}
    ingested = run("ingest", str(tmp_path / "out.jsonl"), "--archive", str(tmp_path / "other"), "--json")
    assert json.loads(ingested.stdout)["added"] == len(ARTICLES)
    refused = run("export", str(tmp_path / "out.txt"))
    assert (refused.exit_code, "End the name in" in refused.stderr) == (2, True)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_the_commands(shell: str) -> None:
    asked = {
        "_COPYDESK_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_ARGS": "copydesk ex",
        "COMP_WORDS": "copydesk ex",
    }
    asked |= {"COMP_CWORD": "1", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    program = "import sys; sys.argv[:] = ['copydesk']\nfrom ui.cli import main\nmain()"
    environment = {**os.environ, **asked}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert "export" in done.stdout
    assert "ingest" not in done.stdout


@pytest.mark.parametrize(
    "arguments", [("status", "--json"), ("show", "bridge"), ("ask", "--json", "Which ferry sank?")]
)
def test_a_reader_that_has_enough_is_no_error(arguments: Sequence[str]) -> None:
    with start(*arguments) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        stderr = process.stderr.read()

    assert process.returncode == 0, stderr
    assert b"Traceback" not in stderr
    assert b"BrokenPipe" not in stderr


def test_the_shortest_way_to_an_answer() -> None:
    base = [sys.executable, "-m", "assistant"]
    question = "How much did the Kelp Bridge cost?"

    text = subprocess.run([*base, question], capture_output=True, text=True, check=True)
    plain = subprocess.run([*base, question, "--json"], capture_output=True, text=True, check=True)
    missing = subprocess.run([*base, question, "--archive", "nowhere"], capture_output=True, text=True, check=False)

    assert "12 million crowns" in text.stdout
    assert "] The Harbour Herald, 2021-05-04: Mayor Dagny Ostrow opens the Kelp Bridge" in text.stdout
    assert json.loads(plain.stdout)["schema"] == 2
    assert missing.returncode == 3
    assert "copydesk ingest" in missing.stderr
    assert "Traceback" not in missing.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_what_is_begun(shell: str) -> None:
    begun = {"COMP_WORDS": "copydesk exp", "COMP_CWORD": "1", "_TYPER_COMPLETE_ARGS": "copydesk exp"}
    asked = {"_COPYDESK_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}

    assert "export" in CliRunner().invoke(app, [], prog_name="copydesk", env={**begun, **asked}).stdout
