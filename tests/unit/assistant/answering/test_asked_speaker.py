from assistant.answering.asked_speaker import put_asked_speaker_first
from tests.unit.assistant.answering.conftest import make_candidate, make_evidence

BAKERY = make_candidate(
    "“I never sold bread that was older than a day,” the baker Ole Rask said. His landlord, Mia Torp, says she smelled "
    "mould. “It was everywhere,” Torp said. A spokesman for the health office declined to comment. The shop is shut."
)
ALL = [(BAKERY, number, 0.9 - 0.2 * number) for number in range(4)] + [(BAKERY, 4, 0.05)]


def told(question: str) -> list[str]:
    evidence = put_asked_speaker_first(make_evidence(question, *ALL))
    scores = [one.score for one in evidence.sentences]
    assert scores == sorted(scores, reverse=True)
    return [one.sentence.text[:14] for one in evidence.sentences]


def test_whoever_is_asked_for_comes_first_and_others_are_no_answer() -> None:
    assert told("What did the landlord say?") == [
        "His landlord, ",
        "“It was everyw",
        "A spokesman fo",
        "The shop is sh",
    ]
    assert told("What did Mia Torp say?") == ["His landlord, ", "“It was everyw", "A spokesman fo", "The shop is sh"]
    assert told("What did Dr Mia Torp say?") == told("What did Director Torp say?") == told("What did Mia Torp say?")
    assert told("What did the health office say?")[0] == "A spokesman fo"


def test_their_words_are_the_answer_where_nothing_more_is_asked() -> None:
    def is_stated(question: str) -> bool:
        return put_asked_speaker_first(make_evidence(question, *ALL)).is_stated

    assert is_stated("What did Mia Torp say?")
    assert is_stated("What has the landlord said?")
    assert not is_stated("What did Mia Torp say about the rent?")
    assert not is_stated("What did Ann Lee say?")
    assert is_stated("Give me quotes by Mia Torp.")
    assert not is_stated("Give me quotes by Mia Torp on the rent.")


def test_a_place_behind_the_speaker_is_not_the_speaker() -> None:
    company = make_candidate(
        "“You cannot film a grave,” said the union's secretary. The firm Umkhazi Rapid said it ran."
    )
    evidence = make_evidence(
        "What did the union secretary in Umkhazi say of films?", (company, 0, 0.9), (company, 1, 0.1)
    )
    assert put_asked_speaker_first(evidence).sentences[0] is evidence.sentences[0]


def test_whether_somebody_spoke_is_not_told_by_the_words_of_another() -> None:
    found = put_asked_speaker_first(make_evidence("Did Ann Lee say anything about the bread?", *ALL))
    assert found.is_of_other_speaker
    assert told("Did Mia Torp say anything?")[0] == "His landlord, "


def test_where_nobody_of_that_name_speaks_nothing_is_moved_and_it_is_known_to_be_anothers() -> None:
    evidence = make_evidence("What did Ann Lee say about the bread?", *ALL)
    found = put_asked_speaker_first(evidence)
    assert (found.sentences, found.is_of_other_speaker) == (evidence.sentences, True)


def test_what_tells_of_the_one_who_is_asked_for_stays_first() -> None:
    told_of = make_candidate(
        "Lee further described the idea as absurd. “Nobody trained them,” Ann Lee said. “They did,” said Tom Lee."
    )
    evidence = make_evidence("What did Ann Lee say of it?", (told_of, 0, 0.9), (told_of, 1, 0.5), (told_of, 2, 0.4))
    found = put_asked_speaker_first(evidence)
    assert [one.sentence.text[:6] for one in found.sentences] == ["Lee fu", "“Nobod", "“They "]
    assert not found.is_of_other_speaker


def test_other_questions_are_left_as_they_are() -> None:
    for question in ("Who smelled mould?", "What did they say?", "What did the paper report?", "What do people say?"):
        evidence = make_evidence(question, *ALL)
        assert put_asked_speaker_first(evidence) is evidence
