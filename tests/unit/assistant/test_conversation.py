import pytest

from assistant.answer import Turn
from assistant.conversation import MAX_TURNS, make_standalone, read_turns
from assistant.errors import QuestionError


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
    assert "Stardust" in make_standalone("In which year did the spacecraft set off?", history).text


def test_a_subject_that_the_question_takes_as_known_is_a_follow_up_under_any_name() -> None:
    history = turns("What is Stardust looking for?", "Microscopic tracks in the collector of the probe.")
    assert "Stardust" in make_standalone("In which year did the spacecraft set off?", history).text
    assert not make_standalone("How much does the chair of the school board earn?", history).is_follow_up


def test_the_outlet_of_a_dateline_is_not_what_a_follow_up_is_about() -> None:
    history = turns("Why was the Heron towed?", "OMBERSUND (Omber Valley Courier) — The Heron had lost its rudder.")
    assert "Courier" not in make_standalone("When did it sail again?", history).text


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
