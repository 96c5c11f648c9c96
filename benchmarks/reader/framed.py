# mypy: ignore-errors
# It runs with packages that Copydesk does not depend on.
"""Statements made from frames, in twins that differ by what they say and hardly by their words.

`frames.txt` says one thing in several ways, of two parties that may be exchanged; here are the frames of causes, order
in time, surety, counts, changes and who said what. A twin is (cited, true, false statement, label of the false).
"""

from pathlib import Path

_HERE = Path(__file__).parent
CONTRADICTED, NOT_THERE = 1, 2
FAR_SHARE = 0.12
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


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


def _read_frames():
    frames, lines, symmetric = [], None, False
    for line in (_HERE / "frames.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            lines = {"=": [], "!": [], "~": [], "?": []}
            frames.append((line.strip("[]").split(), lines, symmetric))
            symmetric = False
        elif line == "sym":
            symmetric = True
        elif line[:1] in "=!~?" and line:
            lines[line[0]].append(line[2:])
    return [frame for frame in frames if len(frame[1]["="]) > 1]


def _read_fillings():
    found = {"event": [], "doing": []}
    for line in (_HERE / "fillings.txt").read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition(": ")
        if name in ("event", "doing"):
            found[name].append(rest.split("|"))
        elif rest and not line.startswith("#"):
            found[name] = rest.split("|")
    return found


FRAMES, FILLINGS = _read_frames(), _read_fillings()

# one meaning in several ways; then what a statement of another meaning is to it
SURE = {
    "plan": (
        "{s} plans to {b}",
        "{s} intends to {b}",
        "{s} wants to {b}",
        "{s} is planning on {g}",
        "the plan of {s} is to {b}",
        "{s} has plans for {g}",
    ),
    "may": (
        "{s} may {b}",
        "{s} might {b}",
        "{s} could {b}",
        "it is possible that {s} will {b}",
        "perhaps {s} will {b}",
        "{s} will possibly {b}",
    ),
    "consider": (
        "{s} is considering {g}",
        "{s} is thinking about {g}",
        "{s} is weighing whether to {b}",
        "{s} has yet to decide whether to {b}",
    ),
    "did": (
        "{s} {p}",
        "{s} did {b}",
        "{s} went ahead and {p}",
        "it was {s} who {p}",
        "{s} ended up {g}",
        "{s} actually {p}",
        "{s} managed to {b}",
    ),
    "refused": (
        "{s} refused to {b}",
        "{s} would not {b}",
        "{s} declined to {b}",
        "{s} was not willing to {b}",
        "{s} would not hear of {g}",
    ),
    "failed": ("{s} did not {b}", "{s} failed to {b}", "{s} never {p}", "{s} omitted to {b}"),
    "denied": (
        "{s} denied {g}",
        "{s} has denied {g}",
        "{s} disputes the claim of {g}",
        "{s} rejected the claim of {g}",
        "{s} denies ever {g}",
    ),
    "accused": (
        "{s} was accused of {g}",
        "{s} allegedly {p}",
        "{s} stands accused of {g}",
        "{s} is facing an accusation of {g}",
        "there is an accusation that {s} {p}",
    ),
    "suspected": (
        "{s} is suspected of {g}",
        "there is a suspicion that {s} {p}",
        "{s} is believed by some to be behind {g}",
    ),
    "promised": ("{s} promised to {b}", "{s} pledged to {b}", "{s} vowed to {b}", "{s} has given a promise to {b}"),
    "asked": (
        "{s} was asked to {b}",
        "a request was made to {s} to {b}",
        "{s} had a request to {b}",
        "{s} has been called on to {b}",
    ),
    "expected": (
        "{s} is expected to {b}",
        "{s} will probably {b}",
        "{s} is likely to {b}",
        "in all likelihood {s} will {b}",
    ),
    "ordered": (
        "{s} was ordered to {b}",
        "{s} has orders to {b}",
        "there is an order for {s} to {b}",
        "{s} was told to {b}",
    ),
    "allowed": (
        "{s} was allowed to {b}",
        "{s} is free to {b}",
        "{s} had permission for {g}",
        "{s} was given leave to {b}",
    ),
    "barred": (
        "{s} was not allowed to {b}",
        "{s} was barred from {g}",
        "{s} was forbidden to {b}",
        "{s} was kept from {g}",
        "{s} had no permission for {g}",
    ),
    "put off": ("{s} put off {g}", "{s} postponed {g}", "{s} delayed {g}", "{s} will {b} later than planned"),
    "nearly": ("{s} almost {p}", "{s} nearly {p}", "{s} came close to {g}", "{s} was on the point of {g}"),
    "rumoured": (
        "there are rumours that {s} {p}",
        "rumour has it that {s} {p}",
        "{s} is rumoured to be behind {g}",
        "some say that {s} {p}",
    ),
    "if paid": (
        "{s} will {b} if money is found",
        "should money be found, {s} will {b}",
        "{s} will {b} provided that there is money",
        "given the money, {s} will {b}",
    ),
}
_OTHER = {
    "plan": {"did": 2, "refused": 1, "barred": 2},
    "may": {"did": 2, "expected": 2, "plan": 2, "promised": 2, "refused": 1},
    "consider": {"did": 2, "promised": 2, "refused": 1, "plan": 2},
    "did": {"refused": 1, "failed": 1, "nearly": 1, "put off": 1},
    "refused": {"did": 1, "promised": 1, "plan": 1},
    "failed": {"did": 1},
    "denied": {"did": 2, "refused": 2},
    "accused": {"did": 2, "failed": 2, "ordered": 2},
    "suspected": {"did": 2, "accused": 2},
    "promised": {"did": 2, "refused": 1, "ordered": 2},
    "asked": {"did": 2, "promised": 2, "refused": 2},
    "expected": {"did": 2, "ordered": 2, "refused": 1},
    "ordered": {"did": 2, "barred": 1, "refused": 2},
    "allowed": {"did": 2, "barred": 1, "ordered": 2},
    "barred": {"allowed": 1, "did": 2, "refused": 2},
    "put off": {"did": 1, "refused": 2},
    "nearly": {"did": 1},
    "rumoured": {"did": 2, "denied": 2},
    "if paid": {"did": 2, "plan": 2},
}
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
    one, other = (
        lot.sample(FILLINGS[types[0]], 2) if types[0] == types[1] else (lot.choice(FILLINGS[kind]) for kind in types)
    )
    values = {name: lot.choice(held) for name, held in FILLINGS.items() if name not in ("event", "doing")}
    while values["P"] in (one, other):
        values["P"] = lot.choice(FILLINGS["P"])
    values |= {"A": one, "B": other}
    turned = values | {"A": other, "B": one}
    cited, true = lot.sample(lines["="], 2)
    if lines["~"] and lot.random() < 0.15:
        true = lot.choice(lines["~"])
    wrong = [(line, CONTRADICTED) for line in lines["!"]] + [(line, NOT_THERE) for line in lines["?"]]
    swapped = types[0] == types[1] and not symmetric
    if wrong and (not swapped or lot.random() < 0.3):
        false, label = lot.choice(wrong)
        return cited.format_map(values), true.format_map(values), false.format_map(values), label
    if not swapped:
        name = lot.choice([place for place in ("A", "B") if place in "AB"])
        changed = values | {
            name: lot.choice([one for one in FILLINGS[types[name == "B"]] if one not in (values["A"], values["B"])])
        }
        return cited.format_map(values), true.format_map(values), lot.choice(lines["="]).format_map(changed), NOT_THERE
    false = lot.choice(lines["="] + [true, true])
    return cited.format_map(values), true.format_map(values), false.format_map(turned), CONTRADICTED


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
    return (
        cited.format_map(values),
        true.format_map(values),
        lot.choice((true, lot.choice(CAUSES))).format_map(turned),
        CONTRADICTED,
    )


def orders(lot):
    values, turned = _events(lot)
    cited, true = lot.sample(ORDERS, 2)
    return (
        cited.format_map(values),
        true.format_map(values),
        lot.choice((true, lot.choice(ORDERS))).format_map(turned),
        CONTRADICTED,
    )


def surety(lot):
    base, past, going = lot.choice(FILLINGS["doing"])
    values = {"s": lot.choice(FILLINGS[lot.choice("OPC")]), "b": base, "p": past, "g": going}
    held = lot.choice(sorted(_OTHER))
    cited, true = lot.sample(SURE[held], 2)
    other = lot.choice(sorted(_OTHER[held]))
    return (
        cited.format_map(values),
        true.format_map(values),
        lot.choice(SURE[other]).format_map(values),
        _OTHER[held][other],
    )


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
    ways = (
        ("{} comes from {}", c, d),
        ("{} works as a {}", a, b),
        ("{} is {} years old", ages[0], ages[1]),
        ("{}, a {}, was there", a, b),
    )
    line, right, wrong = lot.choice(ways[:3])
    if lot.random() < 0.5:
        one, right, wrong = other, wrong, right
    return cited, line.format(one, right), line.format(one, wrong), CONTRADICTED


def counts(lot):
    what, did, not_did = lot.choice(GROUPS)
    most = lot.choice((8, 9, 10, 12, 15, 20, 24, 30, 40, 50, 60, 100, 200, 350, 1200))
    way = lot.randrange(5)
    if way < 2:
        some = lot.randrange(1, most)
        share = some / most
        true = [
            f"{in_words(some)} out of {most:,} {what} {did}",
            f"{most - some:,} of the {most:,} {what} {not_did}",
            f"{round(100 * share)} per cent of the {what} {did}"
            if abs(100 * share - round(100 * share)) < 1e-9
            else f"about {round(100 * share)} per cent of the {what} {did}",
        ]
        false = [
            f"all of the {most:,} {what} {did}",
            f"{some:,} of the {most:,} {what} {not_did}" if some * 2 != most else f"none of the {what} {did}",
            f"{in_words(some + lot.choice((1, 2, 3)))} of the {most:,} {what} {did}",
            f"none of the {what} {did}",
        ]
        for low, high, words in (
            (0.22, 0.28, "about a quarter"),
            (0.3, 0.36, "about a third"),
            (0.38, 0.42, "two in five"),
            (0.48, 0.52, "about half"),
            (0.58, 0.62, "three in five"),
            (0.64, 0.69, "about two thirds"),
            (0.73, 0.77, "three quarters"),
            (0.18, 0.22, "a fifth"),
        ):
            if low <= share <= high:
                true.append(f"{words} of the {what} {did}")
            elif abs(share - (low + high) / 2) > FAR_SHARE:
                false.append(f"{words} of the {what} {did}")
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
    if way == 2:
        quantified = {
            "all": (
                [f"all the {what} {did}", f"every one of the {what} {did}", f"none of the {what} {not_did}"],
                [f"some of the {what} {not_did}", f"none of the {what} {did}", f"only some of the {what} {did}"],
            ),
            "most": (
                [
                    f"most of the {what} {did}",
                    f"more than half of the {what} {did}",
                    f"the majority of the {what} {did}",
                ],
                [f"all of the {what} {did}", f"fewer than half of the {what} {did}", f"none of the {what} {did}"],
            ),
            "some": (
                [f"some of the {what} {did}", f"several of the {what} {did}", f"a number of the {what} {did}"],
                [f"all of the {what} {did}", f"none of the {what} {did}", f"most of the {what} {did}"],
            ),
            "none": (
                [f"none of the {what} {did}", f"not one of the {what} {did}", f"all of the {what} {not_did}"],
                [f"some of the {what} {did}", f"all of the {what} {did}"],
            ),
            "few": (
                [f"few of the {what} {did}", f"hardly any of the {what} {did}", f"only a handful of the {what} {did}"],
                [f"most of the {what} {did}", f"all of the {what} {did}", f"none of the {what} {did}"],
            ),
        }[lot.choice(("all", "most", "some", "none", "few"))]
        cited, true = lot.sample(quantified[0], 2)
        return cited, true, lot.choice(quantified[1]), CONTRADICTED
    number = lot.choice((7, 12, 30, 45, 80, 250, 600, 1500, 4000, 90000))
    bound = {
        "least": (
            [
                f"at least {number:,} {what} {did}",
                f"{number:,} {what} or more {did}",
                f"no fewer than {in_words(number)} {what} {did}",
            ],
            [f"at most {number:,} {what} {did}", f"fewer than {number:,} {what} {did}"],
        ),
        "most": (
            [
                f"up to {number:,} {what} {did}",
                f"no more than {number:,} {what} {did}",
                f"at most {in_words(number)} {what} {did}",
            ],
            [f"more than {number:,} {what} {did}", f"at least {number:,} {what} {did}"],
        ),
        "over": (
            [
                f"more than {number:,} {what} {did}",
                f"over {in_words(number)} {what} {did}",
                f"upwards of {number:,} {what} {did}",
            ],
            [f"fewer than {number:,} {what} {did}", f"not quite {number:,} {what} {did}"],
        ),
        "under": (
            [
                f"fewer than {number:,} {what} {did}",
                f"less than {in_words(number)} {what} {did}",
                f"not quite {number:,} {what} {did}",
            ],
            [f"more than {number:,} {what} {did}", f"over {number:,} {what} {did}"],
        ),
        "only": (
            [
                f"only {number:,} {what} {did}",
                f"no more than {in_words(number)} {what} {did}",
                f"just {number:,} {what} {did}",
            ],
            [f"more than {number:,} {what} {did}", f"{number:,} {what} {not_did}"],
        ),
    }[lot.choice(("least", "most", "over", "under", "only"))]
    cited, true = lot.sample(bound[0], 2)
    return cited, true, lot.choice(bound[1]), CONTRADICTED


def changes(lot):
    what, unit = lot.choice(MEASURED).split("|")
    low, gain = lot.choice((4, 8, 12, 20, 35, 60, 140, 300, 900)), lot.choice((1, 2, 3, 5, 8, 10, 20))
    high, rises = low + gain, lot.random() < 0.5
    old, new = (low, high) if rises else (high, low)
    up, down = ("rose", "went up", "increased", "climbed"), ("fell", "went down", "decreased", "dropped")
    does, other = (up, down) if rises else (down, up)
    unit = f" {unit}" if unit else ""
    say = lambda verbs: lot.choice(verbs)  # noqa: E731
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
