import pytest

from ingest.web.address import WebAddress, parse_address
from ingest.web.faults import Unfetched
from ingest.web.fetched import Fetched
from ingest.web.robots import Robots

PAGE = parse_address("https://example.org/news/a")


class Host:
    """Answers for robots.txt and keeps what it was asked for."""

    def __init__(self, answer: str | Unfetched) -> None:
        self.answer = answer
        self.asked: list[str] = []

    def __call__(self, address: WebAddress) -> Fetched:
        self.asked.append(address.url)
        if isinstance(self.answer, Unfetched):
            raise self.answer
        return Fetched(address, self.answer.encode(), {}, "2026-05-05T00:00:00+00:00")


@pytest.mark.parametrize(
    ("rules", "is_allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /private", True),
        ("User-agent: Copydesk\nDisallow: /news\n\nUser-agent: *\nDisallow:", False),
        ("User-agent: Copydesk\nAllow: /news/a\nDisallow: /news", True),
        ("User-agent: newsbot\nDisallow: /", True),
        ("<html>not a robots.txt</html>", True),
        ("User-agent: *\nDisallow: /*a*a*a*a*a*a*a*a*a*b", True),
    ],
)
def test_rules(rules: str, is_allowed: bool) -> None:
    robots = Robots(Host(rules), "Copydesk/0.1 (newsbot)")
    if is_allowed:
        assert robots.check(PAGE) == 0.0
    else:
        with pytest.raises(Unfetched, match=r"robots.txt does not allow it") as caught:
            robots.check(PAGE)
        assert caught.value.is_refusal


@pytest.mark.parametrize(
    ("fault", "is_allowed"),
    [
        (Unfetched("none", status=404), True),
        (Unfetched("none", status=403), True),
        (Unfetched("busy", status=429, is_passing=True), False),
        (Unfetched("broken", status=503, is_passing=True), False),
        (Unfetched("no answer", is_passing=True), False),
        (Unfetched("its host is on a private network"), False),
    ],
)
def test_no_rules(fault: Unfetched, is_allowed: bool) -> None:
    """RFC 9309: what is not there forbids nothing; what cannot be read forbids everything, for now."""
    robots = Robots(Host(fault), "Copydesk")
    if is_allowed:
        assert robots.check(PAGE) == 0.0
    else:
        with pytest.raises(Unfetched, match=r"robots.txt could not be read") as caught:
            robots.check(PAGE)
        assert caught.value.is_passing


@pytest.mark.parametrize("between", ["", "#\n", "words\n", "Sitemap: https://example.org/a\n"])
def test_rules_without_measure_cannot_be_read(between: str) -> None:
    """Each of so many agents was given each of so many rules: 500 kB of them needed 20 GB."""
    agents = "".join(f"User-agent: {number}\n{between}" for number in range(600))
    robots = Robots(Host(agents + "".join(f"Disallow: /{number}\n" for number in range(600))), "Copydesk")
    with pytest.raises(Unfetched, match=r"robots.txt could not be read \(more than 250,000 rules\)"):
        robots.check(PAGE)


def test_many_agents_with_rules_of_their_own_are_read() -> None:
    groups = [f"User-agent: {number}\nUser-agent: other{number}\nDisallow: /\n\n" for number in range(5_000)]
    assert Robots(Host("".join(groups)), "Copydesk").check(PAGE) == 0.0


def test_asked_once_for_each_origin() -> None:
    host = Host("User-agent: *\nCrawl-delay: 4")
    robots = Robots(host, "Copydesk")
    assert [robots.check(PAGE), robots.check(parse_address("https://example.org/b"))] == [4.0, 4.0]
    robots.check(parse_address("http://example.org/b"))
    assert host.asked == ["https://example.org/robots.txt", "http://example.org/robots.txt"]


def test_a_pause_has_a_bound() -> None:
    for asked in ("86400", "inf", "nan", "-1"):
        assert 0.0 <= Robots(Host(f"User-agent: *\nCrawl-delay: {asked}"), "Copydesk").check(PAGE) <= 30.0
