"""Questions about what was known on a day: "What was known on 4 March about the bridge?" asks for the archive of that
day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.language import TimePhrase, find_times

__all__ = ["KnownThen", "read_known_then", "subject_known"]

_ANY_DAY = date(2000, 1, 1)
"""What a time means does not matter where only its place in the question does."""
_ADVERBS = (
    r"(?:(?:already|then|yet|still|now|publicly|officially|generally|widely|at first|so far|for certain|for sure)\s+)*"
)
_ABOUT = r"(?:about|of|on|regarding|concerning|around|as to|with)"
_WHO = (
    r"(?:we|you|people|anyone|anybody|everybody|everyone|they|one|reporters|readers|investigators|police|"
    r"the\s+(?:public|papers?|press|city|town|world|police|authorities|newspapers|media|outlets|archive))"
)
_BEHIND = r"(?:\s+(?:at (?:the|that) time|by then|at that point|back then|so far|already|then|yet))*"
_SUBJECT = re.compile(
    r"^\W*(?:(?:and|so|but|tell me|show me)\W+)?(?:"
    rf"(?:what|how much|anything)\s+(?:exactly\s+|else\s+|more\s+)?(?:was|were|is|had been)\s+{_ADVERBS}"
    rf"(?:known|established|understood|confirmed|clear|believed|(?P<reported>reported|published|written|said)){_BEHIND}"
    rf"|(?:what|how much)\s+(?:exactly\s+|else\s+)?did\s+{_WHO}\s+{_ADVERBS}know{_BEHIND}"
    r"|what\s+was\s+the\s+(?:state\s+of\s+(?:knowledge|play|affairs|things)|situation|status|latest)"
    r"|(?:where|how)\s+did\s+(?:things|matters)\s+stand"
    rf")\W+{_ABOUT}\s+(?P<subject>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_KNOWN_TO = re.compile(
    rf"\b(?:was|were|had been)\s+{_ADVERBS}(?:known|believed|thought|understood|confirmed|reported|feared)\s+"
    r"(?:to|dead|missing|injured|hurt|killed|safe)\b",
    re.IGNORECASE,
)
_AS_REPORTED = re.compile(
    r"\bas\s+(?:(?:it|they)\s+(?:was|were)\s+|first\s+)?(?:reported|known|told|believed)\s+$", re.I
)
"""Before a day: "how many were hurt, as reported on 4 March?"."""
_PRESENT = re.compile(r"^\W*(?:what|how much|anything)\s+(?:\w+\s+)?is\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KnownThen:
    day: date
    """The last day whose news counts."""
    time: TimePhrase


def read_known_then(question: str, times: Sequence[TimePhrase]) -> KnownThen | None:
    """The day up to which things were known, where the question asks for that; `times` as `find_times` reads them."""
    ends = [time for time in times if time.last is not None]
    if len(times) != 1 or not ends or ends[0].last is None:
        return None
    bare = _without(question, times)
    of_subject = _SUBJECT.search(bare)
    asks_of_subject = of_subject is not None and (ends[0].first is None or not of_subject["reported"])
    if _PRESENT.search(bare) and not ends[0].is_as_of:
        return None
    is_as_reported = ends[0].is_day and _AS_REPORTED.search(question[: ends[0].start])
    if not asks_of_subject and not is_as_reported and not _KNOWN_TO.search(bare):
        return None
    return KnownThen(ends[0].last, ends[0])


def subject_known(question: str) -> str | None:
    """What it is about, without "what was known on 4 March about"; None for any other question."""
    times = find_times(question, _ANY_DAY)
    found = _SUBJECT.search(_without(question, times)) if len(times) == 1 else None
    if found is None or (found["reported"] and times[0].first is not None):
        return None
    return found["subject"].strip(" ?.!,") or None


def _without(question: str, times: Sequence[TimePhrase]) -> str:
    for time in reversed(times):
        question = f"{question[: time.start]} {question[time.end :]}"
    return re.sub(r"\s+([,?.!])", r"\1", " ".join(question.split()))
