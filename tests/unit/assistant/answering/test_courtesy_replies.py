from pathlib import Path

from assistant.answering.courtesy_replies import reply_to
from assistant.archive import Archive
from tests.unit.assistant.answering.test_catalog_answer import put


def test_a_reply_says_what_there_is_to_ask_about(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive", None, create=True) as archive:
        put(archive, "Bridge shut", "2026-03-04")
        with archive.snapshot() as snapshot:
            said = {courtesy: reply_to(courtesy, snapshot) for courtesy in ("greeting", "thanks", "parting", "purpose")}
    held = "the 1 article of this archive, from 1 outlet, 4 March 2026"
    assert said["greeting"].text == f"Hello. Ask about {held}, such as “Summarise ‘Bridge shut’”."
    assert held in said["purpose"].text
    assert said["thanks"].text.startswith("You’re welcome.")
    assert {(one.status, one.citations) for one in said.values()} == {("no_claim", ())}


def test_an_empty_archive_says_how_it_is_filled(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive", None, create=True) as archive, archive.snapshot() as snapshot:
        assert "copydesk ingest" in reply_to("greeting", snapshot).text
