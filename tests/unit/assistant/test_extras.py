"""Packages that only some need."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.extras import MODULES, need, why_not

IMPORTED_AS = {"python-docx": "docx"}
"""Distributions whose module has another name."""

APART = {"bulk"}
"""Extras that are too large for `all`."""


def test_the_modules_are_those_of_the_projects_extras(project_root: Path) -> None:
    extras = tomllib.loads((project_root / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    named = {
        extra: tuple(sorted(IMPORTED_AS.get(name, name) for one in listed for name in re.findall(r"^[\w-]+", one)))
        for extra, listed in extras.items()
    }
    assert named.pop("all") == ("copydesk",)
    assert extras["all"] == [f"copydesk[{','.join(sorted(set(named) - APART))}]"]
    assert named == {extra: tuple(sorted(modules)) for extra, modules in MODULES.items()}


def test_what_is_installed_is_not_wanting() -> None:
    assert {extra: why_not(extra) for extra in MODULES} == dict.fromkeys(MODULES)
    need("web", "A page")


def test_what_is_missing_is_named_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("protego", "warcio"):
        monkeypatch.setitem(sys.modules, name, None)
    said = "needs the packages protego, warcio. Install with: pip install 'copydesk[web]'"
    assert why_not("web") == said
    with pytest.raises(InputError) as caught:
        need("web", "A page", "; or save it as text.")
    assert str(caught.value) == f"A page {said}; or save it as text."
