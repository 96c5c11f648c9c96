"""What is remembered of an address between two runs, so that only what has changed is sent again."""

import hashlib
import json

from assistant.archive.catalog.identity import canonical_url
from ingest.web.fetched import Fetched, Known

__all__ = ["key_of", "known_of", "written"]

_VERSION = 1
"""Changes when what is read out of a page changes, so that every page is read anew."""
_LONGEST_MARK = 500
"""Characters of an ETag or a date; a longer one is not remembered."""


def key_of(url: str) -> str:
    """Where an address is remembered: not in plain text, and the same with and without tracking parameters."""
    return f"web:{hashlib.sha256((canonical_url(url) or url).encode()).hexdigest()[:32]}"


def known_of(value: str | None) -> Known | None:
    """What `written` wrote; None for nothing, and for what another version wrote."""
    try:
        fields = json.loads(value) if value else None
        return Known(**fields) if isinstance(fields, dict) and fields.pop("v", None) == _VERSION else None
    except (ValueError, TypeError):
        return None


def written(fetched: Fetched, article_id: str | None = None) -> str | None:
    """To be remembered; None where the host gave nothing to compare by."""
    etag, last_modified = (fetched.headers.get(name) for name in ("etag", "last-modified"))
    fields = {
        "v": _VERSION,
        "url": fetched.address.url,
        "etag": etag if etag and len(etag) <= _LONGEST_MARK else None,
        "last_modified": last_modified if last_modified and len(last_modified) <= _LONGEST_MARK else None,
        "fetched_at": fetched.fetched_at,
        "article_id": article_id,
    }
    return json.dumps(fields, ensure_ascii=False)
