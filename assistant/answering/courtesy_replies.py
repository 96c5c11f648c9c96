"""Short replies to greetings, thanks and "what can you do?", each with a question that can be asked next."""

from assistant.answer import Statement
from assistant.answering.catalog_lines import count_articles, say
from assistant.archive import Article, Coverage, Snapshot
from assistant.language.day_words import days_in_words
from assistant.question import Courtesy

__all__ = ["reply_to"]


def reply_to(courtesy: Courtesy, snapshot: Snapshot) -> Statement:
    coverage = snapshot.coverage()
    if not coverage.article_count:
        return say(
            "Hello. The archive is still empty: bring articles in with `copydesk ingest PATH`, then ask about them."
        )
    match courtesy:
        case "greeting":
            return say(f"Hello. Ask about the {_held(coverage)}, such as {_example(snapshot)}")
        case "thanks":
            return say("You’re welcome. Ask on about this, or start on something else.")
        case "parting":
            return say("Goodbye. The conversation is kept, and you can go on with it later.")
        case "purpose":
            return say(
                f"Answers here come from the {_held(coverage)}: who did what, when and why, what people said, what was "
                "reported in a week or by an outlet, how many articles mention something, who wrote one. Each answer "
                f"quotes the articles and cites them. Try {_example(snapshot)}"
            )


def _held(coverage: Coverage) -> str:
    """ "26 articles of this archive, from 3 outlets, 2025-03-11 to 2026-06-11"."""
    outlets = len([name for name, _ in coverage.publishers if name])
    sources = f", from {'1 outlet' if outlets == 1 else f'{outlets} outlets'}" if outlets else ""
    days = f", {days_in_words(coverage.first_on, coverage.last_on)}" if coverage.first_on and coverage.last_on else ""
    return f"{count_articles(coverage.article_count)} of this archive{sources}{days}"


def _example(snapshot: Snapshot) -> str:
    newest: list[Article] = snapshot.list_articles(limit=1)
    titled = newest[0].title if newest else None
    return f"“Summarise ‘{titled}’”." if titled else "“What is the newest article?”"
