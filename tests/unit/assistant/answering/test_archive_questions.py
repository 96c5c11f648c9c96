import pytest

from assistant.answering.archive_questions import read_archive_question


@pytest.mark.parametrize(
    ("question", "kind", "subject"),
    [
        ("How many articles are there in the archive?", "count", ""),
        ("How many articles in March?", "count", "march"),
        ("How many pieces did the Herald publish about floods?", "count", "herald floods"),
        ("How many stories do you have about the ferry?", "count", "ferry"),
        ("How many articles are from March?", "count", "march"),
        ("How many stories were about the ferry?", "count", "ferry"),
        ("List the articles by Ann Lee.", "list", "ann lee"),
        ("Show me all interviews", "list", ""),
        ("Which articles did Ann Lee write?", "list", "ann lee"),
        ("Which articles mention Ann Lee?", "list", "ann lee"),
        ("Which stories are about the ferry?", "list", "ferry"),
        ("Which articles are about the Green Deal?", "list", "green deal"),
        ("What has Ann Lee written?", "list", "ann lee"),
        ("What is the newest article on the bridge?", "newest", "bridge"),
        ("What's the latest on the bridge?", "newest", "bridge"),
        ("Latest news about the ferry", "newest", "ferry"),
        ("What is the oldest article in the archive?", "oldest", ""),
        ("What dates are covered?", "coverage", "dates"),
        ("Which outlets does the archive cover?", "coverage", "outlets"),
        ("What is in the archive?", "coverage", ""),
        ("Summarise the article “Bridge reopens”", "summary", "bridge reopens"),
        ("Summarise the newest article", "summary", ""),
    ],
)
def test_questions_about_the_archive_are_told_by_their_form(question: str, kind: str, subject: str) -> None:
    read = read_archive_question(question)

    assert read is not None
    assert (read.kind, read.subject) == (kind, subject)


@pytest.mark.parametrize(
    "question",
    [
        "How many articles does the constitution have?",
        "How many people were injured?",
        "Who wrote the first article of the treaty?",
        "What did the mayor say about the archive?",
        "What is the latest figure for the dead?",
        "Which newspaper did he own?",
        "What did Ann Lee write on the wall?",
        "How many reports were in the box?",
        "How many pieces came from the meteorite?",
        "What reports are about to be published?",
        "Which report mentions the crash as its cause?",
        "How long was the Environment Canada report that a passerby picked up in Kanata?",
        "What did Wikinews report in 2012 about the Hajj pilgrimage?",
        "Which Scientology story did Wikinews run in October 2010?",
        "What has Wikinews published about asylum policy since the start of 2020?",
    ],
)
def test_questions_about_what_articles_say_are_not(question: str) -> None:
    assert read_archive_question(question) is None


@pytest.mark.parametrize(
    ("question", "extreme", "author"),
    [
        ("Summarise the newest article on the bridge", "newest", None),
        ("Summarise the most recent report", "newest", None),
        ("Summarise the oldest story about the ferry", "oldest", None),
        ("Summarise First interview with freed hostages", None, None),
        ("Summarise the article on the newest ferry", None, None),
        ("List the articles by Ann Lee.", None, "Ann Lee"),
        ("How many articles are by Lee?", None, "Lee"),
        ("List the articles by the river", None, None),
        ("Which articles mention the takeover of Twitter by Elon Musk?", None, None),
        ("How many stories were written about the attack by Hamas?", None, None),
        ("List the articles by Ann Lee on the bridge", None, None),
    ],
)
def test_which_one_is_meant_and_whose(question: str, extreme: str | None, author: str | None) -> None:
    read = read_archive_question(question)

    assert read is not None
    assert (read.extreme, read.author) == (extreme, author)


def test_words_that_became_filters_are_not_searched_for() -> None:
    read = read_archive_question("How many articles about floods in March?", "How many articles about floods?")

    assert read is not None
    assert read.subject == "floods"


@pytest.mark.timeout(5)
def test_a_hostile_name_takes_no_time() -> None:
    read = read_archive_question("how many articles by " + "A" * 4000 + " x")

    assert read is not None
    assert read.author is None
