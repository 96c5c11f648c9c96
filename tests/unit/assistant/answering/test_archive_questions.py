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
        ("How many outlets are there?", "coverage", "outlets"),
        ("How many articles are there per outlet?", "coverage", "per outlet"),
        ("List all authors", "coverage", "authors"),
        ("Which newspapers are there?", "coverage", "newspapers"),
        ("Which outlet has the most articles?", "coverage", "outlet"),
        ("Who wrote the most articles?", "coverage", ""),
        ("What period do the articles cover?", "coverage", "period"),
        ("Oldest article?", "oldest", ""),
        ("How many different authors do you have?", "coverage", "different authors"),
        ("tl;dr of the article on the ferry", "summary", "ferry"),
        ("Show me all interviews", "list", ""),
        ("How many opinion pieces are there?", "count", ""),
        ("What was reported?", "digest", ""),
        ("What is Ann Lee's latest article?", "newest", "ann lee"),
        ("How many reporters wrote for the Herald?", "coverage", "reporters herald"),
        ("Recap the Ochoa story", "overview", "ochoa"),
        ("What's the gist of the bridge toll row?", "overview", "bridge toll"),
        ("Which articles did Ann Lee write?", "list", "ann lee"),
        ("Which articles mention Ann Lee?", "list", "ann lee"),
        ("Which articles do not mention Ann Lee?", "list", "ann lee"),
        ("Which stories are about the ferry?", "list", "ferry"),
        ("Which articles are about the Green Deal?", "list", "green deal"),
        ("What is the newest article on the bridge?", "newest", "bridge"),
        ("What's the latest on the bridge?", "newest", "bridge"),
        ("What's the newest article?", "newest", ""),
        ("What’s your latest story on the ferry?", "newest", "ferry"),
        ("What do newspapers report about the ferry?", "overview", "ferry"),
        ("Latest news about the ferry", "newest", "ferry"),
        ("What is the oldest article in the archive?", "oldest", ""),
        ("What dates are covered?", "coverage", "dates"),
        ("Which outlets does the archive cover?", "coverage", "outlets"),
        ("What is in the archive?", "coverage", ""),
        ("Summarise the article “Bridge reopens”", "summary", "bridge reopens"),
        ("Summarise the newest article", "summary", ""),
        ("How many articles mention the quay?", "count", "quay"),
        ("In how many reports is the mayor named?", "count", "mayor"),
        ("Count all the stories that mention Kelder", "count", "kelder"),
        ("List the stories that mention a ferry", "list", "ferry"),
        ("All articles about the strike", "list", "strike"),
        ("What is the article about?", "summary", ""),
        ("What's the article on the ferry about?", "summary", "ferry"),
        ("Summarise it", "summary", ""),
        ("summarise all articles about the quay", "overview", "quay"),
        ("summarize everything on Storm Odile", "overview", "storm odile"),
        ("Give me an overview of the quay story", "overview", "quay"),
        ("Tell me everything about Candlemaker Bridge", "overview", "candlemaker bridge"),
        ("What do you know about the strike?", "overview", "strike"),
        ("What happened?", "digest", ""),
        ("What's new?", "digest", ""),
        ("Show me all articles", "list", ""),
        ("any news on the ferry", "digest", "ferry"),
        ("How many articles do not mention Kelder?", "count", "kelder"),
        ("How many stories never mention the quay?", "count", "quay"),
        ("How many times is Ann Lee mentioned?", "count", "ann lee"),
        ("How often does the quay come up?", "count", "quay"),
        ("How often was the quay mentioned in March?", "count", "quay march"),
        ("How many pieces mention the quay?", "count", "quay"),
        ("How many of the articles mention the quay?", "count", "quay"),
        ("How many of these stories are about the quay?", "count", "quay"),
        ("How often is Ann Lee named in the articles?", "count", "ann lee"),
        ("Are there any interviews?", "list", ""),
        ("Summarise the article on the ferry in one sentence", "summary", "ferry"),
        ("Summarise everything about the ferry, in three short lines.", "overview", "ferry"),
        ("Give me the main points of the ferry story", "summary", "ferry"),
        ("Who are the authors?", "coverage", "authors"),
        ("What is in here?", "coverage", ""),
        ("List the latest three articles", "list", ""),
        ("Show me the 5 newest stories about the ferry", "list", "ferry"),
        ("What are the two most recent reports?", "list", ""),
        ("What made the news?", "digest", ""),
        ("what are these articles about?", "digest", ""),
        ("what are the articles from tarn about", "digest", "tarn"),
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
        "How many papers has Professor Lee written?",
        "How many writers has the club lost?",
        "How many reports did the inspector write?",
        "What reports has the inspector written?",
        "How many times was Ann Lee named player of the year?",
        "What is the number of reports of flooding?",
        "How many of the stories she tells are about love?",
        "What did Ann Lee write on the wall?",
        "How many reports were in the box?",
        "How many pieces came from the meteorite?",
        "What reports are about to be published?",
        "Which report mentions the crash as its cause?",
        "How long was the Environment Canada report that a passerby picked up in Kanata?",
        "What did Wikinews report in 2012 about the Hajj pilgrimage?",
        "Which Scientology story did Wikinews run in October 2010?",
        "What has Wikinews published about asylum policy since the start of 2020?",
        "What did the inquiry publish?",
        "What did the report find?",
        "Which outlet covered its windows with newspaper?",
        "What happened to the bridge?",
        "What about the ferry?",
        "Any news on what became of the girl from Rajgarh?",
        "What is known about the cause of the fire?",
    ],
)
def test_questions_about_what_articles_say_are_not(question: str) -> None:
    assert read_archive_question(question) is None


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("What has Ann Lee written?", ""),
        ("What did the Herald report on the dam?", "dam"),
        ("What did Ann Lee write about the quay?", "quay"),
        ("Which bridge stories did the Herald run?", "bridge"),
        ("what did the Herald argue about the dam", "dam"),
    ],
)
def test_what_somebody_published_is_asked_only_of_outlets_and_authors(question: str, subject: str) -> None:
    without = question.replace("Ann Lee", "").replace("the Herald", "")

    read = read_archive_question(question, without, names_source=True)

    assert read is not None
    assert (read.kind, read.subject) == ("digest", subject)
    assert read_archive_question(question, without) is None


