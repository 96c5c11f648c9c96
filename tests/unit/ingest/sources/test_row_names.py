from collections import Counter

from ingest.sources.row_names import KEYS, comparable


def test_a_name_belongs_to_one_field() -> None:
    counts = Counter(name for names in KEYS.values() for name in set(names))
    assert [name for name, count in counts.items() if count > 1] == []


def test_spelling_makes_no_difference() -> None:
    assert comparable("Pub Date") == comparable("pub_date") == comparable("pubDate") == comparable("\ufeffpub-date")
