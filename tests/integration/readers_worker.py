"""A program that answers, to be killed: one turn of it is being answered, another waits."""

import sys
import time
from pathlib import Path

from assistant.archive.readers import ReaderStore


def main(file: Path, address: str | None) -> None:
    store = ReaderStore(file, address)
    worker = store.register_worker()
    running = store.ask(None, "Who opened the bridge?")
    store.start(running.turn_id, worker.worker_id)
    store.add_event(running.turn_id, '{"kind": "searching"}')
    store.ask(running.conversation_id, "And when?")
    print("begun", flush=True)
    time.sleep(600)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None)
