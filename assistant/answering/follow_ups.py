"""What a reader may ask next, answerable from what was found: forms of question that Copydesk answers, over names that
the passages have."""

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.answer import Citation, RankedPassage
from assistant.language import names
from assistant.language.sentences import split_sentences
from assistant.language.speech import find_speakers

__all__ = ["suggest_follow_ups"]

_MOST = 3
_LONGEST_TITLE = 90
_DAYS_FOR_A_TIMELINE = 3
_ARTICLES_FOR_A_SUMMARY = 2
_READ_PASSAGES = 8
_NEAR = 0.08
"""How far below the best passage's score one may lie and still be of the same story: what is further down is, in a
small archive, often of another one."""


def suggest_follow_ups(
    question: str, passages: Sequence[RankedPassage], citations: Sequence[Citation]
) -> tuple[str, ...]:
    """At most three questions, none of them the one that was asked. Empty where nothing was cited."""
    if not citations:
        return ()
    cited = {citation.article_id for citation in citations}
    least = max((passage.score for passage in passages), default=0.0) - _NEAR
    read = [one for one in passages[:_READ_PASSAGES] if one.article_id in cited or one.score >= least]
    offered = [*_of_speakers(read, citations), *_of_subject(question, read, citations), *_of_articles(read, citations)]
    new = [one for one in dict.fromkeys(offered) if one.casefold() != question.strip().casefold()]
    return tuple(new[:_MOST])


def _of_speakers(passages: Sequence[RankedPassage], citations: Sequence[Citation]) -> list[str]:
    """The first person who is quoted where the answer does not quote."""
    for passage in passages:
        for start, end in split_sentences(passage.text):
            if _is_cited(passage, start, end, citations):
                continue
            sentence = passage.text[start:end]
            for first, last in find_speakers(sentence):
                if _is_whole(sentence[first:last]):
                    return [f"What did {sentence[first:last]} say?"]
    return []


def _of_subject(question: str, passages: Sequence[RankedPassage], citations: Sequence[Citation]) -> Iterator[str]:
    subject = _find_subject(question, passages, citations)
    if subject is None:
        return
    naming = [passage for passage in passages if subject in f"{passage.title}\n{passage.text}"]
    days = {passage.published_at[:10] for passage in naming if passage.published_at}
    if len(days) >= _DAYS_FOR_A_TIMELINE and "timeline" not in question.casefold():
        yield f"Give me a timeline of {subject}."
    if len({passage.article_id for passage in naming}) >= _ARTICLES_FOR_A_SUMMARY:
        yield f"Summarise everything about {subject}."


def _of_articles(passages: Sequence[RankedPassage], citations: Sequence[Citation]) -> Iterator[str]:
    """Those that are not cited before those that are."""
    cited = {citation.article_id for citation in citations}
    for passage in sorted(passages, key=lambda passage: passage.article_id in cited):
        title = (passage.title or "").strip()
        if title and len(title) <= _LONGEST_TITLE and "“" not in title:
            yield f"What is “{title}” about?"


def _find_subject(question: str, passages: Sequence[RankedPassage], citations: Sequence[Citation]) -> str | None:
    """The name of the question that most of the articles share; without one there, a name that is cited and shared."""
    counted: Counter[str] = Counter()
    for passage in {passage.article_id: passage for passage in reversed(passages)}.values():
        text = f"{passage.title or ''}.\n{passage.text}"
        counted.update({text[start:end] for start, end in names(text) if _is_whole(text[start:end])})
    ranked = sorted(counted, key=lambda name: (counted[name], len(name)), reverse=True)
    asked = [name for name in ranked if name in question]
    quoted = " ".join(f"{one.title or ''}\n{one.quote}" for one in citations)
    shared = [name for name in ranked if name in quoted and counted[name] >= _ARTICLES_FOR_A_SUMMARY]
    return next(iter([*asked, *shared]), None)


def _is_whole(name: str) -> bool:
    """Two words or more: a surname alone, or the first word of a longer name, names too little."""
    return 2 <= len(name.split()) <= 5 and "\n" not in name


def _is_cited(passage: RankedPassage, start: int, end: int, citations: Sequence[Citation]) -> bool:
    first, last = passage.start + start, passage.start + end
    same = [one for one in citations if (one.article_id, one.version) == (passage.article_id, passage.version)]
    return any(one.start < last and first < one.end for one in same)
