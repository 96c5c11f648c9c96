# mypy: ignore-errors
# It runs with packages that Copydesk does not depend on.
"""Sentences of articles said a little differently, and so that they say something else.

A statement that is close to the text is no more likely to be false than one in other words: what decides is what was
changed. So each cited text gets both, a true statement and a false one that shares its wording.
"""

import re
from pathlib import Path

CONTRADICTED, NOT_THERE = 1, 2
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April May June July August September October November December".split()
_NO_NAMES = """
the a an in on at but and it he she they we i this that these those there for as if when while after before its his her
their our my you your what who how why according since with from by although because not no mr mrs ms dr st
""".split()
_NAME = re.compile(
    rf"\b(?!(?:{'|'.join([*map(str.capitalize, _NO_NAMES), *_DAYS, *_MONTHS])})\b)"
    r"[A-ZÀ-Ý][\w’'&-]+(?: (?:of |de |da |bin |van |von |al-)?[A-ZÀ-Ý][\w’'&-]+)*"
)
_BEHIND = re.compile(
    r",? (?:as|after|because|which|while|when|where|who|following|including|although|since|with|but|before|despite|"
    r"in order to|so that|amid) "
)
_ASIDE = re.compile(r", (?:who|which|a|an|the|whose|where|including|now|then|\d+)\b[^,.;]{3,80},(?= )")
_ADJUNCT = re.compile(
    r" ((?:in|on|at|after|because of|because|during|with|for|near|despite|following|as part of|amid|while|"
    r"without|thanks to|under|according to) [^,.;:“”\"()]{6,55})\.$"
)
_APPOSED = re.compile(r", ((?:a|an|the|who|which) [^,.;:“”\"()]{6,55}),(?= )")


def _pairs(kind):
    lines = Path(__file__).with_name("wording.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.removeprefix(f"{kind}: ").split("|") for line in lines if line.startswith(f"{kind}: ")]
    return [(re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])"), new) for old, new in pairs]


SAME, OPPOSITE = _pairs("same"), _pairs("other")
_DENIED = {
    " is ": " is not ",
    " was ": " was not ",
    " were ": " were not ",
    " are ": " are not ",
    " has ": " has not ",
    " will ": " will not ",
    " had ": " had not ",
    " can ": " cannot ",
    " have ": " have not ",
    " would ": " would not ",
    " could ": " could not ",
}
_UNDENIED = (
    (" is not ", " is "),
    (" was not ", " was "),
    (" were not ", " were "),
    (" are not ", " are "),
    (" did not ", " did "),
    (" does not ", " does "),
    (" do not ", " do "),
    (" will not ", " will "),
    (" has not ", " has "),
    (" had not ", " had "),
    (" cannot ", " can "),
    (" isn’t ", " is "),
    (" didn’t ", " did "),
    (" doesn’t ", " does "),
    (" don’t ", " do "),
    (" won’t ", " will "),
    (" wasn’t ", " was "),
    (" isn't ", " is "),
    (" didn't ", " did "),
    (" doesn't ", " does "),
    (" don't ", " do "),
    (" no longer ", " still "),
    (" never ", " "),
    (" not ", " "),
)


def capital(text):
    return text[:1].upper() + text[1:]


def shorten(cited, lot):
    """Without an aside, what trails behind or what leads in; None where nothing could be left out."""
    text = cited.strip()
    for _ in range(lot.choice((1, 1, 2, 3))):
        way = lot.randrange(6)
        if way == 0:
            text = re.sub(r"\s*\([^()]*\)", "", text)
        elif way == 1:
            text = _ASIDE.sub("", text, count=1)
        elif way == 2:
            text = capital(re.sub(r"^(?:[A-Z][\w’' ]{2,40}), (?=\w)", "", text))
        elif way == 3:
            text = capital(
                re.sub(r"^(?:But|And|However,|Still,|So|Yet|Meanwhile,|In addition,|Also,|Instead,) ", "", text)
            )
        else:
            ends = [found.start() for found in _BEHIND.finditer(text)] if way == 4 else [text.rfind(", ")]
            end = lot.choice(ends) if ends else -1
            if end > 0 and len(text[:end].split()) >= 5:
                text = text[:end].rstrip(" ,;") + "."
    return text if text != cited.strip() and len(text.split()) >= 4 else None


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
        rest = rest if _NAME.match(rest) else rest[:1].lower() + rest[1:]
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
            f"According to {said[2].strip()}, {said[1] if _NAME.match(said[1]) else said[1][:1].lower() + said[1][1:]}."
        )
    says = re.match(r"^((?:[A-Z][\w.’'-]+ ?){1,4}) (said|says|told reporters) (?:that )?([^“”\"]{15,})\.$", text)
    return f"According to {says[1].strip()}, {says[3]}." if says else None


def truly(cited, lot):
    """A true statement close to the text."""
    text = cited.strip()
    if lot.random() < 0.65:
        text = shorten(text, lot) or text
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


