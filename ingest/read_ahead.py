"""Read while the model embeds: items are taken from their source in a thread of its own, a bounded number ahead."""

import threading
from collections.abc import Callable, Iterator
from queue import Empty, Full, Queue

from ingest.sources import Item, ReadArticle

__all__ = ["never", "read_ahead"]

MOST_ITEMS = 64
"""Two batches of articles: while one is embedded the next is read."""
MOST_CHARACTERS = 2_000_000
"""Reading waits while so much text lies ready: a few very long articles do not fill the memory."""
_WAIT_SECONDS = 0.1
_PATIENCE_SECONDS = 5.0
"""A source that waits for the network when it is left ends by itself; nobody waits for it longer."""


def never() -> bool:
    return False


def read_ahead(items: Iterator[Item], is_cancelled: Callable[[], bool] = never) -> Iterator[Item]:
    """The same items in the same order, until `is_cancelled`. What the source raises is raised here, behind the items
    before it.

    Closing the iterator, or an exception in its consumer, stops the thread and closes the source.
    """
    ahead = _Ahead(items, is_cancelled)
    try:
        yield from ahead.taken()
    finally:
        ahead.stop()


class _Ahead:
    def __init__(self, items: Iterator[Item], is_cancelled: Callable[[], bool]) -> None:
        self._items = items
        self._is_cancelled = is_cancelled
        self._ready: Queue[Item | BaseException | None] = Queue(MOST_ITEMS)
        self._room = threading.Condition()
        self._character_count = 0
        self._is_stopped = False
        self._thread = threading.Thread(target=self._read, name="read-ahead", daemon=True)
        self._thread.start()

    def taken(self) -> Iterator[Item]:
        while True:
            item = self._take()
            if item is None:
                return
            if isinstance(item, BaseException):
                raise item
            with self._room:
                self._character_count -= _size(item)
                self._room.notify()
            yield item

    def stop(self) -> None:
        with self._room:
            self._is_stopped = True
            self._room.notify()
        self._thread.join(_PATIENCE_SECONDS)

    def _take(self) -> Item | BaseException | None:
        """Waits in steps, so that Ctrl-C and a cancel are heard; after a cancel only what lies ready is taken."""
        while True:
            if self._is_cancelled():
                self._is_stopped = True
            try:
                return self._ready.get(timeout=0 if self._is_stopped else _WAIT_SECONDS)
            except Empty:
                if self._is_stopped:
                    return None

    def _read(self) -> None:
        last: BaseException | None = None
        try:
            for item in self._items:
                if self._is_cancelled():
                    break
                self._wait_for_room(item)
                if not self._put(item):
                    break
        except BaseException as error:  # noqa: BLE001  # raised again where the items are taken
            last = error
        close = getattr(self._items, "close", None)
        if close is not None and last is None:
            close()
        self._put(last)

    def _wait_for_room(self, item: Item) -> None:
        with self._room:
            while self._character_count > MOST_CHARACTERS and not self._is_stopped:
                self._room.wait(_WAIT_SECONDS)
            self._character_count += _size(item)

    def _put(self, item: Item | BaseException | None) -> bool:
        """False where nobody takes items any more."""
        while not self._is_stopped:
            try:
                self._ready.put(item, timeout=_WAIT_SECONDS)
            except Full:
                continue
            return True
        return False


def _size(item: Item) -> int:
    return len(item.article.text) if isinstance(item, ReadArticle) else 0
