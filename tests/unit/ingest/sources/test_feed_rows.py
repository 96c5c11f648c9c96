import pytest

from ingest.sources.feed_rows import outlet_in


@pytest.mark.parametrize(
    ("title", "address", "outlet"),
    [
        ("Skarne Courier", None, "Skarne Courier"),
        ("Sport – The Lantern", "https://thelantern.example/sport", "The Lantern"),
        ("World news | Skarne Courier", "https://sc.example", "Skarne Courier"),
        ("Skarne Courier » Feed", None, "Skarne Courier"),
        ("The Omber &#038; Vale Herald - RSS", None, "The Omber & Vale Herald"),
        ("Local", "not an address", "Local"),
        (" ", None, None),
    ],
)
def test_the_outlet_in_a_feeds_title(title: str, address: str | None, outlet: str | None) -> None:
    assert outlet_in(title, address) == outlet
