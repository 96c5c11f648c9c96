"""A trained model as the judge of meaning: what it must say of a statement, and what its probabilities come to."""

from collections.abc import Sequence
from typing import Protocol

from assistant.answering.grounding.figures import say_as_cited
from assistant.answering.grounding.meaning import Meaning
from assistant.answering.grounding.verdict import Verdict
from assistant.models import Entailed, TokenEmbedder

__all__ = ["EntailmentJudge", "EntailmentModel"]

LEAST_CARRIED = 0.1
"""P(carried) from which a statement is supported: chosen on the open and the held statements with all checks on
(docs/explanation/reader.md)."""
SURELY_CARRIED = 0.8
"""P(carried) from which a statement is supported although a check that reads words doubts it: chosen on the open
halves; below it changed names passed."""
MOST_CARRIED, LEAST_CONTRADICTED = 0.06, 0.9
"""Where the model is so sure, what is cited says otherwise; between the two it may not say all of the statement."""

LEAST_NEAR, LEAST_NEAR_IF_SURE = 0.5, 0.35
"""Mean nearness of the statement's words to cited ones, below which it is about something else whatever the model says:
of the open and the held statements no true one lies below, and short ones do that say nothing of what is cited ("The
captain was drunk" of a ferry that sank)."""

MOST_APART = 6
"""Sentences of one statement that are asked one by one."""


class EntailmentModel(Protocol):
    """Reads a statement together with the cited sentences, in their order."""

    def entail(self, cited: Sequence[str], statement: str, headline: str | None = None) -> Entailed:
        """Raises ModelError."""
        ...


class EntailmentJudge(Meaning):
    """`check` asks it what the exact checks leave open; nearness in meaning still finds what may carry a statement."""

    def __init__(self, embedder: TokenEmbedder, model: EntailmentModel) -> None:
        super().__init__(embedder)
        self._model = model

    def judge(self, text: str, quotes: Sequence[str], headline: str | None = None, doubt: str | None = None) -> Verdict:
        """Raises ModelError."""
        found = self._entail(quotes, text, headline)
        if doubt is not None:
            return Verdict("supported") if found.carried >= SURELY_CARRIED else Verdict("unsupported", doubt)
        if found.carried >= LEAST_CARRIED:
            least = LEAST_NEAR_IF_SURE if found.carried >= SURELY_CARRIED else LEAST_NEAR
            is_near = self.compare(text, [*quotes, *filter(None, [headline])]).whole >= least
            return Verdict("supported") if is_near else Verdict("unsupported", "what it cites is about something else")
        if found.carried < MOST_CARRIED and found.contradicted >= LEAST_CONTRADICTED:
            return Verdict("unsupported", "what it cites seems to say otherwise")
        if found.carried < MOST_CARRIED:
            return Verdict("unsupported", "what it cites does not seem to say this")
        return Verdict("partly_supported", "what it cites may not say all of this")

    def _entail(self, quotes: Sequence[str], text: str, headline: str | None) -> Entailed:
        """By all that is cited together or by one sentence of it alone, whichever carries it more surely: beside a
        sentence that says all of it, others draw the model off."""
        apart = [[quote] for quote in quotes[:MOST_APART]] if len(quotes) > 1 else []
        texts = dict.fromkeys((text, say_as_cited(text, quotes)))
        found = [self._model.entail(cited, told, headline) for told in texts for cited in (list(quotes), *apart)]
        return max(found, key=lambda one: one.carried)
