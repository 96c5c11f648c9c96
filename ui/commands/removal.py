"""`copydesk remove` and `copydesk forget`: taking articles out of an archive."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import InputError
from ui.commands.options import ArchiveOption, JsonOption

if TYPE_CHECKING:
    from assistant.archive import ToForget
    from assistant.settings import Settings

__all__ = ["forget_command", "remove_command"]

_SHOWN_OF_A_QUESTION = 120
ArticleArguments = Annotated[
    list[str], typer.Argument(metavar="ARTICLE...", help="Ids, as citations and `search` give them.")
]


def remove_command(articles: ArticleArguments, archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Take articles out of every search. They stay readable by id; ingesting them again brings them back."""
    from ui.commands.opening import load_settings
    from ui.removing import remove, say_ids

    ids = remove(load_settings(archive), articles)
    _tell({"removed": ids}, f"Removed {say_ids(ids)}. Readable by id with `copydesk show`.", as_json=as_json)


def forget_command(
    articles: Annotated[
        list[str] | None,
        typer.Argument(metavar="ARTICLE...", help="Ids, as citations and `search` give them.", show_default=False),
    ] = None,
    words: Annotated[
        list[str] | None,
        typer.Option(
            "--words",
            metavar="NAME",
            help="Also take saved questions, answers, titles and feedback that hold this name. As often as needed.",
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Forget nothing; list what would go.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether it is meant.")] = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Delete articles with all their versions and leave no byte of them in the archive's files.

    Conversations stay, but turns that cite or quote them lose their text. Questions that only name somebody stay as
    they are, unless --words "NAME" says whom: whole words, whatever their case and accents; without any article it
    takes these alone. It cannot be undone, and backups made with `copydesk backup` are not touched.
    """
    from assistant.archive import Archive
    from ui.commands.opening import load_settings
    from ui.removing import forget, say_forgotten, would_forget

    named = words or []
    if not articles and not named:
        message = "Nothing is named: give ids of articles, --words NAME, or both."
        raise InputError(message)
    settings = load_settings(archive)
    with Archive.from_settings(settings, None) as opened, opened.snapshot() as snapshot:
        ids = snapshot.article_ids(articles or [], must_be_there=False)
    if dry_run:
        _foretell(would_forget(settings, ids, named), as_json=as_json)
        return
    _confirm(settings, ids, named, yes=yes)
    done = forget(settings, ids, named)
    _tell(
        {
            "forgotten": ids,
            "turns": done.turn_count,
            "backups_deleted": done.backup_count,
            "articles_with_the_same_text": done.copy_count,
        },
        say_forgotten(done, settings),
        as_json=as_json,
    )


def _confirm(settings: "Settings", ids: Sequence[str], words: Sequence[str], *, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        message = "Forgetting cannot be undone. Say --yes if it is meant; --dry-run lists what would go."
        raise InputError(message)

    from ui.removing import say_ids, would_forget
    from ui.words import count

    what = [say_ids(ids)] if ids else []
    if words:
        turns = len(would_forget(settings, ids, words).taken.turns)
        what.append(f"the text of {count(turns, 'saved question')}")
    if not typer.confirm(f"Forget {' and '.join(what)} in {settings.archive} for good?", err=True):
        raise typer.Exit(2)


def _foretell(found: "ToForget", *, as_json: bool) -> None:
    from ui.removing import say_ids
    from ui.terminal import output, printable_line
    from ui.words import count

    taken = found.taken
    plain = {
        "dry_run": True,
        "would_forget": list(found.article_ids),
        "turns": [
            {
                "conversation": turn.conversation_id,
                "turn": turn.turn_id,
                "asked_at": turn.asked_at,
                "question": turn.question,
                "takes": [
                    *(["question"] if turn.is_question_taken else []),
                    *(["answer"] if turn.is_answer_taken else []),
                ],
            }
            for turn in taken.turns
        ],
        "titles": taken.title_count,
        "feedback": taken.feedback_count,
        "backups_deleted": found.backup_count,
        "articles_with_the_same_text": found.copy_count,
    }
    what = [
        *([say_ids(found.article_ids)] if found.article_ids else []),
        f"the text of {count(len(taken.turns), 'saved question')}",
        *([count(taken.title_count, "title")] if taken.title_count else []),
        *([count(taken.feedback_count, "remark") + " on answers"] if taken.feedback_count else []),
        *([count(found.backup_count, "backup") + " in the archive's folder"] if found.backup_count else []),
    ]
    _tell(plain, f"Nothing is forgotten yet. This would go: {', '.join(what)}.", as_json=as_json)
    if as_json:
        return
    for turn in taken.turns:
        parts = " and ".join(
            part
            for part, is_taken in (("question", turn.is_question_taken), ("answer", turn.is_answer_taken))
            if is_taken
        )
        shown = printable_line(turn.question)
        line = shown if len(shown) <= _SHOWN_OF_A_QUESTION else shown[: _SHOWN_OF_A_QUESTION - 1] + "…"
        output().print(f"  {turn.asked_at[:16].replace('T', ' ')}  {line}  ({parts})")


def _tell(plain: dict[str, object], words: str, *, as_json: bool) -> None:
    from ui.terminal import output, print_json, printable_line

    if as_json:
        print_json(plain)
    else:
        output().print(printable_line(words))
