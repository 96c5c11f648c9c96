from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.answer_form import Form
from assistant.answering.evidence import Evidence
from assistant.answering.writers.extractive import SUPPORT_SHARE, Choice, ExtractiveWriter, choose, tell_in_order
from assistant.retrieval import Candidate, TokenMatch
from tests.unit.assistant.answering.conftest import make_candidate, make_evidence

TEXT = " ".join(f"Line {'abcdefghi'[number]} tells of {'some ' * (number * 4)}rain." for number in range(1, 9))
ARTICLES = [make_candidate(f"{title} opens it. {TEXT}", passage_id=n, group_id=n) for n, title in enumerate("ABC")]


def evidence_of(*scored: tuple[int, int, float]) -> Evidence:
    """Sentences as (article, number, score)."""
    return make_evidence("Is there rain?", *((ARTICLES[article], number, score) for article, number, score in scored))


drawn = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 8), st.floats(0.001, 1)), min_size=1, unique_by=lambda one: one[:2]
).map(lambda found: sorted(found, key=lambda one: -one[2]))


@given(drawn)
def test_an_answer_is_the_three_best_sentences_best_first(scored: list[tuple[int, int, float]]) -> None:
    evidence = evidence_of(*scored)
    worth = [one for one in evidence.sentences[:3] if one.score >= SUPPORT_SHARE * evidence.sentences[0].score]
    assert [choice.scored for choice in choose(evidence)] == worth


def test_a_sentence_on_something_else_is_no_support() -> None:
    chosen = choose(evidence_of((1, 3, 0.9), (1, 1, 0.9 * SUPPORT_SHARE / 2)))
    assert [choice.scored.score for choice in chosen] == [0.9]


def test_the_best_sentence_comes_first_wherever_it_stands() -> None:
    chosen = choose(evidence_of((1, 3, 0.9), (0, 1, 0.8), (1, 1, 0.01)))

    assert [(item.scored.sentence.candidate.article.text[0], item.scored.sentence.text[5]) for item in chosen] == [
        ("B", "d"),
        ("A", "b"),
        ("B", "b"),
    ]


def test_a_sentence_that_is_longer_than_an_answer_is_quoted_only_where_there_is_no_other() -> None:
    long = make_candidate("The bridge is " + "very " * 120 + "long. It is shut.", passage_id=1)
    texts = [choice.scored.sentence.text for choice in choose(make_evidence("Bridge?", (long, 0, 0.9), (long, 1, 0.1)))]
    assert texts == ["It is shut."]
    assert len(choose(make_evidence("Bridge?", (long, 0, 0.9)))) == 1


def test_passages_of_other_things_fill_no_answer() -> None:
    def matched(candidate: Candidate, similarity: float) -> Candidate:
        similarities = np.full((1, 1), similarity, dtype=np.float32)
        return replace(
            candidate,
            token_match=TokenMatch(similarities, np.ones(1, np.float32), np.zeros(1, np.int64), np.ones(1, np.int64)),
        )

    near, far, other = (matched(one, match) for one, match in zip(ARTICLES, (0.3, 0.3, 0.5), strict=True))
    chosen = choose(make_evidence("Is there rain?", (near, 1, 0.9), (far, 1, 0.8), (near, 2, 0.7), (other, 1, 0.1)))
    assert [choice.scored.sentence.candidate for choice in chosen] == [near, near, other]


def test_a_list_gathers_what_is_likely() -> None:
    scored = ((0, 1, 0.9), (0, 2, 0.8), (1, 1, 0.7), (1, 2, 0.6), (1, 3, 0.01))
    evidence = make_evidence(
        "List the rain", *((ARTICLES[article], number, score) for article, number, score in scored)
    )
    assert len(choose(evidence)) == 4


def test_a_list_shows_no_less_than_a_plain_answer() -> None:
    evidence = make_evidence("List the rain", *((ARTICLES[0], number, 0.9 / 20**number) for number in range(1, 4)))
    assert len(choose(evidence)) == 3


def test_a_timeline_is_dated_lines_in_order() -> None:
    candidate = make_candidate(
        "The bridge reopened on 3 May 2026. It was shut on 5 January 2026. The mayor was glad. It was built in 1884."
    )
    evidence = make_evidence("Give a timeline of the bridge.", *((candidate, number, 0.5) for number in range(4)))

    choices = choose(evidence)

    assert [choice.label for choice in choices] == ["1884", "5 January 2026", "3 May 2026"]


def test_a_timeline_has_lines_on_the_subject_only_and_what_opens_an_article_first() -> None:
    bridge = make_candidate(
        f"The bridge was shut on 5 January 2026. {'It rained. ' * 30}The mayor was born on 1 May 1960.",
        title="Bridge shut",
    )
    museum = make_candidate("The chart was drawn on 2 June 1903.", passage_id=2, group_id=2, title="Chart found")
    repair = make_candidate("Repairs began on 3 March 2026.", passage_id=3, group_id=3, title="Bridge repairs begin")
    evidence = make_evidence(
        "Give a timeline of the bridge.", (museum, 0, 0.9), (bridge, 31, 0.8), (bridge, 0, 0.3), (repair, 0, 0.1)
    )

    labels = [choice.label for choice in choose(evidence)]

    assert labels == ["1 May 1960", "5 January 2026", "3 March 2026"]
    crowded = [choice.scored.sentence.text for choice in _fewest(evidence)]
    assert crowded[0] == "The bridge was shut on 5 January 2026."


