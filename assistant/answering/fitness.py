"""How fit a sentence is as an answer, beside what the chooser has learned: can it be read alone, and is it of the kind
of thing that is asked about?"""

import re

from assistant.answering.features import QuestionView, SentenceView
from assistant.answering.leading import TOP_CHARACTERS, is_caption, leading_sentences
from assistant.language import ends_sentence
from assistant.language.lexicon import AHEAD_PHRASES, AHEAD_WORDS
from assistant.language.listed import alternatives
from assistant.retrieval import content_stems

__all__ = ["fitness_of"]

FRAGMENT_SHARE = 0.1
"""Captions, list lines and halves of sentences count less: they seldom can be read by themselves."""

QUESTION_SHARE = 0.1
"""A question of the article's own, as in an interview, is no answer."""

SILENT_SHARE = 0.3
"""Where somebody's words are asked for, a sentence that tells no words: what they did instead."""

PLAN_SHARE = 0.3
"""Where it is asked what happened, a sentence that says it will: it may have come otherwise."""

HEADLINE_WEIGHT = 2.0
"""The sentence below a headline that has what is asked about: it tells what the headline says, in other words."""
HEADLINE_COVER = 0.9
"""Share of the question's meaning, by rarity of its words."""

_TO_COME = re.compile(
    rf"\b(?:{alternatives((*AHEAD_WORDS[:6], *(one for one in AHEAD_PHRASES if one.endswith(' to'))))})"
    r" (?:not )?(?:[a-z]+ly )?(?:be )?([a-z]+)\b"
)
"""In lower case: Theresa May and Will Smith are no plans."""


def fitness_of(view: QuestionView, sentence: SentenceView) -> float:
    """What the chooser's probability is multiplied by."""
    if sentence.facts.is_question:
        return QUESTION_SHARE
    if not _is_whole(sentence.text) or is_caption(sentence.text):
        return FRAGMENT_SHARE
    fitness = 1.0
    if view.asks_words and not sentence.facts.states_speech:
        fitness *= SILENT_SHARE
    if view.asks_what_happened and _is_to_come(view, sentence.text):
        fitness *= PLAN_SHARE
    if _opens_below_its_headline(view, sentence):
        fitness *= HEADLINE_WEIGHT
    return fitness


def _is_whole(text: str) -> bool:
    return ends_sentence(text) and not text[:1].islower()


def _is_to_come(view: QuestionView, text: str) -> bool:
    """Whether what the question asks about is told as a plan: "the bridge should reopen before Christmas"."""
    return any(content_stems(found[1]) & view.stems for found in _TO_COME.finditer(text))


def _opens_below_its_headline(view: QuestionView, sentence: SentenceView) -> bool:
    article = sentence.candidate.article
    if sentence.span[0] >= TOP_CHARACTERS or view.cover(content_stems(article.title or "")) < HEADLINE_COVER:
        return False
    return leading_sentences(article) == [sentence.span]
