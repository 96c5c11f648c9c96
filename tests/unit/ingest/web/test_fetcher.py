"""Redirects, retries and limits, over a line that answers as it is told."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pytest

from ingest.web.address import Allowed, WebAddress, parse_address
from ingest.web.exchange import Exchange, Limits, Line
from ingest.web.faults import Unfetched
from ingest.web.fetched import Known
from ingest.web.fetcher import Budget, Fetcher

if TYPE_CHECKING:
    from tests.unit.ingest.web.conftest import Still

LIMITS = Limits()
A = "https://news.example/a"


def answer(status: int = 200, content: bytes = b"words", **headers: str) -> Exchange:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Exchange(status, named, content, len(content))


class Told(Line):
    """Each address has a list of answers; the last one stays. What is not in it is a 404."""

    def __init__(self, answers: Mapping[str, list[Exchange | Unfetched]]) -> None:
        super().__init__(Allowed(), lambda _host, _port: [], "Copydesk")
        self.answers = {url: list(listed) for url, listed in answers.items()}
        self.asked: list[tuple[str, Mapping[str, str]]] = []

    def get(self, address: WebAddress, limits: Limits, headers: Mapping[str, str]) -> Exchange:
        self.asked.append((address.url, headers))
        listed = self.answers.get(address.url, [answer(404)])
        found = listed.pop(0) if len(listed) > 1 else listed[0]
        if isinstance(found, Unfetched):
            raise found
        return found

    def count(self, url: str) -> int:
        return sum(asked == url for asked, _ in self.asked)


@pytest.fixture
def make(still: "Still") -> Callable[..., tuple[Fetcher, Told]]:
    def build(seconds: float = 1000.0, most_bytes: int = 1000, **pages: object) -> tuple[Fetcher, Told]:
        line = Told(pages["answers"])  # type: ignore[arg-type]  # a keyword of this fixture alone
        budget = Budget(seconds, most_bytes)
        return Fetcher(line, Allowed(), budget, user_agent="Copydesk", delay=1.0, clock=still), line

    return build


Make = Callable[..., tuple[Fetcher, Told]]


def reason(fetcher: Fetcher, url: str = A) -> Unfetched:
    with pytest.raises(Unfetched) as caught:
        fetcher.get(parse_address(url), LIMITS)
    return caught.value


def test_redirects_are_followed_each_one_checked(make: Make) -> None:
    fetcher, line = make(
        answers={
            A: [answer(301, location="/b")],
            "https://news.example/b": [answer(302, location="http://www.news.example/c?x=1")],
            "http://www.news.example/c?x=1": [answer()],
        }
    )
    fetched = fetcher.get(parse_address(A), LIMITS)
    assert (fetched.address.url, fetched.content) == ("http://www.news.example/c?x=1", b"words")
    assert line.count("http://www.news.example/robots.txt") == 1


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("http://127.0.0.1/", "private network"),
        ("http://[::ffff:10.0.0.1]/", "private network"),
        ("http://169.254.169.254/latest/meta-data/", "private network"),
        ("http://localhost:8000/", "port 8000"),
        ("https://user:key@other.example/", "name or password"),
        ("file:///etc/passwd", "not an http or https"),
        ("gopher://other.example/", "not an http or https"),
        ("javascript:alert(1)", "not an http or https"),
        ("", "in a circle"),
        (A, "in a circle"),
    ],
)
def test_a_redirect_leads_nowhere_else(make: Make, location: str, words: str) -> None:
    fetcher, line = make(answers={A: [answer(302, location=location)]})
    assert words in str(reason(fetcher))
    assert {url for url, _ in line.asked} == {A, "https://news.example/robots.txt"}


def test_redirects_end(make: Make) -> None:
    pages = {f"https://news.example/{n}": [answer(307, location=f"/{n + 1}")] for n in range(20)}
    fetcher, line = make(answers=pages)
    assert "more than 5 redirects" in str(reason(fetcher, "https://news.example/0"))
    assert len(line.asked) == 7


def test_a_busy_host_is_asked_again_when_it_says(make: Make, still: "Still") -> None:
    fetcher, line = make(answers={A: [answer(429, retry_after="20"), answer(503), answer()]})
    assert fetcher.get(parse_address(A), LIMITS).content == b"words"
    assert line.count(A) == 3
    assert 20.0 in still.waits
    assert max(still.waits) <= 20.0


def test_a_host_that_asks_for_too_long_is_left_for_the_next_run(make: Make) -> None:
    fetcher, line = make(answers={A: [answer(429, retry_after="3600")]})
    fault = reason(fetcher)
    assert "come back in 3,600 s" in str(fault)
    assert fault.is_passing
    assert line.count(A) == 1


@pytest.mark.parametrize("written", ["Wed, 01 Jan 2020 00:00:00 GMT", "soon", "-5", "9" * 400, "Wed, 99 Foo"])
def test_an_odd_wish_is_answered_with_a_short_rest(make: Make, still: "Still", written: str) -> None:
    fetcher, _ = make(answers={A: [answer(503, retry_after=written), answer()]})
    if written.isdigit():
        assert reason(fetcher).is_passing
    else:
        assert fetcher.get(parse_address(A), LIMITS).content == b"words"
        assert max(still.waits) < 3


@pytest.mark.parametrize(
    ("status", "is_passing", "tries", "is_refusal"),
    [
        (404, False, 1, False),
        (410, False, 1, False),
        (403, False, 1, True),
        (500, True, 3, False),
        (418, False, 1, False),
    ],
)
def test_what_is_no_page(make: Make, status: int, is_passing: bool, tries: int, is_refusal: bool) -> None:
    fetcher, line = make(answers={A: [answer(status)]})
    fault = reason(fetcher)
    assert f"(HTTP {status})" in str(fault)
    assert (fault.is_passing, fault.is_refusal, line.count(A)) == (is_passing, is_refusal, tries)


def test_a_host_that_stopped_answering_is_given_up(make: Make) -> None:
    robots: list[Exchange | Unfetched] = [answer(404)]
    broken: list[Exchange | Unfetched] = [Unfetched("the host cannot be reached", is_passing=True)]
    pages = {f"https://news.example/{n}": broken for n in range(9)}
    fetcher, line = make(answers={"https://news.example/robots.txt": robots, **pages})
    faults = [reason(fetcher, f"https://news.example/{n}") for n in range(9)]
    assert all(fault.is_passing for fault in faults)
    assert str(faults[-1]) == "not tried: its host has stopped answering"
    assert sum(line.count(url) for url in pages) == 5


def test_a_known_page_is_asked_for_on_condition(make: Make) -> None:
    fetcher, line = make(answers={A: [answer(304, b"")], "https://news.example/b": [answer()]})
    known = Known(A, etag='"1"', last_modified="Tue, 05 May 2026 00:00:00 GMT")
    assert fetcher.get(parse_address(A), LIMITS, known).is_unchanged
    assert line.asked[-1][1] == {"If-None-Match": '"1"', "If-Modified-Since": "Tue, 05 May 2026 00:00:00 GMT"}
    assert not fetcher.get(parse_address("https://news.example/b"), LIMITS, known).is_unchanged
    assert line.asked[-1][1] == {}
    assert "HTTP 304" in str(reason(fetcher))


def test_robots_are_obeyed_at_every_step(make: Make) -> None:
    fetcher, line = make(
        answers={
            A: [answer(301, location="https://other.example/x")],
            "https://other.example/robots.txt": [answer(content=b"User-agent: *\nDisallow: /")],
        }
    )
    assert "robots.txt does not allow" in str(reason(fetcher))
    assert line.count("https://other.example/x") == 0


def test_a_run_has_an_end(make: Make, still: "Still") -> None:
    fetcher, _ = make(most_bytes=12, answers={A: [answer()]})
    fetcher.get(parse_address(A), LIMITS)
    fetcher.get(parse_address(A), LIMITS)
    assert "fetched all it may" in str(reason(fetcher))
    fetcher, _ = make(seconds=10.0, answers={A: [answer()]})
    still.time += 11
    fault = reason(fetcher, "https://news.example/robots.txt")
    assert fault.is_passing
    assert "time of this run is over" in str(fault)


def test_the_pause_that_robots_ask_for_is_kept(make: Make, still: "Still") -> None:
    rules = answer(content=b"User-agent: *\nCrawl-delay: 7")
    fetcher, _ = make(answers={"https://news.example/robots.txt": [rules], A: [answer()]})
    for _ in range(3):
        fetcher.get(parse_address(A), LIMITS)
    assert still.waits == [0, 1.0, 7.0, 7.0]


def test_a_rest_until_a_time_is_counted_from_the_hosts_own_clock(make: Make, still: "Still") -> None:
    busy = answer(503, date="Mon, 03 Mar 2031 10:00:00 GMT", retry_after="Mon, 03 Mar 2031 10:00:05 GMT")
    fetcher, line = make(answers={A: [busy, answer()]})
    before = still.now()
    assert fetcher.get(parse_address(A), LIMITS).content == b"words"
    assert line.count(A) == 2
    assert 5 <= still.now() - before < 60
