from dataclasses import replace

import numpy as np
import pytest

from assistant.answer import Turn
from assistant.errors import QuestionError
from assistant.question.follow_up import MAX_TURNS, StandaloneQuestion, make_standalone, read_parts, read_turns, settle
from assistant.retrieval import Candidate, TokenMatch
from tests.unit.assistant.answering.conftest import make_candidate


def turns(*contents: str) -> tuple[Turn, ...]:
    return tuple(Turn("user" if index % 2 == 0 else "assistant", text) for index, text in enumerate(contents))


def test_a_question_without_turns_stands_as_it_is() -> None:
    standalone = make_standalone("How old was she?", ())
    assert standalone.text == "How old was she?"
    assert not standalone.is_follow_up


def test_a_pronoun_brings_the_earlier_question_and_the_names_of_its_answer() -> None:
    history = turns("Why were Thomas and Manju Sam put on trial?", "Over the death of their daughter, Gloria Sam.")
    standalone = make_standalone("How old was she?", history)
    assert standalone.is_follow_up
    assert standalone.question == "How old was she?"
    assert "Thomas and Manju Sam" in standalone.text
    assert "Gloria Sam" in standalone.text


def test_a_full_question_carries_nothing_over() -> None:
    history = turns("Where are the retired shuttles going?", "To New York.")
    question = "Which novel did Hugh McGuire ask volunteers to read aloud?"
    assert make_standalone(question, history).text == question


@pytest.mark.parametrize(
    "question",
    [
        "Who invented the saxophone?",
        "What did the girls from Herat call the machine they built in Washington?",
        "Is that bridge in Ombersund safe for lorries?",
    ],
)
def test_a_change_of_subject_carries_nothing_over(question: str) -> None:
    history = turns("How did the council vote on the repair?", "17 to 12, said Mayor Teague.")
    assert not make_standalone(question, history).is_follow_up


def test_a_thing_without_a_name_that_was_just_talked_about_is_a_follow_up() -> None:
    history = turns("What is Stardust looking for?", "Dust in the collector of NASA's Stardust spacecraft.")
    assert "Stardust" in settled("In which year did the spacecraft set off?", history, both=0.7).text


def test_a_subject_that_the_question_takes_as_known_is_a_follow_up_under_any_name() -> None:
    history = turns("What is Stardust looking for?", "Microscopic tracks in the collector of the probe.")
    assert "Stardust" in settled("In which year did the spacecraft set off?", history, both=0.7).text
    assert not make_standalone("How much does the chair of the school board earn?", history).is_follow_up


def test_the_outlet_of_a_dateline_is_not_what_a_follow_up_is_about() -> None:
    history = turns("Why was the Heron towed?", "OMBERSUND (Omber Valley Courier) — The Heron had lost its rudder.")
    assert "Courier" not in make_standalone("When did it sail again?", history).text


def test_a_new_subject_after_a_courtesy_carries_nothing_over() -> None:
    history = turns("How many stalls were in the hall?", "35.", "thanks", "You’re welcome.")
    standalone = make_standalone("Ok. Who found the otters?", history)
    assert not standalone.is_follow_up
    assert standalone.question == "Who found the otters?"


def test_a_later_question_moves_the_time_that_is_spoken_of() -> None:
    history = turns("How many people died on the roads in 2025?", "238.", "And in 2024?", "212.")
    taken = make_standalone("How many of them were cyclists?", history).earlier
    assert "2024" in taken
    assert "2025" not in taken


def test_a_time_counted_from_the_one_before_is_said() -> None:
    history = turns("What was the jobless rate in September 2026?", "5.7 percent.")
    assert make_standalone("and the month before?", history).question == "and in August 2026?"


def test_the_person_who_is_meant_is_taken_over_and_not_what_the_last_answer_named() -> None:
    history = [Turn("user", "Who follows the chief executive?"), Turn("assistant", "He is followed by Amelie Durand.")]
    history += [Turn("user", "How old is she?"), Turn("assistant", "Durand, 45, joined in 2018 from Halvor.")]
    standalone = make_standalone("And where did she work before?", history)
    assert "Amelie Durand" in standalone.earlier
    assert "Halvor" not in standalone.earlier


def test_a_chain_of_follow_ups_still_finds_its_subject() -> None:
    history = turns("Who is Nick Bos?", "A biologist.", "Where does he work?", "In Helsinki.")
    assert "Nick Bos" in make_standalone("And when did he begin there?", history).text


def test_only_the_last_turns_are_read_and_other_roles_are_passed_over() -> None:
    history = [{"role": "system", "content": "x"}] + [{"role": "user", "content": str(n)} for n in range(50)]
    kept = read_turns(history)
    assert [turn.content for turn in kept] == [str(n) for n in range(50 - MAX_TURNS, 50)]


@pytest.mark.parametrize("entry", [{}, {"role": "user"}, {"role": "user", "content": 3}, {"content": "x"}])
def test_a_turn_of_another_shape_is_refused(entry: dict[str, object]) -> None:
    with pytest.raises(QuestionError, match="role"):
        read_turns([entry])


@pytest.mark.parametrize("courtesy", ["thanks", "Great, thank you!", "ok", "hello"])
def test_a_courtesy_between_does_not_lose_the_subject(courtesy: str) -> None:
    history = turns("Who resigned over the quay contract?", "Mayor Ilse Tarn resigned.", courtesy, "You’re welcome.")
    standalone = make_standalone("And who replaces her?", history)
    assert "Who resigned over the quay contract?" in standalone.text
    assert "Ilse Tarn" in standalone.text
    assert courtesy not in standalone.text


