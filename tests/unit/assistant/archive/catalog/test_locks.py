import os
from pathlib import Path

from assistant.archive.catalog.locks import exclusive_lock, is_held, shared_lock


def test_one_alone_or_many_together(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    assert shared_lock(path) is None, "a lock that is gone cannot be shared"
    with exclusive_lock(path) as first, exclusive_lock(path) as second:
        assert (first, second) == (True, False)
        assert shared_lock(path) is None
        assert is_held(path)
    assert not is_held(path)
    one, two = shared_lock(path), shared_lock(path)
    assert one is not None
    assert two is not None
    with exclusive_lock(path) as alone:
        assert not alone
    os.close(one)
    os.close(two)
    with exclusive_lock(path) as alone:
        assert alone
