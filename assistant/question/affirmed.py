"""A question with a denial in words that deny nothing: "did not accept" is "did reject". Articles mostly say that."""

import re

from assistant.language.listed import alternatives

__all__ = ["affirm"]

_INSTEAD = {
    "vote for": "vote against or abstain from", "vote in favour of": "vote against or abstain from",
    "accept": "reject or refuse", "agree": "disagree or refuse", "approve": "reject", "support": "oppose",
    "back": "oppose", "allow": "ban or forbid", "permit": "ban or forbid", "survive": "die in", "include": "exclude",
    "pass": "fail", "succeed": "fail", "win": "lose", "attend": "miss", "take part": "stay away",
    "sign": "refuse to sign", "pay": "refuse to pay", "come": "stay away", "return": "stay away", "finish": "abandon",
}  # fmt: skip
"""Of verbs of which one of the two holds wherever the other does not."""
_DENIED = re.compile(
    rf"\b(?P<before>(?:did|does|do)(?P<short>n['’]t)?\s+(?:[\w’'-]+\s+){{0,4}}?)(?P<long>not\s+)?"
    rf"(?P<said>{alternatives(_INSTEAD)})\b",
    re.IGNORECASE,
)


def affirm(question: str) -> str:
    """Empty where nothing is denied, or by another verb."""
    text = re.sub(r"\bfavor\b", "favour", question)
    found = _DENIED.search(text)
    if found is None or not (found["short"] or found["long"]):
        return ""
    before = re.sub(r"n['’]t\b", "", found["before"], count=1)
    instead = _INSTEAD[" ".join(found["said"].lower().split())]
    return f"{text[: found.start()]}{before}{instead}{text[found.end() :]}"
