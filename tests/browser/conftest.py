"""The real server in a process of its own, and Chromium, which may ask nobody but that server."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
START_SECONDS = 120
WAIT_MILLISECONDS = 20_000
_ADDRESS = re.compile(r"at (http://\S+/)")
_FOREIGN = re.compile(r"^(?!http://127\.0\.0\.1:|data:|blob:)")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@contextmanager
def running(arguments: Sequence[str], log: Path) -> Iterator[str]:
    """The address of a server that was started with these arguments to Python; ended on leaving."""
    with log.open("w") as errors:
        server = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, stderr=errors, text=True)
    assert server.stdout is not None
    lines: Queue[str] = Queue()
    reader = Thread(target=_copy_lines, args=(server.stdout, lines), daemon=True)
    reader.start()
    try:
        yield _wait_for_address(lines, log)
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        reader.join(5)
        server.stdout.close()


def _copy_lines(stream: IO[str], lines: "Queue[str]") -> None:
    for line in stream:
        lines.put(line)


def _wait_for_address(lines: "Queue[str]", log: Path) -> str:
    try:
        while True:
            match = _ADDRESS.search(lines.get(timeout=START_SECONDS))
            if match:
                return match[1]
    except Empty:
        pytest.fail(f"the server did not start:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def start_server(
    tmp_path_factory: pytest.TempPathFactory, isolated_session: None
) -> Callable[[Sequence[str]], AbstractContextManager[str]]:
    """For tests that need a server of their own."""

    def start(arguments: Sequence[str]) -> AbstractContextManager[str]:
        return running(arguments, tmp_path_factory.mktemp("server") / "errors.log")

    return start


@pytest.fixture(scope="session")
def server_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keyword") / "errors.log"


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory, isolated_session: None, server_log: Path) -> Iterator[str]:
    """Where the page with the small archive of `keyword_server.py` is."""
    script = Path(__file__).parent / "keyword_server.py"
    with running([str(script), str(tmp_path_factory.mktemp("archive") / "a")], server_log) as found:
        yield found


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Open an address in a window of its own; afterwards no page may have asked another host or failed in a script.

    `holds_requests` turns interception on before the page loads. Turned on later, Chromium tells the page's own process
    of it some time after it has told us, and a request made in between passes unseen.
    """
    requests: list[str] = []
    faults: list[str] = []
    contexts = []

    def note_dialog(dialog: Dialog) -> None:
        faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def open_one(
        address: str, *, width: int = 1280, height: int = 860, scheme: str = "light", script: bool = True
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=script,
            permissions=["clipboard-read", "clipboard-write"],
            reduced_motion="reduce",
        )
        contexts.append(context)
        if request.node.get_closest_marker("holds_requests"):
            context.route(_FOREIGN, lambda route: route.abort())
        context.on("request", lambda request: requests.append(request.url))
        context.on("dialog", note_dialog)
        context.on("weberror", lambda error: faults.append(str(error.error)))
        context.set_default_timeout(WAIT_MILLISECONDS)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert [url for url in requests if _FOREIGN.match(url)] == []
    assert faults == []


@pytest.fixture
def desk(open_page: Callable[..., Page], address: str) -> Page:
    """The page at desktop width, loaded."""
    page = open_page(address)
    page.wait_for_selector("#thread .welcome")
    return page


def ask(page: Page, question: str, outcome: str = "is-answered") -> None:
    """Type the question, press Enter, wait until it has its outcome."""
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.wait_for_selector(f"#live .turn.{outcome}")
    page.wait_for_selector("#ask")


@pytest.fixture(name="ask")
def ask_fixture() -> Callable[..., None]:
    return ask
