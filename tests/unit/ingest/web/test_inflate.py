import gzip
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.web.faults import Unfetched
from ingest.web.inflate import Inflater, inflate


def test_plain_and_packed() -> None:
    raw = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    for encoding, content in (
        ("", b"words"),
        ("identity", b"words"),
        ("GZIP", gzip.compress(b"words")),
        ("deflate", zlib.compress(b"words")),
        ("deflate", raw.compress(b"words") + raw.flush()),
    ):
        inflater = Inflater(encoding, 5)
        assert inflater.add(content[:3]) + inflater.add(content[3:]) == b"words"
        inflater.finish()
    assert inflate(gzip.compress(b"one ") + gzip.compress(b"two"), 100) == b"one two"


@given(st.binary(max_size=300), st.integers(1, 400), st.integers(1, 50))
def test_never_more_than_may_come_out(content: bytes, most: int, step: int) -> None:
    packed = gzip.compress(content)
    inflater = Inflater("gzip", most)
    plain = b""
    try:
        for start in range(0, len(packed), step):
            plain += inflater.add(packed[start : start + step])
        inflater.finish()
    except Unfetched:
        assert len(content) > most
    else:
        assert plain == content
    assert len(plain) <= most


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    with pytest.raises(Unfetched, match="larger than 1 MB"):
        inflate(bomb, 1_000_000)


def test_many_empty_files_in_a_row_cost_what_their_length_does() -> None:
    """Each left all that follows it to be copied: a sitemap of 50 MB would have taken hours."""

    def seconds(count: int) -> float:
        packed = gzip.compress(b"") * count + gzip.compress(b"words")
        begun = time.process_time()
        assert inflate(packed, 1000) == b"words"
        return time.process_time() - begun

    seconds(1_000)
    assert seconds(32_000) < 8 * seconds(8_000)


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "nonsense"])
def test_other_compressions_were_not_asked_for(encoding: str) -> None:
    with pytest.raises(Unfetched, match="not asked for"):
        Inflater(encoding, 10)


def test_damaged_and_cut() -> None:
    with pytest.raises(Unfetched, match="damaged"):
        inflate(b"\x1f\x8bnonsense", 10)
    with pytest.raises(Unfetched, match="cut") as caught:
        inflate(gzip.compress(b"words" * 100)[:-12], 1000)
    assert caught.value.is_passing
