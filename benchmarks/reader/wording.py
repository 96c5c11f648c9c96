# mypy: ignore-errors
# It runs with packages that Copydesk does not depend on.
"""Names in news text, and pairs of words that say the same or something else (`wording.txt`)."""

import re
from pathlib import Path

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
_NO_NAMES = """
the a an in on at but and it he she they we i this that these those there for as if when while after before its his her
their our my you your what who how why according since with from by although because not no mr mrs ms dr st
""".split()
NAME = re.compile(
    rf"\b(?!(?:{'|'.join([*map(str.capitalize, _NO_NAMES), *DAYS, *MONTHS])})\b)"
    r"[A-ZÀ-Ý][\w’'&-]+(?: (?:of |de |da |bin |van |von |al-)?[A-ZÀ-Ý][\w’'&-]+)*"
)


def _pairs(kind):
    lines = Path(__file__).with_name("wording.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.removeprefix(f"{kind}: ").split("|") for line in lines if line.startswith(f"{kind}: ")]
    return [(re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])"), new) for old, new in pairs]


SAME, OPPOSITE = _pairs("same"), _pairs("other")


def capital(text):
    return text[:1].upper() + text[1:]
