"""Who is let in, as whom, over HTTP and through the real guards."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from ui.entrance import Entrance
from ui.users.records import Users

PASSWORD = "correct horse battery"
PUBLIC = "https://desk.example/news/"
PAGE = {"accept": "text/html", "sec-fetch-mode": "navigate"}
Make = Callable[..., TestClient]


def sign_in(client: TestClient, name: str = "ana", password: str = PASSWORD, **more: str) -> int:
    return int(client.post("/sign-in", data={"name": name, "password": password, **more}).status_code)


def who(client: TestClient, **headers: str) -> tuple[str, str] | int:
    response = client.get("/api/status", headers={name.replace("_", "-"): value for name, value in headers.items()})
    return response.status_code if response.status_code != 200 else (response.json()["name"], response.json()["role"])


def test_without_users_this_machine_is_an_editor(make_client: Make, users: Users) -> None:
    client = make_client()
    users.remove("ana")
    assert who(client) == 401
    users.remove("ben")
    assert who(client) == 401, "a server that began with users goes on asking"
    assert client.get("/", headers=PAGE).headers["location"] == "/sign-in"
    assert client.get("/sign-in").status_code == 200
    assert who(make_client()) == ("", "editor")
    assert make_client().get("/sign-in").status_code == 303
    users.put("carl", "reader", None)
    begun_before = make_client()
    users.remove("carl")
    assert who(begun_before) == 401


def test_users_who_are_added_later_are_asked_for_at_once(tmp_path: Path, make_client: Make, users: Users) -> None:
    for name in ("ana", "ben"):
        users.remove(name)
    client = make_client()
    assert who(client) == ("", "editor")
    users.put("ana", "reader", None)
    assert who(client) == 401


def test_what_is_not_signed_in_sees_the_sign_in_page_alone(client: TestClient) -> None:
    gone = client.get("/library?q=a%22b&offset=2", headers=PAGE)
    assert gone.status_code == 303
    assert gone.headers["location"] == "/sign-in?next=library%3Fq%3Da%2522b%26offset%3D2"
    assert client.get("/", headers=PAGE).headers["location"] == "/sign-in"
    for address in ("/config", "/library", "/gradio_api/queue/data", "/account"):
        refused = client.get(address)
        assert (refused.status_code, "signed out" in refused.json()["message"]) == (401, True)
    assert client.post("/gradio_api/queue/join").status_code == 401
    page = client.get("/sign-in?next=library")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert "form-action 'self'" in page.headers["content-security-policy"]
    assert "script-src 'self';" in page.headers["content-security-policy"]
    assert "<script" not in page.text
    assert 'name="next" value="library"' in page.text
    assert client.get("/page/page.css").json()["role"] == "reader", "nobody is no editor"


def test_a_session_begins_with_the_password_and_ends_by_signing_out(client: TestClient) -> None:
    assert sign_in(client, password="wrong horse battery") == 403
    assert sign_in(client, name="nobody") == 403
    assert who(client) == 401
    response = client.post("/sign-in", data={"name": " ANA", "password": PASSWORD, "next": "library?q=x"})
    assert (response.status_code, response.headers["location"]) == (303, "/library?q=x")
    cookie = response.headers["set-cookie"]
    assert re.fullmatch(r"copydesk-session=[\w-]{43}; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax", cookie)
    assert who(client) == ("ana", "editor")
    account = client.get("/account").text
    assert ">ana<" in account
    assert "add and remove articles" in account
    kept = client.cookies["copydesk-session"]
    assert client.post("/sign-out").status_code == 303
    assert who(client) == 401
    assert who(client, cookie=f"copydesk-session={kept}") == 401, "the cookie that was kept is worth nothing"


def test_a_session_that_was_planted_is_not_taken_up(client: TestClient) -> None:
    planted = "A" * 43
    client.cookies.set("copydesk-session", planted)
    response = client.post("/sign-in", data={"name": "ana", "password": PASSWORD})
    assert planted not in response.headers["set-cookie"]
    assert who(client, cookie=f"copydesk-session={planted}") == 401


def test_signing_in_anew_ends_the_session_before(client: TestClient) -> None:
    sign_in(client)
    before = client.cookies["copydesk-session"]
    sign_in(client, name="ben")
    assert who(client) == ("ben", "reader")
    client.cookies.clear()
    assert who(client, cookie=f"copydesk-session={before}") == 401


def test_who_is_removed_or_has_a_new_password_is_out(client: TestClient, users: Users, hashed: str) -> None:
    sign_in(client)
    users.put("ana", "reader", hashed)
    assert who(client) == ("ana", "reader")
    users.put("ana", "reader", "$argon2id$another")
    assert who(client) == 401
    sign_in(client, name="ben")
    users.remove("ben")
    assert who(client) == 401


@pytest.mark.parametrize("content", ["{", '{"users": {"ana": 1}}', '{"users": []}'])
def test_a_broken_file_lets_nobody_in(client: TestClient, users: Users, content: str) -> None:
    sign_in(client)
    users.path.write_text(content)
    assert who(client) == 401
    assert sign_in(client) == 503
    assert who(client, authorization="Bearer copydesk_x") == 401


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "https:evil.example",
        "javascript:alert(1)",
        "/%09/evil.example",
        "\t//evil.example",
        "library\r\nSet-Cookie: a=b",
        "./..//evil.example",
        "sign-out",
        "sign-in?next=x",
        "x" * 3000,
        '"><script>',
        "?next=\u2028",
    ],
)
def test_signing_in_leads_to_a_page_of_ours(client: TestClient, wanted: str) -> None:
    response = client.post("/sign-in", data={"name": "ana", "password": PASSWORD, "next": wanted})
    assert response.headers["location"] == "/"
    page = client.get("/sign-in", params={"next": wanted}).text
    assert 'name="next" value=""' in page


def test_another_page_cannot_sign_anybody_in_or_out(client: TestClient) -> None:
    fields = {"name": "ana", "password": PASSWORD}
    for foreign in ({"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        assert client.post("/sign-in", data=fields, headers=foreign).status_code == 403
        assert client.post("/sign-out", headers=foreign).status_code == 403


def test_forms_that_are_none_are_refused_before_any_work(client: TestClient) -> None:
    assert client.post("/sign-in", content=b"name=ana&password=" + b"x" * 10_000_000).status_code == 413
    for body in (
        b"",
        b"\xff\xfe",
        b"name=ana",
        b"&" * 15_000,
        b"a=1&" * 3000,
        b"name=%ff&password=%00",
        b"name=a%00na",
    ):
        assert client.post("/sign-in", content=body).status_code in (403, 429)


def test_tries_are_counted_for_a_name_and_for_an_address(make_client: Make) -> None:
    proxied = {"peer": "10.0.0.1", "proxies": ("10.0.0.0/8",), "host": "0.0.0.0"}
    client = make_client(**proxied)

    def attempt(name: str, address: str, password: str = "wrong horse") -> int:
        fields = {"name": name, "password": password}
        return client.post("/sign-in", data=fields, headers={"x-forwarded-for": address}).status_code

    assert [attempt("ana", f"203.0.113.{number}") for number in range(10)] == [403] * 10
    refused = client.post("/sign-in", data={"name": "ANA", "password": PASSWORD})
    assert (refused.status_code, "Too many tries" in refused.text) == (429, True)
    assert 0 < int(refused.headers["retry-after"]) <= 901
    assert attempt("ben", "203.0.113.1", PASSWORD) == 303
    assert {attempt(f"user{number}", f"2001:db8::{number}") for number in range(30)} == {403}
    assert attempt("ben", "2001:db8::ffff", PASSWORD) == 429, "one who has a whole network counts as one"
    assert attempt("ben", "2001:db8:0:1::1", PASSWORD) == 303


def test_a_newsroom_behind_one_address_may_come_in_together(client: TestClient) -> None:
    assert {sign_in(client, name="ben") for _ in range(32)} == {303}


def test_programs_come_in_by_token(client: TestClient, users: Users) -> None:
    token = users.add_token("ana", "nightly", "editor")
    reading = users.add_token("ana", "reading", "reader")
    assert who(client, authorization=f"Bearer {token}") == ("ana", "editor")
    assert who(client, authorization=f"bearer  {reading}") == ("ana", "reader")
    users.put("ana", "reader", None)
    assert who(client, authorization=f"Bearer {token}") == ("ana", "reader"), "a token never may more than its user"
    for given in (
        "",
        "Bearer",
        "Bearer ",
        f"Basic {token}",
        f"Bearer {token}x",
        f"Bearer {token} x",
        "Bearer " + "x" * 999,
    ):
        assert who(client, authorization=given) == 401
    refused = client.get("/api/status", headers={"authorization": "Bearer copydesk_x"})
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.headers["www-authenticate"] == 'Bearer realm="Copydesk", error="invalid_token"'
    assert refused.json()["status"] == 401
    assert client.get("/api/status").headers["www-authenticate"] == 'Bearer realm="Copydesk"'
    assert client.get("/library", headers={"authorization": f"Bearer {token}"}).status_code == 401
    users.revoke("ana", None)
    assert who(client, authorization=f"Bearer {token}") == 401


def test_open_to_all_each_browser_is_somebody_else(make_client: Make, users: Users) -> None:
    here, there = (make_client(is_open=True, host="0.0.0.0") for _ in range(2))
    assert here.get("/", headers=PAGE).status_code == 200
    there.get("/", headers=PAGE)
    names = {who(here), who(here), who(there), who(there)}
    assert len(names) == 2
    assert all(isinstance(one, tuple) and re.fullmatch(r"anonymous:[0-9a-f]{32}", one[0]) for one in names)
    assert all(isinstance(one, tuple) and one[1] == "reader" for one in names)
    assert "set-cookie" not in here.get("/").headers, "it has one"
    forged = make_client(is_open=True).get("/", headers={**PAGE, "cookie": "copydesk-reader=x"})
    assert "HttpOnly; SameSite=Lax" in forged.headers["set-cookie"]
    assert forged.headers["cache-control"] == "no-store"
    asset = make_client(is_open=True).get("/assets/index.js")
    assert "set-cookie" not in asset.headers, "a cache that readers share would make them one"
    token = users.add_token("ana", "nightly", "editor")
    assert who(here, authorization=f"Bearer {token}") == ("ana", "editor")
    assert who(here, authorization="Bearer sk-anything") in names, "clients that have to send something may"
    assert who(here, authorization="Bearer copydesk_revoked") == 401
    assert here.get("/account").headers["location"] == "/sign-in"
    assert sign_in(here) == 303
    assert who(here) == ("ana", "editor")


def test_a_proxys_word_on_who_asks_counts_where_it_was_named(make_client: Make, users: Users) -> None:
    named = {"proxies": ("10.0.0.1",), "user_header": "X-Remote-User", "host": "0.0.0.0"}
    through, past = make_client(peer="10.0.0.1", **named), make_client(peer="10.0.0.2", **named)
    assert who(through, x_remote_user="Ana") == ("ana", "editor")
    assert through.get("/api/status", headers={b"x-remote-user": "Zoë".encode()}).json()["name"] == "zoë"
    for nobody in ("", "a:b", "anonymous:1", "x" * 99):
        assert who(through, x_remote_user=nobody) == 401
    twice = through.get("/api/status", headers=[("x-remote-user", "ana"), ("x-remote-user", "ben")])
    assert twice.status_code == 401
    assert who(past, x_remote_user="ana") == 401
    assert who(past, x_remote_user="ana", x_forwarded_for="10.0.0.1") == 401
    for name in ("ana", "ben"):
        users.remove(name)
    assert through.get("/", headers=PAGE).status_code == 401, "nobody could sign in on a page"


def test_over_tls_cookies_stay_on_it_and_below_the_sub_path(make_client: Make) -> None:
    client = make_client(url=PUBLIC, base_url="https://desk.example", peer="203.0.113.1")
    response = client.post("/news/sign-in", data={"name": "ana", "password": PASSWORD, "next": "library"})
    assert response.headers["location"] == "/news/library"
    assert response.headers["set-cookie"].startswith("__Secure-copydesk-session=")
    assert response.headers["set-cookie"].endswith("; Path=/news/; Max-Age=604800; HttpOnly; SameSite=Lax; Secure")
    assert client.get("/news/api/status").json()["name"] == "ana"
    assert client.get("/news/library", headers={**PAGE, "cookie": ""}).headers["location"].startswith("/news/sign-in?")
    assert '<base href="/news/">' in client.get("/news/sign-in").text
    rooted = make_client(url="https://desk.example", base_url="https://desk.example", is_open=True)
    assert rooted.get("/", headers=PAGE).headers["set-cookie"].startswith("__Host-copydesk-reader=")


def test_a_proxy_that_nobody_named_does_not_make_strangers_editors(make_client: Make, users: Users) -> None:
    for name in ("ana", "ben"):
        users.remove(name)
    client = make_client()
    assert who(client) == ("", "editor")
    refused = client.get("/api/status", headers={"x-forwarded-for": "203.0.113.5"})
    assert (refused.status_code, "COPYDESK_TRUSTED_PROXIES" in refused.text) == (403, True)


@pytest.mark.parametrize(
    "path", ["//library", "/%2e/library", "/page/../library", "/page/%2e%2e/library", "/sign-in/../library", "/page//x"]
)
def test_no_way_of_writing_a_path_leads_around_the_door(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (401, 404)


def test_the_default_entrance_is_for_this_machine() -> None:
    assert not Entrance().is_served_to_others
    assert not Entrance().door().asks
