import pytest

from ingest.sources.row_fields import RowFields
from ingest.sources.row_names import USUAL_NAMES, comparable

NAMED = [(name, field) for field, names in USUAL_NAMES.items() for name in names]


@pytest.mark.parametrize(("name", "field"), NAMED)
def test_a_name_that_exports_use_gives_its_field_and_no_other(name: str, field: str) -> None:
    value = "Ines Corrado" if field == "authors" else "2026-05-04"
    read: dict[str, object] = {
        "kind": [value],
        "paywall": {comparable(name): value},
        "status": {comparable(name): value},
    }
    for written in (name, name.upper(), name.replace("_", "-"), name.replace("_", " ").title()):
        assert RowFields().values({written: value}) == {field: read.get(field, value)}, written


def test_spelling_makes_no_difference() -> None:
    assert comparable("Pub Date") == comparable("pub_date") == comparable("pubDate") == comparable("\ufeffpub-date")
