"""The writer without a model: the sentences that answer, in the article's own words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.answer import Standing
from assistant.answering.answer_form import Form, form_of
from assistant.answering.conflicts import Voice, compare_voices, find_voices
from assistant.answering.event_dates import date_event
from assistant.answering.evidence import Evidence, ScoredSentence
from assistant.answering.interviews import tell_exchange
from assistant.answering.leading import TOP_CHARACTERS, leading_sentences
from assistant.answering.replies import find_reply
from assistant.answering.writers.sides import set_side_by_side
from assistant.answering.writers.writer import Draft, Source
from assistant.archive import Article

__all__ = ["Choice", "ExtractiveWriter", "choose", "tell_in_order"]

QUOTED_SENTENCES = 3
"""Of a question for one thing: the best sentence and what supports it, read in one look."""
SUPPORT_SHARE = 0.002
"""A further sentence must be this likely, compared with the best one: below it no question of the choosing part has
what answers, and a sentence on something else says nothing of the question."""
NEAR_MATCH = 0.40
"""MaxSim of a passage that is about what is asked."""
MAX_WORDS = 110
"""Of a sentence, and of an answer that gathers: it is read in one look."""
MIN_SHARE = 0.2
"""A further sentence of an answer that gathers must be this likely, compared with the best one."""
OVERVIEW_ARTICLES = 2
OVERVIEW_GAP = 0.12
"""An article whose best passage matches this much worse is about something else."""
TIMELINE_SHARE = 0.03
"""A timeline gathers: its lines need not answer alike."""
OTHER_SHARE = 0.1
"""A sentence of another outlet stands beside the best one where it is this likely, compared with it."""
LEAD_WEIGHT = 4
NEXT_WITHIN = 4
"""Characters: a full stop's blank, or a new paragraph."""
TIMELINE_COVER = 0.5
"""But each, with its headline, is about what is asked: this share of the question's meaning, by rarity of its words."""


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """A chosen sentence and what it is in the answer; the last three as in `Statement`."""

    scored: ScoredSentence
    label: str | None = None
    conflict: int | None = None
    standing: Standing | None = None


class ExtractiveWriter:
    """Chooses, never rewrites: each draft *is* a sentence of an article."""

    name = "extractive"
    recipient = None

    def write(self, evidence: Evidence, ends_at: float | None = None) -> Iterator[Draft]:
        del ends_at  # nothing here waits
        is_overview = form_of(evidence.view.asked).name == "overview"
        if whole := _leads(evidence) if is_overview else _reply(evidence):
            yield from (Draft(source.candidate.article.text[slice(*source.span)], (source,)) for source in whole)
            return
        for choice in choose(evidence):
            sentence = choice.scored.sentence
            source = Source(sentence.candidate, sentence.span)
            yield Draft(sentence.text, (source,), choice.label, choice.conflict, choice.standing)


