"""A PostgreSQL server of a test's own: on loopback, in a folder that goes with it, stopped by its process id."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

__all__ = ["PostgresServer", "find_binaries", "running_server", "what_is_missing"]

_USER = "copydesk"


def find_binaries() -> Path | None:
    """The folder with `initdb` and `postgres`; Debian keeps them out of the path."""
    given = os.environ.get("COPYDESK_POSTGRES")
    found = shutil.which("initdb")
    folders = [Path(given)] if given else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    folders += [Path(found).parent] if found else []
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


def what_is_missing() -> str | None:
    if sys.platform == "win32":
        return "these tests start PostgreSQL as POSIX does"
    if find_binaries() is None:
        return "PostgreSQL is not installed: apt-get install postgresql, or set COPYDESK_POSTGRES to its bin folder"
    if find_spec("psycopg") is None:
        return "psycopg is not installed: pip install 'psycopg[binary]'"
    return None


@dataclass
class PostgresServer:
    """A server that can be killed and started again on the same files."""

    binaries: Path
    folder: Path
    port: int
    _running: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def address(self) -> str:
        return f"postgresql://{_USER}@127.0.0.1:{self.port}/postgres"

    def make(self) -> None:
        command = [str(self.binaries / "initdb"), "-D", str(self.folder / "data"), "-U", _USER, "--auth=trust"]
        command += ["--encoding=UTF8", "--locale=C", "--no-sync"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **_as_owner())

    def start(self) -> None:
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            "fsync": "off",  # the machine does not fall down in a test; what was written survives a kill
            "shared_buffers": "32MB",
            "max_connections": "60",
        }
        given = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self._running = subprocess.Popen(
                [self.binaries / "postgres", "-D", self.folder / "data", *given],
                stdout=log,
                stderr=log,
                **_as_owner(),
            )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self._is_ready():
                return
            if self._running.poll() is not None:
                break
            time.sleep(0.1)
        message = f"PostgreSQL did not start: {(self.folder / 'log').read_text(errors='replace')[-2000:]}"
        raise RuntimeError(message)

    def _is_ready(self) -> bool:
        try:
            lines = (self.folder / "data" / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return (
            len(lines) > 7
            and lines[7].strip() == "ready"
            and self._running is not None
            and lines[0] == str(self._running.pid)
        )

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT: at once, in order; SIGQUIT: as a crash, the next start recovers; SIGKILL: all its processes."""
        if self._running is not None and self._running.poll() is None:
            own = _children(self._running.pid) if how == signal.SIGKILL else []
            self._running.send_signal(how)
            for process_id in own:
                with suppress(ProcessLookupError):
                    os.kill(process_id, how)
            self._running.wait(60)
        self._running = None


def _children(process_id: int) -> list[int]:
    """Killed alone, the first of PostgreSQL's processes leaves others that end when they notice."""
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process_id)], capture_output=True, text=True, check=False
    )
    return [int(line) for line in listed.stdout.split()]


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    binaries = find_binaries()
    assert binaries is not None
    folder = Path(mkdtemp(prefix="copydesk-postgres-"))
    owner = _as_owner().get("user")
    if isinstance(owner, int):
        os.chown(folder, owner, -1)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = PostgresServer(binaries, folder, port)
    try:
        server.make()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _as_owner() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: there it runs as the user that its package made, or as nobody."""
    if os.geteuid() != 0:
        return {}
    import pwd

    names = {one.pw_name: one for one in pwd.getpwall()}
    owner = names.get("postgres") or names["nobody"]
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": [], "cwd": "/"}
