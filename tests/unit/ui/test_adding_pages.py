"""Adding, removing, state, export and sharing over HTTP, behind the guards."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from starlette.testclient import TestClient

from assistant.answer import Citation
from assistant.archive import Archive
from ui.desk import Desk
from ui.entrance import Entrance
from ui.pages.export import file_name
from ui.readers import THIS_MACHINE, Reader
from ui.server import build_app
from ui.users.door import Admission, Door
from ui.users.passwords import Passwords

HERE = "http://127.0.0.1:7860"
OURS = {"origin": HERE, "sec-fetch-site": "same-origin"}


class SignedIn(Door):
    """Lets in the reader that a test chose."""

    def __init__(self, users_path: Path | None = None) -> None:
        super().__init__(users_path)
        self.reader = THIS_MACHINE
        self.app: Any = None

    def admit(self, scope: Mapping[str, Any], *, takes_tokens: bool) -> Admission:
        return Admission(self.reader)


@dataclass(frozen=True)
class OneDoor(Entrance):
    the_door: SignedIn = field(default_factory=SignedIn)

    def door(self, passwords: Passwords | None = None) -> Door:
        return self.the_door


@pytest.fixture(scope="module")
def door(seat: Any, tmp_path_factory: pytest.TempPathFactory) -> SignedIn:
    made = SignedIn(tmp_path_factory.mktemp("users") / "users.json")
    made.app = seat.build(lambda: build_app(seat.desk, entrance=OneDoor(the_door=made)))
    return made


@pytest.fixture
def client(door: SignedIn, seated: Any) -> Iterator[TestClient]:
    yield TestClient(door.app, base_url=HERE, headers=OURS)
    door.reader = THIS_MACHINE


@pytest.fixture
def bridge(stored_archive: Archive) -> str:
    with stored_archive.snapshot() as snapshot:
        return next(one.article_id for one in snapshot.list_articles() if one.title == "Bridge closed")


def drawn_until_over(client: TestClient, address: str) -> str:
    for _ in range(2000):
        page = client.get(address).text
        if 'data-run="running"' not in page:
            return page
    pytest.fail("the run did not end")


@pytest.mark.slow
def test_files_are_added_and_their_report_says_all(client: TestClient) -> None:
    files = [
        ("files", ("wire/a.txt", b"Ferry sails\n\nThe ferry sailed on Monday.", "text/plain")),
        ("files", ("wire/../../b.txt", b"Out.", "text/plain")),
        ("files", ("wire/c.png", b"\x89PNG", "image/png")),
    ]
    spanish = {"accept-language": "es"}
    sent = client.post("/library/add/files", files=files, data={"source": ""}, headers=spanish, follow_redirects=False)
    assert sent.status_code == 303
    page = drawn_until_over(client, sent.headers["location"])
    assert "wire/ (1 file)" in page  # whatever the one who added it speaks
    assert "wire/ (1 fichero)" in client.get(sent.headers["location"], headers=spanish).text
    assert "1 added, 2 skipped" in page
    assert "its name leads out of the folder" in page
    assert ".png is not among what is read" in page
    assert "adding-" not in page
    assert "The <mark>ferry</mark> sailed on Monday." in client.get("/library?q=ferry").text
    assert "1 added, 2 skipped" in client.get("/library/state").text
    assert client.get("/library/runs/nobody").text.count("No record of this ingest is kept") == 1


def test_an_address_that_must_not_be_asked_is_refused_before_anything(client: TestClient) -> None:
    for address in ("http://127.0.0.1:1/feed", "file:///etc/passwd", "http://169.254.169.254/", "nonsense"):
        page = client.post("/library/add/web", data={"addresses": address, "newest": "5"})
        assert page.status_code == 422, address
        assert "cannot be ingested" in page.text
    assert "from 1 to 20" in client.post("/library/add/web", data={"addresses": " \n"}).text
    wrong = client.post("/library/add/web", data={"addresses": "https://a.example/", "newest": "5000"})
    assert "newest 1 to 1,000" in wrong.text


@pytest.mark.parametrize("address", ["/library/add/files", "/library/add/web", "/library/articles/x/remove"])
def test_only_editors_and_only_from_a_page_of_ours(client: TestClient, door: SignedIn, address: str) -> None:
    bare = TestClient(door.app, base_url=HERE)
    assert bare.post(address, data={"what": "remove"}).status_code == 403
    assert bare.post(address, headers={"origin": "http://evil.example"}).status_code == 403
    assert bare.post(address, headers={"origin": "null"}).status_code == 403
    door.reader = Reader("eve", "reader")
    refused = client.post(address, data={"what": "remove"})
    assert (refused.status_code, "Only editors" in refused.text) == (403, True)
    assert client.get("/library/add").status_code == 403
    assert "library/add" not in client.get("/library").text


def test_a_claim_of_five_gigabytes_is_refused_with_a_sentence(client: TestClient) -> None:
    headers = {"content-length": "5000000000", "content-type": "multipart/form-data; boundary=x"}
    refused = client.post("/library/add/files", headers=headers, content=b"--x")
    assert refused.status_code == 413
    assert "more than 500 MB at once" in refused.json()["message"]
    assert client.post("/library/add/web", content=b"x" * 1_000_001).status_code == 413
    assert "No file was sent" in client.post("/library/add/files", files=[("files", ("", b""))]).text


def test_an_article_is_removed_and_another_forgotten_once_it_is_meant(
    client: TestClient, bridge: str, stored_archive: Archive
) -> None:
    assert f"library/articles/{bridge}/remove" in client.get(f"/reader/{bridge}").text
    address = f"/library/articles/{bridge}/remove"
    asked = client.get(address).text
    assert "no byte of it stays" in asked
    assert "stays readable by its id" in asked
    assert "say that it is meant" in client.post(address, data={"what": "forget"}).text
    assert f"Removed article {bridge}" in client.post(address, data={"what": "remove"}).text
    assert client.get(f"/reader/{bridge}").status_code == 200
    assert f"Forgot article {bridge}" in client.post(address, data={"what": "forget", "meant": "yes"}).text
    assert client.get(f"/reader/{bridge}").status_code == 404
    assert client.post(address, data={"what": "remove"}).status_code == 404
    with stored_archive.snapshot() as snapshot:
        assert [article.title for article in snapshot.list_articles()] == ["Crossing shut", None]


@pytest.mark.slow
def test_no_real_article_goes_where_the_samples_are(scripted: Any, seat: Any, tmp_path: Path) -> None:
    desk = Desk(
        scripted.archive.path, lambda: scripted, sample_notice="Invented.", own_archive_path=tmp_path / "my own"
    )
    app = seat.build(lambda: build_app(desk, host="127.0.0.1"))
    samples = TestClient(app, base_url=HERE, headers=OURS)
    page = samples.get("/library/add").text
    assert "are invented: real ones never go where they are" in page
    assert "my own" in page
    assert "<form" not in page
    for address in ("/library/add/files", "/library/add/web", "/library/articles/x/remove"):
        refused = samples.post(address, data={"what": "remove"})
        assert (refused.status_code, "invented" in refused.text) == (422, True)


@pytest.fixture
def told(seated: Any, make_answer: Any, bridge: str) -> tuple[str, str, str]:
    return _tell(seated, make_answer, bridge)


def _tell(seated: Any, make_answer: Any, bridge: str, owner: str = "") -> tuple[str, str, str]:
    """A conversation of two answered questions: its id and theirs."""
    with seated.archive.snapshot() as snapshot:
        article = snapshot.article(bridge)
    citation = Citation.of(1, article, (0, 46))
    hostile = '<script>alert(1)</script> "why"? ../../x'
    store = seated.archive.readers
    conversation: str = store.create(owner)
    turns = []
    for question in (hostile, "And when?"):
        answer = replace(make_answer(citation), question=question)
        turns.append(store.ask(conversation, question, owner=owner).turn_id)
        store.end(turns[-1], "answered", answer_json=json.dumps(answer.to_json()), text=answer.text)
    return conversation, turns[0], turns[1]


def test_an_answer_and_a_conversation_are_exported_in_every_form(
    client: TestClient, told: tuple[str, str, str]
) -> None:
    talk, first, second = told
    page = client.get(f"/export/{first}.html")
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["content-disposition"].startswith('attachment; filename="script-alert-1-script-why-x.html"')
    assert "<script>" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text
    assert "The bridge was closed after cracks were found." in page.text
    assert "And when?" not in page.text
    whole = client.get(f"/export/{talk}.md").text
    assert whole.startswith("# \\<script\\>")
    assert "## And when?" in whole
    document = Document(BytesIO(client.get(f"/export/{talk}.docx").content))
    assert "And when?" in [paragraph.text for paragraph in document.paragraphs]
    record = client.get(f"/export/{second}.json").json()
    assert record["asked"]["question"] == "And when?"
    assert [turn["role"] for turn in record["asked"]["history"]] == ["user", "assistant"]
    assert record["archive"]["described_at"][:10] >= record["made_at"][:10]
    assert len(client.get(f"/export/{talk}.json").json()["records"]) == 2


def test_an_export_is_for_its_owner_alone(client: TestClient, door: SignedIn, told: tuple[str, str, str]) -> None:
    talk, turn, _ = told
    for name in (f"{turn}-9.md", f"{talk}.exe", "nobody.md", "..%2f..%2fx.md", f"{talk}.html.md"):
        assert client.get(f"/export/{name}").status_code == 404, name
    door.reader = Reader("eve", "editor")
    assert client.get(f"/export/{talk}.md").status_code == 404


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("What happened in May?", "What-happened-in-May"),
        ("../../etc/passwd", "etc-passwd"),
        ("", "answer"),
        ("???", "answer"),
        ("word " * 40, "-".join(["word"] * 12)),
        ("جسر المدينة", "جسر-المدينة"),
    ],
)
def test_a_file_is_named_by_the_first_words(title: str, name: str) -> None:
    assert file_name(title) == name


@pytest.fixture
def shared(client: TestClient, door: SignedIn, seated: Any, make_answer: Any, bridge: str) -> tuple[str, str, str]:
    """A conversation of Ana's, the turn of it that she shares, and the word of its link."""
    talk, first, _ = _tell(seated, make_answer, bridge, "ana")
    door.reader = Reader("ana", "reader")
    assert "Make a link" in client.get(f"/share/{first}").text
    page = client.post(f"/share/{first}", data={"what": "begin"}).text
    word = page.partition("/shared/")[2].partition('"')[0]
    assert f'value="{HERE}/shared/{word}"' in page
    return talk, first, word


