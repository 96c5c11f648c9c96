from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.archive import Filters
from assistant.archive.catalog.fts5 import Fts5Keywords
from assistant.archive.catalog.keywords import POSTINGS_LIMIT

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import Newsroom


def test_the_passage_with_the_rarer_words_comes_first(newsroom: "Newsroom") -> None:
    newsroom.put(
        newsroom.article("The council met.", external_id="1"),
        newsroom.article("The council voted on the aqueduct.", external_id="2"),
        newsroom.article("The council rested.", external_id="3"),
    )
    with newsroom.archive.snapshot() as snapshot:
        hits = snapshot.search_keyword("What did the council say about the aqueduct?", 10)
        texts = [passage.text for passage in snapshot.passages([hit.passage_id for hit in hits])]
    assert texts[0] == "The council voted on the aqueduct."
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(hit.score > 0 for hit in hits)


def test_headline_and_publisher_are_found_too(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("It was closed at noon.", "Aqueduct shut", publisher="Echo", external_id="1"))
    assert newsroom.keyword("aqueduct") == ["It was closed at noon."]
    assert newsroom.keyword("echo") == ["It was closed at noon."]


def test_the_vocabulary_is_read_by_beginning_and_length(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("The mayor resigned. Residents rest; reservoirs are full.", external_id="1"))
    with newsroom.archive.snapshot() as snapshot:
        assert snapshot.stems_like("re", 4, 6) == ["resid", "resign", "rest"]
        assert snapshot.stems_like("zz", 4, 6) == []


def test_an_unknown_word_finds_nothing_and_stop_words_are_not_looked_up(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("It was the best of days.", external_id="1"))
    assert newsroom.keyword("zeppelin") == []
    assert newsroom.keyword("what was it about the zeppelin") == []
    assert newsroom.keyword("") == newsroom.keyword("?!") == []
    assert newsroom.keyword("it was") == ["It was the best of days."], "unless there is nothing else"


@pytest.mark.parametrize(
    "query",
    [
        'bridge" OR "x',
        "bridge AND NOT",
        "title:bridge",
        "bridge*",
        "NEAR(bridge open)",
        "{bridge}:x",
        "^bridge",
        "bridge\0",
    ],
)
def test_query_language_is_only_words(newsroom: "Newsroom", query: str) -> None:
    newsroom.put(newsroom.article("The bridge is open.", external_id="1"))
    assert newsroom.keyword(query) == ["The bridge is open."]


@settings(
    max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(st.text(max_size=200))
def test_no_question_breaks_the_search(newsroom: "Newsroom", query: str) -> None:
    with newsroom.archive.snapshot() as snapshot:
        assert snapshot.search_keyword(query, 5) == []
        snapshot.list_articles(query=query)


def test_filters_hold_for_words_too(newsroom: "Newsroom") -> None:
    newsroom.put(
        newsroom.article("The bridge is open.", external_id="1"),
        newsroom.article("The bridge is shut.", external_id="2", publisher="Echo"),
    )
    with newsroom.archive.snapshot() as snapshot:
        (hit,) = snapshot.search_keyword("bridge", 5, Filters(publishers=("ECHO",)))
        assert snapshot.passages([hit.passage_id])[0].text == "The bridge is shut."
        assert snapshot.search_keyword("bridge", 0) == []


def test_common_words_are_left_out_when_rare_ones_decide(newsroom: "Newsroom") -> None:
    with newsroom.archive.writer() as writer:
        connection = writer._connection
        connection.execute("BEGIN")
        keywords = Fts5Keywords(connection)
        keywords.index([(number, "common filler") for number in range(1, POSTINGS_LIMIT)], None, None)
        keywords.index([(POSTINGS_LIMIT, "common filler aqueduct")], None, None)
        assert keywords.query_of("common aqueduct") == '"aqueduct"'
        assert keywords.query_of("common zeppelin") == '"common"'
        assert [hit.passage_id for hit in keywords.find("common aqueduct", 5, Filters())] == [POSTINGS_LIMIT]
        connection.execute("ROLLBACK")


def test_how_often_a_stem_stands(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("Bridges opened.\nThe bridge is shut.", external_id="1"))
    with newsroom.archive.snapshot() as snapshot:
        assert snapshot.document_frequencies(["bridg", "zeppelin"]) == {"bridg": 2}
        assert snapshot.passage_count == 2


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ('Who said "the bridge is safe"?', "1"),
        ("Who said 'the bridge is safe'?", "1"),
        ("Who said “the bridge is safe”?", "1"),
    ],
)
def test_words_in_quotation_marks_are_wanted_side_by_side(newsroom: "Newsroom", question: str, first: str) -> None:
    texts = {"1": "He told us the bridge is safe, for now.", "2": "The safe is kept under the bridge is all he told."}
    newsroom.put(*(newsroom.article(text, external_id=number) for number, text in texts.items()))
    assert newsroom.keyword(question)[0] == texts[first]


