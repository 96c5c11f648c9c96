"""Who says it: a statement that lets one person say what another said is not supported."""

import re
from collections.abc import Sequence

from assistant.answering.grounding.particulars import name_words, named_spans, stands_in
from assistant.answering.grounding.verdict import CitedSentence
from assistant.language import STOPWORDS, words
from assistant.language.listed import listed

__all__ = ["foreign_speaker"]

_SAID = (
    r"(?:said|says|told|tells|stated|states|added|adds|announced|announces|claims?|claimed|argued|argues|warned|warns|"
    r"explained|explains|insisted|denied|remarked|observed|tweeted|wrote|writes|found|urged|urges|called|asked|reported|"
    r"reports|suggested|suggests|replied|answered|noted|notes|commented|predicted|estimates?|estimated)"
)
_BEHIND = re.compile(
    rf"^(?:'s|’s)?(?:\s+(?:statement|spokes\w+))?(?:,[^,]{{1,80}},|\s+\([^)]*\))?\s+(?:\w+\s+)?{_SAID}\b"
)
_BEFORE = re.compile(
    r"(?:[,”\"’']\s*(?:said|says|added|adds|explained|asked|wrote)\s+|\b[Aa]ccording to\s+(?:the\s+)?)"
    r"(?:[A-Z]\w+\s+){0,2}$"
)
_OPENER = re.compile(rf"^\W*(?P<name>[^\W\d_a-z][\w'’-]+)\s+(?:\w+ly\s+)?{_SAID}\b")
_ORDINARY = frozenset(
    listed(
        "officials police authorities researchers scientists witnesses residents critics experts sources reports "
        "nobody everyone someone others many several both people doctors lawyers investigators prosecutors ministers "
        "leaders supporters opponents analysts workers protesters organizers organisers campaigners family parents "
        "neighbours neighbors"
    )
)
"""Who speaks without a name: words that open a sentence before a verb of saying."""


def foreign_speaker(text: str, cited: Sequence[CitedSentence]) -> str | None:
    """A speaker of the statement who is none of the cited sentences' own, where those name theirs."""
    known = " ".join(sentence.nearby for sentence in cited)
    stated = _speakers(text, known)
    named = [speaker for sentence in cited for speaker in _speakers(sentence.quote, known)]
    if not stated or not named:
        return None
    frame = " ".join(sentence.frame for sentence in cited)
    places = " ".join((*named, frame))
    held = set(words(places))
    return next(
        (speaker for speaker in stated if held.isdisjoint(name_words(speaker)) and not stands_in(speaker, places)), None
    )


def _speakers(text: str, known: str) -> list[str]:
    """Names right before a verb of saying, or behind one or "according to"."""
    opener = _OPENER.search(text)
    first = [opener["name"]] if opener and opener["name"].casefold() not in STOPWORDS | _ORDINARY else []
    return first + [
        text[start:end]
        for start, end in named_spans(text, known)
        if name_words(text[start:end])
        and (_BEHIND.search(text[end : end + 120]) or _BEFORE.search(text[max(0, start - 60) : start]))
    ]
