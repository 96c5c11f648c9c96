from collections.abc import Callable, Sequence

import pytest

from assistant.answering.grounding import CitedSentence, EntailmentJudge, check
from assistant.errors import ModelMissing
from assistant.models import Entailed, LocalEmbeddings

Cite = Callable[..., CitedSentence]


class Says:
    """A model with one answer."""

    def __init__(self, found: Entailed | None) -> None:
        self._found = found
        self.asked: list[tuple[tuple[str, ...], str]] = []

    def entail(self, cited: Sequence[str], statement: str, headline: str | None = None) -> Entailed:
        self.asked.append((tuple(cited), statement))
        if self._found is None:
            raise ModelMissing
        return self._found


@pytest.mark.parametrize(
    ("found", "status"),
    [
        (Entailed(0.9, 0.05, 0.05), "supported"),
        (Entailed(0.005, 0.98, 0.015), "unsupported"),
        (Entailed(0.08, 0.5, 0.42), "partly_supported"),
        (Entailed(0.005, 0.005, 0.99), "unsupported"),
    ],
)
def test_probabilities_come_to_a_status(found: Entailed, status: str, cite: Cite, embeddings: LocalEmbeddings) -> None:
    model = Says(found)
    verdict = check(
        "The ferry is out of service.", [cite("The ferry was withdrawn.")], EntailmentJudge(embeddings, model)
    )
    assert verdict.status == status
    assert (verdict.reason is None) == (status == "supported")
    assert model.asked == [(("The ferry was withdrawn.",), "The ferry is out of service.")]


@pytest.mark.parametrize(("carried", "statement"), [(0.3, "The captain was drunk."), (0.95, "Experts disagree.")])
def test_what_is_about_something_else_is_not_carried_whatever_the_model_says(
    carried: float, statement: str, cite: Cite, embeddings: LocalEmbeddings
) -> None:
    judge = EntailmentJudge(embeddings, Says(Entailed(carried, 0.0, 1 - carried)))
    assert (
        check(statement, [cite("The ferry Tern sank off Sill with 88 people aboard.")], judge).status == "unsupported"
    )


def test_numbers_are_asked_about_as_they_are_cited_too(cite: Cite, embeddings: LocalEmbeddings) -> None:
    model = Says(Entailed(0.9, 0.05, 0.05))
    place = "A quarter of the residents signed the petition."
    check("25 percent of the residents signed it.", [cite(place)], EntailmentJudge(embeddings, model))
    assert [statement for _, statement in model.asked] == [
        "25 percent of the residents signed it.",
        "A quarter of the residents signed it.",
    ]


def test_one_of_the_cited_sentences_may_carry_it_alone(cite: Cite, embeddings: LocalEmbeddings) -> None:
    class Alone(Says):
        def entail(self, cited: Sequence[str], statement: str, headline: str | None = None) -> Entailed:
            super().entail(cited, statement, headline)
            return Entailed(0.9, 0.05, 0.05) if cited == ["The ferry was withdrawn."] else Entailed(0.001, 0.9, 0.099)

    model = Alone(Entailed(0.0, 0.0, 1.0))
    places = [cite("It rained."), cite("The ferry was withdrawn.")]
    judge = EntailmentJudge(embeddings, model)
    assert check("The ferry is out of service.", places, judge).status == "supported"
    assert [cited for cited, _ in model.asked] == [
        ("It rained.", "The ferry was withdrawn."),
        ("It rained.",),
        ("The ferry was withdrawn.",),
    ]


def test_an_exact_finding_needs_no_model(cite: Cite, embeddings: LocalEmbeddings) -> None:
    model = Says(Entailed(1.0, 0.0, 0.0))
    assert check("15 came.", [cite("14 came.")], EntailmentJudge(embeddings, model)).status == "unsupported"
    assert model.asked == []


def test_without_its_model_words_are_compared(cite: Cite, embeddings: LocalEmbeddings) -> None:
    assert (
        check("The ferry sank.", [cite("The ferry sank today.")], EntailmentJudge(embeddings, Says(None))).status
        == "supported"
    )
