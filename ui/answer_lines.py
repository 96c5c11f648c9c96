"""An answer on a terminal: statements as they are ready, then numbered sources; plain functions from values to rich."""

import re
from collections.abc import Iterator, Sequence

from rich.table import Table
from rich.text import Text

from assistant import Answer, Article, Citation, Filters, NearArticle, RankedPassage, Statement
from assistant.answer import say_kind
from assistant.question import describe_filters
from ui.markup import safe_url
from ui.terminal import printable, printable_line
from ui.words import say_coverage, say_day, say_moment, say_notice, unknown_outlet

__all__ = [
    "article_lines",
    "narrowed_lines",
    "nothing_lines",
    "notice_lines",
    "passage_table",
    "reason_line",
    "source_lines",
    "statement_line",
    "timing_line",
]

_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_ENGINES = {"chroma": "Chroma", "exact": "comparing all vectors"}
_STANDINGS = {
    "newest": "the newest of the articles that disagree",
    "superseded": "corrected by a later report",
    "disagrees": "another article says otherwise",
}


def statement_line(statement: Statement) -> Text:
    """The statement, its markers, who published it, and a warning where its sources do not carry it."""
    line = Text(f"{printable_line(statement.label)}: " if statement.label else "", style="bold")
    line.append(printable(statement.text), style="not bold")
    if statement.citations:
        line.append(" " + "".join(f"[{number}]" for number in statement.citations), style="bold cyan")
    if statement.attribution:
        line.append(f"  ({_without_brackets(printable_line(statement.attribution))})", style="dim")
    if statement.correction:
        line.append(f"  ({printable_line(statement.correction)})", style="bold yellow")
    if statement.standing:
        line.append(f"  ({_STANDINGS[statement.standing]})", style="yellow")
    if statement.caution:
        line.append(f"  ({printable_line(statement.reason or statement.caution)})", style="yellow")
    return line


def source_lines(citations: Sequence[Citation]) -> Iterator[Text]:
    """For each citation: number, outlet, date, byline; headline; quote; address."""
    if citations:
        yield Text("Sources", style="bold")
    for citation in citations:
        head = Text(f"[{citation.n}] ", style="bold cyan")
        head.append(_origin(citation.publisher, citation.published_at, citation.authors), style="default not bold")
        if kind := say_kind(citation.kind):
            head.append(f", {printable_line(kind)}", style="yellow")
        yield head
        indent = " " * (len(str(citation.n)) + 3)
        if citation.title:
            yield Text(indent + printable_line(citation.title), style="italic")
        yield Text(f"{indent}“{printable_line(citation.quote)}”")
        for copy in citation.also:
            if copy.publisher is None:  # a copy that names nobody is no further voice
                continue
            yield Text(f"{indent}also in {_origin(copy.publisher, copy.published_at)}", style="dim")
        if citation.correction is not None:
            yield Text(f"{indent}{printable_line(say_notice(citation.correction))}", style="yellow")
        if address := safe_url(citation.url):
            # never broken, so that it can be opened or copied
            yield Text(indent + printable_line(address), style="dim", no_wrap=True, overflow="ignore")


def reason_line(reason: str) -> Text:
    """Why what follows is no answer, or why nothing does."""
    return Text(printable(reason), style="yellow")


def nothing_lines(answer: Answer, given: Filters | None = None) -> Iterator[Text]:
    """Why there is nothing to quote, how to ask more of the archive, what comes nearest, and what it covers."""
    yield reason_line(answer.text)
    if options := _options_of(given or Filters()):
        yield Text(f"Ask without {', '.join(options)} to search the whole archive.")
    if answer.near_articles:
        yield Text("\nNearest articles", style="bold")
        yield from (_near_line(article) for article in answer.near_articles)
    if answer.coverage is not None:
        yield Text(f"\nThe archive holds {printable_line(say_coverage(answer.coverage))}.", style="dim")


