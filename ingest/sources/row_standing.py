"""Whether a row may be shown: withdrawn, under embargo, corrected, for subscribers. In news feeds' own words."""

from collections.abc import Mapping

from assistant.language import Moment
from ingest.clean import moment_in, storable

__all__ = ["correction_in", "embargo_in", "is_paywalled", "is_withdrawn"]

_GONE = frozenset(
    {
        "canceled", "cancelled", "deleted", "kill", "killed", "removed", "retracted", "spiked", "trash", "trashed",
        "unpublished", "withdrawn", "withheld",
        "draft", "auto-draft", "pending", "pending review", "private", "inherit", "in review", "unapproved",
    }
)  # fmt: skip
"""What a status says of an article that must not be used; `withheld` is AP's word for "until we say otherwise"."""
_EMBARGOED = "embargoed"
_SCHEDULED = frozenset({"future", "scheduled"})
"""What content systems say of an article that is published by itself when its day comes."""
_YES = frozenset({"1", "true", "y", "yes"})
_NO = frozenset({"", "0", "false", "n", "no", "none", "null"})
_LONGEST_NOTICE = 5_000
_FREE = frozenset({"isaccessibleforfree", "freeaccess"})
"""Names that say the opposite of the others."""
_STATUS_NAMES = ("status", "pubstatus", "publishingstatus", "publicationstatus", "poststatus")


def is_withdrawn(status: object) -> bool:
    """From every status field of a row under its comparable name: `{"pubstatus": "canceled"}`, `{"killed": true}`."""
    fields = status.items() if isinstance(status, Mapping) else ()
    return any(_word(value) in _GONE if name in _STATUS_NAMES else _word(value) in _YES for name, value in fields)


def embargo_in(until: object, status: object, published: Moment | None = None) -> str | None:
    """When the embargo ends, ISO 8601. One whose end is not plainly said is given as it is written: it never ends.

    What is scheduled is under embargo until it is to be published.
    """
    fields = status.items() if isinstance(status, Mapping) else ()
    said = {_word(value) for name, value in fields if name in _STATUS_NAMES}
    if until is None or _word(until) in _NO:
        if said & _SCHEDULED:
            return published.text if published else _EMBARGOED
        return _EMBARGOED if _EMBARGOED in said else None
    end = moment_in(until)
    return end.text if end else storable(str(until)[:100])[0]


def is_paywalled(paywall: object) -> bool:
    fields = paywall.items() if isinstance(paywall, Mapping) else ()
    return any(_word(value) in (_NO if name in _FREE else _YES) for name, value in fields)


def correction_in(value: object) -> str | None:
    """The notices, one below the other: from a string, an object's `text`, or a list of either."""
    if isinstance(value, Mapping):
        value = next((value[key] for key in ("text", "body", "notice", "note") if value.get(key)), None)
    if isinstance(value, list | tuple):
        value = "\n".join(filter(None, (correction_in(item) for item in value[:100] if not isinstance(item, list))))
    if not isinstance(value, str):
        return None
    return storable(value[:_LONGEST_NOTICE])[0].strip() or None


def _word(value: object) -> str:
    """`stat:Canceled ` as `canceled`, True as `true`."""
    return str(value)[:100].strip().casefold().rpartition(":")[2]
