"""Questions of the kinds that once failed, on invented articles of other newsrooms: each kind by its neighbours."""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from copydesk import Answer, Assistant, Settings

COAST: list[dict[str, Any]] = [
    {
        "id": "c1",
        "title": "Lifeboat crew rescues four off Brackwater Sands",
        "text": "Four walkers were pulled from the rising tide off Brackwater Sands on Saturday evening. The lifeboat "
        "Harriet Bell reached them within nine minutes. One woman, 61, was taken to hospital with a broken wrist. "
        'Coxswain Desmond Pratley was in no mood to scold. "They had ten minutes left, perhaps less," he said.',
        "source": "Brackwater Standard",
        "author": "Nell Ashby",
        "date": "2026-05-03",
    },
    {
        "id": "c2",
        "title": "Children's ward reopens",
        "text": "The children's ward of Lowfield hospital reopened on Monday after a flood, director Ann Moss said. "
        "The ward had been closed for six weeks. Forty beds are in use again.",
        "source": "Lowfield Argus",
        "author": "Rory Pell",
        "date": "2026-05-05",
    },
    {
        "id": "c3",
        "title": "Pier open again",
        "text": "Brackwater pier reopened on 2 May after two years of repairs. The repairs cost £3 million. Hundreds "
        "queued in the rain.",
        "source": "Brackwater Standard",
        "author": "Kim Osei",
        "date": "2026-05-03",
    },
    {
        "id": "c4",
        "title": "Council rejects homes on Mill Meadow",
        "text": "Councillors in Lowfield voted by nine to six on Thursday to refuse 140 homes on Mill Meadow. The "
        "developer, Harrap Homes, did not say whether it would appeal. Sheriff Dana Wirth watched from the gallery.",
        "source": "Lowfield Argus",
        "author": "Rory Pell",
        "date": "2026-09-11",
    },
    {
        "id": "c5",
        "title": "Harrap Homes will appeal over Mill Meadow",
        "text": "The builder Harrap Homes said on Monday that it would appeal against the refusal of 140 homes on Mill "
        "Meadow. A public inquiry is expected in the spring.",
        "source": "Lowfield Argus",
        "author": "Nell Ashby",
        "date": "2026-10-05",
    },
    {
        "id": "c6",
        "title": "Comment: Give the meadow a chance",
        "text": "Mill Meadow is no beauty. Lowfield needs homes more than nettles. The committee lost its nerve.",
        "source": "Lowfield Argus",
        "author": "Felix Dray",
        "date": "2026-09-14",
        "section": "Opinion",
    },
    {
        "id": "c7",
        "title": "Gales cut power to 2,000 homes",
        "text": "Gales of up to 84 mph cut power to 2,000 homes around Brackwater on Friday night. A caravan was blown "
        "into the harbour.",
        "source": "Brackwater Standard",
        "author": "Kim Osei",
        "date": "2026-11-28",
    },
    {
        "id": "c8",
        "title": "El puerto cierra por huelga",
        "text": "El puerto de Brackwater cerró el martes por una huelga de estibadores. La huelga durará tres días.",
        "source": "Diario de la Costa",
        "author": "Luis Pérez",
        "date": "2026-09-02",
        "language": "es",
    },
]
WARD = [
    {"role": "user", "content": "When did the children's ward reopen?"},
    {"role": "assistant", "content": f"{str(COAST[1]['text']).split('. ')[0]}. [1]"},
]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    path: Path = tmp_path_factory.mktemp("coast") / "archive"
    settings = Settings.load(archive=path, today=date(2026, 11, 29))
    with Assistant.open(path, settings=settings, create=True) as opened:
        opened.archive.add(COAST)
        yield opened


def told(answer: Answer) -> str:
    return " ".join(f"{one.text} ({one.attribution}; {one.correction})" for one in answer.statements)


@pytest.mark.parametrize(
    ("question", "has"),
    [
        ("Did Nell Ashby write the article about the pier?", "written by Kim Osei"),
        ("Is the article about the pier by Rory Pell?", "written by Kim Osei"),
        ("How many opinion pieces are there?", "1 article (kind opinion)"),
        ("How many articles mention Sheriff Wirth?", "1 article mentions “Wirth”"),
        ("What was reported on Saturday?", "84 mph"),
        ("What happened at the weekend?", "84 mph"),
        ("What is Nell Ashby's latest article?", "would appeal"),
        ("Recap the Mill Meadow story", "nine to six"),
        ("Recap the Mill Meadow story", "would appeal"),
        ("How many articles were published in September 2026?", "3 articles (September 2026)"),
        ("What did Kim Osei report yesterday?", "on 28 November 2026"),
        ("hello", "3 May 2026 to 28 November 2026"),
        ("no worries, thanks", "You’re welcome"),
        ("¿Cuántos artículos hay?", "8 articles"),
        ("¿Quién escribió el artículo sobre la huelga?", "Luis Pérez"),
        ("Wie viele Artikel schrieb Rory Pell?", "2 articles"),
        ("Que s'est-il passé hier ?", "84 mph"),
        ("Buenos días", "Hello."),
    ],
)
def test_what_the_catalog_knows_is_told_however_it_is_asked(assistant: Assistant, question: str, has: str) -> None:
    answer = assistant.ask(question)
    assert (answer.outcome, answer.writer) == ("answered", "catalog")
    assert has in told(answer)


