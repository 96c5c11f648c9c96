from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.archive.conversations import ConversationStore

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import Newsroom


def test_turns_come_back_in_order_also_after_closing(tmp_path: Path) -> None:
    store = ConversationStore(tmp_path / "readers.sqlite3")
    conversation = store.create()
    store.append(conversation, "user", "Who opened the bridge?")
    store.append(conversation, "assistant", "The mayor.", '{"schema": 1}')
    store.close()
    store = ConversationStore(tmp_path / "readers.sqlite3")
    turns = [(turn.role, turn.content, turn.answer_json) for turn in store.turns(conversation)]
    assert turns == [("user", "Who opened the bridge?", None), ("assistant", "The mayor.", '{"schema": 1}')]
    assert store.is_lasting
    store.close()


def test_the_last_one_spoken_in_is_listed_first(tmp_path: Path) -> None:
    store = ConversationStore(tmp_path / "readers.sqlite3")
    first, second, _ = (store.create() for _ in range(3))
    for conversation, text in ((first, "One?"), (second, "Two?"), (first, "Three?")):
        store.append(conversation, "user", text)
    listed = [(item.conversation_id, item.title, item.turn_count) for item in store.list(10)]
    assert listed == [(first, "One?", 2), (second, "Two?", 1)]
    assert len(store.list(1)) == 1
    store.close()


def test_a_deleted_conversation_leaves_no_byte(tmp_path: Path) -> None:
    store = ConversationStore(tmp_path / "readers.sqlite3")
    kept, gone = store.create(), store.create()
    store.append(kept, "user", "Who opened the bridge?")
    store.append(gone, "user", "What about my neighbour Zebediah?")
    store.delete(gone)
    assert store.turns(gone) == []
    assert [item.conversation_id for item in store.list()] == [kept]
    assert all(b"Zebediah" not in file.read_bytes() for file in tmp_path.glob("readers*"))
    store.append(gone, "user", "Back again")
    assert len(store.turns(gone)) == 1
    store.close()


def test_a_folder_that_cannot_be_written_to_keeps_them_in_memory(tmp_path: Path) -> None:
    store = ConversationStore(tmp_path / "missing" / "readers.sqlite3")
    conversation = store.create()
    store.append(conversation, "user", "Who?")
    assert not store.is_lasting
    assert len(store.turns(conversation)) == 1
    store.close()


def test_threads_of_one_page(newsroom: "Newsroom") -> None:
    conversation = newsroom.archive.conversations.create()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: newsroom.archive.conversations.append(conversation, "user", str(n)), range(50)))
    assert len(newsroom.archive.conversations.turns(conversation)) == 50
