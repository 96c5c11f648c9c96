"""The tree is drawn from what the code imports."""

import json
from pathlib import Path

import pytest

from docs.tree import ROOT, Tree, draw, drawn_apart, main, room_of, told


def test_a_module_is_in_the_room_of_its_package() -> None:
    rooms = {
        "assistant": "assistant",
        "assistant.chain": "assistant.chain",
        "assistant.answering.grounding.order": "assistant.answering",
        "assistant.archive": "assistant.archive",
        "assistant.archive.copies.verdict": "assistant.archive.copies",
        "ui.api.room": "ui.api",
    }
    assert {module: room_of(module) for module in rooms} == rooms


def test_arrows_are_counted_and_both_ways_are_seen() -> None:
    tree = Tree(
        {"ui.api": 2, "ui.chat": 1, "ingest.web": 3},
        {"ui.api": 20, "ui.chat": 5, "ingest.web": 9},
        {("ui.api", "ui.chat"): 2, ("ui.chat", "ui.api"): 1, ("ui.api", "ingest.web"): 4},
    )
    assert tree.mutual == [("ui.api", "ui.chat")]
    assert tree.within("ui") == (2, {("ui.api", "ui.chat"): 2, ("ui.chat", "ui.api"): 1}, 1)
    said = told(tree, with_arrows=True)
    assert "3 rooms, 6 modules, 34 lines; 7 imports between 3 pairs of rooms, 1 pairs both ways" in said
    assert "ui.api -> ingest.web: 4" in said


@pytest.mark.slow
def test_the_tree_of_this_code_keeps_its_floors(capsys: pytest.CaptureFixture[str]) -> None:
    tree = draw(ROOT)
    assert tree.rooms["assistant.chain"] == 1
    assert sum(tree.lines.values()) > 10_000
    assert not any(one.startswith("assistant.") and other.startswith("ui.") for one, other in tree.arrows)
    main(["--json"])
    assert json.loads(capsys.readouterr().out)["rooms"] == tree.rooms


def test_what_is_drawn_is_the_folder_that_is_given(tmp_path: Path) -> None:
    for name in ("assistant", "ingest", "ui"):  # as it was before there was a `copydesk`
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("")
    (tmp_path / "ui" / "page.py").write_text("import assistant.words\n\nfrom ingest import *\n")
    (tmp_path / "assistant" / "words.py").write_text("WORDS = ()\n")
    assert drawn_apart(tmp_path).arrows == {("ui.page", "assistant.words"): 1, ("ui.page", "ingest"): 1}


def test_a_commit_that_is_not_there_is_said_in_a_line() -> None:
    with pytest.raises(SystemExit, match="There is no tree of nonsense"):
        main(["--at", "nonsense"])
