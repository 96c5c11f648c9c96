"""`copydesk`: every command in one place."""

import errno
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from assistant.errors import CopydeskError, ModelError
from ui.commands.articles import export_command
from ui.commands.ask import ask_command
from ui.commands.backup import backup_command, restore_command
from ui.commands.doctor import doctor_command
from ui.commands.dossier import dossier_command, replay_command
from ui.commands.feedback import feedback_command
from ui.commands.history import history_command
from ui.commands.licences import licences_command
from ui.commands.mcp import mcp_command
from ui.commands.move import move_command
from ui.commands.options import check_archive_option
from ui.commands.removal import forget_command, remove_command
from ui.commands.search import search_command
from ui.commands.serve import serve_command
from ui.commands.show import show_command
from ui.commands.status import rebuild_command, status_command
from ui.commands.users import users_app
from ui.evaluate import eval_command

__all__ = ["EXIT_CODES", "CommandLine", "app", "main"]

EXIT_CODES = (
    "Exit codes: 0 for every answer, also where nothing is found; 1 unexpected, or `doctor` found a failure; "
    "2 bad input or settings; 3 the archive; 4 a model; 5 some address could not be reached; 130 interrupted."
)


_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""What writing to standard output fails with where it is a full disk, or `/dev/full`."""


_UNCOLLECTED = 100_000
"""Objects before rubbish is looked for: loading makes a million that stay, and looking took 7 % of an answer."""


INTERRUPTED = "\ncopydesk: interrupted\n"
"""Behind the ^C that the terminal shows."""


class CommandLine(TyperGroup):
    """Turns Copydesk's own errors into one message and an exit code; every other one keeps its traceback."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        ctx.meta["wants_json"] = "--json" in args or "--batch" in args
        ctx.meta["arguments"] = list(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        try:
            check_archive_option(ctx.meta["arguments"])
            result = super().invoke(ctx)
            sys.stdout.flush()
        except CopydeskError as error:
            _tell(error, as_json=ctx.meta["wants_json"])
            raise typer.Exit(error.exit_code) from None
        except BrokenPipeError:
            # whoever read the output has enough; the interpreter's last flush must not complain either
            _give_up_output()
            raise typer.Exit(0) from None
        except KeyboardInterrupt:
            sys.stderr.write(INTERRUPTED)
            raise typer.Exit(130) from None
        return result


def _give_up_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


app = typer.Typer(
    cls=CommandLine,
    name="copydesk",
    help="Ask a collection of news articles; every answer is quoted, cited and checked.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    rich_markup_mode=None,  # drawing the help with rich costs twice as long as all the rest
    pretty_exceptions_enable=False,  # its tracebacks show local variables: they hold article text, at times keys
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"copydesk {version('copydesk')}")
        raise typer.Exit


@app.callback()
def _before_each(
    archive: Annotated[
        Path | None,
        typer.Option("--archive", metavar="DIR", help="Folder of the archive, for whichever command follows."),
    ] = None,
    version: Annotated[  # noqa: ARG001  # its callback does the work
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_show_version)
    ] = False,
) -> None:
    if archive is not None:
        # the one place that sets the variable, so that mounted commands find it through their Settings
        os.environ["COPYDESK_ARCHIVE"] = str(archive)


def _mount() -> None:
    from ingest.__main__ import ingest_command
    from ingest.bulk.command import bulk_command
    from ui.__main__ import chat_command

    app.command("ingest")(ingest_command)
    app.command("bulk")(bulk_command)
    app.command("ask")(ask_command)
    app.command("dossier")(dossier_command)
    app.command("replay")(replay_command)
    app.command("search")(search_command)
    app.command("show")(show_command)
    app.command("history")(history_command)
    app.command("remove")(remove_command)
    app.command("forget")(forget_command)
    app.command("export")(export_command)
    app.command("chat")(chat_command)
    app.command("feedback")(feedback_command)
    app.command("serve")(serve_command)
    app.command("mcp")(mcp_command)
    app.add_typer(users_app, name="users")
    app.command("status")(status_command)
    app.command("rebuild")(rebuild_command)
    app.command("backup")(backup_command)
    app.command("restore")(restore_command)
    app.command("move")(move_command)
    app.command("eval")(eval_command)
    app.command("doctor")(doctor_command)
    app.command("licences")(licences_command)


_mount()


def _tell(error: CopydeskError, *, as_json: bool) -> None:
    from ui.terminal import json_text, printable_line, side

    if as_json:
        fault: dict[str, Any] = {"error": str(error), "kind": type(error).__name__, "exit_code": error.exit_code}
        if isinstance(error, ModelError) and error.partial is not None:
            fault["partial"] = error.partial.to_json()
        sys.stderr.write(json_text(fault) + "\n")
    else:
        side().print(f"copydesk: {printable_line(str(error))}")


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point; ends with one of the documented exit codes."""
    for stream in (sys.stdout, sys.stderr):
        # a terminal that cannot show a character gets a stand-in, never a traceback
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    gc.set_threshold(_UNCOLLECTED)
    given = list(arguments if arguments is not None else sys.argv[1:])
    try:
        app(given, prog_name="copydesk")
    except OSError as error:
        if error.errno not in _NO_ROOM or error.filename is not None:
            raise
        _give_up_output()
        _tell(CopydeskError(f"The output cannot be written: {error.strerror}."), as_json="--json" in given)
        sys.exit(1)
