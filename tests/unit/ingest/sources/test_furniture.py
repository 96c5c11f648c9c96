import pytest

from ingest.sources.furniture import is_furniture, without_furniture
from ingest.sources.html_page import article_in_page

PROSE = "The bridge over the river was shut on Monday evening after inspectors found cracks in it."


@pytest.mark.parametrize(
    "line",
    [
        "Follow us on Google News",
        "Story continues below advertisement",
        "Follow the Gazette on Google News and never miss a story.",
        "Add us as a preferred source on Google Discover",
        "Like us on Facebook.",
        "You can follow her on Twitter @annlee.",
        "Sign up for our free morning newsletter",
        "Subscribe to the Harrowmere Briefings here.",
        "Get the day's stories straight to your inbox.",
        "Click here to join our channel.",
        "READ MORE: Plague outbreak confirmed",
        "Related: The ferry sails again",
        "Lesen Sie auch: Die Brücke ist gesperrt",
        "Holidaymakers flee the storm [INSIGHT]",
        "Filed under: Harrowmere",
        "© 2026 Harrowmere Gazette. All rights reserved.",
        "Copyright 2026 Harrowmere Gazette",
        "This material may not be published, broadcast or redistributed.",
        "If you buy something through our links, we may earn a commission.",
        "We may earn an affiliate commission.",
        "Write to Ann Lee at ann.lee@gazette.example",
        "Have a story tip?",
        "Síguenos en Facebook",
        "Suivez-nous sur Instagram",
        "Comments are closed.",
        "Email news@gazette.example",
        "This article is for subscribers. Already a subscriber? Log in.",
        "To continue reading, please sign in or register.",
        "You received this email because you signed up. Unsubscribe | Manage preferences",
        "Subscribe to continue reading.",
        "Register for free to keep reading this story",
        "Subscribe to read the full story.",
        "Your browser does not support the audio element.",
        "Listen · 4:32",
        "View gallery",
        "Photo 3 of 12",
        "Do you know more?",
        "Contact the reporter: jane@gazette.example",
        "Log in to read the rest of this article",
        "Register for free to read more",
        "The Gazette is not responsible for the content of external sites.",
        "View in browser",
        "Unsubscribe from this list.",
        "Get The Lantern’s app for iPhone and Android",
        "Have you been affected by this story?",
        "Get in touch: talk@lantern.example",
        "Listen to this article (3 minutes)",
        "2 min read",
        "Share this story",
        "Comments (12)",
        "The Lantern is part of the Trust Project.",
        "Support the Lantern from as little as 1 crown.",
        "Our Standards: The Trust Principles.",
    ],
)
def test_what_is_the_site_s_own(line: str) -> None:
    assert is_furniture(line)
    assert without_furniture([PROSE, line, PROSE]) == [PROSE, PROSE]


@pytest.mark.parametrize(
    "line",
    [
        "View galleries across the city, and you will see her pictures.",
        "Play was stopped at 4:32 and went on an hour later.",
        "Do you know more than you say? That was all that the judge asked him.",
        "Photo 51 of the series shows the pier.",
        "Subscribe to read or stay silent: that was the choice he gave his readers.",
        "Register to continue, reading between the lines, was what the board had meant.",
        "The mayor is not responsible for the content of the report.",
        "Like many users on Facebook, Ann Lee left.",
        "You received this and you should answer it, Lee wrote.",
        "This article is about subscribers, Lee said.",
        "Already members of the council were leaving.",
        "Log in the river blocked the lock.",
        "Unsubscribe rates fell to 2 percent last year, the paper said.",
        "Sign up sheets hung in every hall on Monday.",
        "Comments (12 of them angry) came in at once.",
        "Get the boats out of the harbour, the app told them on Monday morning, and they went.",
        "Share this story with nobody, he had told her.",
        "Follow-up messages on Twitter were deleted.",
        "Copyright law was changed on Monday.",
        "Comments from moderate members of the council drew anger.",
        "Agents may receive commissions of five percent.",
        "We may need a commission of inquiry.",
        "The article is published in a journal on Monday.",
        "More than a hundred people came.",
        "“Follow us on Facebook,” the sign said.",
        "Registered voters were told so in a briefing.",
        "Find out what happened on Monday, the council was told.",
        "Become a member of the council and you are paid.",
        "He wrote that “their [SIC]",
        "Related families were led out first.",
        "Join the army at eighteen, his father said on YouTube.",
        "Trending upwards since May, prices reached a peak.",
    ],
)
def test_what_the_article_says(line: str) -> None:
    assert not is_furniture(line)
    assert without_furniture([PROSE, line, PROSE]) == [PROSE, line, PROSE]


