# mypy: ignore-errors
# It runs with packages that Copydesk does not depend on.
"""Sentences of articles with one thing changed, so that they say something else."""

import re

from labels import CONTRADICTED, NOT_THERE
from wording import DAYS, MONTHS, NAME, OPPOSITE, capital

_ADJUNCT = re.compile(
    r" ((?:in|on|at|after|because of|because|during|with|for|near|despite|following|as part of|amid|while|"
    r"without|thanks to|under|according to) [^,.;:“”\"()]{6,55})\.$"
)
_APPOSED = re.compile(r", ((?:a|an|the|who|which) [^,.;:“”\"()]{6,55}),(?= )")
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
    found = list(NAME.finditer(text))
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
    for names in (DAYS, MONTHS):
        held = [name for name in names if re.search(rf"\b{name}\b", text)]
        if held:
            old = lot.choice(held)
            return re.sub(
                rf"\b{old}\b", lot.choice([name for name in names if name != old]), text, count=1
            ), CONTRADICTED
    return None


def renamed(text, cited, lot, pool):
    found = list(NAME.finditer(text))
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
    found = [one for one in NAME.finditer(text) if text[one.end() : one.end() + 1] == " "]
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
        self.names = sorted({found for one in sentences for found in NAME.findall(one) if 2 <= len(found.split()) <= 3})
