# mypy: ignore-errors
# It runs with packages that Copydesk does not depend on.
"""Sentences without something that they need not have: what is true of them whole is true of them then."""

import re

from wording import capital


def shorten(cited, lot, times, ways):
    """`times`: one of these numbers of ways is gone; `ways`: each takes the text and the lot. None where
    nothing could be left out."""
    text = cited.strip()
    for _ in range(lot.choice(times)):
        text = lot.choice(ways)(text, lot)
    return text if text != cited.strip() and len(text.split()) >= 4 else None


def without_brackets(text, lot):
    return re.sub(r"\s*\([^()]*\)", "", text)


def without_lead(text, lot):
    return capital(re.sub(r"^(?:[A-Z][\w’' ]{2,40}), (?=\w)", "", text))


def without_first(pattern):
    def left_out(text, lot):
        return pattern.sub("", text, count=1)

    return left_out


def cut_before(pattern):
    return lambda text, lot: _cut(text, lot, [found.start() for found in pattern.finditer(text)])


def cut_at_comma(text, lot):
    return _cut(text, lot, [text.rfind(", ")])


def _cut(text, lot, ends):
    end = lot.choice(ends) if ends else -1
    return text[:end].rstrip(" ,;") + "." if end > 0 and len(text[:end].split()) >= 5 else text
