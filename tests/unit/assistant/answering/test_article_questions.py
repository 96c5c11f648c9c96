import pytest

from assistant.answering.article_questions import read_article_question


@pytest.mark.parametrize(
    ("question", "fields", "subject"),
    [
        ("Who wrote the article about the ferry?", ("author",), "the article about the ferry"),
        ("whose byline is on the story about the ferry", ("author",), "the about the ferry"),
        ("Which reporters filed the piece on the strike?", ("author",), "the on the strike"),
        ("By whom was the column on the quay written?", ("author",), "the on the quay"),
        ("Who conducted the interview with the skipper?", ("author",), "the interview with the skipper"),
        ("Which newspaper published the article on the ferry?", ("publisher",), "the article on the ferry"),
        ("In which magazine did the profile of the skipper appear?", ("publisher",), "the profile of the skipper"),
        ("When was the article on the ferry published?", ("published",), "the article on the ferry"),
        ("When did the Herald run its story on the ferry?", ("published",), "the Herald its on the ferry"),
        ("When was the article on the ferry last updated?", ("updated",), "the article on the ferry"),
        ("What is the headline of the story on the ferry?", ("headline",), "the of the on the ferry"),
        ("How long is the article on the ferry?", ("length",), "the article on the ferry"),
        ("How many words does the article on the ferry have?", ("length",), "many does the article on the ferry have"),
        ("What is the link to the article on the ferry?", ("address",), "the to the article on the ferry"),
        ("Which paper ran the story on it, and who wrote it?", ("publisher", "author"), "the on it and who it"),
        ("When did this come out?", ("published",), "this out"),
        ("What outlet is it from?", ("publisher",), "it from"),
        ("How many papers have covered the ferry?", ("publisher",), "many have the ferry"),
        ("Where was 'Bridge shut' published?", ("publisher",), "'Bridge shut'"),
        ("Which outlet reported on the final and when?", ("publisher", "published"), "the final and when"),
    ],
)  # fmt: skip
def test_the_fields_that_are_asked_for_in_their_order(question: str, fields: tuple[str, ...], subject: str) -> None:
    read = read_article_question(question)

    assert read is not None
    assert (read.fields, read.subject) == (fields, subject)


@pytest.mark.parametrize(
    "question",
    [
        "Who resigned over the quay contract?",
        "Who wrote to the staff about the cuts?",
        "Who did the captain warn?",
        "Who made the footage public?",
        "How old is the mayor?",
        "How long is the bridge?",
        "When was the bridge opened?",
        "Which media outlet revealed the pause in aid?",
        "Who was responsible for the study behind the rent table?",
        "Who read the first article of the treaty?",
        "How many papers has Professor Lee written?",
        "How many publications has the trust produced?",
        "How many papers did she publish?",
        "What did the Gazette report on the quay?",
        "What has the paper published about the quay?",
    ],
)
def test_what_articles_tell_is_no_field_of_theirs(question: str) -> None:
    assert read_article_question(question) is None


@pytest.mark.parametrize(
    ("question", "called", "is_called_article"),
    [
        ("Who wrote the letter on the quay?", {"letter"}, False),
        ("Which journal ran the report on mice?", {"journal"}, False),
        ("Who interviewed the skipper?", {"interview"}, False),
        ("Who wrote the article on the quay?", set(), True),
        ("Who wrote the script for the play?", set(), False),
    ],
)
def test_a_word_that_may_mean_something_else_is_kept(question: str, called: set[str], is_called_article: bool) -> None:
    read = read_article_question(question)

    assert read is not None
    assert (read.called, read.is_called_article) == (frozenset(called), is_called_article)


def test_a_headline_in_quotation_marks_and_all_of_several() -> None:
    quoted, several = (
        read_article_question("Who wrote “Bridge shut”?"),
        read_article_question("Which papers covered it?"),
    )
    assert quoted is not None
    assert quoted.quoted == "Bridge shut"
    assert several is not None
    assert several.asks_several
    counted = read_article_question("How many outlets report on the storm?")
    assert counted is not None
    assert counted.asks_several


@pytest.mark.timeout(5)
def test_a_hostile_question_takes_no_time() -> None:
    read_article_question("when was the story " + "of the report " * 280 + "x")
    read_article_question("which paper " + "had a " * 600)
