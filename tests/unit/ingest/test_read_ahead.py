import threading
from collections.abc import Iterator

import pytest

from assistant.archive.article import IncomingArticle
from ingest.read_ahead import MOST_CHARACTERS, MOST_ITEMS, read_ahead
from ingest.sources import Item, ReadArticle, Skip


def skips(count: int) -> Iterator[Item]:
    return (Skip(str(number), "why") for number in range(count))


def test_the_items_come_in_their_order() -> None:
    assert [item.source for item in read_ahead(skips(500)) if isinstance(item, Skip)] == [str(n) for n in range(500)]
    assert list(read_ahead(skips(0))) == []


def test_what_the_source_raises_comes_behind_the_items_before_it() -> None:
    def broken() -> Iterator[Item]:
        yield from skips(3)
        message = "gone"
        raise OSError(message)

    taken = read_ahead(broken())
    assert len([next(taken) for _ in range(3)]) == 3
    with pytest.raises(OSError, match="gone"):
        next(taken)


def test_it_reads_while_nobody_takes_but_only_so_far() -> None:
    reached = threading.Event()
    read: list[int] = []

    def counted() -> Iterator[Item]:
        for number, item in enumerate(skips(10 * MOST_ITEMS)):
            read.append(number)
            if number == MOST_ITEMS:
                reached.set()
            yield item

    taken = read_ahead(counted())
    next(taken)
    assert reached.wait(10)
    taken.close()  # type: ignore[attr-defined]  # it is a generator
    assert len(read) <= MOST_ITEMS + 3
    assert threading.active_count() == 1 or not any(one.name == "read-ahead" for one in threading.enumerate())


def test_long_articles_are_not_piled_up() -> None:
    read: list[int] = []

    def long_ones() -> Iterator[Item]:
        for number in range(20):
            read.append(number)
            yield ReadArticle(str(number), IncomingArticle(text="x" * MOST_CHARACTERS))

    taken = read_ahead(long_ones())
    next(taken)
    most = len(read)
    taken.close()  # type: ignore[attr-defined]  # it is a generator
    assert most <= 4


def test_a_source_that_is_left_is_closed() -> None:
    closed = threading.Event()

    def source() -> Iterator[Item]:
        try:
            yield from skips(1000)
        finally:
            closed.set()

    taken = read_ahead(source())
    next(taken)
    taken.close()  # type: ignore[attr-defined]  # it is a generator
    assert closed.wait(10)


def test_a_cancel_takes_what_lies_ready_and_waits_for_no_more() -> None:
    is_cancelled, may_go_on = threading.Event(), threading.Event()

    def source() -> Iterator[Item]:
        yield Skip("1", "empty")
        is_cancelled.set()
        may_go_on.wait(20)
        yield Skip("2", "empty")

    ahead = read_ahead(source(), is_cancelled.is_set)
    assert next(ahead) == Skip("1", "empty")
    assert is_cancelled.wait(20)
    may_go_on.set()
    assert [item.source for item in ahead if isinstance(item, Skip)] in ([], ["2"])
