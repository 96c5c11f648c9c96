"""What an outlet has put right: a note on the citation of what was wrong, never evidence by itself."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from assistant.answer import Citation, Correction
from assistant.archive import Article, Snapshot, Span
from assistant.language import content_stems, words
from assistant.language.corrections import CorrectedValue, CorrectionFacts, Value, read_correction, values_in
from assistant.language.day_words import day_in_words

__all__ = ["CorrectionNotes", "is_in_notice", "say_correction"]

SAME_TITLE = 0.75
"""Share of the words of the longer of two headlines."""
SHARED_STEMS = 2
"""Words that a sentence with its headline and a notice without a headline must share to be about one thing."""
TOP_CHARACTERS = 300
"""Of an article, which say what it is about."""
PLAIN_FIGURE = 100
"""A whole number below it, without a unit, may be the number of something else."""
MOST_OF_SENTENCE = 0.6
"""Of what a sentence tells: a notice that repeats so much of it, and no right figure, calls it wrong."""
_RETRACTS = re.compile(
    r"\bretract(?:s|ed|ing|ion)?\b|\bwe (?:have |are |hereby )?withdr[ae]w(?:n|ing)?\b"
    r"|\b(?:article|story|report|piece|column)\b[^.]{0,60}\b(?:has been|have been|was|is|were) (?:\w+ )?withdrawn\b",
    re.IGNORECASE,
)
_OF_NOTICES = content_stems(
    "correction clarification article story report version earlier previous published figure number correct incorrect "
    "incorrectly wrong error editing amended changed updated said stated gave reported million billion thousand not"
)


def is_in_notice(article: Article, span: Span) -> bool:
    """Whether the sentence is part of a correction notice. All of an article that is a correction is one."""
    if article.kind == "correction":
        return True
    if not article.correction:
        return False
    return any(start < span[1] and span[0] < end for start, end in _notice_spans(article))


def say_correction(citation: Citation, text: str | None = None) -> str | None:
    """`corrected on 5 July: 14.8 million crowns`, of words that were wrong; `text`: the statement that must have them.
    `retracted on 5 July`, `corrected on 5 July` where the notice does not say what is right.

    The year is left out where it is that of the article.
    """
    correction = citation.correction
    if correction is None or correction.wrong is None:
        return None
    if text is not None and not _has(text, correction.wrong):
        return None
    when = f" on {_say_day(correction.day, citation.published_at)}" if correction.day else ""
    if correction.right is None:
        return f"{'retracted' if _RETRACTS.search(correction.text) else 'corrected'}{when}"
    return f"corrected{when}: {correction.right}"


class CorrectionNotes:
    """The notices of the outlets that are asked for, each looked up once; for one question."""

    def __init__(self, snapshot: Snapshot | None) -> None:
        self._snapshot = snapshot
        self._of_outlets: dict[str | None, list[Article]] = {}
        self._of_articles: dict[str, list[Article]] = {}

    def find(self, article: Article, span: Span, copied_by: Iterable[str | None] = ()) -> Correction | None:
        """What was put right of this sentence; else a notice about its article, which leaves the sentence as it stands.
        A notice's own sentence that states only what was wrong is put right by the rest of the notice.

        `copied_by`: outlets that carry the same words, whose corrections count as well.
        """
        text = article.text[slice(*span)]
        if is_in_notice(article, span):
            return _of_notice(article, text)
        notices = self._notices(article, copied_by)
        if not notices:
            return None
        stated = values_in(text)
        about: Correction | None = None
        for notice in notices:
            facts = read_correction(notice.correction or "")
            if (pair := _wrong_in(stated, facts) or _replaced(stated, facts)) is not None and _concerns(
                article, text, notice, facts, pair.wrong
            ):
                return _correction(article, notice, pair)
            if _is_called_wrong(article, text, stated, notice, facts):
                return replace(_correction(article, notice, None), wrong=text)
            if about is None and _is_of_article(article, notice, facts):
                about = _correction(article, notice, None)
        return about

    def _notices(self, article: Article, copied_by: Iterable[str | None]) -> list[Article]:
        """Those of the article's own versions first, then of its outlet, newest first."""
        own = [article] if article.correction else []
        if self._snapshot is None:
            return own
        if not own and not article.is_current:
            own = self._later(article)
        others = [one for outlet in dict.fromkeys((article.publisher, *copied_by)) for one in self._of_outlet(outlet)]
        return [*own, *(one for one in others if one.article_id != article.article_id or one.version > article.version)]

    def _of_outlet(self, outlet: str | None) -> list[Article]:
        if self._snapshot is None or outlet is None:
            return []
        if outlet not in self._of_outlets:
            self._of_outlets[outlet] = self._snapshot.corrections(outlet)
        return self._of_outlets[outlet]

    def _later(self, article: Article) -> list[Article]:
        if self._snapshot is None:
            return []
        if article.article_id not in self._of_articles:
            self._of_articles[article.article_id] = self._snapshot.versions(article.article_id)
        held = self._of_articles[article.article_id]
        places = [place for place, one in enumerate(held) if one.version == article.version]
        later = held[places[0] + 1 :] if places else []
        return [one for one in later if one.correction]


def _of_notice(article: Article, text: str) -> Correction | None:
    """What the notice itself says is right, of a sentence of it that states only what was wrong."""
    pair = _wrong_in(values_in(text), read_correction(article.correction or ""))
    return _correction(article, article, pair) if pair is not None else None


