# mypy: ignore-errors
# It runs with packages that Copydesk does not depend on.
"""Sentences of articles said a little differently, and so that they say something else.

A statement that is close to the text is no more likely to be false than one in other words: what decides is what was
changed. So each cited text gets both, a true statement and a false one that shares its wording.
"""

import re

from falsely import falsely
from labels import NOT_THERE
from shortening import cut_at_comma, cut_before, shorten, without_brackets, without_first, without_lead
from wording import NAME, SAME, capital

_BEHIND = re.compile(
    r",? (?:as|after|because|which|while|when|where|who|following|including|although|since|with|but|before|despite|"
    r"in order to|so that|amid) "
)
_ASIDE = re.compile(r", (?:who|which|a|an|the|whose|where|including|now|then|\d+)\b[^,.;]{3,80},(?= )")
_OPENING = re.compile(r"^(?:But|And|However,|Still,|So|Yet|Meanwhile,|In addition,|Also,|Instead,) ")


def without_opening(text, lot):
    return capital(_OPENING.sub("", text))


_SHORTER = (
    without_brackets,
    without_first(_ASIDE),
    without_lead,
    without_opening,
    cut_before(_BEHIND),
    cut_at_comma,
)
_TIMES = (1, 1, 2, 3)


def reworded(text, lot, most=3):
    """Some words for others of the same meaning, in any order."""
    for old, new in lot.sample(SAME, len(SAME)):
        found = old.search(text)
        if found and found.start() > 0:
            text = (
                re.sub(r"  +", " ", text[: found.start()] + new + text[found.end() :])
                .replace(" .", ".")
                .replace(" ,", ",")
            )
            most -= 1
        if most <= 0:
            break
    return text


def turned_round(text, lot):
    """What leads in put behind, or what trails put first."""
    lead = re.match(
        r"^((?:In|On|At|After|Before|During|Since|By|For|According to|When|While|As|If|Because|Although|Despite|With) "
        r"[^,“”\"]{3,60}), ([^“”\"]+)\.$",
        text,
    )
    if lead:
        front = lead[1][:1].lower() + lead[1][1:]
        return f"{capital(lead[2])} {front}."
    trail = re.match(
        r"^([^“”\"]{20,}),? ((?:after|when|while|because|although|despite|during|before|since|if|according to|as) "
        r"[^,“”\"]{6,70})\.$",
        text,
    )
    if trail:
        rest = trail[1].rstrip(" ,")
        rest = rest if NAME.match(rest) else rest[:1].lower() + rest[1:]
        return f"{capital(trail[2])}, {rest}."
    told = re.match(
        r"^([“\"])([^“”\"]{15,}?),?([”\"]) ((?:[A-Z][\w.’'-]+ ?){1,4}) ?(said|says|told reporters|added|explained)\.$",
        text,
    )
    if told:
        return f"{told[4].strip()} {told[5]}: {told[1]}{told[2]}{told[3]}."
    said = re.match(r"^([^“”\"]{15,}), ((?:[A-Z][\w.’'-]+ ?){1,4}) ?(said|says|added)\.$", text)
    if said:
        return (
            f"According to {said[2].strip()}, {said[1] if NAME.match(said[1]) else said[1][:1].lower() + said[1][1:]}."
        )
    says = re.match(r"^((?:[A-Z][\w.’'-]+ ?){1,4}) (said|says|told reporters) (?:that )?([^“”\"]{15,})\.$", text)
    return f"According to {says[1].strip()}, {says[3]}." if says else None


def truly(cited, lot):
    """A true statement close to the text."""
    text = cited.strip()
    if lot.random() < 0.65:
        text = shorten(text, lot, _TIMES, _SHORTER) or text
    if lot.random() < 0.4:
        text = turned_round(text, lot) or text
    if lot.random() < 0.75:
        text = reworded(text, lot, lot.choice((1, 1, 2, 3, 4)))
    return surnames(text, lot) if lot.random() < 0.25 else text


def surnames(text, lot):
    """A person by the surname alone."""
    found = re.search(
        r"\b(?!(?:New|San|Los|South|North|West|East|Saint|The|United|Great|Big|Prime|White|Wall|Hong|Home)\b)"
        r"[A-Z][a-z]+ ([A-Z][a-z]+)(?= (?:said|says|was|is|has|had|told|added|will)\b)",
        text,
    )
    return text[: found.start()] + found[1] + text[found.end() :] if found else text


def twin(cited, lot, pool):
    """(cited, true, false, label of the false), or None."""
    if lot.random() < 0.12:
        short = shorten(cited, lot, _TIMES, _SHORTER)
        if short and len(short) < 0.8 * len(cited):
            longer = reworded(cited, lot, lot.choice((0, 1, 2)))
            return short, reworded(short, lot, lot.choice((1, 2))), longer, NOT_THERE
    true = truly(cited, lot)
    made = falsely(true if lot.random() < 0.6 else truly(cited, lot), cited, lot, pool)
    return (cited, true, *made) if made else None
