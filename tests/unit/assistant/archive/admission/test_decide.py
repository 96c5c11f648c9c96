"""What becomes of an article that comes in."""

from typing import TYPE_CHECKING

import pytest

from assistant.archive import Archive, Article
from assistant.archive.article import Outcome

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import Newsroom


def live_articles(archive: Archive) -> list[Article]:
    with archive.snapshot() as snapshot:
        return snapshot.list_articles(limit=1000)


def test_a_new_article_is_added_and_unchanged_the_second_time(newsroom: "Newsroom") -> None:
    article = newsroom.article("The bridge is open.\nTrams run again.", "Bridge", external_id="1")
    (added,) = newsroom.put(article)
    assert (added.kind, added.version, added.passage_count) == ("added", 1, 2)
    encoded = len(newsroom.embedder.encoded)
    assert newsroom.put(article) == [Outcome("unchanged", added.article_id, 1)]
    assert len(newsroom.embedder.encoded) == encoded
    with newsroom.archive.writer() as writer:
        assert writer.is_unchanged(article)
        assert not writer.is_unchanged(newsroom.article("Another text.", "Bridge", external_id="1"))


def test_only_the_time_of_fetching_is_no_change(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("Text.", external_id="1", fetched="2024-01-01"))
    (again,) = newsroom.put(newsroom.article("Text.", external_id="1", fetched="2024-01-02"))
    assert again.kind == "unchanged"


def test_a_changed_text_is_a_new_version_and_the_old_one_stays_readable(newsroom: "Newsroom") -> None:
    (first,) = newsroom.put(newsroom.article("The bridge is open.", "Bridge", external_id="1"))
    (second,) = newsroom.put(newsroom.article("The bridge is shut.", "Bridge", external_id="1"))
    assert (second.kind, second.article_id, second.version) == ("updated", first.article_id, 2)
    with newsroom.archive.snapshot() as snapshot:
        versions = snapshot.versions(first.article_id)
        assert [(version.text, version.is_current) for version in versions] == [
            ("The bridge is open.", False),
            ("The bridge is shut.", True),
        ]
        (old,) = snapshot.article_passages(first.article_id, 1)
        assert old.text == "The bridge is open."
        assert snapshot.passages([old.passage_id]) == [old], "for who asks as of a day"
    assert newsroom.keyword("open") == []
    assert newsroom.keyword("shut") == ["The bridge is shut."]


def test_an_older_version_that_comes_late_is_kept_but_not_current(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("New text.", external_id="1", updated="2024-02-01"))
    (late,) = newsroom.put(newsroom.article("Old text.", external_id="1", updated="2024-01-01"))
    assert (late.kind, late.version) == ("updated", 2)
    assert "older version" in (late.note or "")
    with newsroom.archive.snapshot() as snapshot:
        assert snapshot.article(late.article_id).text == "New text."
        assert [version.text for version in snapshot.versions(late.article_id)] == ["Old text.", "New text."]
        assert [passage.text for passage in snapshot.article_passages(late.article_id, 2)] == ["Old text."]
    assert newsroom.keyword("old") == []
    (again,) = newsroom.put(newsroom.article("Old text.", external_id="1", updated="2024-01-01"))
    assert again.kind == "unchanged"


def test_two_rows_with_one_id_settle_after_the_first_run(newsroom: "Newsroom") -> None:
    rows = [newsroom.article("First text.", external_id="1"), newsroom.article("Second text.", external_id="1")]
    assert [outcome.kind for outcome in newsroom.put(*rows)] == ["added", "updated"]
    assert [outcome.kind for outcome in newsroom.put(*rows)] == ["unchanged", "unchanged"]
    assert newsroom.keyword("text") == ["Second text."]


def test_a_file_that_gets_its_earlier_text_back_is_updated(newsroom: "Newsroom") -> None:
    def file(text: str) -> str:
        (outcome,) = newsroom.put(newsroom.article(text, external_id="a.txt", path="a.txt"))
        return str(outcome.kind)

    assert [file(text) for text in ("First text.", "Second text.", "First text.")] == ["added", "updated", "updated"]
    assert newsroom.keyword("text") == ["First text."]


def test_a_new_headline_is_no_new_version_but_is_found(newsroom: "Newsroom") -> None:
    (first,) = newsroom.put(newsroom.article("Text.", "Bridge", external_id="1"))
    (second,) = newsroom.put(newsroom.article("Text.", "Ferry", external_id="1", published="2024-03-01"))
    assert (second.kind, second.version, second.passage_count) == ("updated", 1, 1)
    assert newsroom.keyword("bridge") == []
    assert newsroom.keyword("ferry") == ["Text."]
    assert live_articles(newsroom.archive)[0].published_at == "2024-03-01"
    assert newsroom.embedder.encoded[-1] == "Ferry\nText."
    assert first.article_id == second.article_id


def test_new_metadata_without_new_input_keeps_the_passages(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("Text.", "Bridge", external_id="1"))
    with newsroom.archive.snapshot() as snapshot:
        (before,) = snapshot.article_passages("1")
    (outcome,) = newsroom.put(newsroom.article("Text.", "Bridge", external_id="1", authors=("Ann",)))
    assert (outcome.kind, outcome.passage_count) == ("updated", 0)
    with newsroom.archive.snapshot() as snapshot:
        assert snapshot.article_passages("1") == [before]
        assert snapshot.names() == (("Gazette",), ("Ann",))


