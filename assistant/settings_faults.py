"""What is wrong with a setting, in plain words: what it was, and what it takes."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

__all__ = ["say_faults"]

_HARMLESS = re.compile(r"[\d.,:+/ -]{1,20}|\w{1,12}")
"""A value that can be shown: a key that was set in the wrong place is longer."""


def say_faults(error: ValidationError, fields: Mapping[str, FieldInfo], prefix: str) -> str:
    """All of them in one line, without a full stop; each setting once, by its variable."""
    said: dict[str, str] = {}
    for fault in error.errors(include_url=False):
        name = str(fault["loc"][0])
        variable = f"{prefix}{name.upper()}"
        if fault["type"] == "value_error":  # a check of our own says what it takes
            said.setdefault(name, f"{variable}: {fault['msg'].removeprefix('Value error, ').removesuffix('.')}")
        else:
            was = _shown(fault["input"], fields[name])
            said.setdefault(name, f"{variable} {was}takes {_taken(fields[name])}")
    return "; ".join(said.values())


def _shown(value: object, field: FieldInfo) -> str:
    """Nothing of a text: it may be a key, or an address with a password."""
    kinds = {get_origin(kind) or kind for kind in _kinds(field.annotation)}
    given = str(value)
    if not kinds <= {int, float, bool, date, Literal} or not _HARMLESS.fullmatch(given):
        return ""
    return f"is {given!r} and "


def _kinds(annotation: Any) -> tuple[Any, ...]:
    """The types that are allowed, without None."""
    allowed = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    return tuple(kind for kind in allowed if kind is not NoneType)


def _taken(field: FieldInfo) -> str:
    return " or ".join(_taken_of(kind, field) for kind in _kinds(field.annotation))


def _taken_of(kind: Any, field: FieldInfo) -> str:
    if get_origin(kind) is Literal:
        return " or ".join(f"`{word}`" for word in get_args(kind))
    if kind in (int, float):
        return ("a whole number" if kind is int else "a number") + _between(field)
    if kind is bool:
        return "true or false"
    if kind is date:
        return "a day as YYYY-MM-DD"
    if kind is Path:
        return "the path of a folder or file"
    return f"text{_lengths(field)}{_example(field)}"


def _between(field: FieldInfo) -> str:
    """The same limits as pydantic holds it to."""
    limits = (("from", "ge"), ("above", "gt"), ("to", "le"), ("below", "lt"))
    return "".join(f" {word} {limit:,}" for word, name in limits if (limit := _limit(field, name)) is not None)


def _lengths(field: FieldInfo) -> str:
    least, most = _limit(field, "min_length"), _limit(field, "max_length")
    return f" of {least or 0} to {most} characters" if most is not None else ""


def _example(field: FieldInfo) -> str:
    if _limit(field, "pattern") is None:
        return ""
    return f" such as {field.examples[0] if field.examples else field.default}"


def _limit(field: FieldInfo, name: str) -> Any:
    return next((getattr(one, name) for one in field.metadata if getattr(one, name, None) is not None), None)
