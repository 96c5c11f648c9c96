"""The grounding check on labelled statements, the closed half of the articles included."""

from pathlib import Path

import pytest

from tests.quality.grounding_set import KINDS, TRUE_KINDS
from tests.quality.measure_grounding import measure_grounding, share_right


@pytest.mark.quality
@pytest.mark.parametrize("is_closed", [False, True])
def test_the_check_sees_what_is_not_carried_and_lets_pass_what_is(is_closed: bool, shared_data: Path) -> None:
    scores = measure_grounding(shared_data, is_closed=is_closed)
    print({kind: (score.right, score.total) for kind, score in scores.items()})
    for kind in ("changed_number", "changed_name", "changed_date"):
        assert scores[kind].right >= 0.9 * scores[kind].total, kind
    assert share_right(scores, [kind for kind in KINDS if kind not in TRUE_KINDS]) >= 0.85
    assert share_right(scores, list(TRUE_KINDS)) >= 0.9
