"""Each request is answered in the reader's language."""

import json
import shutil
import subprocess

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.language import LATER, say, speaking
from ui.spoken import Spoken, render_script


def page(request: Request) -> Response:
    with speaking(LATER):
        body = f'<html lang="en"><p>{say("ask")} {say("page.new")}</p></html>'
    return Response(body, media_type="text/html")


def here(request: Request) -> Response:
    return PlainTextResponse(say("articles", n=3))


def client() -> TestClient:
    app = Starlette(routes=[Route("/", page), Route("/here", here), Route("/api/here", here)])
    app.add_middleware(Spoken)
    return TestClient(app)


def test_the_browser_is_answered_in_its_language() -> None:
    asked = client()
    assert asked.get("/here", headers={"accept-language": "es-ES,es;q=0.9"}).text == "3 artículos"
    assert asked.get("/here", headers={"accept-language": "fr"}).text == "3 articles"


def test_programs_get_the_same_words_whoever_asks() -> None:
    assert client().get("/api/here", headers={"accept-language": "es"}).text == "3 articles"


def test_the_choice_goes_before_the_browser() -> None:
    headers = {"accept-language": "en", "cookie": "copydesk-language=es"}
    assert client().get("/here", headers=headers).text == "3 artículos"


def test_the_page_that_was_drawn_once_is_filled_in() -> None:
    reply = client().get("/", headers={"accept-language": "es"})
    assert reply.text == '<html lang="es"><p>Preguntar Conversación nueva</p></html>'
    assert reply.headers["content-length"] == str(len(reply.content))
    assert {"Cookie", "Accept-Language"} <= set(reply.headers["vary"].split(", "))


def test_the_scripts_get_one_language() -> None:
    with speaking("es"):
        script = render_script()
    assert "Detenida" in script
    assert "Stopped" not in script
    texts = json.loads(
        script[script.index("{", script.index("texts =")) : script.index(";\n", script.index("texts ="))]
    )
    assert "no responde" in texts["unreached"]


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node; the browser tests run it elsewhere")
def test_the_script_fills_places_and_finds_forms() -> None:
    with speaking("es"):
        script = render_script()
    run = (
        'globalThis.window = {}; globalThis.document = {documentElement: {lang: "es"}};\n'
        f"{script}\nconst w = window.copydeskWords;\n"
        'console.log(w("files", {n: 1, size: "2 kB"})); console.log(w("files", {n: 12345, size: "2 kB"}));'
    )
    said = subprocess.run(["node", "-e", run], capture_output=True, text=True, check=True).stdout.splitlines()
    assert said == ["1 fichero, 2 kB", "12.345 ficheros, 2 kB"]
