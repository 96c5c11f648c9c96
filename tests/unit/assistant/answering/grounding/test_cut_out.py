import pytest

from assistant.answering.grounding import CitedSentence, EntailmentJudge, check
from assistant.answering.grounding.cut_out import is_cut_out
from assistant.models import Entailed, LocalEmbeddings
from tests.unit.assistant.answering.grounding.conftest import Cite
from tests.unit.assistant.answering.grounding.test_entailment import Says

FERRY = "The ferry was built in 1974 and had failed an inspection in March."


@pytest.mark.parametrize(
    ("statement", "quote", "is_cut"),
    [
        ("The ferry was built in 1974.", FERRY, True),
        ("It was built in 1974", FERRY, True),
        ("The old ferry was built in 1974.", FERRY, False),
        ("The mayor resigned.", "But the mayor resigned, which surprised nobody.", False),  # the rest may turn it
        ("The mayor resigned.", "But the mayor resigned, which surprised the town.", True),
        ("The fire was set on purpose.", "The fire was set on purpose, police believe.", False),
        ("The bridge is closed.", "The bridge is closed, but only to lorries.", False),
        ("Smoking is banned.", "Smoking is banned in bars.", False),
    ],
)
def test_the_beginning_of_a_cited_sentence(statement: str, quote: str, is_cut: bool) -> None:
    assert is_cut_out(statement, [quote]) is is_cut


def test_no_model_is_asked_of_it(cite: Cite, embeddings: LocalEmbeddings) -> None:
    model = Says(Entailed(0.0, 1.0, 0.0))
    cited: list[CitedSentence] = [cite(FERRY)]
    assert check("It was built in 1974.", cited, EntailmentJudge(embeddings, model)).status == "supported"
    assert model.asked == []
