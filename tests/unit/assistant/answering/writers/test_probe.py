import pytest

from assistant.answering.writers.model import Output
from assistant.answering.writers.probe import Probed, probe_model
from assistant.errors import ModelCutOff, ModelSilent
from tests.scripted_model import saying


@pytest.mark.parametrize(
    ("said", "output", "probed"),
    [
        ("It closed on Monday [1.1].", "text", Probed(1, True)),
        ("It closed on Monday.", "text", Probed(1, False)),
        ("It closed on Monday [2.7].", "text", Probed(1, False)),
        ("It closed on Monday [1].", "text", Probed(1, True)),
        ("Let me know if you need more!", "text", Probed(0, False)),
        ('{"statements": [{"text": "It closed on Monday.", "ids": ["1.1"]}]}', "json", Probed(1, True)),
    ],
)
def test_a_model_is_probed_for_its_markers(said: str, output: Output, probed: Probed) -> None:
    assert probe_model(saying(said), output) == probed


def test_a_failure_is_a_failure() -> None:
    with pytest.raises(ModelCutOff):
        probe_model(saying("It", ending="length"))
    with pytest.raises(ModelSilent):
        probe_model(saying(""))
