"""A Chroma server of a test's own, from the wheel: on loopback, in a folder that goes with it, stopped by its process
id."""

import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

__all__ = ["ChromaProcess", "running_chroma", "what_is_missing"]


def _program() -> Path:
    return Path(sys.executable).with_name("chroma")


def what_is_missing() -> str | None:
    return None if _program().exists() else "the program `chroma` of chromadb's wheel is not beside Python"


@dataclass
class ChromaProcess:
    """A server that can be killed and started again on the same files."""

    folder: Path
    port: int
    _running: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [str(_program()), "run", "--path", str(self.folder / "data"), "--host", "127.0.0.1"]
        with (self.folder / "log").open("ab") as log:
            self._running = subprocess.Popen([*command, "--port", str(self.port)], stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self._running.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.address}/api/v2/heartbeat", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        message = f"Chroma did not start: {(self.folder / 'log').read_text(errors='replace')[-2000:]}"
        raise RuntimeError(message)

    @property
    def is_running(self) -> bool:
        return self._running is not None and self._running.poll() is None

    def send(self, given: signal.Signals) -> None:
        assert self._running is not None
        self._running.send_signal(given)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self._running is not None and self._running.poll() is None:
            self._running.send_signal(how)
            self._running.wait(30)
        self._running = None


@contextmanager
def running_chroma() -> Iterator[ChromaProcess]:
    folder = Path(mkdtemp(prefix="copydesk-chroma-"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = ChromaProcess(folder, port)
    try:
        server.start()
        yield server
    finally:
        server.stop(signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)
