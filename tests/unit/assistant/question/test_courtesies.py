import pytest

from assistant.question import read_courtesy
from assistant.question.courtesies import without_courtesy


@pytest.mark.parametrize(
    ("message", "courtesy"),
    [
        ("hello", "greeting"),
        ("Hi there!", "greeting"),
        ("Good morning", "greeting"),
        ("Hey Copydesk", "greeting"),
        ("thanks", "thanks"),
        ("Great, thank you!", "thanks"),
        ("ok, thanks a lot, that was very helpful", "thanks"),
        ("Perfect.", "thanks"),
        ("Got it", "thanks"),
        ("I see", "thanks"),
        ("merci", "thanks"),
        ("Bye", "parting"),
        ("good night", "parting"),
        ("See you later", "parting"),
        ("What can you do?", "purpose"),
        ("what can i ask you", "purpose"),
        ("How does this work?", "purpose"),
        ("Hello, who are you?", "purpose"),
        ("help", "purpose"),
        ("Are you a robot?", "purpose"),
        ("Who wrote you?", "purpose"),
    ],
)
def test_a_courtesy_is_told_by_all_of_its_words(message: str, courtesy: str) -> None:
    assert read_courtesy(message) == courtesy


@pytest.mark.parametrize(
    "message",
    [
        "Who thanked the mayor?",
        "Who wrote this?",
        "thanks, and who replaces her?",
        "Hello Dolly reviews",
        "Is it ok?",
        "What can the council do?",
        "How does the flood wall work?",
        "What help did the town need?",
        "good schools",
        "nothing else?",
        "yes",
        "",
        "?",
    ],
)
def test_what_asks_or_names_something_is_none(message: str) -> None:
    assert read_courtesy(message) is None


@pytest.mark.parametrize(
    "message",
    [
        "ta very much",
        "good job",
        "that's all for now",
        "Good to know!",
        "never mind",
        "no worries, thank you so much",
        "cheers mate",
        "much appreciated!",
        "ok, that'll be all",
        "yes please",
        "thanks, that answers my question",
        "wow",
        "Lovely, thanks a million",
    ],
)
def test_thanks_come_in_many_words(message: str) -> None:
    assert read_courtesy(message) == "thanks"


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("morning!", "greeting"),
        ("See you tomorrow", "parting"),
        ("hey, how's it going?", "purpose"),
        ("Who made you?", "purpose"),
        ("What's your name?", "purpose"),
    ],
)
def test_so_do_the_other_courtesies(message: str, kind: str) -> None:
    assert read_courtesy(message) == kind


@pytest.mark.parametrize(
    "message",
    ["see you in court", "good news today", "How does it work?", "nothing else?", "the best team", "Thanks to whom?"],
)
def test_what_only_sounds_like_one_is_none(message: str) -> None:
    assert read_courtesy(message) is None


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("ok. Who found the otters?", "Who found the otters?"),
        ("ok who found the otters", "who found the otters"),
        ("Thanks, that helps. Who is the mayor?", "Who is the mayor?"),
        ("thanks! and in 2024?", "and in 2024?"),
        ("Hi there, how many died?", "how many died?"),
        ("Who is the mayor? Thanks!", "Who is the mayor?"),
        ("Great Britain, who rules it?", "Great Britain, who rules it?"),
        ("Who said “thanks”?", "Who said “thanks”?"),
        ("thanks", "thanks"),
    ],
)
def test_a_courtesy_beside_a_question_is_no_part_of_it(message: str, asked: str) -> None:
    assert without_courtesy(message) == asked
