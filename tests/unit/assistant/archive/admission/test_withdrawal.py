"""Withdrawal: kept, readable by its id, and found by nobody."""

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import Newsroom


def test_a_withdrawn_article_is_kept_and_never_found(newsroom: "Newsroom") -> None:
    article = newsroom.article("The mayor took a bribe.", external_id="1", updated="2026-05-01")
    (added,) = newsroom.put(article)
    notice = replace(
        newsroom.article("This story was withdrawn.", external_id="1", updated="2026-05-02"), is_withdrawn=True
    )
    assert newsroom.put(notice)[0].kind == "updated"
    for again in (article, notice, article):
        with newsroom.archive.writer() as writer:
            assert writer.is_unchanged(again)
            assert writer.put(again, newsroom.passages(again)).kind == "unchanged"
    assert newsroom.keyword("mayor bribe") == []
    assert newsroom.keyword("withdrawn story") == []
    with newsroom.archive.snapshot() as snapshot:
        assert snapshot.coverage().article_count == 0
        assert snapshot.article(added.article_id).is_withdrawn
        assert [version.is_withdrawn for version in snapshot.versions(added.article_id)] == [False, True]
    back = newsroom.article("The mayor took no bribe.", external_id="1", updated="2026-05-03")
    assert newsroom.put(back)[0].kind == "added"
    assert newsroom.keyword("bribe") == ["The mayor took no bribe."]
    assert newsroom.put(notice)[0].kind == "unchanged", "an older withdrawal does not take back what is newer"
    assert newsroom.keyword("bribe") == ["The mayor took no bribe."]


def test_a_withdrawal_by_a_mark_alone_lasts(newsroom: "Newsroom") -> None:
    article = newsroom.article("The mayor took a bribe.", external_id="1")
    copy = newsroom.article("The mayor took a bribe.", external_id="2", publisher="Courier")
    newsroom.put(article, copy)
    assert newsroom.put(replace(article, is_withdrawn=True))[0].kind == "updated"
    assert newsroom.put(article)[0].kind == "unchanged", "the same text again, from where it lay"
    assert newsroom.keyword("bribe") == ["The mayor took a bribe."], "the other publisher's stays"
    with newsroom.archive.snapshot() as snapshot:
        assert [one.publisher for one in snapshot.list_articles()] == ["Courier"]


def test_what_comes_in_withdrawn_is_stored_and_an_older_version_of_it_too(newsroom: "Newsroom") -> None:
    withdrawn = replace(newsroom.article("Withdrawn.", external_id="1", updated="2026-05-02"), is_withdrawn=True)
    assert newsroom.put(withdrawn)[0].kind == "added"
    assert newsroom.put(newsroom.article("As it was.", external_id="1", updated="2026-05-01"))[0].kind == "updated"
    assert newsroom.keyword("withdrawn") == newsroom.keyword("was") == []
    with newsroom.archive.snapshot() as snapshot:
        assert [version.text for version in snapshot.versions("1")] == ["As it was.", "Withdrawn."]
        assert snapshot.article("1").is_withdrawn
