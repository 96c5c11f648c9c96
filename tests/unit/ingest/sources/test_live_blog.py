import json
from itertools import pairwise

import pytest

from assistant.language.entries import find_entries
from ingest.sources.html_page import article_in_page

STORIES = [
    ("2026-03-05T09:40:00+00:00", "Toll now four", "The fire service now says four people died at the works."),
    ("2026-03-05T08:15:00+00:00", "Seven dead", "The fire chief says seven people have died in the blaze."),
    ("2026-03-04T23:05:00+00:00", "Fire at the works", "A fire has broken out at the works in Harrowmere."),
]


def page(body: str, updates: object = None, kind: str = "LiveBlogPosting", title: str = "Fire at the works") -> str:
    schema: dict[str, object] = {
        "@type": kind,
        "headline": title,
        "datePublished": STORIES[2][0],
        "dateModified": STORIES[0][0],
    }
    schema |= {"liveBlogUpdate": updates} if updates else {}
    return (
        f'<html lang="en"><head><title>{title}</title><script type="application/ld+json">{json.dumps(schema)}'
        f"</script></head><body><article><h1>{title}</h1>{body}</article></body></html>"
    )


def updates(count: int = 3) -> list[dict[str, str]]:
    return [
        {"@type": "BlogPosting", "headline": headline, "datePublished": at, "articleBody": words}
        for at, headline, words in STORIES[:count]
    ]


def text_of(source: str) -> str:
    article = article_in_page(source)
    assert article is not None
    assert article.kind == "live_blog"
    return article.text


def assert_whole(text: str) -> None:
    """Every entry once, behind its own time, newest first."""
    entries = find_entries(text)
    assert len(entries) == len(STORIES)
    for entry, (at, headline, words) in zip(entries, STORIES, strict=True):
        assert entry.at is not None
        assert at.startswith(entry.at.isoformat())
        assert text[entry.start : entry.end].split("\n\n")[1:3] == [headline, words]
    assert all(text.count(words) == 1 for _, _, words in STORIES)
    assert all(before.end == after.start for before, after in pairwise(entries))


def in_blocks(head: str) -> str:
    return "".join(
        f'<div class="block">{head.format(at=at, clock=at[11:16])}<h2>{headline}</h2><p>{words}</p></div>'
        for at, headline, words in STORIES
    )


@pytest.mark.parametrize(
    "head",
    [
        '<p class="block-time"><a href="#b"><time datetime="{at}">{clock} GMT</time></a></p>',
        '<time datetime="{at}"></time>',
        '<a class="timestamp" href="/x"><time datetime="{at}">{clock}</time></a>',
        '<header><span class="who">Jane Doe</span> <time datetime="{at}">2 hours ago</time></header>',
    ],
)
def test_entries_in_blocks_keep_their_times(head: str) -> None:
    assert_whole(text_of(page(f"<div>{in_blocks(head)}</div>")))


def test_entries_without_blocks_begin_at_their_times() -> None:
    flat = "".join(
        f'<h3><time datetime="{at}">{at[11:16]}</time></h3><h4>{headline}</h4><p>{words}</p>'
        for at, headline, words in STORIES
    )
    assert_whole(text_of(page(f"<div>{flat}</div>")))


def test_entries_that_only_machines_are_told() -> None:
    assert_whole(text_of(page("<p>Follow our coverage.</p>", updates())))
    assert_whole(text_of(page("", updates())))


def test_what_is_shown_and_what_is_declared_become_one_list() -> None:
    shown = "".join(
        f'<li><span class="time">{at[11:16]}</span><h3>{headline}</h3><p>{words}</p></li>'
        for at, headline, words in STORIES[:2]
    )
    assert_whole(text_of(page(f"<ul>{shown}</ul>", updates())))


def test_the_hour_that_is_printed_decides_the_day() -> None:
    late = '<div><time datetime="2026-03-04T23:05:00Z">00:05 CET</time><p>A fire has broken out there.</p></div>'
    early = '<div><time datetime="2026-03-04T22:00:00Z">23:00 CET</time><p>All is quiet at the works.</p></div>'
    text = text_of(page(f"<div>{late}{early}</div>"))
    assert "00:05 CET, 5 March 2026" in text
    assert "23:00 CET, 4 March 2026" in text


def test_a_page_may_run_from_the_oldest_to_the_newest() -> None:
    assert [entry.at.hour for entry in find_entries(text_of(page("", updates()[::-1]))) if entry.at] == [23, 8, 9]


def test_the_words_above_the_entries_stay() -> None:
    text = text_of(
        page(f"<p>What we know about the fire so far.</p><div>{in_blocks('<time datetime={at}></time>')}</div>")
    )
    assert text.startswith("What we know about the fire so far.\n\n09:40 GMT, 5 March 2026")


def test_words_above_entries_that_stand_in_the_article_itself_stay() -> None:
    points = "<h2>Key points</h2><ul><li>Two villages are cut off</li></ul>"
    entries = "".join(
        f'<section><time datetime="{at}">{at[11:16]}</time><h2>{head}</h2><p>{words}</p></section>'
        for at, head, words in STORIES
    )
    text = text_of(page(points + entries))
    assert text.startswith("Two villages are cut off\n\n09:40")
    assert_whole(text.partition("\n\n")[2])


