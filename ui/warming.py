"""Loading what answers need while the page opens, so that the first question is not the one that waits for it."""

import logging
from threading import Thread
from typing import TYPE_CHECKING

from assistant.errors import CopydeskError
from ui.desk import Desk, embedding_host

if TYPE_CHECKING:
    from assistant.pipeline import Assistant

__all__ = ["warm_up"]

_JOIN_SECONDS = 10.0

_log = logging.getLogger(__name__)


def warm_up(desk: Desk) -> Thread:
    """Search for a question that nobody asked, while the reader's model loads; begun when this returns.

    Nothing is sent anywhere for it: with an embedding model elsewhere there is nothing to load.
    """
    thread = Thread(target=_search_once, args=(desk,), name="warm-up", daemon=True)
    desk.before_closing(lambda: thread.join(_JOIN_SECONDS))  # else it would ask an archive that is closed
    thread.start()
    return thread


def _search_once(desk: Desk) -> None:
    try:
        assistant = desk.assistant()
        if embedding_host(assistant.settings) is None and (question := _question(assistant)):
            assistant.chain.begin_loading()
            assistant.search(question, read_filters=False)
            assistant.archive.prepare()  # one search opens no index of many rows
    except CopydeskError:
        return  # whoever asks is told
    except Exception:  # noqa: BLE001  # the thread's outermost call: nobody waits for it
        _log.debug("nothing was loaded ahead of the first question", exc_info=True)


def _question(assistant: "Assistant") -> str | None:
    """One that finds something, so that everything is used."""
    with assistant.archive.snapshot() as snapshot:
        for article in snapshot.list_articles(limit=1):
            return f"What is reported about {(article.title or article.text)[:100].strip()}?"
    return None
