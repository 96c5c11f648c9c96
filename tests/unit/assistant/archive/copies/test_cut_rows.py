"""How members of groups were cut."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.archive import IncomingPassage
from assistant.archive.admission.decide import admit
from assistant.archive.catalog.database import Database
from assistant.archive.copies.cut_rows import cut_of, drop_cut, keep_cut, pieces_of
from tests.unit.assistant.archive.copies.stories import BRIDGE, article, lines_of

HEADS = st.text(st.characters(codec="utf-8"), max_size=10)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=50
)
@given(heads=st.lists(HEADS, min_size=3, max_size=3), is_whole=st.booleans())
def test_a_cut_is_kept_as_it_was_handed_over(catalog: Database, heads: list[str], is_whole: bool) -> None:
    with catalog.transaction():
        if cut_of(catalog, 1) is None:
            admit(catalog, article(BRIDGE, "1"), lines_of(BRIDGE))
        passages = [
            IncomingPassage(
                one.start, one.end, one.sentences, head + (BRIDGE[one.start : one.end] if is_whole else "?")
            )
            for one, head in zip(lines_of(BRIDGE), heads, strict=True)
        ]
        keep_cut(catalog, 1, pieces_of(BRIDGE, passages))
        assert [piece.to_passage(BRIDGE) for piece in cut_of(catalog, 1) or []] == passages


def test_one_that_is_alone_is_cut_as_its_passages_are(catalog: Database) -> None:
    with catalog.transaction():
        admit(catalog, article(BRIDGE, "1"), lines_of(BRIDGE))
    assert catalog.execute("SELECT count(*) FROM cuts").fetchone() == (0,)
    cut = cut_of(catalog, 1)
    assert [piece.to_passage(BRIDGE) for piece in cut or []] == lines_of(BRIDGE)
    assert cut_of(catalog, 2) is None
    keep_cut(catalog, 1, [])
    assert cut_of(catalog, 1) == []
    drop_cut(catalog, 1)
    assert cut_of(catalog, 1) == cut
