"""A server, an empty schema, and the catalog of one whose rows are deleted each time: for tests over PostgreSQL."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from secrets import token_hex

import pytest

from assistant.archive.catalog.database import Database
from assistant.archive.catalog.manifest import write_new_manifest
from assistant.archive.catalog.place import PostgresCatalog
from assistant.archive.catalog.postgres import PostgresDatabase, connect_postgres
from assistant.archive.catalog.repeats import begin_run
from tests.conftest import missing
from tests.postgres_server import PostgresServer, running_server, what_is_missing

__all__ = ["database", "emptied", "emptied_catalog", "server"]


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    lacking = what_is_missing()
    if lacking is not None:
        missing(lacking)
    with running_server() as running:
        yield running


@pytest.fixture
def database(server: PostgresServer) -> Iterator[str]:
    """The address of an empty schema."""
    schema = f"test_{token_hex(6)}"
    with closing(connect_postgres(server.address, "tests")) as owner:
        owner.execute(f"CREATE SCHEMA {schema}")
        yield f"{server.address}?options=-csearch_path%3D{schema}"
        owner.connection.execute(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture(scope="session")
def emptied(server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresDatabase]:
    """One schema whose rows are deleted each time: quicker than another schema."""
    schema = f"test_{token_hex(6)}"
    with closing(connect_postgres(server.address, "tests")) as owner:
        owner.execute(f"CREATE SCHEMA {schema}")
        address = f"{server.address}?options=-csearch_path%3D{schema}"
        PostgresCatalog(tmp_path_factory.mktemp("emptied"), address).create()
        with closing(connect_postgres(address, "tests")) as catalog:
            yield catalog


@contextmanager
def emptied_catalog(database: PostgresDatabase) -> Iterator[Database]:
    """The tables as they are made, without a row but the manifest's."""
    _empty(database)
    write_new_manifest(database)
    begin_run(database)
    yield database


def _empty(database: PostgresDatabase) -> None:
    """One message to the server: it is done hundreds of times."""
    (script,) = database.connection.execute(
        "SELECT string_agg(statement, ';') FROM ("
        "SELECT format('DELETE FROM %I', tablename) AS statement FROM pg_tables WHERE schemaname = current_schema() "
        "AND tablename <> 'copydesk_schema' UNION ALL "
        "SELECT format('ALTER SEQUENCE %I RESTART', sequencename) FROM pg_sequences "
        "WHERE schemaname = current_schema() AND last_value IS NOT NULL) statements"
    ).fetchone()
    database.connection.execute(f"BEGIN; SET LOCAL session_replication_role = replica; {script}; COMMIT")
