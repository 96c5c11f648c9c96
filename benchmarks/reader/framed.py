# mypy: ignore-errors
# It runs with packages that Copydesk does not depend on.
"""Statements made from frames, in twins that differ by what they say and hardly by their words.

`frames.txt` says one thing in several ways, of two parties that may be exchanged; here are the frames of causes, order
in time, surety, counts, changes and who said what. A twin is (cited, true, false statement, label of the false).
"""

from counted import changes, counts, sizes
from fillings import FILLINGS, FRAMES
from labels import CONTRADICTED, NOT_THERE
from surety import surety

CAUSES = (
    "{b} because {a}",
    "{bn} was caused by {an}",
    "{an} led to {bn}",
    "{a}, and that is why {b}",
    "{an} brought about {bn}",
    "{bn} was the result of {an}",
    "{bn} followed from {an}",
    "because {a}, {b}",
    "{a}, so {b}",
    "the reason for {bn} was {an}",
    "owing to {an}, {b}",
    "{b} as a consequence of {an}",
)
NO_CAUSE = ("{b}, though not because {a}", "{bn} had nothing to do with {an}", "{an} was not the cause of {bn}")
ORDERS = (
    "{b} after {a}",
    "{a} before {b}",
    "{an} came before {bn}",
    "first {a}, then {b}",
    "{bn} came after {an}",
    "{a}; later {b}",
    "{a}, and only then {b}",
    "by the time {b}, {a} already",
    "{an} preceded {bn}",
    "once {a}, {b}",
)
SAID = (
    "{s} said that {c}",
    "according to {s}, {c}",
    "{c}, {s} said",
    "{s} told reporters that {c}",
    "in the words of {s}, {c}",
    "{s} stated that {c}",
)
TRADES = (
    "nurse",
    "farmer",
    "student",
    "lawyer",
    "baker",
    "retired teacher",
    "taxi driver",
    "carpenter",
    "engineer",
    "painter",
)
TOWNS = (
    "Leeds",
    "Porto",
    "Lagos",
    "Quito",
    "Bergen",
    "Denver",
    "Osaka",
    "Lyon",
    "Mombasa",
    "Gdansk",
    "Tucson",
    "Izmir",
)


def twin(lot):
    """(cited, true, false, label of the false)"""
    way = lot.choices(
        (roles, causes, orders, surety, counts, changes, speakers, pairs, sizes), (8, 2, 2, 5, 3, 2, 2, 2, 2)
    )[0]
    cited, true, false, label = way(lot)
    return sentence(cited), sentence(true), sentence(false), label


def sentence(text):
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def roles(lot):
    types, lines, symmetric = lot.choice(FRAMES)
    are_alike = types[0] == types[1]
    one, other = lot.sample(FILLINGS[types[0]], 2) if are_alike else (lot.choice(FILLINGS[kind]) for kind in types)
    values = {name: lot.choice(held) for name, held in FILLINGS.items() if name not in ("event", "doing")}
    while values["P"] in (one, other):
        values["P"] = lot.choice(FILLINGS["P"])
    values |= {"A": one, "B": other}
    cited, true = lot.sample(lines["="], 2)
    if lines["~"] and lot.random() < 0.15:
        true = lot.choice(lines["~"])
    wrong = [(line, CONTRADICTED) for line in lines["!"]] + [(line, NOT_THERE) for line in lines["?"]]
    swaps = are_alike and not symmetric
    changed = values
    if wrong and (not swaps or lot.random() < 0.3):
        false, label = lot.choice(wrong)
    elif swaps:
        changed = values | {"A": other, "B": one}
        false, label = lot.choice(lines["="] + [true, true]), CONTRADICTED
    else:
        name = lot.choice("AB")
        others = [held for held in FILLINGS[types[name == "B"]] if held not in (one, other)]
        changed = values | {name: lot.choice(others)}
        false, label = lot.choice(lines["="]), NOT_THERE
    return cited.format_map(values), true.format_map(values), false.format_map(changed), label


def _events(lot):
    (a, an), (b, bn) = lot.sample(FILLINGS["event"], 2)
    return {"a": a, "an": an, "b": b, "bn": bn}, {"a": b, "an": bn, "b": a, "bn": an}


def causes(lot):
    values, turned = _events(lot)
    cited, true = lot.sample(CAUSES, 2)
    if lot.random() < 0.2:
        return cited.format_map(values), true.format_map(values), lot.choice(NO_CAUSE).format_map(values), CONTRADICTED
    if lot.random() < 0.2:
        line = lot.choice(ORDERS)
        return line.format_map(values), lot.choice(ORDERS).format_map(values), true.format_map(values), NOT_THERE
    return _other_way_round(lot, cited, true, CAUSES, values, turned)


def orders(lot):
    values, turned = _events(lot)
    return _other_way_round(lot, *lot.sample(ORDERS, 2), ORDERS, values, turned)


def _other_way_round(lot, cited, true, ways, values, turned):
    false = lot.choice((true, lot.choice(ways)))
    return cited.format_map(values), true.format_map(values), false.format_map(turned), CONTRADICTED


def speakers(lot):
    one, other = lot.sample(FILLINGS["P"], 2)
    (first, _), (second, _) = lot.sample(FILLINGS["event"], 2)
    told, answered = lot.choice(SAID).format(s=one, c=first), lot.choice(SAID).format(s=other, c=second)
    cited = lot.choice(("{}, while {}", "{}, but {}", "{}. {}")).format(told, answered)
    who, what, wrong = lot.choice(((one, first, other), (other, second, one)))
    line = lot.choice(SAID)
    return cited, line.format(s=who, c=what), line.format(s=wrong, c=what), CONTRADICTED


def pairs(lot):
    (one, other), (a, b), (c, d) = lot.sample(FILLINGS["P"], 2), lot.sample(TRADES, 2), lot.sample(TOWNS, 2)
    ages = lot.sample(range(19, 84), 2)
    cited = lot.choice(
        (
            f"{one}, {ages[0]}, a {a} from {c}, and {other}, {ages[1]}, a {b} from {d}, were among the winners",
            f"{one} is a {a} in {c}, {other} a {b} in {d}; they are {ages[0]} and {ages[1]}",
            f"among those who came were {one} ({ages[0]}), a {a} from {c}, and {other} ({ages[1]}), a {b} from {d}",
        )
    )
    ways = (("{} comes from {}", c, d), ("{} works as a {}", a, b), ("{} is {} years old", *ages))
    line, right, wrong = lot.choice(ways)
    if lot.random() < 0.5:
        one, right, wrong = other, wrong, right
    return cited, line.format(one, right), line.format(one, wrong), CONTRADICTED
