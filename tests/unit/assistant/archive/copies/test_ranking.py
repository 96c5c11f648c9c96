"""Who leads a group."""

from dataclasses import replace

import pytest

from assistant.archive.copies.ranking import Member, ranked

PLAIN = Member(5, "a5", 5, 5, "The bridge closed.", "Bridge", "Gazette", (), None, "2024-03-02", "2024-03-02")


@pytest.mark.parametrize(
    "ahead",
    [
        replace(PLAIN, article_key=9, published_on="2024-03-01"),
        replace(PLAIN, article_key=9, published_at="2024-03-02T09:00:00+01:00"),
        replace(PLAIN, article_key=4),
        replace(PLAIN, article_key=9, publisher="Reuters", published_on="2024-03-05"),
        replace(PLAIN, article_key=9, publisher="Agence  France-Presse", published_on=None, published_at=None),
        replace(PLAIN, article_key=9, publisher="Hill News", agency="hill news", published_on="2024-03-05"),
        replace(PLAIN, article_key=9, agency="Reuters", published_on="2024-03-05"),
        replace(PLAIN, article_key=9, text="LONDON (AP) — The bridge closed.", published_on="2024-03-05"),
        replace(PLAIN, article_key=9, authors=("Associated Press",), published_on="2024-03-05"),
    ],
)
def test_the_wire_leads_then_the_earliest(ahead: Member) -> None:
    undated = replace(PLAIN, article_key=1, published_on=None, published_at=None)
    assert ranked([undated, PLAIN, ahead]) == [ahead, PLAIN, undated]


def test_the_agency_itself_leads_those_that_name_it() -> None:
    own = replace(PLAIN, article_key=7, publisher="AP", published_on="2024-03-09")
    named = replace(PLAIN, article_key=8, agency="AP", published_on="2024-03-01")
    assert ranked([named, own]) == [own, named]


def test_earlier_is_by_the_clock_of_the_world_and_a_bad_time_is_none() -> None:
    here = replace(PLAIN, article_key=1, published_at="2024-03-02T09:00:00+09:00")
    there = replace(PLAIN, article_key=2, published_at="2024-03-02T01:00:00+00:00")
    bad = replace(PLAIN, article_key=3, published_at="2024-03-02T99:00:00")
    local = replace(PLAIN, article_key=4, published_at="2024-03-02T00:30:00")
    assert ranked([bad, there, here, local]) == [here, local, there, bad]
