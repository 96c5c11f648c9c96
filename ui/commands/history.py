"""`copydesk history`: the versions of an article, and what changed between two of them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.errors import InputError
from ui.commands.options import ArchiveOption, JsonOption

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from assistant import Article
    from ui.differences import Change

__all__ = ["diff_lines", "diff_to_json", "history_command", "history_table", "history_to_json"]


def history_command(
    article: Annotated[
        str, typer.Argument(help="The article's id, as citations and `search` give it, or the source's own.")
    ],
    versions: Annotated[
        list[int] | None,
        typer.Argument(metavar="[A] [B]", help="With --diff: the two versions to compare. Default: the last two."),
    ] = None,
    diff: Annotated[bool, typer.Option("--diff", help="Show what changed, sentence by sentence.")] = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the versions of an article, oldest first, with what changed in each."""
    from ui.commands.opening import open_archive

    if versions and not diff:
        message = "Versions are named to compare them: add --diff."
        raise InputError(message)
    with open_archive(archive) as opened, opened.snapshot() as snapshot:
        stored = snapshot.versions(article)
    if diff:
        from ui.differences import chosen_versions

        _tell_diff(*chosen_versions(stored, versions or ()), as_json=as_json)
    elif as_json:
        from ui.terminal import print_json

        print_json(history_to_json(stored))
    else:
        _tell_history(stored)


def history_to_json(stored: "Sequence[Article]") -> dict[str, Any]:
    from ui.differences import changed_fields

    return {
        "article_id": stored[0].article_id,
        "versions": [
            {
                "version": one.version,
                "is_current": one.is_current,
                "is_withdrawn": one.is_withdrawn,
                "title": one.title,
                "published_at": one.published_at,
                "updated_at": one.updated_at,
                "fetched_at": one.fetched_at,
                "stands_from": one.stands_from.isoformat() if one.stands_from else None,
                "stands_until": one.stands_until.isoformat() if one.stands_until else None,
                "correction": one.correction,
                "characters": len(one.text),
                "changed": list(changed_fields(before, one)),
            }
            for before, one in _pairs(stored)
        ],
    }


def diff_to_json(old: "Article", new: "Article", changes: "Sequence[Change]") -> dict[str, Any]:
    """Spans are offsets into each version's text."""
    from ui.differences import changed_fields

    return {
        "article_id": new.article_id,
        "from": old.version,
        "to": new.version,
        "changed": list(changed_fields(old, new)),
        "changes": [
            {
                "old": {"start": one.old_start, "end": one.old_end, "text": old.text[one.old_start : one.old_end]},
                "new": {"start": one.new_start, "end": one.new_end, "text": new.text[one.new_start : one.new_end]},
                "pieces": [{"kind": piece.kind, "text": piece.text} for piece in one.pieces],
            }
            for one in changes
        ],
    }


def history_table(stored: "Sequence[Article]") -> "Table":
    from rich.table import Table

    from ui.terminal import printable_line, safe
    from ui.words import say_day, say_moment

    table = Table(box=None, pad_edge=False)
    for name in ("Version", "Stood from", "Updated", "Changed", "Headline"):
        table.add_column(name, no_wrap=name != "Headline", overflow="fold")
    for before, one in _pairs(stored):
        mark = "withdrawn" if one.is_withdrawn else "current" if one.is_current else ""
        table.add_row(
            f"{one.version} {mark}".rstrip(),
            say_day(one.stands_from, short=True) if one.stands_from else "unknown",
            say_moment(one.updated_at, short=True) if one.updated_at else "",
            safe(_say_changed(before, one)),
            safe(printable_line(one.title or "(no headline)")),
        )
    return table


def diff_lines(changes: "Sequence[Change]") -> "Iterator[Text]":
    """One paragraph for each change: [-what went-] {+what came+}, coloured where a terminal shows colours."""
    from rich.text import Text

    from ui.terminal import printable

    shown = {"same": ("{}", ""), "removed": ("[-{}-]", "red"), "added": ("{{+{}+}}", "green")}
    for change in changes:
        line = Text()
        for piece in change.pieces:
            form, style = shown[piece.kind]
            line.append(form.format(printable(piece.text)), style=style)
        yield line


def _say_changed(before: "Article | None", after: "Article") -> str:
    if before is None:
        return "first"
    from ui.differences import changed_fields, find_changes

    words = {"title": "headline", "is_withdrawn": "withdrawal"}
    changed = [words.get(name, name.removesuffix("_at")) for name in changed_fields(before, after) if name != "text"]
    count = len(find_changes(before.text, after.text))
    passages = [f"{count} place{'s' if count != 1 else ''} in the text"] if count else []
    return ", ".join(passages + changed) or "white space"


def _pairs(stored: "Sequence[Article]") -> "Iterator[tuple[Article | None, Article]]":
    return zip([None, *stored[:-1]], stored, strict=True)


def _tell_history(stored: "Sequence[Article]") -> None:
    from ui.terminal import output, printable_line

    console = output()
    console.print(history_table(stored))
    for one in stored:
        if one.correction:
            console.print(f"\nCorrection in version {one.version}: {printable_line(one.correction)}")


def _tell_diff(old: "Article", new: "Article", *, as_json: bool) -> None:
    from ui.differences import find_changes

    changes = find_changes(old.text, new.text)
    if as_json:
        from ui.terminal import print_json

        print_json(diff_to_json(old, new, changes))
        return

    from ui.terminal import output, printable_line

    console = output()
    console.print(f"{new.article_id}, version {old.version} to version {new.version}")
    if old.title != new.title:
        console.print(f"Headline: [-{printable_line(old.title or '')}-] {{+{printable_line(new.title or '')}+}}")
    for line in diff_lines(changes):
        console.print("")
        console.print(line)
    if not changes:
        console.print("The texts are the same but for white space.")
