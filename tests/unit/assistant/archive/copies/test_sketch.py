"""Sketches find near copies and pass over unlike texts."""

import numpy as np

from assistant.archive.copies.sketch import (
    LEAST_WORDS,
    PERMUTATIONS,
    Sketch,
    can_sketch,
    resemblance,
    sketch_of,
    sketch_version,
)
from tests.unit.assistant.archive.copies.stories import BRIDGE, CUT, EDITED, FERRY, WITH_MORE


def sketched(text: str) -> Sketch:
    sketch = sketch_of(text)
    assert sketch is not None
    return sketch


def test_a_sketch_is_the_same_each_time_and_of_the_words_alone() -> None:
    assert can_sketch()
    one, other = sketched(BRIDGE), sketched(BRIDGE.upper().replace("\n", "   "))
    assert one.bands == other.bands
    assert np.array_equal(one.signature, other.signature)
    assert one.signature.shape == (PERMUTATIONS,)
    assert all(0 <= band < 2**47 for band in one.bands)
    assert sketch_version().count(".") == 3


def test_near_copies_meet_in_a_band_and_unlike_texts_do_not() -> None:
    bridge = sketched(BRIDGE)
    for text in (CUT, EDITED, WITH_MORE):
        copy = sketched(text)
        assert set(copy.bands) & set(bridge.bands)
        assert resemblance(copy.signature, bridge.signature) > 0.5
    ferry = sketched(FERRY)
    assert not set(ferry.bands) & set(bridge.bands)
    assert resemblance(ferry.signature, bridge.signature) < 0.05


def test_a_short_text_has_none() -> None:
    assert sketch_of("word " * (LEAST_WORDS - 1)) is None
    assert sketch_of("word " * LEAST_WORDS) is not None
    assert sketch_of("") is None
