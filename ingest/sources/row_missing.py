"""What programs write where there is nothing."""

from collections.abc import Mapping

__all__ = ["is_blank"]

_WORDS = frozenset({
    "nan", "none", "null", "n/a", "n.a.", "n.a", "nat", "undefined", "<na>", "\\n", "(null)", "[null]", "<null>",
    "<none>", "-nan", "nil", "pd.na", "not available", "not specified", "not provided", "unspecified", "no data",
    "not applicable", "(none)", "(not set)", "-", "--", "---", "–", "—", "?", "??", "[]", "{}", '""', "''",
    "1.#ind", "1.#qnan", "#n/a", "#n/a n/a", "#na", "#value!", "#ref!", "#null!", "#div/0!", "#name?", "#num!",
})  # fmt: skip
_MOST_LOOKED_AT = 100


def is_blank(value: object, levels: int = 4) -> bool:
    """Nothing, white space, a word for nothing (`NaN`, `None`, `NULL`, `n/a`), or a list or object of only such."""
    if isinstance(value, str):
        word = value.strip() if len(value) < 50 else value
        return not word.strip() or word.casefold() in _WORDS or word == "NA"
    if isinstance(value, float):
        return value != value  # only NaN is unlike itself
    if isinstance(value, list | tuple | Mapping):
        items = list(value.values() if isinstance(value, Mapping) else value)
        return not items or (
            levels > 0 and len(items) <= _MOST_LOOKED_AT and all(is_blank(item, levels - 1) for item in items)
        )
    return value is None