def _wrong_in(stated: Sequence[Value], facts: CorrectionFacts) -> CorrectedValue | None:
    """What the sentence states and the notice calls wrong, unless it states what is right, too."""
    for pair in facts.values:
        has_wrong = any(_is_same(value, pair.wrong) for value in stated)
        if has_wrong and not any(_is_same(value, pair.right) for value in stated):
            return pair
    return None


def _replaced(stated: Sequence[Value], facts: CorrectionFacts) -> CorrectedValue | None:
    """The one figure of its unit that the sentence states, where the notice says what is right and not what was wrong:
    "the cost should have read 14.8 million crowns"."""
    for right in facts.right:
        alike = [one for one in stated if one.is_alike(right)]
        if len(alike) == 1 and alike[0].key != right.key:
            return CorrectedValue(alike[0], right)
    return None


def _is_called_wrong(
    article: Article, text: str, stated: Sequence[Value], notice: Article, facts: CorrectionFacts
) -> bool:
    """Whether a notice without a right figure takes the whole article back, or repeats what the sentence tells."""
    said = notice.correction or ""
    if facts.values or not _is_of_article(article, notice, facts):
        return False
    if _RETRACTS.search(said):
        return True
    if notice.article_id == article.article_id or notice.kind != "correction" or not stated:
        return False
    told = content_stems(text)
    repeats = len(told & facts.stems) >= MOST_OF_SENTENCE * len(told)
    return repeats and all(any(_is_same(one, other) for other in values_in(said)) for one in stated)


def _is_same(one: Value, other: Value) -> bool:
    if one.kind != other.kind:
        return False
    if one.kind == "figure":
        return one.key[0] == other.key[0] and (one.key[1] == other.key[1] or "" in (one.key[1], other.key[1]))
    if one.kind == "name":
        return set(other.key) <= set(one.key)
    return one.key == other.key


def _concerns(article: Article, text: str, notice: Article, facts: CorrectionFacts, wrong: Value) -> bool:
    """Whether the notice is about this article, or about the same thing in another article that came before it."""
    shared = len((content_stems(text) & facts.stems) - _OF_NOTICES - content_stems(wrong.text))
    if notice.article_id == article.article_id:
        return shared > 0 or _is_telling(wrong)
    said_on, published_on = _day_of(notice), article.published_on
    if said_on is not None and published_on is not None and published_on > said_on:
        return False
    if _is_titled(article, facts) or (article.url and article.url in (notice.correction or "")):
        return shared > 0 or _is_telling(wrong)
    if published_on is not None and (published_on.day, published_on.month) in facts.days:
        return shared > 0
    around = len((content_stems(f"{text} {article.title or ''}") & facts.stems) - _OF_NOTICES)
    return shared > 0 and around >= (SHARED_STEMS if _is_telling(wrong) else SHARED_STEMS + 1)


def _is_telling(value: Value) -> bool:
    if value.kind != "figure":
        return True
    number, unit = value.key
    return bool(unit) or "." in value.text or float(number) >= PLAIN_FIGURE


def _is_titled(article: Article, facts: CorrectionFacts) -> bool:
    title = set(words(article.title or ""))
    quoted = [set(words(one)) for one in facts.titles]
    return bool(title) and any(len(title & one) >= SAME_TITLE * max(len(title), len(one)) for one in quoted)


def _is_of_article(article: Article, notice: Article, facts: CorrectionFacts) -> bool:
    """A notice that names another headline and another day is of that article, wherever it is printed; one of another
    article is of this one where it names its day and speaks of the same."""
    if _is_titled(article, facts):
        return True
    day = article.published_on
    if notice.article_id != article.article_id and day is not None and (day.day, day.month) in facts.days:
        said_on = _day_of(notice)
        top = content_stems(f"{article.title or ''} {article.text[:TOP_CHARACTERS]}")
        is_later = said_on is None or day <= said_on
        return is_later and len((top & facts.stems) - _OF_NOTICES) >= SHARED_STEMS
    names_another = bool(facts.titles and facts.days) and day is not None and (day.day, day.month) not in facts.days
    return notice.article_id == article.article_id and not names_another


def _correction(article: Article, notice: Article, pair: CorrectedValue | None) -> Correction:
    spans = _notice_spans(notice)
    is_apart = notice.kind == "correction" or (notice.article_id, notice.version) != (
        article.article_id,
        article.version,
    )
    day = _day_of(notice) if is_apart or notice.updated_on or notice.version > 1 else None
    return Correction(
        text=notice.correction or "",
        day=day,
        article_id=notice.article_id,
        version=notice.version,
        start=spans[0][0] if spans else None,
        end=spans[-1][1] if spans else None,
        wrong=pair.wrong.text if pair else None,
        right=pair.right.text if pair else None,
    )


def _day_of(notice: Article) -> date | None:
    """When it was said: with the update, else when the version came, else with the article."""
    return notice.updated_on or (notice.stands_from if notice.version > 1 else None) or notice.published_on


def _notice_spans(article: Article) -> list[Span]:
    """Where the notice stands in the article's own text; nowhere, where its source gave it apart."""
    notice = article.correction or ""
    if (start := article.text.find(notice)) >= 0:
        return [(start, start + len(notice))]
    lines = [line.strip() for line in notice.splitlines() if len(line.split()) > 2]
    found = [(place, place + len(line)) for line in lines if (place := article.text.find(line)) >= 0]
    return sorted(found)


def _has(text: str, wrong: str) -> bool:
    meant = values_in(wrong)
    return any(_is_same(one, other) for one in values_in(text) for other in meant) or wrong in text


def _say_day(day: date, published_at: str | None) -> str:
    said = day_in_words(day)
    return re.sub(r" \d{4}$", "", said) if published_at and published_at[:4] == str(day.year) else said
