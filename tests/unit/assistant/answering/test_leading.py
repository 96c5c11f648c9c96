from assistant.answering.leading import is_caption, leading_sentences
from tests.unit.assistant.answering.conftest import make_article

LEAD = "The Omber bridge was shut for the whole of Monday."
MORE = "Engineers found cracks in a bearing of the bridge."


def test_headline_byline_and_dateline_are_no_leading_sentences() -> None:
    article = make_article(f"Bridge shut\n\nBy Ann Lee\n\nMonday, 4 May 2026\n\n{LEAD} {MORE}", title="Bridge shut")

    assert [article.text[slice(*span)] for span in leading_sentences(article, 2)] == [LEAD, MORE]
    assert leading_sentences(make_article("Short."), 3) == [(0, 6)]


def test_a_short_sentence_that_runs_on_leads_too() -> None:
    article = make_article(f"Omber should be drained. {LEAD}")
    assert [article.text[slice(*span)] for span in leading_sentences(article)] == ["Omber should be drained."]
    byline = make_article(f"By Ann Lee. {LEAD}")
    assert [byline.text[slice(*span)] for span in leading_sentences(byline)] == [LEAD]


def test_captions_and_addresses_are_no_leading_sentences() -> None:
    caption = "Lee (left) and Ray (right) at the Omber bridge on Monday."
    article = make_article(f"{caption}\n\npilgrims at the bridge in the year 2008.\n\n{LEAD}", title="Bridge")

    assert [article.text[slice(*span)] for span in leading_sentences(article)] == [LEAD]
    assert is_caption("The bridge. Image: Ann Lee.")
    assert is_caption("(http://lantern.example/bridge)")
    assert not is_caption(LEAD)
