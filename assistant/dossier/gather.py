"""Subject -> every statement on it: sentences that take a side, and what people say of it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answering.citations import CitationTable
from assistant.answering.introductions import Speaker, introduce
from assistant.answering.leading import is_caption
from assistant.answering.speakers import find_speaker
from assistant.answering.writers import Source
from assistant.archive import Article, Snapshot, Span
from assistant.dossier.dossier import SIDES, Dossier, Entry, EntrySide
from assistant.dossier.subject import read_subject
from assistant.language import content_stems, words
from assistant.language.facts import read_sentence
from assistant.language.speech import find_subjects
from assistant.language.stances import STANCE_VERBS, Stance, find_stances
from assistant.question import ReadFilters
from assistant.retrieval import Candidate, Rarity, Retriever, left_out_notices

__all__ = ["MOST_ENTRIES", "gather_dossier", "sides_in"]

READ_PASSAGES = 100
MOST_ENTRIES = 200
ON_SUBJECT = 0.6
"""Share of the subject's meaning, by rarity, in the sentence, those before it in its passage and the headline."""
MIN_WORDS = 3
_REACH = 90
_NO_STATEMENT = re.compile(r"\W*(?:correction|clarification)\b", re.IGNORECASE)
_ANOTHER = re.compile(r"(?:[,;]\s*(?:(?:and|but|while|whereas)\s+)?|\s(?:while|whereas|but)\s+)(?=(?:the\s+)?[A-Z])")
"""Before somebody else within a sentence."""
_NEXT_CLAUSE = re.compile(r"[;:]|,\s|\b(?:that|because|but|to)\b")
_MEANS_SUBJECT = re.compile(
    r"\W*(?:(?:it|this|that|them|these|both)\b|(?:the|such\s+a|this|that)\s+(?:\w+\s+)?(?:plan|plans|proposal|project|move|idea|"
    r"motion|scheme|decision|work|works|measure|bill|offer|deal)\b|$|[.,;](?:\s|$))",
    re.IGNORECASE,
)
_OF_WHAT_WENT_BEFORE = re.compile(
    r"(?:^|[“\"\s])(?:it|this|that|the\s+(?:plan|plans|proposal|project|move|idea|scheme|decision))\s*$", re.IGNORECASE
)
"""Before "is a mistake"."""


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    candidate: Candidate
    span: Span
    speaker: Speaker | None
    side: EntrySide
    says_subject: bool
    is_side_of_speaker: bool = False

    @property
    def article(self) -> Article:
        return self.candidate.article

    @property
    def text(self) -> str:
        return self.article.text[slice(*self.span)]


def gather_dossier(question: str, read: ReadFilters, snapshot: Snapshot, retriever: Retriever) -> Dossier:
    """Raises InputError and ArchiveError as a search does."""
    subject = read_subject(question)
    wanted = content_stems(subject)
    rarity = Rarity.of(snapshot, wanted)
    ranking = retriever.retrieve(snapshot, subject, read.filters, k=READ_PASSAGES)
    chosen = sorted(_each_once(_found_in(ranking.candidates, wanted, rarity)), key=_order)
    table = CitationTable(snapshot)
    entries = tuple(sorted((_entry(one, table) for one in chosen[:MOST_ENTRIES]), key=_when))
    notices = [*ranking.notices, *left_out_notices(snapshot, read.filters)]
    if len(ranking.candidates) >= READ_PASSAGES:
        notices.append(
            f"Only the {READ_PASSAGES} passages nearest to the subject were read; narrow it to see the rest."
        )
    if len(chosen) > MOST_ENTRIES:
        notices.append(f"Only the first {MOST_ENTRIES} of {len(chosen):,} statements are shown.")
    matches = len({one.article.group_id for one in chosen[:MOST_ENTRIES]})
    searched = snapshot.count_articles(read.filters)
    return Dossier(question, subject, entries, read.filters, searched, matches, tuple(notices))


def sides_in(candidates: Sequence[Candidate], subject: str, rarity: Rarity) -> dict[str, EntrySide]:
    """Each sentence that is a statement on the subject, with its side."""
    return {one.text: one.side for one in _found_in(candidates, content_stems(subject), rarity)}


def _found_in(candidates: Sequence[Candidate], wanted: frozenset[str], rarity: Rarity) -> Iterator[_Found]:
    return _with_sides(one for candidate in candidates for one in _statements(candidate, wanted, rarity))


def _statements(candidate: Candidate, wanted: frozenset[str], rarity: Rarity) -> Iterator[_Found]:
    article, total = candidate.article, rarity.weigh(wanted) or 1.0
    around = headline = content_stems(article.title or "")
    is_of_subject = rarity.weigh(wanted & headline) >= ON_SUBJECT * total
    for span in candidate.passage.sentences:
        text = article.text[slice(*span)]
        stems = content_stems(text)
        around |= stems
        if len(text.split()) < MIN_WORDS or is_caption(text) or _NO_STATEMENT.match(text):
            continue
        if rarity.weigh(wanted & around) < ON_SUBJECT * total:
            continue
        yield from _read(candidate, span, wanted, is_of_subject=is_of_subject)


