"""Our statements in PostgreSQL's words."""

import pytest

from assistant.archive.catalog.database import IN_LIST
from assistant.archive.catalog.dialect import arguments_for_postgres, schema_for_postgres, to_postgres
from assistant.archive.catalog.migrations import statements_of
from assistant.archive.catalog.schema import TABLES


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("SELECT 1 WHERE a = ? AND b = ?", "SELECT 1 WHERE a = %s AND b = %s"),
        ("UPDATE a SET b = ?2 WHERE c = ?1 OR d = ?1", "UPDATE a SET b = %(p2)s WHERE c = %(p1)s OR d = %(p1)s"),
        ("SELECT '50 % of ?' || ?", "SELECT '50 %% of ?' || %s"),
        (
            f"SELECT a FROM b WHERE a {IN_LIST}",
            "SELECT a FROM b WHERE a = ANY(ARRAY(SELECT json_array_elements_text(%s)::bigint))",
        ),
        ("SELECT a FROM b CROSS JOIN c ON c.a = b.a", "SELECT a FROM b JOIN c ON c.a = b.a"),
        ("SELECT count(*) FROM (SELECT a FROM b)", "SELECT count(*) FROM (SELECT a FROM b) AS counted"),
        ("INSERT INTO temp.met VALUES (?)", "INSERT INTO pg_temp.met VALUES (%s)"),
    ],
)
def test_what_is_said_otherwise(ours: str, theirs: str) -> None:
    assert to_postgres(ours) == theirs


def test_numbered_arguments_are_named() -> None:
    assert arguments_for_postgres("a = %(p1)s", ("x", 2)) == {"p1": "x", "p2": 2}
    assert arguments_for_postgres("a = %s", ("x",)) == ("x",)


def test_tables_come_before_what_refers_to_them() -> None:
    statements = schema_for_postgres(statements_of(TABLES)).statements
    first_reference = next(number for number, one in enumerate(statements) if one.startswith("ALTER TABLE"))
    assert all(one.startswith("ALTER TABLE") for one in statements[first_reference:])
    script = "\n".join(statements)
    for word in ("AUTOINCREMENT", "WITHOUT ROWID", " BLOB", "is_live INTEGER", "--"):
        assert word not in script
    assert script.count("FOREIGN KEY") == TABLES.count("REFERENCES")
