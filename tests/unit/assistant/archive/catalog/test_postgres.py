"""What is said of a database that cannot be had. Over a server: tests/integration/test_postgres_serving.py."""

from importlib.util import find_spec

import pytest

from assistant.archive.catalog.postgres import connect_postgres, name_of
from assistant.errors import ArchiveError, InputError
from tests.conftest import missing


@pytest.fixture(autouse=True)
def needs_psycopg() -> None:
    if find_spec("psycopg") is None:
        missing("psycopg is not installed: pip install 'psycopg[binary]'")


def test_a_name_for_a_person_has_no_password() -> None:
    assert name_of("postgresql://desk:hidden@db.example:5433/news") == "news on db.example:5433"
    assert name_of("postgresql:///news") == "news on this machine"


def test_a_server_that_is_not_there_is_said_without_the_password() -> None:
    with pytest.raises(ArchiveError, match=r"news on 127\.0\.0\.1:9 does not answer") as caught:
        connect_postgres("postgresql://desk:hidden@127.0.0.1:9/news", "tests")
    assert "hidden" not in str(caught.value)


def test_an_address_that_is_none() -> None:
    with pytest.raises(InputError, match="no address"):
        name_of("postgresql://?nonsense=1")
