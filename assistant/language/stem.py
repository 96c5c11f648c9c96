"""One form for the inflections of an English word: Snowball's stemmer, and the irregular forms it leaves apart."""

from __future__ import annotations

import re
import threading
from functools import lru_cache

# Verbs whose past forms carry the answer in news, and the commonest irregular plurals.
_IRREGULAR = {
    form: word
    for word, forms in {
        "say": "said", "win": "won", "lose": "lost", "find": "found", "hold": "held", "tell": "told", "make": "made",
        "buy": "bought", "sell": "sold", "go": "went gone goes", "take": "took taken", "give": "gave given",
        "write": "wrote written", "meet": "met", "leave": "left", "build": "built", "pay": "paid", "beat": "beaten",
        "fall": "fell fallen", "rise": "rose risen", "become": "became", "begin": "began begun",
        "break": "broke broken",
        "speak": "spoke spoken", "steal": "stole stolen", "shoot": "shot", "send": "sent", "spend": "spent",
        "think": "thought", "bring": "brought", "catch": "caught", "teach": "taught", "fight": "fought",
        "choose": "chose chosen", "drive": "drove driven", "fly": "flew flown", "grow": "grew grown",
        "know": "knew known", "see": "saw seen", "run": "ran", "come": "came", "get": "got gotten", "keep": "kept",
        "strike": "struck", "swear": "swore sworn", "throw": "threw thrown", "man": "men", "woman": "women",
        "child": "children", "foot": "feet", "wife": "wives", "life": "lives",
    }.items()
    for form in forms.split()
}  # fmt: skip
_VERB_FORM = re.compile(r"[a-z]{2,}(?:ed|[^s]s)")


def is_verb_form(word: str) -> bool:
    """Whether a word can be a finite verb of a report: "acquired", "beat", "leads"; a noun in "s" can be one too."""
    return word in _IRREGULAR or word in _IRREGULAR.values() or _VERB_FORM.fullmatch(word) is not None


# The stemmer keeps the word it works on in itself, so each thread has its own.
_local = threading.local()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one lower-case word; a word with anything but the letters a to z comes back as it is.

    A stem is a key, not a word: "election" and "elected" both give "elect", "won" gives "win".
    """
    if len(word) < 3 or len(word) > 40 or not (word.isascii() and word.isalpha()):
        return word
    if not hasattr(_local, "english"):
        import snowballstemmer

        _local.english = snowballstemmer.stemmer("english")
    return str(_local.english.stemWord(_IRREGULAR.get(word, word)))
