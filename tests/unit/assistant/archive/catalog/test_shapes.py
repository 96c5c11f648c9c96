"""Tables as a copy is told of them."""

from assistant.archive.catalog.shapes import catalog_shapes, shapes_of


def test_columns_begin_with_the_key_in_its_order() -> None:
    (one,) = shapes_of(
        [
            "CREATE TABLE likes (a TEXT, b INTEGER NOT NULL, c BLOB, PRIMARY KEY (c, a)) WITHOUT ROWID",
            "CREATE INDEX x ON likes(b)",
        ]
    )
    assert (one.name, one.key, one.columns, one.is_numbered) == ("likes", ("c", "a"), ("c", "a", "b"), False)
    assert one.key_of((b"1", "2", 3)) == (b"1", "2")


def test_every_table_but_the_keyword_index_is_there() -> None:
    shapes = {shape.name: shape for shape in catalog_shapes()}
    assert shapes.keys() >= {"manifest", "texts", "articles", "versions", "passages", "vectors", "token_codes", "held"}
    assert not any("keyword" in name for name in shapes)
    assert all(shape.key for shape in shapes.values())
    assert (shapes["articles"].is_numbered, shapes["vectors"].is_numbered) == (True, False)
