"""What came of a request, after redirects."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.web.address import WebAddress

__all__ = ["Fetched", "Known"]

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of an address from an earlier run, to ask whether it has changed since."""

    url: str
    """Where it was then, after redirects."""
    etag: str | None = None
    last_modified: str | None = None
    fetched_at: str | None = None
    article_id: str | None = None

    def conditions(self) -> dict[str, str]:
        """The headers that make the request a conditional one."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    address: WebAddress
    """After redirects."""
    content: bytes
    headers: Mapping[str, str]
    """Names in lower case."""
    fetched_at: str
    """ISO 8601, UTC: when it was fetched, which is never when it was published."""
    is_unchanged: bool = False
    """The host says that it is what it was when Known was remembered; there is no content then."""

    @property
    def charset(self) -> str | None:
        """The encoding that the header declares."""
        found = _CHARSET.search(self.headers.get("content-type", ""))
        return found[1] if found else None

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()
