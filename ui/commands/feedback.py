"""`copydesk feedback`: what readers said of answers, newest first."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.errors import ArchiveReadOnly
from ui.commands.options import ArchiveOption, JsonOption

if TYPE_CHECKING:
    from rich.table import Table

    from assistant.archive import Archive, StoredFeedback

__all__ = ["feedback_command", "feedback_table", "feedback_to_json"]

_SHOWN_OF_A_TEXT = 160


def feedback_command(
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many, the newest.")] = 200,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what readers said of answers, statements and citations, newest first."""
    from ui.commands.opening import open_archive

    with open_archive(archive) as opened:
        found = _feedback_of(opened, limit)
    if as_json:
        from ui.terminal import print_json

        print_json(feedback_to_json(found))
        return

    from ui.terminal import output

    output().print(feedback_table(found) if found else "No reader has said anything of an answer yet.")


def feedback_to_json(found: "Sequence[StoredFeedback]") -> dict[str, Any]:
    return {
        "feedback": [
            {
                "given_at": one.given_at,
                "owner": one.owner,
                "kind": one.kind,
                "conversation": one.conversation_id,
                "turn": one.turn_id,
                "question": one.question,
                "statement": one.statement,
                "statement_text": one.statement_text,
                "citation": one.citation,
                "quote": one.quote,
                "words": one.words,
            }
            for one in found
        ]
    }


def feedback_table(found: "Sequence[StoredFeedback]") -> "Table":
    """A row for each; the beginning of a conversation's id tells conversations apart, `--json` has it whole."""
    from rich.table import Table

    from ui.terminal import printable_line, safe
    from ui.words import say_moment

    table = Table(box=None, pad_edge=False)
    for name in ("Day", "Reader", "Said", "Question", "Of", "Words", "Conversation"):
        table.add_column(name, no_wrap=name in ("Day", "Conversation"), overflow="fold")
    for one in found:
        cells = (
            say_moment(one.given_at, short=True),
            one.owner or "this machine",
            one.kind,
            _shortened(one.question),
            _shortened(_say_what(one)),
            one.words,
            one.conversation_id[:8],
        )
        table.add_row(*(safe(printable_line(cell)) for cell in cells))
    return table


def _say_what(one: "StoredFeedback") -> str:
    """The statement or citation that is meant."""
    if one.citation is not None:
        return f"source [{one.citation}]" + (f" “{one.quote}”" if one.quote else "")
    if one.statement is not None:
        return one.statement_text or f"statement {one.statement + 1}"
    return "the answer"


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN_OF_A_TEXT else text[: _SHOWN_OF_A_TEXT - 1] + "…"


def _feedback_of(opened: "Archive", limit: int) -> "Sequence[StoredFeedback]":
    """Raises ArchiveReadOnly where the store cannot be opened: nothing to show would be untrue."""
    if not opened.readers.is_lasting:
        message = (
            f"What readers said is kept in a database that must be writable to be read, and the archive at "
            f"{opened.path} is not. Run the command with an account that may write there."
        )
        raise ArchiveReadOnly(message)
    return opened.readers.feedback(limit)