def test_apostrophes_are_no_quotation_marks(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("The mayor's sister told us of the bridge at Oslo's door.", external_id="1"))
    with newsroom.archive.writer() as writer:
        query = Fts5Keywords(writer._connection).query_of("Did the mayor's sister see the bridge at Oslo's door?")
    assert query is not None
    assert all(" " not in term for term in query.split(" OR "))


SCRIPTS = {
    "chinese": "东京都知事小池百合子周二宣布新的预算。",
    "japanese": "大阪の新しい橋が火曜日に開通した。",
    "thai": "สะพานใหม่เปิดให้บริการในวันอังคาร",
    "arabic": "افتُتِحَ الجسر الجديد في بغداد يوم الثلاثاء.",
    "hebrew": "הגשר החדש בחיפה נפתח ביום שלישי.",
    "hindi": "दिल्ली में नया पुल मंगलवार को खुला।",
    "russian": "Новый мост в Самаре открыли во вторник.",
    "greek": "Η νέα γέφυρα στο Ρίο άνοιξε την Τρίτη.",
    "german": "Die Straße über den Fluß wurde für 1.600 Fußgänger geöffnet.",
    "french": "L'élève a traversé le pont neuf à Besançon.",
    "korean": "부산의 새 다리가 화요일에 열렸다.",
    "english": "The re-elected mayor's self-driving buses carried 1,600 people, said O'Neill of the U.S. embassy.",
}


@pytest.mark.parametrize(
    ("question", "script"),
    [
        ("小池百合子 预算", "chinese"),
        ("知事宣布了什么？", "chinese"),
        ("新しい橋はいつ開通？", "japanese"),
        ("สะพานใหม่", "thai"),
        ("الجسر في بغداد", "arabic"),
        ("افتتح الجسر", "arabic"),
        ("הגשר בחיפה", "hebrew"),
        ("दिल्ली पुल", "hindi"),
        ("МОСТ в Самаре", "russian"),
        ("γεφυρα Ριο", "greek"),
        ("Strasse Fußgänger", "german"),
        ("eleve Besancon", "french"),
        ("부산의 다리가", "korean"),
        ("1600", "english"),
        ("1,600", "english"),
        ("self driving bus", "english"),
        ("What did O\u2019Neill say?", "english"),
        ("oneill", "english"),
        ("the US", "english"),
        ("mayors", "english"),
        ("carrying", "english"),
    ],
)
def test_words_are_found_in_every_script(newsroom: "Newsroom", question: str, script: str) -> None:
    newsroom.put(*(newsroom.article(text, external_id=name) for name, text in SCRIPTS.items()))
    assert newsroom.keyword(question)[0] == SCRIPTS[script]


def test_stems_of_another_language_are_looked_for_in_its_articles_alone(newsroom: "Newsroom") -> None:
    """ "moth" is what German makes of "mother", "bank" of "banker"."""
    newsroom.put(
        newsroom.article("A moth sat on the bank of the river.", external_id="a"),
        replace(newsroom.article("Die Häuser am Ufer wurden geräumt.", external_id="b"), language="de-AT"),
        replace(newsroom.article("Les banques ouvrent tard.", external_id="c"), language="fr"),
    )
    with newsroom.archive.snapshot() as snapshot:
        found = {
            word: snapshot.count_mentions(word) for word in ("mother", "banker", "moth", "Haus", "Hauses", "banque")
        }
        assert found == {"mother": 0, "banker": 0, "moth": 1, "Haus": 1, "Hauses": 1, "banque": 1}
        assert snapshot.count_listed("mother") == 0
        assert [one.language for one in snapshot.list_articles(query="Haus Ufer")] == ["de-AT"]