def _read(candidate: Candidate, span: Span, wanted: frozenset[str], *, is_of_subject: bool) -> Iterator[_Found]:
    """Nothing where nobody says or sides with anything; one of each side where it tells of two. `is_of_subject`: the
    headline names the subject."""
    article, text = candidate.article, candidate.article.text[slice(*span)]
    is_said = read_sentence(text).states_speech
    stances = [
        _turned(one, text, wanted)
        for one in find_stances(text)
        if (is_said or not one.is_verdict) and _is_on(one, text, wanted, is_of_subject=is_of_subject)
    ]
    says_subject = is_of_subject or bool(wanted & content_stems(text))
    if parted := _two_sides(stances, text):
        for told, part in parted:
            yield _Found(candidate, span, _taker(article, text[slice(*part)]), told.side, says_subject)
        return
    sides = {one.side for one in stances}
    side: EntrySide = next(iter(sides)) if len(sides) == 1 else "open"
    speaker = find_speaker(article, span) or (_taker(article, text) if stances else None)
    if stances or (speaker is not None and says_subject and is_said):
        yield _Found(candidate, span, speaker, side, says_subject)


def _two_sides(stances: Sequence[Stance], text: str) -> list[tuple[Stance, Span]]:
    """Where the sentence tells of two that take a side each ("the Greens voted for it, the Liberals against"): the
    stances, each with the part of the sentence that it stands in."""
    if len(stances) != 2 or stances[0].side == stances[1].side:
        return []
    first, second = stances
    parting = _ANOTHER.search(text, first.end, second.start)
    return [(first, (0, parting.start())), (second, (parting.end(), len(text)))] if parting else []


def _turned(stance: Stance, text: str, wanted: frozenset[str]) -> Stance:
    """Who says that it "should be banned" is for the ban, where that is the subject."""
    is_subject = wanted & content_stems(text[stance.start : stance.end])
    return replace(stance, side="for" if stance.side == "against" else "against") if is_subject else stance


def _is_on(stance: Stance, text: str, wanted: frozenset[str], *, is_of_subject: bool) -> bool:
    """Whether the side is taken on the subject: it stands behind the words, or before them in the same clause; or they
    say "it", or are of a vote that the headline tells of."""
    behind = _NEXT_CLAUSE.split(text[stance.end : stance.end + _REACH])[0]
    before = re.split(r"[,;:.]", text[max(0, stance.start - _REACH) : stance.start])[-1]
    before_words = text[stance.since : stance.start].rstrip(" ,") if stance.since is not None else ""
    if _is_named(before_words, wanted, is_of_subject=is_of_subject):
        return True
    if stance.is_verdict:
        return False
    if wanted & content_stems(behind):
        return True
    if _MEANS_SUBJECT.match(text, stance.end):
        return True
    return (stance.is_vote and is_of_subject) or bool(wanted & content_stems(before) and not behind.strip(" .,"))


def _is_named(before: str, wanted: frozenset[str], *, is_of_subject: bool) -> bool:
    """Whether the last clause before names the subject, or says "it" where the headline does."""
    clause = re.split(r"[,;:.]", before)[-1]
    return bool(wanted & content_stems(clause)) or (is_of_subject and _OF_WHAT_WENT_BEFORE.search(clause) is not None)


def _taker(article: Article, text: str) -> Speaker | None:
    """Who takes the side without a word of saying: "Ann Lee voted against"."""
    found = find_subjects(text, STANCE_VERBS)
    return introduce(article, text[slice(*found[0])]) if found else None


def _with_sides(found: Iterable[_Found]) -> Iterator[_Found]:
    """Whoever takes one side in an article takes it in what else they say there of the same thing. What neither names
    the subject nor comes from somebody with a side is left out."""
    listed = list(found)
    taken: dict[tuple[int, str], set[EntrySide]] = {}
    for one in listed:
        if one.speaker and one.side != "open":
            taken.setdefault((one.article.group_id, one.speaker.name), set()).add(one.side)
    for one in listed:
        sides = taken.get((one.article.group_id, one.speaker.name), set()) if one.speaker else set()
        if one.side == "open" and len(sides) == 1:
            yield replace(one, side=next(iter(sides)), is_side_of_speaker=True)
        elif one.side != "open" or one.says_subject:
            yield one


def _each_once(found: Iterable[_Found]) -> Iterator[_Found]:
    """The same words of the same speaker once, as they were first published."""
    kept: dict[tuple[tuple[str, ...], str | None, EntrySide], _Found] = {}
    for one in sorted(found, key=lambda one: (_day(one) or "9999", one.article.article_id, one.span)):
        kept.setdefault((tuple(words(one.text)), one.speaker.name if one.speaker else None, one.side), one)
    yield from kept.values()


def _order(one: _Found) -> tuple[int, str, str, Span]:
    return SIDES.index(one.side), _day(one) or "9999", one.article.article_id, one.span


def _when(entry: Entry) -> tuple[int, str, str, int]:
    """By the day of the words, which a later version may have brought."""
    return SIDES.index(entry.side), entry.day or "9999", entry.citation.article_id, entry.citation.start


def _day(one: _Found) -> str | None:
    return one.article.published_at


def _entry(one: _Found, table: CitationTable) -> Entry:
    citation = table.cite(Source(one.candidate, one.span))
    speaker = one.speaker
    return Entry(
        one.side,
        speaker.name if speaker else None,
        speaker.role if speaker else None,
        citation.entry_at or citation.worded_at or citation.published_at,
        citation,
        one.is_side_of_speaker,
    )
