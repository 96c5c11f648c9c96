"""The reference says what the code says."""

import pytest

from assistant.settings import Settings
from docs.write_reference import GROUPS, LAST_GROUP, PAGES, REFERENCE, cell, group_of, values_of


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_what_the_script_writes(name: str) -> None:
    written = PAGES[name]()
    assert (REFERENCE / name).read_text(encoding="utf-8") == written, "run `make reference`"


def test_every_setting_has_a_place() -> None:
    found = {name: group_of(name) for name in Settings.model_fields}
    assert set(found.values()) == {*GROUPS, LAST_GROUP}
    assert found["model_base_url"] == "The model that writes"
    assert found["user_agent"] == "The web"


def test_values_are_told_in_words() -> None:
    fields = Settings.model_fields
    assert values_of(fields["unsupported"].annotation) == "`mark` or `drop`"
    assert values_of(fields["model_api_key"].annotation) == "secret"
    assert cell("a | b\n  c") == "a \\| b c"
