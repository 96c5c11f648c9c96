"""Decompression that never makes more than it may: a few hundred bytes of gzip can stand for gigabytes."""

import zlib

from ingest.sources.reading import size_words
from ingest.web.faults import Unfetched

__all__ = ["GZIP", "Inflater", "inflate", "too_large"]

GZIP = b"\x1f\x8b"
"""How gzip begins."""
_GZIP_BITS = 47
"""zlib's code for gzip or zlib, whichever it is."""
_AT_ONCE = 4_096
"""Bytes given to zlib in one go: it copies what is left behind each of many small files that stand in a row."""


class Inflater:
    """Takes a body part by part, compressed as its `Content-Encoding` says, and gives it out plain and bounded."""

    def __init__(self, encoding: str, most: int) -> None:
        """`most` is how many bytes may come out. Raises Unfetched for a compression that was not asked for."""
        names = [name for name in encoding.lower().replace(" ", "").split(",") if name not in ("", "identity")]
        if names not in ([], ["gzip"], ["x-gzip"], ["deflate"]):
            message = "it is sent in a compression that was not asked for"
            raise Unfetched(message)
        self._is_plain = not names
        self._is_deflate = names == ["deflate"]
        self._most = most
        self._length = 0
        self._stream = zlib.decompressobj(_GZIP_BITS)

    def add(self, part: bytes) -> bytes:
        """Raises Unfetched when it becomes too large or is damaged."""
        if self._is_plain:
            return self._counted(part)
        return b"".join(
            self._counted(self._inflated(part[start : start + _AT_ONCE])) for start in range(0, len(part), _AT_ONCE)
        )

    def finish(self) -> None:
        """Raises Unfetched if the compressed body was cut."""
        if not self._is_plain and self._length and not self._stream.eof:
            message = "it was cut while it was sent"
            raise Unfetched(message, is_passing=True)

    def _counted(self, plain: bytes) -> bytes:
        self._length += len(plain)
        if self._length > self._most:
            raise too_large(self._most)
        return plain

    def _inflated(self, part: bytes) -> bytes:
        room = self._most - self._length + 1
        try:
            if self._is_deflate and not self._length and part[:1] and part[0] & 0x0F != 8:
                self._stream = zlib.decompressobj(-zlib.MAX_WBITS)  # some servers leave zlib's header out
            self._is_deflate = False
            plain = self._stream.decompress(part, room)
            while self._stream.unused_data.startswith(GZIP) and len(plain) < room:  # files one after another
                rest, self._stream = self._stream.unused_data, zlib.decompressobj(_GZIP_BITS)
                plain += self._stream.decompress(rest, room - len(plain))
        except zlib.error:
            message = "its compression is damaged"
            raise Unfetched(message) from None
        return plain


def too_large(most: int) -> Unfetched:
    return Unfetched(f"larger than {size_words(most)}, the most that is read of it")


def inflate(content: bytes, most: int) -> bytes:
    """A gzipped file, plain. Raises Unfetched like Inflater."""
    inflater = Inflater("gzip", most)
    plain = inflater.add(content)
    inflater.finish()
    return plain