@pytest.mark.parametrize(
    ("question", "first", "history"),
    [
        ("When did the pier reopen?", "2 May", WARD),
        ("When did the pier reopen?", "2 May", [{"role": "user", "content": "¿Cuándo reabrió el hospital?"}, WARD[1]]),
        ("What did the repairs cost?", "£3 million", WARD),
        ("How long had it been closed?", "six weeks", WARD),
        ("How many beds are in use?", "Forty beds", WARD),
        ("How old was the woman with the broken wrist?", "One woman, 61", []),
        ("How much time did the walkers have left?", "ten minutes left", []),
    ],
)
def test_the_first_sentence_answers(
    assistant: Assistant, question: str, first: str, history: list[dict[str, str]]
) -> None:
    answer = assistant.ask(question, history=history)
    assert answer.outcome == "answered"
    assert first in answer.statements[0].text


def test_who_he_is_stands_beside_the_words(assistant: Assistant) -> None:
    answer = assistant.ask("How much time did the walkers have left?")
    assert "Desmond Pratley, in Brackwater Standard" in (answer.statements[0].attribution or "")


HILL: list[dict[str, Any]] = [
    {
        "id": "h1",
        "title": "Oka elected to lead tram union",
        "text": "Grace Oka was elected general secretary of the Tramworkers' League on Sunday, with 58 percent of "
        "the vote.",
        "source": "Metro Mail",
        "author": "Kit Lam",
        "date": "2023-05-15",
    },
    {
        "id": "h2",
        "title": "League turns to Bran",
        "text": "The Tramworkers' League has a new leader: Luis Bran beat Grace Oka by 41 votes on Saturday. Oka will "
        "return to driving Line 6.",
        "source": "Metro Mail",
        "author": "Kit Lam",
        "date": "2026-05-10",
    },
    {
        "id": "h3",
        "title": "Airport has quiet spring",
        "text": "Calder airport handled 540,000 passengers in the second quarter, operator Skyhold reported on "
        "Thursday. Managers pointed to a pilots' strike in May.",
        "source": "Calder Ledger",
        "author": "Otis Wren",
        "date": "2026-07-09",
    },
    {
        "id": "h4",
        "title": "Airport counts more travellers",
        "text": "Passenger numbers at Calder airport climbed to 612,000 in the third quarter, operator Skyhold "
        "reported on Tuesday. Unions stayed away.",
        "source": "Calder Ledger",
        "author": "Marta Fell",
        "date": "2026-10-06",
    },
]


@pytest.fixture(scope="module")
def hill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    path: Path = tmp_path_factory.mktemp("hill") / "archive"
    settings = Settings.load(archive=path, today=date(2026, 10, 20))
    with Assistant.open(path, settings=settings, create=True) as opened:
        opened.archive.add(HILL)
        yield opened


@pytest.mark.parametrize(
    ("question", "has"),
    [
        ("How many articles mention Oka or the airport?", "4 articles mention “Oka” or “airport”"),
        ("How many articles mention the airport but not the strike?", "1 article mentions “airport” but not “strike”"),
        ("How many articles do not mention Oka?", "2 articles do not mention “Oka”"),
        ("How many articles are not by Kit Lam?", "2 of the 4 articles are not by Kit Lam"),
        ("How many reporters work for the Calder Ledger?", "2 authors (in Calder Ledger)"),
        ("What was the Calder Ledger's coverage in July?", "540,000"),
        ("Anything new in the Calder Ledger since September?", "612,000"),
        ("Everything Otis Wren wrote in 2026", "540,000"),
        ("List the latest two articles", "The newest 2:"),
    ],
)
def test_what_is_counted_and_listed_is_what_was_asked(hill: Assistant, question: str, has: str) -> None:
    answer = hill.ask(question)
    assert (answer.outcome, answer.writer) == ("answered", "catalog")
    assert has in told(answer)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("How many passengers did the airport have in the third quarter?", "612,000"),
        ("How many passengers did the airport have in the second quarter?", "540,000"),
        ("Who is general secretary of the Tramworkers' League now?", "Luis Bran beat Grace Oka"),
        ("Who stayed away?", "Unions stayed away."),
    ],
)
def test_the_time_that_is_asked_about_answers(hill: Assistant, question: str, first: str) -> None:
    answer = hill.ask(question)
    assert answer.outcome == "answered"
    assert first in answer.statements[0].text


HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


ASKED = rows("neighbours.jsonl")
"""Questions of further kinds that failed, of small invented archives: what the first sentence must have, or all."""


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Assistant]]:
    held: dict[str, list[dict[str, Any]]] = {}
    for row in rows("neighbour_articles.jsonl"):
        held.setdefault(row.pop("desk"), []).append(row)
    with ExitStack() as stack:
        opened: dict[str, Assistant] = {}
        for name, articles in held.items():
            path = tmp_path_factory.mktemp(name) / "archive"
            settings = Settings.load(archive=path, today=date(2026, 11, 30))
            opened[name] = stack.enter_context(Assistant.open(path, settings=settings, create=True))
            opened[name].archive.add(articles)
        yield opened


@pytest.mark.parametrize("row", ASKED, ids=[f"{one['desk']}: {one['question']}" for one in ASKED])
def test_a_question_of_a_small_archive_is_answered_as_a_reporter_would_want_it(
    desks: dict[str, Assistant], row: dict[str, Any]
) -> None:
    history: list[dict[str, str]] = []
    for before in row.get("history", ()):
        earlier = desks[row["desk"]].ask(before, history=history)
        history += [{"role": "user", "content": before}, {"role": "assistant", "content": earlier.text}]
    answer = desks[row["desk"]].ask(row["question"], history=history)

    assert answer.outcome == row["outcome"]
    assert re.search(row.get("first", ""), answer.statements[0].text if answer.statements else "")
    assert [one for one in row.get("has", ()) if one not in told(answer)] == []
    assert [one for one in row.get("has_not", ()) if one in told(answer)] == []


CRANES = "Forty cranes landed on the roof of the Delby library. The reading room stayed shut for a week."
STRIKE = "The ferrymen’s “big walkout” cost €3 million – twice what was feared, steward Priya Lund said on Wednesday."
PAGE = (
    "<html lang=en><head>{head}<title>Cranes</title></head><body><article><h1>Cranes</h1>{body}</article></body></html>"
)
UPDATES = [("18:20", "The toll is nine."), ("15:05", "Eleven are dead."), ("11:40", "The dam has given way.")]
LIVE = "<ul><li>Two villages are cut off</li></ul>" + "".join(
    f"<section><time datetime='2026-05-03T{at}:00Z'>{at}</time><p>{words}</p></section>" for at, words in UPDATES
)


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        (
            "quotes.html",
            PAGE.format(head="<meta charset='iso-8859-1'>", body=f"<p>{STRIKE}</p><p>{CRANES}</p>").encode("cp1252"),
            {"text": f"{STRIKE}\n\n{CRANES}"},
        ),
        (
            "byline.html",
            PAGE.format(
                head="", body=f"<p><b>By IVO MAREK</b><br>Courier Staff Writer</p><p>{CRANES * 3}</p>"
            ).encode(),
            {"authors": ("Ivo Marek",), "text": CRANES * 3},
        ),
        (
            "live.html",
            PAGE.format(
                head='<script type="application/ld+json">{"@type":"LiveBlogPosting"}</script>', body=LIVE
            ).encode(),
            {"kind": "live_blog"},
        ),
        (
            "spaced.csv",
            f'title, text, date, outlet\n"Cranes", "{CRANES} Really, it did.", 2026-05-03, Delby Courier\n'.encode(),
            {"text": f"{CRANES} Really, it did.", "published_at": "2026-05-03", "publisher": "Delby Courier"},
        ),
        (
            "joined.json",
            f'{{"title": "Cranes", "text": "{CRANES}", "news_outlet": "Delby Courier", "author": "nil",\n'
            f'"date": "12:30 a.m. ET, May 3, 2026"}}{{"title": "Strike", "text": "Ferries stay put."}}'.encode(),
            {"text": CRANES, "publisher": "Delby Courier", "authors": (), "published_at": "2026-05-03T00:30:00"},
        ),
        (
            "cut.json",
            f'[{{"title": "Cranes", "text": "{CRANES} A guard… Read more", "source": "?"}}]'.encode(),
            {"text": CRANES, "publisher": None},
        ),
    ],
)
def test_files_of_the_kinds_that_once_failed(
    tmp_path: Path, name: str, content: bytes, wanted: dict[str, object]
) -> None:
    (tmp_path / name).write_bytes(content)
    with Assistant.open(
        tmp_path / "archive", settings=Settings.load(archive=tmp_path / "archive"), create=True
    ) as desk:
        desk.archive.add(tmp_path / name)
        with desk.archive.snapshot() as snapshot:
            (article,) = [one for one in snapshot.list_articles(limit=9) if one.title == "Cranes"]
    assert {field: getattr(article, field) for field in wanted} == wanted
    if name == "live.html":
        assert article.text.startswith("Two villages are cut off")