def test_a_paragraph_loses_it_only_at_its_end() -> None:
    ends = f"{PROSE} Follow us on Twitter @gazette. Sign up for our newsletter."
    inside = f"Follow us on Twitter @gazette. {PROSE}"
    assert without_furniture([ends, inside]) == [PROSE, inside]


@pytest.mark.parametrize("heading", ["Trending", "Most Read", "More from the Gazette", "You may also like"])
def test_what_stands_below_trending_goes_with_it(heading: str) -> None:
    listed = ["Ferry sails again", "Library loans fall", "Mayor to speak on Sunday"]
    assert without_furniture([PROSE, heading, *listed, PROSE, "A heading", PROSE]) == [PROSE, PROSE, "A heading", PROSE]
    assert without_furniture([PROSE, heading, *listed]) == [PROSE]


@pytest.mark.parametrize(
    "box",
    ["Ann Lee is a reporter in Skarne.", "Ann Lee covers the harbour.", "Ann Lee's book about cranes is out now."],
)
def test_the_author_is_not_described_at_the_end(box: str) -> None:
    assert without_furniture([PROSE, PROSE, box], ["Ann Lee"]) == [PROSE, PROSE]
    assert without_furniture([PROSE, PROSE, box], ["Tom Roe"]) == [PROSE, PROSE, box]
    assert without_furniture([box, *[PROSE] * 4], ["Ann Lee"])[0] == box


def test_a_heading_that_nothing_is_left_below_goes_too() -> None:
    assert without_furniture([PROSE, "Something to consider", "If you enjoyed this article, join."]) == [PROSE]
    assert without_furniture([PROSE, "29 November", "© 2026 Gazette"]) == [PROSE, "29 November"]


def test_a_text_of_nothing_else_stays() -> None:
    assert without_furniture(["Follow us on Facebook"]) == ["Follow us on Facebook"]


def page_with(extra: str) -> str:
    story = "".join(f"<p>{number}. {PROSE}</p>" for number in range(12))
    link = '<link rel="canonical" href="https://gazette.example/bridge">'
    return (
        f"<html lang='en'><head><title>Bridge shut</title>{link}</head><body><article>"
        f"<h1>Bridge shut</h1>{story}{extra}</article></body></html>"
    )


CARD = '<div class="x"><h3><a href="{base}/{slug}">The {slug} sails again in May</a></h3><p>It is back now.</p></div>'


def cards(base: str) -> str:
    return "".join(CARD.format(base=base, slug=slug) for slug in ("ferry", "heron", "crane", "barge"))


@pytest.mark.parametrize("base", ["", "https://gazette.example", "https://www.gazette.example"])
def test_teasers_of_the_same_site_are_no_text(base: str) -> None:
    article = article_in_page(page_with(f"<div>{cards(base)}</div>"))
    assert article is not None
    assert "sails again" not in article.text
    assert "11. The bridge" in article.text


def test_headings_that_lead_to_other_sites_are_the_article_s() -> None:
    article = article_in_page(page_with(cards("https://shop.example")))
    assert article is not None
    assert "The ferry sails again in May" in article.text


@pytest.mark.parametrize(
    "mark", ["author-box", "about-the-author", "trending-now", "follow-us", "google-news", "most-read"]
)
def test_boxes_that_are_called_so_are_no_text(mark: str) -> None:
    article = article_in_page(page_with(f'<div class="{mark}"><p>Some words that no reporter wrote here.</p></div>'))
    assert article is not None
    assert "no reporter wrote" not in article.text


@pytest.mark.parametrize("mark", ["trending", "cta", "latest-news"])
def test_the_article_itself_may_be_called_so(mark: str) -> None:
    article = article_in_page(page_with("").replace("<article>", f'<article class="{mark}">'))
    assert article is not None
    assert "11. The bridge" in article.text
