import pytest

from ingest.kinds import is_from_release_wire, kind_in


@pytest.mark.parametrize(
    ("title", "url", "text", "expected"),
    [
        ("Opinion: Shut the bridge", None, "", "opinion"),
        ("Kommentar | Macht sie zu", None, "", "opinion"),
        ("[Analysis] Why it was shut", None, "", "analysis"),
        ("Why it was shut – analysis", None, "", "analysis"),
        ("Interview: “It was shut”", None, "", "interview"),
        ("Shut the bridge", "https://x.example/opinion/2025/shut", "", "opinion"),
        ("Bridge shut", "https://x.example/news/opinion/shut", "", "opinion"),
        ("Bridge shut", "https://x.example/news/world/shut", "", "news"),
        ("Bridge shut", "https://x.example/opinion", "", "unknown"),
        ("Bridge shut", "https://x.example/sport/shut", "", "unknown"),
        ("Bridge shut", "https://[x", "", "unknown"),
        ("Bridge shut", None, "LONDON, May 4 (Reuters) - It was.", "news"),
        ("Bridge shut", "https://x.example/news/shut", "BERN, 4 May 2025 /PRNewswire/ -- It was.", "press_release"),
        ("News: bridge shut", None, "", "unknown"),
        ("New works", None, "PRESS RELEASE\n\n4 March\n\nNorlift opened them.", "press_release"),
        (
            "New works",
            None,
            "It opened.\n\nAbout Norlift\nIt makes cranes.\n\nPress contact: a@b.example",
            "press_release",
        ),
        ("New works", None, "It opened.\n\nAbout the Port of Kelder\nIt is.\n\nMedia contacts\nAnn", "press_release"),
        ("New works", None, "It opened.\n\nAbout Norlift\nIt makes cranes.", "unknown"),
        ("New works", None, "The press release came late.", "unknown"),
        ("Our view: keep the pier", None, "", "opinion"),
        ("Letters to the editor: the pier", None, "", "opinion"),
        ("Leserbriefe | Der Pier", None, "", "opinion"),
        ("Letter: keep the pier", None, "", "opinion"),
        ("Letter bomb found on the pier", None, "", "unknown"),
        ("Corrections and clarifications", None, "", "correction"),
        ("Correction", None, "", "correction"),
        ("Ann Lee: an apology", None, "", "correction"),
        ("Retraction: Mayor took a bribe", None, "", "correction"),
        ("Mayor refuses an apology", None, "", "unknown"),
        ("For the record", None, "", "correction"),
        ("Storm: as it happened", None, "By A\n\n4.40pm\n\nNine.\n\n2.05pm\n\nThree.", "live_blog"),
        ("Storm live: what we know", None, "4:40 pm\n\nNine.\n\n2:05 pm\n\nThree.", "live_blog"),
        ("Bands that play live: a guide", None, "Doors open at 9 pm.", "unknown"),
        (None, None, "", "unknown"),
    ],
)
def test_kinds(title: str | None, url: str | None, text: str, expected: str) -> None:
    assert kind_in(title, url, text) == expected


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("PR Newswire", True),
        ("Business Wire", True),
        ("globenewswire.com", True),
        ("ACCESS Newswire", True),
        ("Associated Press", False),
        ("The Business Wireless", False),
        (None, False),
    ],
)
def test_services_that_carry_releases_only(name: str | None, is_one: bool) -> None:
    assert is_from_release_wire(["The Lantern", name]) is is_one
