"""What every test stands on: an environment of its own, no network but loopback, and the shared question sets."""

import gc
import os
import shutil
import signal
import socket
import sys
from collections.abc import Generator, Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.counted import PASSED, counted

__all__ = ["counted"]

PROJECT_ROOT = Path(__file__).resolve().parent.parent

FOREIGN_PREFIXES = ("COPYDESK_", "OPENAI_", "LANGSMITH_", "LANGCHAIN_", "CHROMA_", "GRADIO_")
FOREIGN_NAMES = frozenset(
    {"ALLOW_RESET", "MIGRATIONS", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_COLOR", "FORCE_COLOR"}
)

# Read before the environment is cleaned: they belong to whoever runs the tests.
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
SHARED = Path(os.environ.get("COPYDESK_SHARED") or PROJECT_ROOT.parent / "shared")
CHROMIUM = os.environ.get("COPYDESK_CHROMIUM")

INTERNET = frozenset({socket.AF_INET, socket.AF_INET6})


class NetworkBlockedError(AssertionError):
    """A test tried to reach another host."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--postgres",
        choices=("sample", "whole"),
        help="run the archive's own tests over PostgreSQL: a fixed sample of them, or all that are not of the folder",
    )
    parser.addoption(
        "--chroma", action="store_true", help="with --postgres: keep the index of those archives on a Chroma server"
    )

    parser.addoption("--counts", metavar="FILE", help="where the long runs keep what they counted, a line of JSON each")


def missing(what: str) -> None:
    """Skip on a developer's machine, fail in CI: there a missing input would turn a check off unseen."""
    if IN_CI:
        pytest.fail(f"{what} (CI is set, so this is a failure, not a skip)", pytrace=False)
    pytest.skip(what)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected stays until the end: looking through ten thousand tests for garbage again and again, also in
    the product's own calls of `gc.collect`, would take a tenth of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skip is a failure: a check that does not run there checks nothing."""
    report = yield
    if report.when == "call":
        item.stash[PASSED] = report.passed
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which is a failure in CI: {report.longrepr}"
    return report


def is_loopback(host: object) -> bool:
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    if name in {"", "localhost"} or name.endswith(".localhost"):
        return True
    try:
        address = ip_address(name.split("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def is_address(host: object) -> bool:
    try:
        ip_address(str(host))
    except ValueError:
        return False
    return True


def loopback_only(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: it sees every connection and look-up below all libraries, and no plugin can take it away."""
    host: object = None
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) and arguments[0].family in INTERNET else None
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"} and not is_address(arguments[0]):
        host = arguments[0]  # a name is asked of another host, a written address is not
    if host is not None and not is_loopback(host):
        message = f"this test reached for {host!r}; tests use loopback only"
        raise NetworkBlockedError(message)


sys.addaudithook(loopback_only)

# A busy machine makes an example slow, not wrong.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

MEMORY_FOLDER = Path("/dev/shm")
LEAST_MEMORY = 4 * 1024**3


def pytest_configure() -> None:
    """Temporary folders stand in memory where there is enough: thousands of small archives otherwise wait for a disk.

    Nothing here can tell the difference: what a killed program wrote is kept by the system, on either.

    And Ctrl-C reaches the programs that tests start, also where a shell runs all this in the background, deaf to it.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    has_room = os.access(MEMORY_FOLDER, os.W_OK) and shutil.disk_usage(MEMORY_FOLDER).free >= LEAST_MEMORY
    if has_room:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY_FOLDER))


@pytest.fixture(scope="session", autouse=True)
def isolated_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No setting, key, proxy or home folder of whoever runs the tests reaches a test; subprocesses inherit this."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.upper().startswith(FOREIGN_PREFIXES) or name.upper() in FOREIGN_NAMES:
                patch.delenv(name)
        for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA"):
            patch.setenv(name, str(home))
        for name, folder in (("XDG_DATA_HOME", "share"), ("XDG_CACHE_HOME", "cache"), ("XDG_CONFIG_HOME", "config")):
            patch.setenv(name, str(home / folder))
        patch.setenv("COPYDESK_ARCHIVE", str(home / "archive"))
        patch.setenv("GRADIO_ANALYTICS_ENABLED", "False")
        patch.setenv("PYTHONPATH", str(PROJECT_ROOT))  # `python -m ingest` in a subprocess, from any folder
        yield


@pytest.fixture(autouse=True)
def isolated_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test has its own archive path (not created) and starts in an empty folder, so that no `.env` is found."""
    folder = tmp_path / "cwd"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COPYDESK_ARCHIVE", str(tmp_path / "archive"))
    return tmp_path / "archive"


@pytest.fixture(scope="session")
def project_root() -> Path:
    return PROJECT_ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of the shared question sets: `../shared/data`, or `COPYDESK_SHARED`/data."""
    folder = SHARED / "data"
    if not (folder / "wikinews" / "questions.jsonl").is_file():
        missing("the shared question sets are not there: set COPYDESK_SHARED to their folder")
    return folder


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser for the page's tests: `COPYDESK_CHROMIUM`, else one on the path."""
    names = [CHROMIUM] if CHROMIUM else ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        missing("no Chromium found: install it or set COPYDESK_CHROMIUM to its path")
    assert found is not None
    return found


@pytest.fixture(scope="session")
def nginx_path() -> str:
    """The proxy for the tests of serving others, from the system's packages."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")
    if found is None:
        missing("no nginx found: install the package nginx")
    assert found is not None
    return found


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are named by their argument: a gzip file holds the time of its making, and all workers must name alike."""
    return argname if isinstance(val, bytes) else None