def test_what_opens_an_article_without_a_day_is_of_the_day_of_its_report() -> None:
    cause = make_candidate(
        "A charger caused the fire. Nobody was hurt. The fire broke out on 28 January.", title="Fire: the cause"
    )
    back = make_candidate("Residents of the fire are back since 30 January.", passage_id=2, group_id=2, title="Fire")
    evidence = make_evidence(
        "Give a timeline of the fire.", (cause, 0, 0.9), (cause, 1, 0.03), (cause, 2, 0.02), (back, 0, 0.01)
    )

    assert [choice.label for choice in choose(evidence)] == [
        "28 January 2026",
        "30 January 2026",
        "reported 4 May 2026",
    ]


def _fewest(evidence: Evidence) -> list[Choice]:
    """The two lines that come first where there is room for two."""
    return tell_in_order(evidence, evidence.sentences, Form("timeline", 2, 115))


def test_outlets_are_set_side_by_side_even_where_one_has_none_of_the_words() -> None:
    courier = make_candidate(
        "The flood broke the wall. Nobody was hurt.", publisher="Omber Courier", score=0.9, title="Flood"
    )
    lantern = make_candidate(
        "The river burst its banks.", passage_id=2, group_id=2, publisher="The Lantern", score=0.5, title="River"
    )
    other = make_candidate("Rain fell.", passage_id=3, group_id=3, publisher="The Lantern", score=0.2, title="Rain")
    evidence = make_evidence(
        "Compare what the Courier and the Lantern said about the flood.",
        (courier, 0, 0.9),
        (courier, 1, 0.5),
        (other, 0, 0.01),
        (lantern, 0, 0.001),
    )

    choices = choose(evidence)

    assert [(choice.label, choice.scored.sentence.text) for choice in choices] == [
        ("Courier", "The flood broke the wall."),
        ("Lantern", "The river burst its banks."),
    ]


def test_a_comparison_has_a_block_for_each_side() -> None:
    ferry = make_candidate("The ferry carries 40 cars.", passage_id=1, group_id=1, title="Ferry")
    bridge = make_candidate("The bridge carries 900 cars.", passage_id=2, group_id=2, title="Bridge")
    evidence = make_evidence("Compare the bridge with the ferry.", (ferry, 0, 0.9), (bridge, 0, 0.2))

    choices = choose(evidence)

    assert [(choice.label, choice.scored.sentence.text) for choice in choices] == [
        ("bridge", "The bridge carries 900 cars."),
        ("ferry", "The ferry carries 40 cars."),
    ]


def test_conflicting_reports_come_first_with_their_standing() -> None:
    early = make_candidate("The flood killed 12 people. It rained.", passage_id=1, group_id=1)
    late = make_candidate(
        "The flood killed 17 people.",
        passage_id=2,
        group_id=2,
        published_at="2026-06-01",
        published_on=date(2026, 6, 1),
    )
    evidence = make_evidence("How many people did the flood kill?", (early, 0, 0.9), (late, 0, 0.5), (early, 1, 0.4))

    drafts = list(ExtractiveWriter().write(evidence))

    assert [(draft.text, draft.conflict, draft.standing) for draft in drafts] == [
        ("The flood killed 17 people.", 1, "disagrees"),
        ("The flood killed 12 people.", 1, "disagrees"),
        ("It rained.", None, None),
    ]


REPORTED = make_candidate(
    "Dr Amara Vensel, the director, said that the air moved the wrong way. "
    '"It is a fault you can mend with ductwork," Vensel said. "I am tired," said Otto Brandt. The doors stay shut.',
    passage_id=9,
    group_id=9,
)


def test_the_words_of_the_speaker_follow_where_the_best_sentence_reports_them() -> None:
    scored = ((REPORTED, 0, 0.9), (REPORTED, 3, 0.02), (REPORTED, 2, 0.02), (REPORTED, 1, 0.01))
    chosen = choose(make_evidence("What did Dr Amara Vensel say about the doors?", *scored))
    assert [item.scored.sentence.text.split()[-2:] for item in chosen] == [
        ["wrong", "way."],
        ["Vensel", "said."],
        ["stay", "shut."],
    ]


def test_the_words_of_somebody_else_do_not() -> None:
    scored = ((REPORTED, 0, 0.9), (REPORTED, 3, 0.02), (REPORTED, 2, 0.01))
    chosen = choose(make_evidence("What did Dr Amara Vensel say about the doors?", *scored))
    assert [item.scored.sentence.text.split()[-1] for item in chosen] == ["way.", "shut.", "Brandt."]