def falsely(text, cited, lot, pool):
    """(statement, label) that differs from the true one in one thing; None where none of the ways applies."""
    ways = [
        swapped,
        swapped,
        swapped,
        renumbered,
        denied,
        undenied,
        opposed,
        opposed,
        opposed,
        dated,
        renamed,
        detailed,
        detailed,
    ]
    for way in lot.sample(ways, len(ways)):
        made = way(text, cited, lot, pool)
        if made and made[0] != text:
            return made
    return None


def swapped(text, cited, lot, pool):
    found = list(_NAME.finditer(text))
    options = []
    for at, one in enumerate(found):
        for other in found[at + 1 :]:
            between = text[one.end() : other.start()]
            if (
                one[0] != other[0]
                and one[0] not in other[0]
                and other[0] not in one[0]
                and re.search(r" [a-z]{3,} ", between)
                and not re.fullmatch(
                    r",? (?:and|or|as well as)(?: the)? |(?:,? (?:of|in|from|at|for)(?: the)? )", between
                )
                and " and " not in between
            ):
                options.append((one, other))
    if not options:
        return None
    one, other = lot.choice(options)
    return capital(
        text[: one.start()] + other[0] + text[one.end() : other.start()] + one[0] + text[other.end() :]
    ), CONTRADICTED


def renumbered(text, cited, lot, pool):
    numbers = list(re.finditer(r"(?<![\w.,])\d{1,4}(?![\d,]|\.\d|[a-z])", text))
    if not numbers:
        return None
    found = lot.choice(numbers)
    held = [one for one in re.findall(r"(?<![\w.,])\d{1,4}(?![\d,]|\.\d|[a-z])", cited) if one != found[0]]
    new = (
        lot.choice(held)
        if held and lot.random() < 0.4
        else str(max(0, int(found[0]) + lot.choice((-3, -2, -1, 1, 2, 5, 10))))
    )
    return text[: found.start()] + new + text[found.end() :], CONTRADICTED


def denied(text, cited, lot, pool):
    verbs = [verb for verb in _DENIED if verb in text]
    if not verbs or " not " in text or "n't" in text or "n’t" in text:
        return None
    verb = min(verbs, key=text.index)
    return text.replace(verb, _DENIED[verb], 1), CONTRADICTED


def undenied(text, cited, lot, pool):
    for old, new in _UNDENIED:
        if old in text:
            return text.replace(old, new, 1), CONTRADICTED
    return None


def opposed(text, cited, lot, pool):
    for old, new in lot.sample(OPPOSITE, len(OPPOSITE)):
        found = old.search(text)
        if found and found.start() > 0:
            return text[: found.start()] + new + text[found.end() :], CONTRADICTED
    return None


def dated(text, cited, lot, pool):
    for names in (_DAYS, _MONTHS):
        held = [name for name in names if re.search(rf"\b{name}\b", text)]
        if held:
            old = lot.choice(held)
            return re.sub(
                rf"\b{old}\b", lot.choice([name for name in names if name != old]), text, count=1
            ), CONTRADICTED
    return None


def renamed(text, cited, lot, pool):
    found = list(_NAME.finditer(text))
    if not found or not pool.names:
        return None
    one, other = lot.choice(found), lot.choice(pool.names)
    if other in cited or len(one[0].split()) > 3:
        return None
    return capital(text[: one.start()] + other + text[one.end() :]), NOT_THERE


def detailed(text, cited, lot, pool):
    """With something added that another article has."""
    held = set(re.findall(r"[a-z]{4,}", cited.lower()))

    def is_new(phrase):
        stated = re.findall(r"[a-z]{4,}", phrase.lower())
        return len(stated) > 1 and sum(word in held for word in stated) / len(stated) < 0.34

    if lot.random() < 0.7:
        phrase = lot.choice(pool.adjuncts)
        if not is_new(phrase) or not text.endswith(".") or text.endswith(("”.", '".')):
            return None
        return f"{text[:-1]} {phrase}.", NOT_THERE
    found = [one for one in _NAME.finditer(text) if text[one.end() : one.end() + 1] == " "]
    phrase = lot.choice(pool.apposed)
    if not found or not is_new(phrase):
        return None
    one = lot.choice(found)
    return f"{text[: one.end()]}, {phrase},{text[one.end() :]}", NOT_THERE


class Pool:
    """What other sentences have to add."""

    def __init__(self, sentences):
        self.adjuncts = [found[1] for one in sentences if (found := _ADJUNCT.search(one))]
        self.apposed = [found for one in sentences for found in _APPOSED.findall(one)]
        self.names = sorted(
            {found for one in sentences for found in _NAME.findall(one) if 2 <= len(found.split()) <= 3}
        )


def twin(cited, lot, pool):
    """(cited, true, false, label of the false), or None."""
    if lot.random() < 0.12:
        short = shorten(cited, lot)
        if short and len(short) < 0.8 * len(cited):
            longer = reworded(cited, lot, lot.choice((0, 1, 2)))
            return short, reworded(short, lot, lot.choice((1, 2))), longer, NOT_THERE
    true = truly(cited, lot)
    made = falsely(true if lot.random() < 0.6 else truly(cited, lot), cited, lot, pool)
    return (cited, true, *made) if made else None