def _leads(evidence: Evidence) -> list[Source]:
    """What the articles that match best are about: their leading sentences, two of a single one."""
    best = evidence.candidates[0].score
    near = [candidate for candidate in evidence.candidates if candidate.score >= best - OVERVIEW_GAP]
    groups = {candidate.article.group_id: candidate for candidate in reversed(near)}
    shown = sorted(groups.values(), key=lambda candidate: -candidate.score)[:OVERVIEW_ARTICLES]
    count = 2 if len(shown) == 1 else 1
    return [
        Source(candidate, span)
        for candidate in shown
        for span in leading_sentences(candidate.article, count, MAX_WORDS // len(shown))
    ]


def _reply(evidence: Evidence) -> list[Source]:
    """What somebody said in an interview: the reply that fits, from its beginning; its question is not the answer."""
    reply = find_reply(evidence)
    if reply is None:
        return []
    _, *spans = tell_exchange(reply.candidate.article.text, reply.exchange, MAX_WORDS)
    spans = spans[:QUOTED_SENTENCES]
    return [Source(reply.candidate, span) for span in spans]


def choose(evidence: Evidence) -> list[Choice]:
    """The sentences that answer, in the order and with the labels that the question's form asks for."""
    short = [scored for scored in evidence.sentences if _word_count(scored) <= MAX_WORDS]
    fitting = short or list(evidence.sentences[:1])
    if not fitting:
        return []
    form = form_of(evidence.view.asked)
    if form.name == "timeline" and (lines := tell_in_order(evidence, fitting, form)):
        return lines
    blocks = set_side_by_side(evidence, fitting) if form.name == "comparison" else []
    if blocks and sum(_word_count(scored) for _, scored in blocks) <= form.typical_words:
        return [Choice(scored, label=side) for side, scored in blocks]
    return _answer(evidence, fitting, form)


def _answer(evidence: Evidence, fitting: Sequence[ScoredSentence], form: Form) -> list[Choice]:
    """The best sentence and what supports it, best first. Reports that do not agree come first, newest first."""
    voices = find_voices(evidence, fitting)
    if sum(_word_count(voice.scored) for voice in voices) > MAX_WORDS:
        voices = voices[:2]  # both sides, however long
    disagree = any(voice.standing for voice in voices)
    opening = [voice.scored for voice in voices] if disagree or form.gathers else _of_outlets(voices)
    opening += [one for one in _quotation_behind(evidence, fitting) if one not in opening]
    added = _fill(opening, fitting, form) if form.gathers else []
    added += _best([*opening, *added], fitting)
    told = compare_voices(evidence.view, [*opening, *added])
    return [Choice(voice.scored, conflict=1 if voice.standing else None, standing=voice.standing) for voice in told]


def _of_outlets(voices: Sequence[Voice]) -> list[ScoredSentence]:
    """The best sentence, and one that answers as well of each other outlet."""
    best, *others = voices
    heard = {_article(best.scored).publisher}
    chosen = [best.scored]
    for voice in others:
        outlet = _article(voice.scored).publisher
        if outlet and outlet not in heard and voice.scored.score >= OTHER_SHARE * best.scored.score:
            heard.add(outlet)
            chosen.append(voice.scored)
    return chosen


def _best(opening: Sequence[ScoredSentence], fitting: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """The best of the others, as many as make three, of passages that are near."""
    others = (scored for scored in fitting if scored not in opening and _is_near(scored, fitting[0]))
    return list(islice(others, max(0, QUOTED_SENTENCES - len(opening))))


def _is_near(scored: ScoredSentence, best: ScoredSentence) -> bool:
    """In a small archive the passages that come next are of other things; the best one's own passage is near, and holds
    sentences on other things, too."""
    if scored.score < SUPPORT_SHARE * best.score:
        return False
    match = scored.sentence.candidate.token_match
    return match is None or match.score >= NEAR_MATCH or scored.sentence.candidate is best.sentence.candidate


def _quotation_behind(evidence: Evidence, fitting: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """The speaker's own words, where these are asked for, the best sentence reports and the next one quotes."""
    best = fitting[0].sentence
    if evidence.view.kind != "said" or best.facts.has_quotation:
        return []
    named, behind = frozenset().union(*best.facts.names), range(best.span[1] + 1, best.span[1] + NEXT_WITHIN + 1)
    return [
        scored
        for scored in fitting
        if scored.sentence.span[0] in behind
        and _article(scored).article_id == best.candidate.article.article_id
        and scored.sentence.facts.has_quotation
        and any(named & name for name in scored.sentence.facts.names)
    ]


def _fill(
    chosen: Sequence[ScoredSentence], fitting: Sequence[ScoredSentence], form: Form, share: float = MIN_SHARE
) -> list[ScoredSentence]:
    """The sentences to add, best first, while they are likely and the answer stays short."""
    length = sum(map(_word_count, chosen))
    least = share * max(scored.score for scored in fitting)
    added: list[ScoredSentence] = []
    for scored in fitting:
        if len(chosen) + len(added) == form.most_sentences or scored.score < least:
            break
        if scored not in chosen and length + _word_count(scored) <= form.typical_words:
            added.append(scored)
            length += _word_count(scored)
    return added


def tell_in_order(evidence: Evidence, fitting: Sequence[ScoredSentence], form: Form) -> list[Choice]:
    """Dated lines, earliest first; empty where fewer than two sentences on the subject say when. What opens an article
    without a day is of the day of its report; so is what else it tells, where nothing in it has one."""
    dated = [
        (when, scored)
        for scored in fitting
        if (scored.score >= TIMELINE_SHARE * fitting[0].score or evidence.cover_own(scored) >= TIMELINE_COVER)
        and (when := date_event(scored.sentence.text, _article(scored))) is not None
    ]
    on_topic = [pair for pair in dated if evidence.cover(pair[1]) >= TIMELINE_COVER]
    dated = on_topic if len(on_topic) > 1 else dated
    if len(dated) < 2:
        return []
    told = {_article(scored).group_id for when, scored in dated if when.is_told}
    reported = [
        scored
        for when, scored in dated
        if not when.is_told and (scored.sentence.span[0] == 0 or _article(scored).group_id not in told)
    ]
    leads = {_article(scored).group_id: scored for scored in sorted(reported, key=_lead_score)}
    lines = [pair for pair in dated if pair[0].is_told or pair[1] in leads.values()]
    chosen = _fill([], _leads_first([scored for _, scored in lines]), form, share=0.0)
    lines = sorted((pair for pair in dated if pair[1] in chosen), key=lambda pair: pair[0].order)
    return [Choice(scored, label=when.label) for when, scored in lines] if len(lines) > 1 else []


def _leads_first(lines: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """The best line of each article before any second one; what stands at an article's top is its event."""
    ranked = sorted(lines, key=_lead_score, reverse=True)
    firsts = {_article(scored).group_id: scored for scored in reversed(ranked)}
    return sorted(ranked, key=lambda scored: firsts[_article(scored).group_id] is not scored)


def _lead_score(scored: ScoredSentence) -> float:
    return scored.score * (LEAD_WEIGHT if scored.sentence.span[0] < TOP_CHARACTERS else 1)


def _article(scored: ScoredSentence) -> Article:
    return scored.sentence.candidate.article


def _word_count(scored: ScoredSentence) -> int:
    return scored.sentence.facts.word_count
