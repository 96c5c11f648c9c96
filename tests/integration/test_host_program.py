"""Copydesk in another program: what that program set up is the same before and after, in whatever order it imports."""

import os
import subprocess
import sys
from itertools import permutations
from pathlib import Path

import pytest

HOST = """
import logging, os, signal, sys, threading, types
order, archive, articles = sys.argv[1].split(","), sys.argv[2], sys.argv[3]

os.environ["ANONYMIZED_TELEMETRY"] = "False"
os.environ["CHROMA_SERVER_HOST"] = "chroma.example"
logging.basicConfig(level=logging.WARNING)
logging.getLogger("chromadb").setLevel(logging.ERROR)
logging.getLogger("trafilatura").setLevel(logging.INFO)
signal.signal(signal.SIGINT, lambda *_: None)

def loggers():
    known = {"": logging.getLogger(), **logging.root.manager.loggerDict}
    known = {name: one for name, one in known.items() if isinstance(one, logging.Logger)}
    return {name: (one.level, list(one.handlers), one.propagate, one.disabled) for name, one in known.items()}

def signals():
    return {number: signal.getsignal(number) for number in signal.valid_signals()}

OWN = ("assistant", "copydesk", "ingest", "__main__")
# typing_extensions puts its own in typing when it is first imported, by pydantic in any program that has it.
THEIRS = {("typing", "_collect_parameters"), ("typing", "_check_generic")}
KINDS = (type, types.FunctionType, types.ModuleType, types.MethodType)

def parts():
    # modules by themselves, and what they define: classes with their methods, functions
    seen = {}
    for name, module in list(sys.modules.items()):
        if not isinstance(module, types.ModuleType) or name.partition(".")[0] in OWN:
            continue
        seen[name] = module
        for attribute, value in list(vars(module).items()):
            if isinstance(value, KINDS):
                seen[name, attribute] = value
            if isinstance(value, type) and value.__module__ == name:
                for method, one in list(vars(value).items()):
                    if callable(one) or isinstance(one, (classmethod, staticmethod, property)):
                        seen[name, attribute, method] = one
    return seen

begun = None
for name in order:
    if name == "copydesk":
        begun = (parts(), loggers(), signals(), dict(os.environ), list(sys.path), sys.excepthook, threading.excepthook)
        import copydesk
        with copydesk.Assistant.open(archive) as assistant:
            assert assistant.ask("Who found the lost chart of the Omber in the Harbour Museum?").statements
            assistant.archive.prepare()
            assert assistant.ask("How did the council vote on the repair of Candlemaker Bridge?").engine == "chroma"
        with copydesk.Assistant.open(articles + "/own", create=True) as assistant:
            report = assistant.archive.add([os.path.join(articles, "page.html"), {"text": "The ferry sank."}])
            assert report.added == 2, list(report.skipped)
        now = (parts(), loggers(), signals(), dict(os.environ), list(sys.path), sys.excepthook, threading.excepthook)
        changed = [key for key, value in begun[0].items() if now[0].get(key) is not value and key not in THEIRS]
        assert not changed, changed[:10]
        assert {n: v for n, v in now[1].items() if n in begun[1]} == begun[1], "logging"
        assert now[2:] == begun[2:]
    else:
        __import__(name)

import chromadb, httpx, openai
settings = chromadb.config.Settings()
assert (settings.anonymized_telemetry, settings.chroma_server_host) == (False, "chroma.example")
assert chromadb.config.Settings is chromadb.Settings
assert httpx.Client and openai.OpenAI(api_key="x", base_url="http://127.0.0.1:9").models
os.environ.pop("CHROMA_SERVER_HOST")
collection = chromadb.EphemeralClient().create_collection("mine", embedding_function=None)
collection.add(ids=["1"], embeddings=[[1.0, 0.0]])
assert collection.query(query_embeddings=[[1.0, 0.0]], n_results=1)["ids"] == [["1"]]
print("the same")
"""
MODULES = ("chromadb", "httpx", "openai", "copydesk")
PAGE = "<html><body><article><h1>Page</h1><p>" + "The bridge was shut on Friday. " * 40 + "</p></article></body></html>"


def run(order: tuple[str, ...], samples_archive: Path, folder: Path) -> None:
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", HOST, ",".join(order), str(samples_archive), str(folder)],
        env={**os.environ, "COPYDESK_ARCHIVE": ""},
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "the same"), done.stderr


@pytest.mark.parametrize(
    "order", [("chromadb", "httpx", "openai", "copydesk"), ("copydesk", "openai", "chromadb", "httpx")]
)
def test_a_host_program_is_the_same_before_and_after(
    order: tuple[str, ...], samples_archive: Path, tmp_path: Path
) -> None:
    run(order, samples_archive, tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("order", list(permutations(MODULES)), ids=",".join)
def test_every_order_of_imports_works(order: tuple[str, ...], samples_archive: Path, tmp_path: Path) -> None:
    run(order, samples_archive, tmp_path)
