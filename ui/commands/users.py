"""`copydesk users`: who may sign in to the page, and the tokens of programs."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import InputError
from ui.commands.options import ArchiveOption, JsonOption

if TYPE_CHECKING:
    from pathlib import Path

    from ui.users.records import Role, Users

__all__ = ["users_app"]

users_app = typer.Typer(
    help="Who may sign in to the page, and the tokens of programs.", no_args_is_help=True, rich_markup_mode=None
)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The name to sign in with.")]
RoleOption = Annotated[
    str | None, typer.Option("--role", help="`reader` asks and reads; `editor` also adds and removes articles.")
]


@users_app.command("add")
def add_command(
    name: NameArgument,
    role: RoleOption = None,
    no_password: Annotated[
        bool, typer.Option("--no-password", help="For whom a proxy signs in, or who uses tokens alone.")
    ] = False,
    archive: ArchiveOption = None,
) -> None:
    """Add a user, or give one a new password: asked for twice, or the first line of standard input."""
    from ui.users.passwords import Passwords, check_new

    users = _users(archive)
    known = users.get(name)
    wanted = _role(role or (known.role if known else "reader"))
    stored = None
    if not no_password:
        password = _read_password(name)
        check_new(password)
        stored = Passwords().hash(password)
    is_new = users.put(name, wanted, stored)
    typer.echo(f"{'Added' if is_new else 'Changed'} {name}, {wanted}. Users: {users.path}")


@users_app.command("list")
def list_command(archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Show users, roles and the names of tokens; never a password or a token."""
    from ui.terminal import json_text

    users = _users(archive)
    rows = [
        {
            "name": user.name,
            "role": user.role,
            "has_password": user.password is not None,
            "created_at": user.created_at,
            "tokens": [{"name": one.name, "role": one.role, "created_at": one.created_at} for one in user.tokens],
        }
        for user in sorted(users.all().values(), key=lambda user: user.name)
    ]
    if as_json:
        typer.echo(json_text(rows))
        return
    if not rows:
        typer.echo(f"No users in {users.path}. Add one: copydesk users add NAME")
    for user in sorted(users.all().values(), key=lambda user: user.name):
        tokens = ", ".join(f"{token.name} ({token.role})" for token in user.tokens)
        typer.echo(f"{user.name}\t{user.role}" + (f"\ttokens: {tokens}" if tokens else ""))


@users_app.command("remove")
def remove_command(name: NameArgument, archive: ArchiveOption = None) -> None:
    """Take a user away, with their tokens and shared links; they are signed out at once. Their conversations stay."""
    if not _users(archive).remove(name):
        message = f"There is no user {name[:64]!r}. See `copydesk users list`."
        raise InputError(message)
    typer.echo(f"Removed {name}.")


@users_app.command("token")
def token_command(
    name: NameArgument,
    label: Annotated[str, typer.Option("--name", help="What to call the token, to revoke it by.")] = "default",
    role: RoleOption = None,
    archive: ArchiveOption = None,
) -> None:
    """Print a new token for a program, this once; it never may more than its user."""
    users = _users(archive)
    typer.echo(users.add_token(name, label, _role(role or "reader")))
    typer.echo("Keep it now: it is not shown again. Send it as `Authorization: Bearer TOKEN`.", err=True)


@users_app.command("revoke")
def revoke_command(
    name: NameArgument,
    label: Annotated[str | None, typer.Option("--name", help="The token to take back.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Take back all of this user's tokens.")] = False,
    archive: ArchiveOption = None,
) -> None:
    """Take back a token; programs that use it are refused at once."""
    if (label is None) != every:
        message = "Say which token to take back with --name, or --all."
        raise InputError(message)
    count = _users(archive).revoke(name, label)
    if not count and not every:
        message = f"{name} has no token of that name. See `copydesk users list`."
        raise InputError(message)
    typer.echo(f"Revoked {count} {'token' if count == 1 else 'tokens'} of {name}.")


def _users(archive: "Path | None") -> "Users":
    from ui.commands.opening import load_settings
    from ui.entrance import users_path
    from ui.users.records import Users

    return Users(users_path(load_settings(archive)))


def _role(named: str) -> "Role":
    if named == "reader":
        return "reader"
    if named == "editor":
        return "editor"
    message = f"There is no role {named[:64]!r}. Give `reader` or `editor`."
    raise InputError(message)


def _read_password(name: str) -> str:
    """Typed twice on a terminal, unseen; else the first line of standard input. Never an argument: others see those."""
    if sys.stdin.isatty():
        return str(typer.prompt(f"Password of {name}", hide_input=True, confirmation_prompt=True))
    try:
        return sys.stdin.buffer.readline(10_000).decode().rstrip("\r\n")
    except UnicodeDecodeError:
        message = "The password is no UTF-8 text."
        raise InputError(message) from None
