"""The articles of an archive as rows, in the words that `ingest` reads them by."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from assistant.archive import Archive, Article, Filters
from assistant.errors import InputError
from assistant.extras import need

__all__ = ["FORMATS", "article_row", "check_target", "export_articles", "list_rows"]

FORMATS = (".jsonl", ".parquet")
_AT_ONCE = 500
_LEFT_OUT = frozenset(("group_id", "is_current"))
"""What means something in one archive only."""
_RENAMED = {"external_id": "id"}


def list_rows(
    archive: Archive, filters: Filters | None = None, *, all_versions: bool = False
) -> Iterator[dict[str, Any]]:
    """Live articles, newest first, each in its newest version, or in all of them, oldest first; one reading of the
    archive for all."""
    with archive.snapshot() as snapshot:
        offset = 0
        while articles := snapshot.list_articles(offset=offset, limit=_AT_ONCE, filters=filters):
            offset += len(articles)
            for article in articles:
                versions = snapshot.versions(article.article_id) if all_versions else [article]
                yield from map(article_row, versions)


def article_row(article: Article) -> dict[str, Any]:
    """Plain JSON types; days as YYYY-MM-DD; what is unknown is None."""
    names = [one.name for one in fields(Article) if one.name not in _LEFT_OUT]
    return {_RENAMED.get(name, name): _plain(getattr(article, name)) for name in names}


def check_target(path: Path) -> None:
    """Before anything is read. Raises InputError, also where the format's package is not installed."""
    if path.suffix.lower() not in FORMATS:
        message = f"{path.name} is no format to export articles to. End the name in {' or '.join(FORMATS)}."
        raise InputError(message)
    if path.suffix.lower() == ".parquet":
        _pyarrow()


def export_articles(archive: Archive, path: Path, filters: Filters | None = None, *, all_versions: bool = False) -> int:
    """Write the rows as JSON Lines or, by pyarrow, as Parquet; says how many. Raises InputError."""
    check_target(path)
    rows = list_rows(archive, filters, all_versions=all_versions)
    try:
        return _write_parquet(rows, path) if path.suffix.lower() == ".parquet" else _write_lines(rows, path)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}."
        raise InputError(message) from None


def _write_lines(rows: Iterable[dict[str, Any]], path: Path) -> int:
    with path.open("w", encoding="utf-8", errors="replace") as file:
        return sum(1 for row in rows if file.write(json.dumps(row, ensure_ascii=False) + "\n"))


def _write_parquet(rows: Iterator[dict[str, Any]], path: Path) -> int:
    pyarrow, parquet = _pyarrow()
    schema = pyarrow.schema([(name, _type_of(name, pyarrow)) for name in _row_names()])
    count = 0
    with parquet.ParquetWriter(path, schema) as writer:
        while batch := [row for row, _ in zip(rows, range(_AT_ONCE), strict=False)]:
            writer.write_table(pyarrow.Table.from_pylist(batch, schema=schema))
            count += len(batch)
    return count


def _row_names() -> list[str]:
    return [_RENAMED.get(one.name, one.name) for one in fields(Article) if one.name not in _LEFT_OUT]


def _type_of(name: str, pyarrow: Any) -> Any:
    if name == "version":
        return pyarrow.int64()
    if name == "authors":
        return pyarrow.list_(pyarrow.string())
    return pyarrow.bool_() if name.startswith("is_") else pyarrow.string()


def _pyarrow() -> tuple[Any, Any]:
    need("parquet", "Parquet", "; or export to .jsonl.")
    return import_module("pyarrow"), import_module("pyarrow.parquet")


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
