"""Every link from one document to another leads somewhere, to a heading that is there."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_LINK = re.compile(r"\]\(([^)\s]+)\)|<(?:img|a)[^>]* (?:src|href)=\"([^\"]+)\"")
_FENCED = re.compile(r"^(```+).*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)


def _prose(path: Path) -> str:
    return _FENCED.sub("", path.read_text(encoding="utf-8"))


def links_of(prose: str) -> list[str]:
    return [first or second for first, second in _LINK.findall(prose)]


def anchor_of(heading: str) -> str:
    """As code hosts make it: lower case, hyphens for spaces, other signs gone."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@cache
def anchors_of(path: Path) -> frozenset[str]:
    return frozenset(anchor_of(heading) for heading in _HEADING.findall(_prose(path)))


def is_broken(link: str, document: Path) -> bool:
    if "://" in link or link.startswith("mailto:"):
        return False
    path, _, anchor = link.partition("#")
    target = (document.parent / path).resolve() if path else document
    return not target.exists() or (bool(anchor) and anchor not in anchors_of(target))


def test_a_broken_link_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# On the page: how\n\n```\n[not](this.md)\n```\n[a](#on-the-page-how) [b](#off) [c](no.md)", "utf-8"
    )
    assert [link for link in links_of(_prose(page)) if is_broken(link, page)] == ["#off", "no.md"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    assert [link for link in links_of(_prose(document)) if is_broken(link, document)] == []


def test_every_page_is_reached_from_the_readme() -> None:
    seen, ahead = set(), [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        seen.add(page)
        linked = {
            (page.parent / link.partition("#")[0]).resolve() for link in links_of(_prose(page)) if "://" not in link
        }
        ahead.extend(path for path in linked - seen if path.suffix == ".md" and path.exists())
    assert sorted(str(path.relative_to(ROOT)) for path in set(DOCUMENTS) - seen) == []


def test_every_page_that_code_names_is_there() -> None:
    named = {
        (str(path.relative_to(ROOT)), page)
        for folder in ("assistant", "benchmarks", "copydesk", "docs", "ingest", "tests", "ui")
        for path in (ROOT / folder).rglob("*.py")
        for page in re.findall(r"(?<![\w/])docs/[\w/-]+\.(?:md|png|py)\b", path.read_text(encoding="utf-8"))
    }
    assert len(named) > 20
    assert sorted((path, page) for path, page in named if not (ROOT / page).exists()) == []


def test_every_file_of_ours_that_a_document_names_is_there() -> None:
    """The changelog and the log tell of what was."""
    named = {
        (str(document.relative_to(ROOT)), path)
        for document in DOCUMENTS
        if document.name not in ("CHANGELOG.md", "lab-log.md")
        for path in re.findall(
            r"(?<![\w/.-])(?:assistant|benchmarks|copydesk|docs|ingest|tests|ui)/[\w/.-]*\.(?:py|json|jsonl|npz|md)\b",
            document.read_text(encoding="utf-8"),
        )
    }
    assert len(named) > 20
    assert sorted((document, path) for document, path in named if not (ROOT / path).exists()) == []