def narrowed_lines(used: Filters, given: Filters | None) -> Iterator[Text]:
    """What narrowed the answer, and how to ask without what was read out of the question; `given` came with it."""
    if used.as_of:
        yield Text(f"As of {say_day(used.as_of)}: what the articles said on that day.", style="bold")
    phrases = ", ".join(printable_line(phrase) for phrase in describe_filters(used))
    if phrases:
        asked = "" if used == (given or Filters()) else " (read from the question; --no-question-filters asks without)"
        yield Text(f"Narrowed to: {phrases}{asked}", style="dim")


def notice_lines(notices: Sequence[str]) -> Iterator[Text]:
    return (Text(f"Note: {printable_line(notice)}", style="yellow") for notice in notices)


def passage_table(passages: Sequence[RankedPassage]) -> Table:
    """Rank, score, outlet, date and how the passage begins."""
    table = Table(box=None, pad_edge=False, expand=True)
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column("Score", justify="right", no_wrap=True)
    table.add_column("Outlet", max_width=20)
    table.add_column("Date", no_wrap=True)
    table.add_column("Article", no_wrap=True)
    table.add_column("Passage", ratio=1, no_wrap=True, overflow="ellipsis")
    for passage in passages:
        table.add_row(
            str(passage.rank),
            f"{passage.score:.3f}",
            Text(printable_line(passage.publisher or unknown_outlet())),
            say_moment(passage.published_at, short=True),
            passage.article_id,
            Text(printable_line(passage.text)[:200]),
        )
    return table


def timing_line(answer: Answer, place: str | None = None) -> Text:
    """`place`: the Chroma server that the archive's index is on; None for its folder."""
    stages = [f"{stage.replace('_', ' ')} {value:.0f} ms" for stage, value in answer.timings.items()]
    tokens = [f"{name.replace('_', ' ')} {count:,}" for name, count in answer.tokens.items()]
    where = f"index on {place}" if place is not None else "index in the archive's folder"
    searched = f"; nearest passages by {_ENGINES[answer.engine]}, {where}" if answer.engine else ""
    return Text(f"{answer.writer} writer; {', '.join([*stages, *tokens])}{searched}", style="dim")


def article_lines(article: Article, version_count: int) -> Iterator[Text]:
    """A whole article: headline, who and when, which version, address, text."""
    yield Text(printable_line(article.title or "(no headline)"), style="bold")
    yield Text(_origin(article.publisher, article.published_at, article.authors))
    if article.updated_at:
        yield Text(f"updated {say_moment(article.updated_at)}")
    current = "" if article.is_current else ", not the current one"
    if article.correction:
        yield Text(f"Correction: {printable_line(article.correction)}", style="yellow")
    if article.is_withdrawn:
        yield Text("Withdrawn by its publisher: no search finds it.", style="yellow")
    yield Text(f"{article.article_id}, version {article.version} of {version_count}{current}", style="dim")
    if address := safe_url(article.url):
        yield Text(printable_line(address), style="dim", no_wrap=True, overflow="ignore")
    yield Text("\n" + printable(article.text))


def _without_brackets(attribution: str) -> str:
    """ "The Herald, 4 May 2026; Monday: 3 May 2026", to stand between brackets itself."""
    return _IN_BRACKETS.sub(r"; \1", attribution)


def _options_of(given: Filters) -> list[str]:
    named = {
        "--from": given.date_from,
        "--to": given.date_to,
        "--as-of": given.as_of,
        "--publisher": given.publishers,
        "--author": given.authors,
        "--kind": given.kinds,
    }
    return [option for option, value in named.items() if value]


def _origin(publisher: str | None, published_at: str | None, authors: Sequence[str] = ()) -> str:
    parts = [printable_line(publisher or unknown_outlet()), printable_line(say_moment(published_at))]
    if authors:
        parts.append("by " + printable_line(", ".join(authors)))
    return ", ".join(parts)


def _near_line(article: NearArticle) -> Text:
    line = Text(f"  {printable_line(article.title or '(no headline)')}")
    line.append(f"  {_origin(article.publisher, article.published_at)}  {article.article_id}", style="dim")
    return line
