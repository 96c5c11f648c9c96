"""A Ray of our own on this machine: loopback alone, nothing reported, memory bounded, and gone when the run is.

Ray's processes outlive a driver that is killed. Each session has a private folder, which their command lines and open
files name: by it a session ends its processes, one by one, and the next one those of a session whose driver is gone.
"""

import json
import os
import secrets
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from assistant.errors import CopydeskError

__all__ = ["RayFailed", "end_leftovers", "joined", "ray_session"]

PREFIX = "cd-bulk-"
_OWNER = "owner.json"
_PATIENCE_SECONDS = 3.0
_MOST_FOLDERS = 100
_REACHED_SECONDS = 5.0

_ENVIRONMENT = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # else it listens on every interface, whatever address it is given
    "RAY_AUTH_MODE": "token",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",  # its coming default, and a warning less
    "RAY_BACKEND_LOG_LEVEL": "fatal",  # its native part writes to standard error; what matters comes as an exception
}


class RayFailed(CopydeskError):
    """Ray could not be started, or gave up."""


@contextmanager
def ray_session(cores: int, memory_mb: int) -> Iterator[Any]:
    """The module `ray`, with so many cores to share out and so much memory for what is on its way.

    Raises RayFailed where it does not start, or would listen elsewhere than on loopback.
    """
    end_leftovers()
    base = _base()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{_user()}-", dir=base))  # for its owner alone
    psutil = import_module("psutil")
    own = psutil.Process()
    (folder / _OWNER).write_text(json.dumps({"pid": own.pid, "started": own.create_time()}), encoding="utf-8")
    with _environment({**_ENVIRONMENT, "RAY_AUTH_TOKEN": secrets.token_hex(32)}):
        try:
            ray = import_module("ray")
            _start(ray, cores, memory_mb, folder)
            yield ray
        finally:
            if (loaded := sys.modules.get("ray")) is not None:
                loaded.shutdown()
            _end(folder)


@contextmanager
def joined(address: str) -> Iterator[Any]:
    """The module `ray`, with a cluster that somebody else runs, by `host:port`. Raises RayFailed."""
    _check_reachable(address)
    with _environment({"RAY_USAGE_STATS_ENABLED": "0", "RAY_BACKEND_LOG_LEVEL": "fatal"}):
        ray = import_module("ray")
        try:
            with _native_errors_in(Path(os.devnull)):
                ray.init(address=address, log_to_driver=False, logging_level="ERROR")
        except (ConnectionError, RuntimeError, ValueError, TimeoutError) as error:
            message = f"The Ray cluster at {address} cannot be joined: {type(error).__name__}."
            raise RayFailed(message) from error
        try:
            yield ray
        finally:
            ray.shutdown()


def end_leftovers() -> None:
    """End what is left of sessions whose driver was killed, and remove their folders."""
    for folder in list(_base().glob(f"{PREFIX}{_user()}-*"))[:_MOST_FOLDERS]:
        if _is_ours(folder) and not _is_driven(folder):
            _end(folder)


def _check_reachable(address: str) -> None:
    """Ray itself tries for many minutes."""
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host, int(port)), _REACHED_SECONDS).close()
    except (OSError, ValueError, OverflowError) as error:
        message = f"No Ray cluster can be reached at {address}. Give its address as HOST:PORT, such as 10.0.0.5:6379."
        raise RayFailed(message) from error


def _start(ray: Any, cores: int, memory_mb: int, folder: Path) -> None:
    try:
        with _native_errors_in(folder / "started"):
            ray.init(
                address="local",
                num_cpus=cores,
                object_store_memory=memory_mb * 1024 * 1024,
                include_dashboard=False,
                log_to_driver=False,
                logging_level="ERROR",
                _node_ip_address="127.0.0.1",
                _temp_dir=str(folder / "r"),  # Ray opens its own folder to everybody
            )
    except (ConnectionError, RuntimeError, ValueError, TimeoutError, OSError) as error:
        message = f"Ray did not start: {type(error).__name__}. Run the command again, or use `copydesk ingest`."
        raise RayFailed(message) from error
    if ray.util.get_node_ip_address() not in ("127.0.0.1", "::1"):
        message = "Ray would listen beyond this machine: it was loaded before by something else in this program."
        raise RayFailed(message)


@contextmanager
def _native_errors_in(file: Path) -> Iterator[None]:
    """While it starts, Ray's native part says on standard error that it will say nothing more."""
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with file.open("wb") as aside:
            os.dup2(aside.fileno(), 2)
        yield
    finally:
        sys.stderr.flush()
        os.dup2(kept, 2)
        os.close(kept)


def _end(folder: Path) -> None:
    """End the processes that work in a session's folder, each by its number, and remove it."""
    psutil = import_module("psutil")
    left = _processes_in(folder)
    for program in left:
        with suppress(psutil.Error):
            program.terminate()
    _, stubborn = psutil.wait_procs(left, timeout=_PATIENCE_SECONDS)
    for program in stubborn:
        with suppress(psutil.Error):
            program.kill()
    psutil.wait_procs(stubborn, timeout=_PATIENCE_SECONDS)
    shutil.rmtree(folder, ignore_errors=True)


def _processes_in(folder: Path) -> list[Any]:
    """Our own processes whose command line or open files lie in the folder; Ray renames some, so neither is enough."""
    psutil = import_module("psutil")
    own, place = psutil.Process(), f"{folder}{os.sep}"
    found = []
    for program in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if program.pid == own.pid or program.username() != own.username():
                continue
            is_named = any(place in argument for argument in program.cmdline())
            if is_named or any(file.path.startswith(place) for file in program.open_files()):
                found.append(program)
    return found


def _is_ours(folder: Path) -> bool:
    """A folder of another user, or a link, is left alone."""
    with suppress(OSError):
        return folder.is_dir() and not folder.is_symlink() and _owner_of(folder) == _user()
    return False


def _is_driven(folder: Path) -> bool:
    """Whether the process that made it is still there. One that has not said yet who it is is just starting."""
    psutil = import_module("psutil")
    try:
        owner = json.loads((folder / _OWNER).read_text(encoding="utf-8"))
        return bool(psutil.Process(int(owner["pid"])).create_time() == float(owner["started"]))
    except psutil.Error:
        return False
    except (OSError, ValueError, KeyError, TypeError):
        return True


def _base() -> Path:
    """A socket's path may have 107 characters: a person's own TMPDIR can be too long for it."""
    return Path("/tmp") if os.name == "posix" else Path(tempfile.gettempdir())  # noqa: S108  # mkdtemp below it


def _user() -> str:
    return str(os.getuid()) if os.name == "posix" else ""


def _owner_of(folder: Path) -> str:
    return str(folder.stat().st_uid) if os.name == "posix" else ""


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Ray reads its environment and hands it on to its processes."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