def test_a_live_blog_with_its_first_entry_is_an_article() -> None:
    assert STORIES[2][2] in text_of(page("", updates()[2:]))


def test_one_declared_entry_does_not_replace_the_page() -> None:
    story = "".join(
        f"<p>The works burned for {count} nights, and two hundred workers were led out unhurt.</p>"
        for count in range(4)
    )
    article = article_in_page(page(story, updates()[2:]))
    assert article is not None
    assert "two hundred workers" in article.text


def test_a_list_of_headlines_beside_a_story_is_no_live_blog() -> None:
    ticker = "".join(
        f'<li><time datetime="{at}">{at[11:16]}</time> <a href="/x">{head}</a></li>' for at, head, _ in STORIES
    )
    story = "<p>The bridge over the river was shut on Monday evening after inspectors found cracks in it.</p>" * 9
    article = article_in_page(page(f'{story}<div class="live-ticker"><ul>{ticker}</ul></div>', kind="NewsArticle"))
    assert article is not None
    assert article.kind != "live_blog"
    assert "08:15" not in article.text


@pytest.mark.parametrize("broken", [[], "text", [1, None], [{"articleBody": 3}], {"articleBody": " "}])
def test_an_update_of_another_form_is_left_out(broken: object) -> None:
    article = article_in_page(
        page("<p>The works burned for a whole night and a day, and nobody was hurt.</p>" * 3, broken)
    )
    assert article is not None
    assert "nobody was hurt" in article.text


HOURS = (
    ("00:20", "The fire is out at last, the fire chief says."),
    ("23:10", "The roof of the works has fallen in, workers say."),
    ("21:05", "A fire has broken out at the works in Harrowmere."),
)
DAYS = {"00:20": "5 March 2026", "23:10": "4 March 2026", "21:05": "4 March 2026"}


def bare(entry: str, *, is_upward: bool = False, changed: str = "2026-03-05T00:25:00Z") -> str:
    """A page whose entries have an hour alone."""
    shown = "".join(entry.format(clock=clock, words=words) for clock, words in HOURS[:: -1 if is_upward else 1])
    head = (
        '<meta property="article:published_time" content="2026-03-04T21:00:00Z">'
        f'<meta property="article:modified_time" content="{changed}">'
    )
    title = "Fire at the works: live updates"
    return (
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{shown}</article></body></html>"
    )


IN_BLOCKS = '<div class="entry"><span class="time">{clock}</span><p>{words}</p></div>'
IN_BOLD = "<p><strong>{clock}</strong> – {words}</p>"


@pytest.mark.parametrize("entry", [IN_BLOCKS, IN_BOLD])
@pytest.mark.parametrize("is_upward", [False, True])
def test_an_hour_alone_is_of_the_day_that_the_page_leads_to(entry: str, is_upward: bool) -> None:
    text = text_of(bare(entry, is_upward=is_upward))
    for clock, words in HOURS:
        assert f"{clock}, {DAYS[clock]}\n\n{words}" in text
    assert {f"{one.at:%H:%M}": f"{one.at:%-d %B %Y}" for one in find_entries(text) if one.at} == DAYS


def test_a_page_that_was_changed_long_after_keeps_the_days_of_its_entries() -> None:
    assert "21:05, 4 March 2026" in text_of(bare(IN_BLOCKS, changed="2026-04-01T10:00:00Z"))


def test_no_day_is_given_that_lies_behind_the_last_change() -> None:
    text = text_of(bare(IN_BLOCKS, changed="2026-03-04T23:30:00Z"))
    assert "March" not in text
    assert "00:20\n\nThe fire is out at last" in text


def test_a_label_may_name_the_day_itself() -> None:
    text = text_of(bare(IN_BLOCKS.replace("{clock}", "{clock}, 4 March 2026"), changed="2026-04-01"))
    assert text.count("4 March 2026") == len(HOURS)


def test_an_hour_in_bold_inside_a_story_is_no_entry() -> None:
    story = (
        "<p>At <b>09:40</b> it fell.</p><p>At <b>09:50</b> they left.</p><p>By <b>10:00</b> it was over, he said.</p>"
    )
    article = article_in_page(page(story, kind="NewsArticle", title="Fire at the works – live"))
    assert article is not None
    assert article.kind != "live_blog"


STAMPED = '<div class="liveblog-entry" data-timestamp="{}"><span class="entry-time">{}</span><h2>{}</h2><p>{}</p></div>'


@pytest.mark.parametrize("unit", [1, 1000])
@pytest.mark.parametrize("name", ["data-timestamp", "data-time"])
def test_two_pieces_that_are_called_entries_keep_the_time_of_their_stamps(name: str, unit: int) -> None:
    pieces = [(1772703600, "9:40 AM", *STORIES[0][1:]), (1772698500, "8:15 AM", *STORIES[1][1:])]
    body = "".join(STAMPED.format(at * unit, *told) for at, *told in pieces).replace("data-timestamp", name)
    text = text_of(page(body, kind="NewsArticle", title="Fire: what we know"))
    assert [entry.at and f"{entry.at:%d %H:%M}" for entry in find_entries(text)] == ["05 09:40", "05 08:15"]
