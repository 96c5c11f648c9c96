import pytest

from assistant.question.parts import MOST_PARTS, split_parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "How much is a ferry ticket and who is the captain?",
            ("How much is a ferry ticket", "who is the captain?"),
        ),
        ("1) Who is the fire chief? 2) Who is the librarian?", ("Who is the fire chief?", "Who is the librarian?")),
        (
            "Why was it laid up, when did it sail again and what does a ticket cost?",
            ("Why was it laid up", "when did it sail again", "what does a ticket cost?"),
        ),
        ("a) Who won? b) Who lost?", ("Who won?", "Who lost?")),
        ("Who resigned over the quay? Why?", ("Who resigned over the quay?", "Why?")),
        ("When did the firm buy it, and for how much?", ("When did the firm buy it", "for how much?")),
        ("Who heads the union and is he related to the owner?", ("Who heads the union", "is he related to the owner?")),
        ("They differ: what did he say, and what did she?", ("They differ: what did he say", "what did she?")),
    ],
)  # fmt: skip
def test_each_thing_asked_is_a_part(question: str, parts: tuple[str, ...]) -> None:
    assert split_parts(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "Who resigned?",
        "When and where was the fire?",
        "What did the mayor, who did not resign, say?",
        "Who was for and who against the repair?",
        "Who voted against and who voted for the plan, since when?",
        "How many goals and assists does she have?",
        "What did he say about who came and who left?",
        "What did the mayor and the council decide?",
        "How much flour and how many eggs did they take?",
        "Which bridge links Ombersund and Tidegate?",
        "No. 10 and No. 12 squadrons",
        "The U.S. and what it wants",
        "",
    ],
)
def test_one_thing_asked_is_one_part(question: str) -> None:
    assert split_parts(question) == (question,)


def test_no_more_than_a_few_parts_are_read() -> None:
    assert len(split_parts("Who won the cup in that year? " * 20)) == MOST_PARTS


@pytest.mark.timeout(5)
def test_a_hostile_question_takes_no_time() -> None:
    split_parts("what about " * 300 + " and who is it and " * 150)
