"""How the command line turns errors into messages and exit codes."""

import json

import pytest
import typer
from typer.testing import CliRunner

from assistant import Answer, Filters, errors
from assistant.errors import ArchiveMissing, CopydeskError, ModelCutOff
from ui.cli import EXIT_CODES, CommandLine, app
from ui.commands.options import check_archive_option

COMMANDS = [
    "ingest",
    "ask",
    "dossier",
    "replay",
    "search",
    "show",
    "history",
    "remove",
    "forget",
    "chat",
    "feedback",
    "status",
    "rebuild",
    "backup",
    "restore",
    "eval",
    "doctor",
    "users",
]


def failing_app(error: BaseException) -> typer.Typer:
    failing = typer.Typer(cls=CommandLine, pretty_exceptions_enable=False)

    @failing.command("fail")
    def fail(as_json: bool = typer.Option(False, "--json")) -> None:
        raise error

    @failing.command("other")
    def other() -> None:
        """A group needs two commands."""

    return failing


def test_help_names_every_command_in_order_and_the_exit_codes() -> None:
    shown = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "120"}).output

    listed = shown[shown.index("Commands:") :]
    assert sorted(COMMANDS, key=listed.index) == COMMANDS
    assert " ".join(EXIT_CODES.split()[:3]) in shown
    for code in ("130 interrupted", "3 the archive", "4 a model"):
        assert code in " ".join(shown.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])

    assert result.exit_code == 0
    assert "Usage: " in result.output


def test_the_version() -> None:
    result = CliRunner().invoke(app, ["--version"])

    assert result.exit_code == 0
    assert result.output.startswith("copydesk ")


@pytest.mark.parametrize("name", errors.__all__)
def test_each_error_is_one_message_with_its_code(name: str) -> None:
    error: CopydeskError = getattr(errors, name)("It [bold]broke[/bold]\x1b[2J. Mend it.")

    result = CliRunner().invoke(failing_app(error), ["fail"])

    assert result.exit_code == error.exit_code
    assert result.stderr == "copydesk: It [bold]broke[/bold]. Mend it.\n"
    assert result.stdout == ""


def test_with_json_an_error_is_json_too() -> None:
    result = CliRunner().invoke(failing_app(ArchiveMissing("No archive.")), ["fail", "--json"])

    assert result.exit_code == 3
    assert json.loads(result.stderr) == {"error": "No archive.", "kind": "ArchiveMissing", "exit_code": 3}
    assert result.stdout == ""


def test_what_was_checked_before_a_model_failed_is_told_in_json() -> None:
    answer = Answer("?", "?", "answered", 0.9, None, "model", (), (), (), Filters(), {})
    result = CliRunner().invoke(failing_app(ModelCutOff("It broke off.").keeping(answer)), ["fail", "--json"])

    assert result.exit_code == 4
    assert json.loads(result.stderr)["partial"] == json.loads(json.dumps(answer.to_json()))
    assert result.stdout == ""


def test_an_unexpected_error_is_not_swallowed() -> None:
    result = CliRunner().invoke(failing_app(ZeroDivisionError()), ["fail"])

    assert isinstance(result.exception, ZeroDivisionError)
    assert result.exit_code == 1


def test_ctrl_c() -> None:
    result = CliRunner().invoke(failing_app(KeyboardInterrupt()), ["fail"])
    assert result.exit_code == 130
    assert result.stderr.split("\n") == ["", "copydesk: interrupted", ""]


@pytest.mark.parametrize("arguments", [["nothing"], ["ask", "--nothing"], ["search"], ["show"], ["eval"]])
def test_wrong_usage(arguments: list[str]) -> None:
    result = CliRunner().invoke(app, arguments)

    assert result.exit_code == 2
    assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        *([*one, "--archive", ""] for one in (["status"], ["users", "list"], ["ingest", "x"], ["chat"], ["ask", "x?"])),
        ["--archive", "", "status"],
        ["status", "--archive="],
        ["bulk", "x", "--to", "y", "--archive", ""],
    ],
)
def test_an_archive_without_a_name_is_not_the_folder_one_is_in(arguments: list[str]) -> None:
    result = CliRunner().invoke(app, arguments)

    assert result.exit_code == 2
    assert "--archive was given without a folder" in " ".join(result.stderr.split())


def test_what_stands_behind_two_dashes_is_no_option() -> None:
    check_archive_option(["ask", "--", "--archive", ""])