def test_who_signs_in_reads_what_is_shared_and_no_more(
    client: TestClient, door: SignedIn, shared: tuple[str, str, str]
) -> None:
    _, turn, word = shared
    door.reader = Reader("ben", "reader")
    page = client.get(f"/shared/{word}")
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    assert "The bridge was closed after cracks were found." in page.text
    assert ">ana</bdi>" in page.text
    assert "And when?" not in page.text
    assert "<script>alert" not in page.text
    assert "data-retry" not in page.text
    assert "data-flag" not in page.text
    for address in (f"/share/{turn}", "/shared/nothing", "/shared/..%2f..%2fx"):
        assert client.get(address).status_code == 404, address
    assert client.post(f"/share/{turn}", data={"what": "end"}).status_code == 404
    assert client.get(f"/shared/{word}").status_code == 200


def test_a_conversation_that_is_shared_shows_all_its_answers(
    client: TestClient, door: SignedIn, shared: tuple[str, str, str]
) -> None:
    page = client.post(f"/share/{shared[0]}", data={"what": "begin"}).text
    whole = client.get(f"/shared/{page.partition('/shared/')[2].partition(chr(34))[0]}").text
    assert "And when?" in whole
    assert whole.count("Asked by") == 2


@pytest.mark.parametrize("how", ["ended", "deleted"])
def test_a_link_ends_with_what_it_leads_to(
    client: TestClient, seated: Any, shared: tuple[str, str, str], how: str
) -> None:
    talk, turn, word = shared
    if how == "ended":
        client.post(f"/share/{turn}", data={"what": "end"})
    else:
        seated.archive.readers.delete(talk)
    gone = client.get(f"/shared/{word}")
    assert gone.status_code == 404
    assert "no longer shared" in gone.text


def test_who_has_no_name_is_asked_to_sign_in(client: TestClient, door: SignedIn, shared: tuple[str, str, str]) -> None:
    _, turn, word = shared
    for reader in (Reader.anonymous("x"), THIS_MACHINE):
        door.reader = reader
        away = client.get(f"/shared/{word}", follow_redirects=False)
        assert (away.status_code, away.headers["location"]) == (303, f"/sign-in?next=shared%2F{word}")
        assert client.get(f"/share/{turn}").status_code == 404
