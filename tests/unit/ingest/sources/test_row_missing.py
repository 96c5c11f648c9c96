import pytest

from ingest.sources.row_missing import is_blank


@pytest.mark.parametrize(
    "value",
    [None, "", " \t", "NaN", "none", "NULL", "n/a", "NA", "\\N", float("nan"), [], {}, [None, "nan"], {"id": None}],
)
def test_nothing_in_every_programs_words(value: object) -> None:
    assert is_blank(value)


@pytest.mark.parametrize("value", [0, False, "na", "Nan Roe", "0", [0], {"name": "x"}, "None of it", 1.5])
def test_something(value: object) -> None:
    assert not is_blank(value)