def test_a_question_within_the_question_is_about_what_articles_say() -> None:
    asked = "What did the Herald say about how many voted?"
    assert read_archive_question(asked, asked, names_source=True) is None


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


@pytest.mark.parametrize(
    ("question", "without"),
    [
        ("Anything new in the Herald since Friday?", "Anything new?"),
        ("What was the Herald's coverage in September?", "What was's coverage?"),
        ("What was reported by Ann Lee in October?", "What was reported?"),
        ("Did the Herald report anything on Monday?", "Did report anything?"),
        ("Show me everything from 19 October", "Show me everything"),
        ("The Herald, September 2026", ","),
    ],
)
def test_a_question_that_only_narrows_asks_for_what_was_published(question: str, without: str) -> None:
    read = read_archive_question(question, without)

    assert read is not None
    assert (read.kind, read.subject) == ("digest", "")


@pytest.mark.parametrize(
    ("question", "without"),
    [
        ("What did he say on Monday?", "What did he say?"),
        ("Who said so in September?", "Who said so?"),
        ("How many were there in 2025?", "How many were there?"),
        ("What was planned for September?", "What was planned?"),
        ("Did the Herald's owner say anything on Monday?", "Did the Herald's owner say anything?"),
    ],
)
def test_what_asks_beside_narrowing_is_put_to_the_articles(question: str, without: str) -> None:
    assert read_archive_question(question, without) is None


@pytest.mark.parametrize(
    ("question", "most"),
    [
        ("List the latest three articles", 3),
        ("the 2 newest stories about the ferry", 2),
        ("List the articles", None),
        ("List all articles about the last two strikes", None),
    ],
)
def test_how_many_of_the_newest_are_wanted(question: str, most: int | None) -> None:
    read = read_archive_question(question)

    assert read is not None
    assert read.most == most


@pytest.mark.timeout(5)
def test_a_hostile_name_takes_no_time() -> None:
    read = read_archive_question("how many articles by " + "A" * 4000 + " x")

    assert read is not None
    assert read.author is None
