"""The form an answer takes, by the question's words: a row of one table for each form."""

import re
from dataclasses import dataclass
from typing import Literal

from assistant.question import IN_ORDER

__all__ = ["AnswerForm", "Form", "form_of", "sides_of"]

AnswerForm = Literal["plain", "whether", "list", "timeline", "comparison", "overview"]


@dataclass(frozen=True, slots=True)
class Form:
    name: AnswerForm
    most_sentences: int
    typical_words: int
    """Another sentence is added only while the answer stays within this."""

    @property
    def gathers(self) -> bool:
        """Whether the question asks for what there is; else for one thing, which may be missing."""
        return self.name not in ("plain", "whether")


_TABLE: tuple[tuple[Form, str], ...] = (
    (
        Form("timeline", 6, 115),
        r"\btimeline\b|\bchronolog|\bwhat happened when\b|\bsequence of events\b|\bin what order\b|\bday by day\b|"
        rf"\bhappened\b.*\b(?:{IN_ORDER})\W*$|"
        r"\bhow did .{3,60} unfold\b",
    ),
    (
        Form("comparison", 4, 110),
        r"\bcompar(?:e|ed|ison)\b|\bdifferences? between\b|\bversus\b|\bvs\.?\s|\bwhich of the two\b|\bthe one .{3,80} "
        r"and the other\b|\bone .{3,80} and the other\b|\b(?:more|less|fewer|higher|lower) .{3,120} than\b|"
        r"\bgive both\b|\bboth figures\b",
    ),
    (
        Form("overview", 3, 75),
        r"\b(?:overview|summary|recap|rundown) of\b|\bsummari[sz]e\b|\beverything (?:about|on)\b",
    ),
    (
        Form("list", 4, 100),
        r"^\W*(?:list|name|give (?:me )?(?:all|the names))\b|"
        r"\b(?:which|what) (?:two|three|four|five|six|seven|eight|nine|ten)\b|\bwhat (?:are|were) (?:all )?the\b",
    ),
    (
        Form("whether", 4, 95),
        r"^\W*(?:and |but |so )?(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|should)\b",
    ),
)
_FORMS = tuple((form, re.compile(pattern, re.IGNORECASE)) for form, pattern in _TABLE)
_PLAIN = Form("plain", 4, 95)

_SIDES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bcompare what (?P<one>.{2,60}?) and (?P<other>.{2,60}?) (?:said|say|wrote|write|report(?:ed)?|published)\b",
        r"\bdifferences? between (?P<one>.{2,80}?) and (?P<other>[^?.;]{2,80})",
        r"\bcompare (?P<one>.{2,80}?) (?:and|with|to|against) (?P<other>[^?.;]{2,80})",
        r"\b(?:the )?one (?P<one>.{3,80}?) and the other (?P<other>[^?.;]{3,80})",
        r":\s*(?P<one>[^:?]{3,80}?) or (?P<other>[^:?,]{3,80})",
        r"\bhow (?:do|does|did) (?P<one>.{2,80}?) and (?P<other>[^?.;]{2,80}?) compare\b",
        r"(?:^\W*(?:and )?how (?:do|did|does|has|have|is|was) )?(?P<one>[^,?.:]{2,90}?),? (?:as )?compared? "
        r"(?:with|to|against) (?P<other>[^?.;]{2,80})",
        r"\b(?:more|less|fewer|higher|lower) (?P<one>.{3,90}?) than (?P<other>[^?.;]{3,90})",
        r"(?P<one>[^,?.:]{2,60}?) (?:versus|vs\.?) (?P<other>[^,?.;]{2,60})",
    )
)


def form_of(question: str) -> Form:
    """The first form whose words the question has; plain where none has."""
    return next((form for form, pattern in _FORMS if pattern.search(question)), _PLAIN)


def sides_of(question: str) -> tuple[str, str] | None:
    """The two things that are compared, in the question's words; None where they cannot be told apart."""
    for pattern in _SIDES:
        if found := pattern.search(question):
            return _trimmed(found["one"]), _trimmed(found["other"])
    return None


def _trimmed(side: str) -> str:
    return re.sub(r"^(?:the|a|an|of)\s+", "", side.strip(" ,:;-"), flags=re.IGNORECASE)
