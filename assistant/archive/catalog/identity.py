"""Which incoming articles are one article: the identity rules."""

import hashlib
import json
import unicodedata
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from assistant.archive.article import IncomingArticle

__all__ = ["article_id_of", "canonical_url", "fold_name", "identity_for_publisher", "identity_of", "text_sha256"]

_TRACKING = {
    "dclid", "efid", "fbclid", "gbraid", "gclid", "gclsrc", "igshid", "mc_cid", "mc_eid", "mkt_tok", "msclkid", "ncid",
    "s_cid", "sc_cid", "smid", "twclid", "ttclid", "wbraid", "yclid", "_ga", "_gl", "_hsenc", "_hsmi",
}  # fmt: skip
_TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "hsa_", "at_campaign", "at_medium", "wt_mc", "wt_zmc")
_PATH_SAFE = "/:@!$&'()*+,;=~-._"
_DEFAULT_PORTS = {"http": 80, "https": 443}


def identity_of(incoming: IncomingArticle) -> str:
    """What stays the same when the article comes in again: its URL, else the source's id, its path, its text."""
    url = canonical_url(incoming.url)
    if url is not None:
        return _joined("url", url)
    for kind, value in (("id", incoming.external_id), ("path", incoming.path)):
        if value is not None and value.strip():
            return _joined(kind, incoming.source_name.strip(), value.strip())
    return _joined("text", incoming.source_name.strip(), (incoming.title or "").strip(), text_sha256(incoming.text))


def identity_for_publisher(identity: str, publisher: str) -> str:
    """The identity of another publisher's article that came in under an id already taken."""
    return _joined("publisher", identity, fold_name(publisher))


def article_id_of(identity: str) -> str:
    return "a" + hashlib.sha256(identity.encode()).hexdigest()[:16]


def text_sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def fold_name(name: str) -> str:
    """A publisher's or author's name as names are compared: case, width and white space do not count."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def canonical_url(url: str | None) -> str | None:
    """The URL without what does not change the page; None for anything that is not an http(s) address with a host.

    The fragment and tracking parameters go; the order of the others stays, since servers may read it.
    """
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (parts.hostname or "").rstrip(".").encode("idna").decode() if parts.hostname else ""
    except (ValueError, UnicodeError):
        return None
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not host:
        return None
    return urlunsplit((scheme, _netloc(parts, host, port), _path(parts.path), _query(parts.query), ""))


def _netloc(parts: SplitResult, host: str, port: int | None) -> str:
    shown = f"[{host}]" if ":" in host else host
    return shown if port in (None, _DEFAULT_PORTS[parts.scheme.lower()]) else f"{shown}:{port}"


def _path(path: str) -> str:
    """One spelling for each path: `%7E` is `~`, `%c3%a9` is `é`; an empty path is the root."""
    if "%2f" in path.lower() or "%25" in path:
        return path  # an escaped slash or percent sign is not the bare one
    return quote(unquote(path, errors="surrogateescape"), safe=_PATH_SAFE, errors="surrogateescape") or "/"


def _query(query: str) -> str:
    kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if not _is_tracking(name)]
    return urlencode(kept)


def _is_tracking(name: str) -> bool:
    lowered = name.lower()
    return lowered in _TRACKING or lowered.startswith(_TRACKING_PREFIXES)


def _joined(*parts: str) -> str:
    """Parts written so that no two different lists read the same."""
    return json.dumps(parts, ensure_ascii=False)
