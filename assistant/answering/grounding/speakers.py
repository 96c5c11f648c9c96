"""Who says it: a statement that lets one person say what another said is not supported."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.grounding.particulars import name_words, stands_in
from assistant.answering.grounding.verdict import CitedSentence
from assistant.language.lexicon import ROLES, SAYING
from assistant.language.listed import alternatives
from assistant.language.quotations import blank_quotations, find_quotations
from assistant.language.speech import find_speakers

__all__ = ["speaker_fault"]

_SAYS = alternatives(SAYING)
_SPEAKS = rf"(?:\w+\s+){{0,2}}?(?:{alternatives(ROLES)})\s+(?:\w+ly\s+)?{_SAYS}\b"
_ROLE_SPEAKS = re.compile(rf"\b(?P<role>{alternatives(ROLES)})\s+(?:\w+ly\s+)?{_SAYS}\b", re.IGNORECASE)
_LEAST_QUOTED = 3
"""Words of a quotation by which the cited sentence is known that has it: who speaks in another is another's matter."""
_BELONGS = re.compile(r"\b(?:of|at|for|from|in|with|by)\s+(?:the\s+)?$")
_OWNS = re.compile(r"['’]s?\s+(?!statement|spokes|report|letter|lawyer)[a-z]")
_SPOKEN_OF = re.compile(
    r"\b(?:that|to|about|against|with|of|by|from|for|on|if|whether|how|why)\s+(?:[\w.’'-]+\s+){0,2}$"
)


def speaker_fault(text: str, cited: Sequence[CitedSentence]) -> str | None:
    """The speaker of the statement, who is none of the cited sentences' own, where those name or mean theirs; in words
    for the reader. One whom they name beside theirs may speak too ("Ann Lee and Piet Lanning said")."""
    if (owner := _owner_speaks(text, [one.quote for one in cited])) is not None:
        return f"what it cites lets {owner} say it"
    said = [one.text for one in find_quotations(text) if len(one.text.split()) >= _LEAST_QUOTED]
    cited = [one for one in cited if any(words in one.quote for words in said)] or cited
    own = [sentence.quote[start:end] for sentence in cited for start, end in find_speakers(sentence.quote)]
    meant = [sentence.speaker for sentence in cited if sentence.speaker]
    stated = find_speakers(text)
    if not stated or not (own or meant):
        return None
    start, end = stated[0]
    name = text[start:end]
    if not name_words(name) or _BELONGS.search(text[:start]) or _OWNS.match(text, end):
        return None
    known = " ".join([*own, *meant, *(sentence.masthead for sentence in cited)])
    if _is_one_of(name, known) or any(
        _is_called(name, own, sentence.article) or _may_speak(name, sentence.quote) for sentence in cited
    ):
        return None
    return f"what it cites does not say that {name} said it"


def _owner_speaks(text: str, quotes: Sequence[str]) -> str | None:
    """Who speaks there for whom the statement lets speak: "the minister's lawyer" for "the minister"."""
    plain = " ".join(map(blank_quotations, quotes))
    for found in _ROLE_SPEAKS.finditer(blank_quotations(text)):
        owned = re.search(rf"\b{re.escape(found['role'])}['’]s?\s+{_SPEAKS}", plain, re.IGNORECASE)
        if owned and not re.search(rf"\b{re.escape(found['role'])}\s+(?:\w+ly\s+)?{_SAYS}\b", plain, re.IGNORECASE):
            return f"“{' '.join(owned[0].split()[:-1])}”"
    return None


def _may_speak(name: str, quote: str) -> bool:
    """Whether the name stands in the sentence, outside quotation marks, and not as whom something is said of or to."""
    last = name_words(name)[-1]
    places = re.finditer(rf"\b{re.escape(last)}\b", blank_quotations(quote), re.IGNORECASE)
    return any(not _SPOKEN_OF.search(quote[: place.start()]) for place in places)


def _is_called(name: str, own: Sequence[str], article: str) -> bool:
    """Whether the article gives one person the name and that of a cited speaker: "Phil" and "Foden"."""
    others = "|".join(re.escape(one.split()[-1]) for one in own)
    return bool(others) and re.search(rf"\b(?:{others})\s+{re.escape(name.split()[-1])}\b", article) is not None


def _is_one_of(name: str, known: str) -> bool:
    """By any word of the name: a first name, a surname or an outlet's short form."""
    return stands_in(name, known) or any(stands_in(word, known) for word in name.split() if name_words(word))
