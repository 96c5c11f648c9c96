# mypy: ignore-errors
# It runs with packages that Copydesk does not depend on.
"""Frames of numbers: how many of how many, bounds, changes, and which of two has more."""

from fillings import FILLINGS
from labels import CONTRADICTED

FAR_SHARE = 0.12
"""A share in words that lies this far from the true one is false beyond doubt; between the two neither is said."""
_ONES = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen
""".split()
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
GROUPS = (
    ("passengers", "were hurt", "were not hurt"),
    ("members", "voted in favour", "did not vote in favour"),
    ("schools", "have reopened", "have not reopened"),
    ("villages", "are without power", "have power"),
    ("patients", "recovered", "did not recover"),
    ("pupils", "passed the test", "did not pass the test"),
    ("workers", "kept their jobs", "lost their jobs"),
    ("flights", "were cancelled", "were not cancelled"),
    ("prisoners", "went home", "did not go home"),
    ("seats", "were empty", "were taken"),
    ("firms", "paid the tax", "did not pay the tax"),
    ("samples", "were clean", "were not clean"),
)
MEASURED = (
    "unemployment|per cent",
    "the price of copper|dollars",
    "the toll|dead",
    "the number of visitors|",
    "the rent|euros",
    "membership|people",
    "the herd|animals",
    "the waiting time|days",
    "turnout|per cent",
    "the fee|pounds",
    "output|tonnes",
)
_SHARES = (
    (0.22, 0.28, "about a quarter"),
    (0.3, 0.36, "about a third"),
    (0.38, 0.42, "two in five"),
    (0.48, 0.52, "about half"),
    (0.58, 0.62, "three in five"),
    (0.64, 0.69, "about two thirds"),
    (0.73, 0.77, "three quarters"),
    (0.18, 0.22, "a fifth"),
)
"""From, to, in words."""
# what says the same, and what is false beside it
_QUANTIFIED = (
    (
        ("all the {what} {did}", "every one of the {what} {did}", "none of the {what} {not_did}"),
        ("some of the {what} {not_did}", "none of the {what} {did}", "only some of the {what} {did}"),
    ),
    (
        ("most of the {what} {did}", "more than half of the {what} {did}", "the majority of the {what} {did}"),
        ("all of the {what} {did}", "fewer than half of the {what} {did}", "none of the {what} {did}"),
    ),
    (
        ("some of the {what} {did}", "several of the {what} {did}", "a number of the {what} {did}"),
        ("all of the {what} {did}", "none of the {what} {did}", "most of the {what} {did}"),
    ),
    (
        ("none of the {what} {did}", "not one of the {what} {did}", "all of the {what} {not_did}"),
        ("some of the {what} {did}", "all of the {what} {did}"),
    ),
    (
        ("few of the {what} {did}", "hardly any of the {what} {did}", "only a handful of the {what} {did}"),
        ("most of the {what} {did}", "all of the {what} {did}", "none of the {what} {did}"),
    ),
)
_BOUNDS = (
    (
        ("at least {n} {what} {did}", "{n} {what} or more {did}", "no fewer than {in_words} {what} {did}"),
        ("at most {n} {what} {did}", "fewer than {n} {what} {did}"),
    ),
    (
        ("up to {n} {what} {did}", "no more than {n} {what} {did}", "at most {in_words} {what} {did}"),
        ("more than {n} {what} {did}", "at least {n} {what} {did}"),
    ),
    (
        ("more than {n} {what} {did}", "over {in_words} {what} {did}", "upwards of {n} {what} {did}"),
        ("fewer than {n} {what} {did}", "not quite {n} {what} {did}"),
    ),
    (
        ("fewer than {n} {what} {did}", "less than {in_words} {what} {did}", "not quite {n} {what} {did}"),
        ("more than {n} {what} {did}", "over {n} {what} {did}"),
    ),
    (
        ("only {n} {what} {did}", "no more than {in_words} {what} {did}", "just {n} {what} {did}"),
        ("more than {n} {what} {did}", "{n} {what} {not_did}"),
    ),
)
_UP, _DOWN = ("rose", "went up", "increased", "climbed"), ("fell", "went down", "decreased", "dropped")


def in_words(number):
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        rest = f" and {in_words(number % 100)}" if number % 100 else ""
        return f"{'a' if number // 100 == 1 else _ONES[number // 100]} hundred{rest}"
    if number < 100_000 and number % 1000 == 0:
        return f"{in_words(number // 1000)} thousand"
    return f"{number:,}"


def counts(lot):
    named = dict(zip(("what", "did", "not_did"), lot.choice(GROUPS), strict=True))
    most = lot.choice((8, 9, 10, 12, 15, 20, 24, 30, 40, 50, 60, 100, 200, 350, 1200))
    way = lot.randrange(5)
    if way < 2:
        return _part(lot, most, **named)
    if way == 2:
        same, against = lot.choice(_QUANTIFIED)
    else:
        number = lot.choice((7, 12, 30, 45, 80, 250, 600, 1500, 4000, 90000))
        named |= {"n": f"{number:,}", "in_words": in_words(number)}
        same, against = lot.choice(_BOUNDS)
    cited, true = lot.sample(same, 2)
    return cited.format_map(named), true.format_map(named), lot.choice(against).format_map(named), CONTRADICTED


def _part(lot, most, what, did, not_did):
    """Some of so many."""
    some = lot.randrange(1, most)
    share = some / most
    is_whole = abs(100 * share - round(100 * share)) < 1e-9
    true = [
        f"{in_words(some)} out of {most:,} {what} {did}",
        f"{most - some:,} of the {most:,} {what} {not_did}",
        f"{'' if is_whole else 'about '}{round(100 * share)} per cent of the {what} {did}",
    ]
    false = [
        f"all of the {most:,} {what} {did}",
        f"{some:,} of the {most:,} {what} {not_did}" if some * 2 != most else f"none of the {what} {did}",
        f"{in_words(some + lot.choice((1, 2, 3)))} of the {most:,} {what} {did}",
        f"none of the {what} {did}",
    ]
    for low, high, said in _SHARES:
        if low <= share <= high:
            true.append(f"{said} of the {what} {did}")
        elif abs(share - (low + high) / 2) > FAR_SHARE:
            false.append(f"{said} of the {what} {did}")
    more, fewer = f"most of the {what} {did}", f"fewer than half of the {what} {did}"
    if share != 0.5:
        true.append(more if share > 0.5 else fewer)
        false.append(fewer if share > 0.5 else more)
    cited = lot.choice(
        (
            f"{some:,} of the {most:,} {what} {did}",
            f"of {most:,} {what}, {in_words(some)} {did}",
            f"there were {most:,} {what}, of which {some:,} {did}",
        )
    )
    return cited, lot.choice(true), lot.choice(false), CONTRADICTED


def changes(lot):
    what, unit = lot.choice(MEASURED).split("|")
    low, gain = lot.choice((4, 8, 12, 20, 35, 60, 140, 300, 900)), lot.choice((1, 2, 3, 5, 8, 10, 20))
    high, rises = low + gain, lot.random() < 0.5
    old, new = (low, high) if rises else (high, low)
    does, other = (_UP, _DOWN) if rises else (_DOWN, _UP)
    unit = f" {unit}" if unit else ""
    say = lot.choice
    cited = lot.choice(
        (
            f"{what} {say(does)} from {old}{unit} to {new}",
            f"{what} {say(does)} to {new}{unit} from {old}",
            f"{what} was {old}{unit} a year ago and is {new} now",
            f"{what} stands at {new}{unit}, after {old} the year before",
        )
    )
    true = lot.choice(
        (
            f"{what} {say(does)} by {gain}{unit}",
            f"{what} {say(does)} to {new}{unit}",
            f"{what} used to be {'lower' if rises else 'higher'}",
            f"{what} is now {'higher' if rises else 'lower'} than before",
            f"{what} had been {in_words(old)}{unit} before it {say(does)}",
            f"{what} {say(does)} from {old} to {new}{unit}",
        )
    )
    false = lot.choice(
        (
            f"{what} {say(other)} by {gain}{unit}",
            f"{what} {say(other)} to {new}{unit}",
            f"{what} used to be {'higher' if rises else 'lower'}",
            f"{what} {say(does)} by {new}{unit}",
            f"{what} {say(other)} from {new} to {old}{unit}",
            f"{what} {say(does)} to {old}{unit}",
            f"{what} is now {'lower' if rises else 'higher'} than before",
        )
    )
    return cited, true, false, CONTRADICTED


def sizes(lot):
    kind = lot.choice("OTC")
    one, other = lot.sample(FILLINGS[kind], 2)
    few = lot.choice((3, 7, 11, 24, 60, 130, 480, 2000))
    many = few + lot.choice((1, 2, 5, 9, 40))
    what = lot.choice(
        ("seats", "medals", "complaints", "branches", "injured players", "new members", "points", "shares")
    )
    cited = lot.choice(
        (
            f"{one} has {many:,} {what} and {other} {few:,}",
            f"{other} has {few:,} {what}, {one} {many:,}",
            f"{one} counted {many:,} {what}, against {few:,} for {other}",
        )
    )
    lines = (
        "{a} has more {w} than {b}",
        "{b} has fewer {w} than {a}",
        "{b} is behind {a} in {w}",
        "{a} leads {b} by {d} {w}",
        "of the two, {a} has more {w}",
    )
    line = lot.choice(lines)
    values = {"w": what, "d": in_words(many - few)}
    return (
        cited,
        line.format(a=one, b=other, **values),
        lot.choice((line, lot.choice(lines))).format(a=other, b=one, **values),
        CONTRADICTED,
    )
