from assistant.archive.article import IncomingArticle
from ingest.complete import completed
from ingest.sources import Note, ReadArticle

TEXT = "Berlin (dpa) - Die Brücke ist zu, und niemand weiß, wie lange.\n\nKorrektur: Sie ist 40 Meter lang, nicht 50."


def test_an_article_says_what_its_source_did_not() -> None:
    item = completed(ReadArticle("a", IncomingArticle(TEXT, title="Kommentar: Macht sie auf", language="")))
    assert isinstance(item, ReadArticle)
    article = item.article
    assert (article.text, article.language, article.kind, article.agency) == (TEXT, "de", "opinion", "dpa")
    assert article.correction == "Korrektur: Sie ist 40 Meter lang, nicht 50."


def test_what_the_source_declares_stays() -> None:
    given = IncomingArticle(TEXT, language="nl", kind="news", agency="AFP", correction="x")
    assert completed(ReadArticle("a", given)) == ReadArticle("a", given)


def test_an_article_that_was_cut_was_completed_before() -> None:
    item = ReadArticle("a", IncomingArticle(TEXT, language=""), passages=())
    assert completed(item) is item


def test_nothing_is_new_the_second_time() -> None:
    once = completed(ReadArticle("a", IncomingArticle(TEXT, title="Kommentar: Macht sie auf", authors=("dpa",))))
    assert completed(once) == once


def test_other_items_pass() -> None:
    assert completed(Note("a", "b")) == Note("a", "b")


def test_the_outlet_is_no_author_and_an_agency_beside_a_person_is_the_articles_agency() -> None:
    given = IncomingArticle("It was shut.", publisher="The Lantern", authors=("Ines Corrado", "Lantern", "dpa"))
    item = completed(ReadArticle("a", given))
    assert isinstance(item, ReadArticle)
    assert (item.article.authors, item.article.agency) == (("Ines Corrado",), "dpa")


def test_names_lose_what_nobody_sees_and_the_text_loses_nothing() -> None:
    text = "It was \u202eshut\u202c."
    given = IncomingArticle(
        text,
        title="Pier \x1b[31mshut\u202e",
        publisher="The \u2066Lantern\x9b2J",
        authors=("Ines\u200b Corrado", "\u202e"),
    )
    item = completed(ReadArticle("a", given))
    assert isinstance(item, ReadArticle)
    article = item.article
    assert (article.text, article.title, article.publisher) == (text, "Pier shut", "The Lantern")
    assert article.authors == ("Ines Corrado",)


def test_marks_that_a_script_needs_stay_in_a_name() -> None:
    title = "می\u200cخواهم 👩\u200d🚒 \u200fשלום"
    item = completed(ReadArticle("a", IncomingArticle("It was shut.", title=title)))
    assert isinstance(item, ReadArticle)
    assert item.article.title == title


def test_an_agency_alone_is_named_whatever_it_is_called() -> None:
    for agency in ("dpa", "Associated Press"):
        item = completed(ReadArticle("a", IncomingArticle("It was shut.", publisher="The Lantern", authors=(agency,))))
        assert isinstance(item, ReadArticle)
        assert item.article.authors == (agency,)
