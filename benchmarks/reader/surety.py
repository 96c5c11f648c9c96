# mypy: ignore-errors
# It runs with packages that Copydesk does not depend on.
"""Frames of how sure it is that somebody does something: planned, promised, denied, done."""

from fillings import FILLINGS
from labels import CONTRADICTED, NOT_THERE

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
    "plan": {"did": NOT_THERE, "refused": CONTRADICTED, "barred": NOT_THERE},
    "may": {"did": NOT_THERE, "expected": NOT_THERE, "plan": NOT_THERE, "promised": NOT_THERE, "refused": CONTRADICTED},
    "consider": {"did": NOT_THERE, "promised": NOT_THERE, "refused": CONTRADICTED, "plan": NOT_THERE},
    "did": {"refused": CONTRADICTED, "failed": CONTRADICTED, "nearly": CONTRADICTED, "put off": CONTRADICTED},
    "refused": {"did": CONTRADICTED, "promised": CONTRADICTED, "plan": CONTRADICTED},
    "failed": {"did": CONTRADICTED},
    "denied": {"did": NOT_THERE, "refused": NOT_THERE},
    "accused": {"did": NOT_THERE, "failed": NOT_THERE, "ordered": NOT_THERE},
    "suspected": {"did": NOT_THERE, "accused": NOT_THERE},
    "promised": {"did": NOT_THERE, "refused": CONTRADICTED, "ordered": NOT_THERE},
    "asked": {"did": NOT_THERE, "promised": NOT_THERE, "refused": NOT_THERE},
    "expected": {"did": NOT_THERE, "ordered": NOT_THERE, "refused": CONTRADICTED},
    "ordered": {"did": NOT_THERE, "barred": CONTRADICTED, "refused": NOT_THERE},
    "allowed": {"did": NOT_THERE, "barred": CONTRADICTED, "ordered": NOT_THERE},
    "barred": {"allowed": CONTRADICTED, "did": NOT_THERE, "refused": NOT_THERE},
    "put off": {"did": CONTRADICTED, "refused": NOT_THERE},
    "nearly": {"did": CONTRADICTED},
    "rumoured": {"did": NOT_THERE, "denied": NOT_THERE},
    "if paid": {"did": NOT_THERE, "plan": NOT_THERE},
}


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