def test_equal_texts_are_one_voice(newsroom: "Newsroom") -> None:
    wire = newsroom.article("The dam held.\nNobody was hurt.", "Dam holds", external_id="1", published="2024-01-02")
    copy = newsroom.article(wire.text, "Dam stands", external_id="2", publisher="Post", published="2024-01-03")
    first, second = newsroom.put(wire, copy)
    assert (second.kind, second.duplicate_of, second.passage_count) == ("duplicate", first.article_id, 0)
    assert len(newsroom.embedder.encoded) == 2 + 4  # and the probes
    with newsroom.archive.snapshot() as snapshot:
        assert [copy.publisher for copy in snapshot.copies(first.article_id)] == ["Post"]
        assert [copy.publisher for copy in snapshot.copies(second.article_id)] == ["Gazette"]
        assert snapshot.article_passages(second.article_id) == []
        assert snapshot.coverage().article_count == 2
        assert snapshot.coverage().passage_count == 2
    assert [outcome.kind for outcome in newsroom.put(wire, copy)] == ["unchanged", "unchanged"]


@pytest.mark.parametrize("how", ["corrected", "removed"])
def test_a_copy_takes_the_lead_when_the_lead_leaves(newsroom: "Newsroom", how: str) -> None:
    wire = newsroom.article("The dam held.\nNobody was hurt.", "Dam holds", external_id="1")
    late = newsroom.article(wire.text, "Dam stands", external_id="2", publisher="Post", published="2024-01-03")
    early = newsroom.article(wire.text, "Dam safe", external_id="3", publisher="Echo", published="2024-01-02")
    first, _, heir = newsroom.put(wire, late, early)
    encoded = len(newsroom.embedder.encoded)
    if how == "removed":
        with newsroom.archive.writer() as writer:
            writer.remove(first.article_id)
    else:
        newsroom.put(newsroom.article("The dam broke.", "Dam breaks", external_id="1"))
    fresh = [text for text in newsroom.embedder.encoded[encoded:] if text.startswith("Dam")]
    assert fresh == ([] if how == "removed" else ["Dam breaks\nThe dam broke."])
    with newsroom.archive.snapshot() as snapshot:
        passages = snapshot.article_passages(heir.article_id)
        assert [passage.text for passage in passages] == ["The dam held.", "Nobody was hurt."]
        assert len(snapshot.vectors([passage.passage_id for passage in passages])) == 2
        assert [copy.publisher for copy in snapshot.copies(heir.article_id)] == ["Post"]
    assert newsroom.keyword("safe") == ["The dam held.", "Nobody was hurt."]


def test_a_copy_inherits_in_the_batch_in_which_it_came(newsroom: "Newsroom") -> None:
    wire = newsroom.article("The dam held.", "Dam", external_id="1")
    copy = newsroom.article("The dam held.", "Dam", external_id="2", publisher="Post")
    corrected = newsroom.article("The dam broke.", "Dam", external_id="1")
    batch = [(article, newsroom.passages(article)) for article in (wire, copy, corrected)]
    with newsroom.archive.writer() as writer:
        outcomes = writer.put_many(batch, newsroom.embedder.encode)
    assert [outcome.kind for outcome in outcomes] == ["added", "duplicate", "updated"]
    with newsroom.archive.snapshot() as snapshot:
        (passage,) = snapshot.article_passages(outcomes[1].article_id)
        assert len(snapshot.vectors([passage.passage_id])) == 1
        assert snapshot.notices == ()


def test_an_article_that_comes_to_say_the_same_joins_the_group(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("The dam held.", external_id="1"), newsroom.article("Rumours.", external_id="2"))
    (outcome,) = newsroom.put(newsroom.article("The dam held.", external_id="2"))
    assert outcome.kind == "duplicate"
    assert newsroom.keyword("rumours") == []
    assert newsroom.archive.status().coverage.passage_count == 1


def test_one_id_of_two_publishers_is_two_articles(newsroom: "Newsroom") -> None:
    ours = newsroom.article("The harbour was closed for three days after the storm.", external_id="1")
    theirs = newsroom.article("A new mayor was sworn in on Monday in Elmford.", external_id="1", publisher="Post")
    first, second = newsroom.put(ours, theirs)
    assert (first.kind, second.kind) == ("added", "added")
    assert first.article_id != second.article_id
    assert "Gazette" in (second.note or "")
    assert [outcome.kind for outcome in newsroom.put(ours, theirs)] == ["unchanged", "unchanged"]
    changed = newsroom.article("A new mayor was sworn in on Tuesday in Elmford.", external_id="1", publisher="Post")
    (third,) = newsroom.put(changed)
    assert (third.kind, third.article_id, third.version) == ("updated", second.article_id, 2)
    assert len(live_articles(newsroom.archive)) == 2


def test_a_renamed_publisher_keeps_its_article(newsroom: "Newsroom") -> None:
    text = "The harbour was closed for three days after the storm, the port said on Friday morning."
    (first,) = newsroom.put(newsroom.article(text, external_id="1"))
    (second,) = newsroom.put(newsroom.article(text + " It opens on Monday.", external_id="1", publisher="The Gazette"))
    assert (second.kind, second.article_id) == ("updated", first.article_id)


def test_a_removed_article_comes_back(newsroom: "Newsroom") -> None:
    article = newsroom.article("The bridge is open.", external_id="1")
    (first,) = newsroom.put(article)
    with newsroom.archive.writer() as writer:
        writer.remove(first.article_id)
        assert not writer.is_unchanged(article)
    assert live_articles(newsroom.archive) == []
    assert newsroom.keyword("bridge") == []
    with newsroom.archive.snapshot() as snapshot:
        assert not snapshot.article(first.article_id).is_current
    (back,) = newsroom.put(article)
    assert (back.kind, back.article_id, back.version) == ("added", first.article_id, 1)
    assert newsroom.keyword("bridge") == ["The bridge is open."]
    assert len(newsroom.embedder.encoded) == 1 + 4
