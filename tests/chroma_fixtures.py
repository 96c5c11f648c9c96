"""A Chroma server for the tests of a process, and a database of it for each test."""

from collections.abc import Iterator
from secrets import token_hex

import chromadb
import pytest

from assistant.archive.index.chroma_server import ChromaAddress
from tests.chroma_server import ChromaProcess, running_chroma, what_is_missing
from tests.conftest import missing

__all__ = ["chroma", "chroma_process"]


@pytest.fixture(scope="session")
def chroma_process() -> Iterator[ChromaProcess]:
    lacking = what_is_missing()
    if lacking is not None:
        missing(lacking)
    with running_chroma() as running:
        yield running


@pytest.fixture
def chroma(chroma_process: ChromaProcess) -> ChromaAddress:
    """An empty database on the server."""
    name = f"test_{token_hex(6)}"
    admin = chromadb.AdminClient(
        chromadb.config.Settings(
            chroma_api_impl="chromadb.api.fastapi.FastAPI",
            chroma_server_host="127.0.0.1",
            chroma_server_http_port=chroma_process.port,
            anonymized_telemetry=False,
        )
    )
    admin.create_database(name)
    return ChromaAddress(chroma_process.address, database=name)
