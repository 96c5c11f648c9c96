"""Sentences put in order by the words they share with the question, each text by the rules of its own language.

For articles that are not in English, and wherever the trained reader cannot run.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.language import content_stems, ends_sentence, stem
from assistant.language.foreign_asks import carries_asked
from assistant.language.foreign_words import is_plainly_english, language_of_question, meaning_in, stems_by_word
from assistant.language.rules import LanguageRules, rules_of
from assistant.retrieval import Candidate, Rarity

__all__ = ["WordReader", "sentence_texts"]

WORDS_WEIGHT, SEARCH_WEIGHT = 8.0, 6.0
"""What the share of the question's meaning in a sentence, and its passage's score, are worth in log-odds. They put
sentences in order; no confidence is made of them."""
ASKED_WEIGHT = 2.0
"""Of a sentence that has a number where one is asked for, a time, a name or a reason."""
WHOLE_WEIGHT = 1.0
"""Of a sentence that ends as one: captions and headings have the words, too."""
JOINED_SHARE = 0.7
"""Of a word that stands in a longer one: "Skandal" in "Missbrauchsskandal"."""
HEADLINE_SHARE = 0.5
"""Of a word that only the headline has: it says what the sentence is about."""
_SHORTEST_JOINED = 5


class WordReader:
    """One question; `rarity` must have counted its `stems`."""

    def __init__(self, question: str, rarity: Rarity) -> None:
        self._question, self._rarity = question, rarity
        self.language = language_of_question(question)
        """None: English, or not plain."""
        self._is_english = self.language is None and is_plainly_english(question)
        self._wanted = content_stems(question)
        self._weights_in: dict[str, dict[str, float]] = {}

    def order(self, candidates: Sequence[Candidate]) -> tuple[NDArray[np.float32], ...]:
        """For each candidate the log-odds of its sentences."""
        best = max((candidate.score for candidate in candidates), default=0.0)
        return tuple(self._odds(candidate, best) for candidate in candidates)

    def rules_for(self, candidate: Candidate) -> LanguageRules | None:
        """Those of the article's language; None where they are not known, or where the question is in another one."""
        rules = rules_of(candidate.article.language)
        return rules if rules is not None and not self._is_english and self.language in (rules.code, None) else None

    def cover(self, candidate: Candidate, text: str) -> float:
        """Share of the question's meaning, by rarity of its words, in a text of this article and its headline."""
        rules = self.rules_for(candidate)
        return self._cover(f"{candidate.article.title or ''}\n{text}", rules)

    def cover_by(self, candidate: Candidate, text: str) -> tuple[float, float]:
        """The same of the text alone, and with the headline."""
        return self._cover(text, self.rules_for(candidate)), self.cover(candidate, text)

    def states(self, candidate: Candidate, sentence: str) -> bool:
        """Whether nothing that is asked for is seen to be missing from the sentence."""
        rules = self.rules_for(candidate)
        return rules is None or carries_asked(sentence, self._question, rules) is not False

    def _odds(self, candidate: Candidate, best: float) -> NDArray[np.float32]:
        rules = self.rules_for(candidate)
        searched = SEARCH_WEIGHT * (candidate.score - best)
        texts = sentence_texts(candidate)
        worth = [WORDS_WEIGHT * self._share(candidate, text, rules) for text in texts]
        if rules is not None:
            asked = [carries_asked(text, self._question, rules) for text in texts]
            whole = map(ends_sentence, texts)
            worth = [
                one + ASKED_WEIGHT * (is_asked is True) + WHOLE_WEIGHT * is_whole
                for one, is_asked, is_whole in zip(worth, asked, whole, strict=True)
            ]
        found: NDArray[np.float32] = np.array([one + searched for one in worth], np.float32)
        return found

    def _share(self, candidate: Candidate, text: str, rules: LanguageRules | None) -> float:
        own = self._cover(text, rules)
        if rules is None:
            return own
        return own + HEADLINE_SHARE * max(0.0, self.cover(candidate, text) - own)

    def _cover(self, text: str, rules: LanguageRules | None) -> float:
        if rules is None:
            held = self._wanted & content_stems(text)
            return self._rarity.weigh(held) / (self._rarity.weigh(self._wanted) or 1.0)
        held, weights = meaning_in(text, rules.code), self._weights(rules)
        covered = {word: _share_of(word, held, joins_words=rules.joins_words) for word in weights}
        return sum(share * weights[word] for word, share in covered.items()) / (sum(weights.values()) or 1.0)

    def _weights(self, rules: LanguageRules) -> dict[str, float]:
        """How rare each word is. An archive that was indexed by the English rules alone knows it by those."""
        if rules.code not in self._weights_in:
            stems = stems_by_word(self._question, rules.code)
            weights = {own: min(self._rarity[own], self._rarity[stem(word)]) for word, own in stems.items()}
            self._weights_in[rules.code] = weights
        return self._weights_in[rules.code]


def sentence_texts(candidate: Candidate) -> list[str]:
    passage = candidate.passage
    return [passage.text[start - passage.start : end - passage.start] for start, end in passage.sentences]


def _share_of(word: str, held: Iterable[str], *, joins_words: bool) -> float:
    if word in held:
        return 1.0
    if not joins_words or len(word) < _SHORTEST_JOINED:
        return 0.0
    return JOINED_SHARE if any(_is_joined(word, other) for other in held) else 0.0


def _is_joined(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    return len(short) >= _SHORTEST_JOINED and (long.endswith(short) or long.startswith(short))
