"""What a page sends is taken in its own form alone."""

import pytest

from assistant.errors import InputError
from ui.sent import Listed, Sent, read_sent


def test_what_a_page_sends_is_read() -> None:
    asked = read_sent(Sent, {"question": "Why \ud800?", "seen": [3, 0, 1], "filters": {"kinds": ["news"]}})
    assert (asked.question, asked.seen) == ("Why ??", (3, 0, 1))
    assert asked.filters is not None
    assert read_sent(Listed, {"query": "bridge"}).query == "bridge"


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        (Sent, {"question": "x" * 1_000_001}),
        (Sent, {"question": 3}),
        (Sent, {"owner": "ines"}),
        (Sent, {"seen": [1, 2]}),
        (Listed, {"title": "x" * 2001}),
    ],
)
def test_what_no_page_of_ours_sends_is_refused(kind: type[Sent], sent: object) -> None:
    with pytest.raises(InputError, match="Load the page again"):
        read_sent(kind, sent)