def test_the_subject_survives_two_steps_without_a_name_in_it() -> None:
    history = turns(
        "Who resigned over the quay contract?", "Mayor Ilse Tarn resigned.", "And who replaces her?", "Olof Venn does."
    )
    text = make_standalone("Until when?", history).text
    assert "quay contract" in text
    assert "Olof Venn" in text


@pytest.mark.parametrize("question", ["What else?", "tell me more", "Anything else?", "more please", "go on"])
def test_who_wants_more_asks_the_question_before_again_without_what_was_told(question: str) -> None:
    history = turns("Why was the bridge in Ombersund shut?", "Cracks were found.")
    standalone = make_standalone(question, history)
    assert standalone.asks_more
    assert standalone.text == standalone.question == "Why was the bridge in Ombersund shut?"
    assert standalone.shown == "Cracks were found."


def test_what_else_with_words_of_its_own_keeps_them() -> None:
    history = turns("What did Mayor Teague say of the bridge?", "That it was safe.")
    standalone = make_standalone("What else did she say about ferries?", history)
    assert standalone.question == "What else did she say about ferries?"
    assert standalone.asks_more
    assert "Teague" in standalone.text


def test_the_first_question_of_all_wants_no_more() -> None:
    assert not make_standalone("Tell me more", ()).asks_more


def test_each_part_of_a_question_can_be_understood_without_the_others() -> None:
    whole = make_standalone("How much is a ferry ticket and who is the captain?", ())
    ticket, captain = read_parts(whole)
    assert ticket.text == ticket.question == "How much is a ferry ticket"
    assert captain.question == "who is the captain?"
    assert "ferry ticket" in captain.text


def test_a_part_that_stands_alone_leans_on_none() -> None:
    _, other = read_parts(make_standalone("1) Who is Bram Osten? 2) Where does the librarian Gus Feld work?", ()))
    assert not other.is_follow_up


def test_the_parts_of_a_follow_up_all_lean_on_the_turns_before() -> None:
    history = turns("Who leads Norlift?", "Ada Lund.")
    parts = read_parts(make_standalone("How old is she, and where was she born?", history))
    assert len(parts) == 2
    assert all("Norlift" in one.text for one in parts)


def test_what_wants_more_or_was_written_anew_by_a_model_is_one_part() -> None:
    history = turns("Who won and who lost?", "Albion won.")
    assert len(read_parts(make_standalone("What else?", history))) == 1
    assert len(read_parts(StandaloneQuestion("Who won the cup and who lost it?", "And who lost?"))) == 1


def test_a_question_without_a_name_is_a_follow_up_where_a_passage_has_both() -> None:
    history = turns("Was the road to Santa Orfelia blocked?", "By a slide.")
    standalone = make_standalone("Since when have cars been able to get through again?", history)
    assert not standalone.is_follow_up

    def find(text: str, carried: int) -> list[Candidate]:
        match = 0.7 if carried else alone
        return [matched(match)]

    alone = 0.6
    assert "Santa Orfelia" in settle(standalone, find).text
    alone = 0.9
    assert settle(standalone, find).text == standalone.question
    assert settle(standalone, lambda text, carried: []).text == standalone.question


@pytest.mark.parametrize(
    "history",
    [
        turns("When did the hospital in Lowfield reopen?", "The hospital in Lowfield reopened on 4 May."),
        turns("¿Cuándo reabrió el hospital de Lowfield?", "El hospital de Lowfield reabrió el 4 de mayo."),
        turns("Who runs the hospital?", "Ann Lee runs the hospital."),
    ],
)
def test_a_whole_question_on_another_subject_is_no_follow_up_whatever_was_asked_before(
    history: tuple[Turn, ...],
) -> None:
    assert not settled("When did the pier reopen?", history, both=0.5).is_follow_up


@pytest.mark.parametrize("both", [0.3, 0.7])
def test_without_a_local_model_a_likely_follow_up_is_one(both: float) -> None:
    history = turns("What is Stardust looking for?", "Dust.")
    standalone = make_standalone("In which year did the spacecraft set off?", history)
    assert settle(standalone, lambda text, carried: []).is_follow_up
    assert settled("In which year did the spacecraft set off?", history, both=both).is_follow_up is (both > 0.5)


@pytest.mark.parametrize(
    "question",
    [
        "Why do bobtail squid light up their bellies?",
        "Is there a hormone that makes people peckish?",
        "Is it normal for a label to stop a singer?",
        "How long was the patient signed off from his job?",
        "How should a cyclist store a recalled battery until it is picked up?",
    ],
)
def test_a_pronoun_that_means_something_in_its_own_question_leans_on_nothing(question: str) -> None:
    history = turns("Who won the cup?", "Albion did.")
    assert not make_standalone(question, history).is_follow_up
    assert not settled(question, history, both=0.5).is_follow_up


@pytest.mark.parametrize(
    "question",
    [
        "How far had he got?",
        "Which plan does she say it contradicts?",
        "Was she able to find out who?",
        "What became of that contractor?",
        "What do you get in the box for that?",
    ],
)
def test_a_pronoun_that_means_nothing_in_its_own_question_leans_back(question: str) -> None:
    history = turns("What was the contractor paid?", "The contractor was paid in advance.")
    assert make_standalone(question, history).is_follow_up


def settled(question: str, history: tuple[Turn, ...], *, both: float, alone: float = 0.65) -> StandaloneQuestion:
    """As it is settled where the best passages match it so well with the words of the turns before, and without."""
    standalone = make_standalone(question, history)
    return settle(standalone, lambda text, carried: [matched(both if carried else alone)])


def matched(score: float) -> Candidate:
    one = np.ones((1, 1), np.float32)
    nowhere = np.zeros(1, np.int64)
    match = TokenMatch(score * one, np.ones(1, np.float32), nowhere, nowhere)
    return replace(make_candidate("The road is open."), token_match=match)
