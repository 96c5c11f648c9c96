"""nginx on loopback with a configuration of its own, as the proxy in front of Copydesk."""

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

_START_SECONDS = 20.0
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def nginx(path: str, folder: Path, port: int, configuration: str) -> Iterator[None]:
    """nginx with this inside of its `http` block, once `port` takes connections; ended on leaving."""
    places = "".join(f"{name}_temp_path {folder / name};\n" for name in _TEMPORARY)
    whole = (
        f"daemon off;\nmaster_process off;\npid {folder / 'pid'};\nevents {{}}\n"
        f"http {{\naccess_log off;\n{places}{configuration}\n}}\n"
    )
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    log = folder / "nginx.log"
    with log.open("w") as errors:
        server = subprocess.Popen(
            [path, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"], stdout=errors, stderr=errors
        )
    try:
        _wait_for(port, server, log)
        yield
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_for(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    pause = Event()
    for _ in range(int(_START_SECONDS / 0.02)):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert server.poll() is None, f"nginx did not start:\n{log.read_text()[-3000:]}"
        pause.wait(0.02)
    message = f"nginx does not listen:\n{log.read_text()[-3000:]}"
    raise AssertionError(message)
