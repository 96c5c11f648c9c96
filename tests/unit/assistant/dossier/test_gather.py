import json

from assistant import Filters
from assistant.dossier import Entry
from tests.unit.assistant.conftest import Desk

QUESTION = "Who was for and who against the tunnel, since when?"


def told(entries: tuple[Entry, ...]) -> list[tuple[str | None, str | None, str]]:
    return [(entry.speaker, entry.day, entry.quote) for entry in entries]


def fill(desk: Desk) -> None:
    desk.put(
        "Ann Lee, the mayor of Omber, backed the tunnel. “The tunnel will bring work to the valley,” Lee said. "
        "Bob Ray, a farmer, said the tunnel would be loud. It rained.",
        "Debate on the tunnel",
        published="2026-05-04",
    )
    desk.put(
        "Residents of Omber opposed the tunnel on Friday. The leader of the Harbour List, Piet Lanning, voted against. "
        "Lanning said the tunnel was a waste.",
        "Tunnel row goes on",
        published="2026-03-02",
        publisher="The Courier",
        kind="opinion",
    )
    desk.put("The cup final was won by Omber. Ann Lee said it was a great day.", "Cup final", published="2026-01-02")


def test_every_statement_stands_by_side_and_in_time_with_its_exact_quote(desk: Desk) -> None:
    fill(desk)
    dossier = desk.assistant().dossier(QUESTION)

    assert dossier.subject == "the tunnel"
    assert told(dossier.of_side("for")) == [
        ("Ann Lee", "2026-05-04", "Ann Lee, the mayor of Omber, backed the tunnel."),
        ("Ann Lee", "2026-05-04", "“The tunnel will bring work to the valley,” Lee said."),
    ]
    assert told(dossier.of_side("against")) == [
        (None, "2026-03-02", "Residents of Omber opposed the tunnel on Friday."),
        ("Piet Lanning", "2026-03-02", "The leader of the Harbour List, Piet Lanning, voted against."),
        ("Piet Lanning", "2026-03-02", "Lanning said the tunnel was a waste."),
    ]
    assert told(dossier.of_side("open")) == [
        ("Bob Ray", "2026-05-04", "Bob Ray, a farmer, said the tunnel would be loud.")
    ]
    assert [entry.is_side_of_speaker for entry in dossier.of_side("for")] == [False, True]
    assert {entry.role for entry in dossier.of_side("for")} == {"the mayor of Omber"}
    assert [(entry.outlet, entry.kind) for entry in dossier.of_side("against")] == [("The Courier", "opinion")] * 3
    assert (dossier.since("for"), dossier.since("against")) == ("2026-05-04", "2026-03-02")
    assert dossier.tally == "Searched 3 articles, 2 match."
    for entry in dossier.entries:
        text = desk.assistant().article(entry.citation.article_id, entry.citation.version).text
        assert text[entry.citation.start : entry.citation.end] == entry.quote


def test_the_one_a_sentence_is_about_is_the_one_who_says_it(desk: Desk) -> None:
    desk.put("Mayor Ann Lee no longer supports the tunnel, she said on Friday.", "Turn", published="2026-05-04")
    assert told(desk.assistant().dossier(QUESTION).of_side("against")) == [
        ("Ann Lee", "2026-05-04", "Mayor Ann Lee no longer supports the tunnel, she said on Friday.")
    ]


def test_a_sentence_of_two_sides_stands_on_each_with_who_takes_it(desk: Desk) -> None:
    desk.put("The Greens voted for the tunnel on Monday, the Liberals against it.", "Vote", published="2026-05-04")
    desk.put(
        "Farmer Nils Aas is in favour of the tunnel. Doctor Eva Lie is against the tunnel, which she calls ugly. "
        "Pastor Ute Klein called the tunnel a disgrace. Bob Ray rejected calls to scrap the tunnel.",
        "Debate",
        published="2026-05-05",
    )
    dossier = desk.assistant().dossier(QUESTION)

    assert [(one.speaker, one.role) for one in dossier.of_side("for")] == [
        ("Greens", None),
        ("Nils Aas", "Farmer"),
        ("Bob Ray", None),
    ]
    assert [(one.speaker, one.role) for one in dossier.of_side("against")] == [
        ("Liberals", None),
        ("Eva Lie", "Doctor"),
        ("Ute Klein", "Pastor"),
    ]


def test_who_wants_it_banned_is_for_the_ban(desk: Desk) -> None:
    desk.put(
        "Fireworks should be banned, Ann Lee said. Bob Ray opposes the ban on fireworks.",
        "A ban",
        published="2026-05-04",
    )
    dossier = desk.assistant().dossier("Who is for and who against the ban on fireworks?")
    assert [one.speaker for one in dossier.of_side("for")] == ["Ann Lee"]
    assert [one.speaker for one in dossier.of_side("against")] == ["Bob Ray"]


def test_copies_count_once_and_are_named(desk: Desk) -> None:
    text = "Ann Lee backed the tunnel on Friday, and many of those who were there applauded her for a long time."
    desk.put(text, "The tunnel", published="2026-05-04")
    desk.put(text, "The tunnel", published="2026-05-05", publisher="The Courier", external_id="copy")
    dossier = desk.assistant().dossier(QUESTION)
    assert [len(entry.citation.also) for entry in dossier.entries] == [1]
    assert dossier.match_count == 1


def test_the_same_words_in_another_article_stand_once_as_first_published(desk: Desk) -> None:
    for day, around in (
        ("2026-05-06", "It snowed in the hills all day long."),
        ("2026-05-04", "Nothing else was new."),
    ):
        desk.put(f"{around} Ann Lee backed the tunnel.", f"Tunnel {day}", published=day, external_id=day)
    dossier = desk.assistant().dossier(QUESTION)
    assert told(dossier.entries) == [("Ann Lee", "2026-05-04", "Ann Lee backed the tunnel.")]


def test_filters_narrow_it_and_an_empty_one_says_so(desk: Desk) -> None:
    fill(desk)
    narrowed = desk.assistant().dossier(QUESTION, filters=Filters(publishers=("The Courier",)))
    assert narrowed.tally == "Searched 1 article, 1 matches."
    nothing = desk.assistant().dossier("Who was for and who against the zeppelin?")
    assert nothing.entries == ()
    assert nothing.tally == "Searched 3 articles, none match."


def test_a_side_on_something_else_is_no_side_on_the_subject(desk: Desk) -> None:
    desk.put(
        "Ann Lee called for the council to pay what the tunnel cost. Correction: Ann Lee backed the tunnel in May.",
        "Council",
    )
    assert desk.assistant().dossier(QUESTION).of_side("for") == ()


def test_its_json_is_plain(desk: Desk) -> None:
    fill(desk)
    value = json.loads(json.dumps(desk.assistant().dossier(QUESTION).to_json()))
    assert (value["searched"], value["matches"], value["since"]["for"]) == (3, 2, "2026-05-04")
    first = value["entries"][0]
    assert first["citation"]["quote"] == first["quote"]
