"""`copydesk doctor`: is everything in place, and if not, what to do."""

from dataclasses import asdict

import typer

from ui.commands.options import ArchiveOption, JsonOption

__all__ = ["doctor_command"]

_STYLES = {"ok": "green", "warn": "yellow", "fail": "bold red"}


def doctor_command(archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Check versions, model, archive, free space, port and settings. Exit code 1 when something fails."""
    from ui.commands.checks import Check, all_checks
    from ui.commands.opening import load_settings

    checks: list[Check] = []
    for check in all_checks(load_settings(archive)):
        checks.append(check)
        if not as_json:
            _tell(check.state, check.name, check.finding, check.advice)
    failed = any(check.state == "fail" for check in checks)
    if as_json:
        from ui.terminal import print_json

        print_json({"ok": not failed, "checks": [asdict(check) for check in checks]})
    if failed:
        raise typer.Exit(1)


def _tell(state: str, name: str, finding: str, advice: str | None) -> None:
    from ui.terminal import output, printable_line, safe

    line = safe(f"{state:<4} ", _STYLES[state])
    line.append(f"{name}: ", style="default not bold").append(printable_line(finding), style="default not bold")
    if advice:
        end = "" if finding.endswith((".", "!", "?")) else "."
        line.append(f"{end} {printable_line(advice)}", style="italic default not bold")
    output().print(line)
