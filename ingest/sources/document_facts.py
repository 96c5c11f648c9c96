"""What a PDF or Word file says of itself in its properties, which programs fill in more often than people."""

import re

from ingest.bylines import authors_in
from ingest.clean import name_in

__all__ = ["author_in_properties", "title_in_properties"]

_NOBODY = frozenset({
    "admin", "administrator", "anonymous", "apache poi", "author", "default", "guest", "microsoft",
    "microsoft office user", "not specified", "office user", "owner", "pc", "python-docx", "root", "test", "un-named",
    "unknown", "unnamed", "user", "username", "windows user",
})  # fmt: skip
_PROGRAM = re.compile(
    r"\b(?:acrobat|adobe|docx|ghostscript|indesign|latex|libreoffice|openoffice|pdf|quarkxpress|word|writer)\b", re.I
)
_NO_TITLE = re.compile(
    r"^(?:untitled\b.*|unbenannt\b.*|(?:microsoft )?(?:word(?:pad)?|powerpoint) - .*|(?:word )?document ?\d*|"
    r"title|layout \d+|page \d+|slide \d+|.*\.(?:docx?|html?|indd|odt|pages|pdf|pptx?|qxd|rtf|tex|txt|xlsx?))$",
    re.IGNORECASE,
)


def author_in_properties(value: object) -> tuple[str, ...]:
    """The authors, if a person may have written them: no program, no account's name, no template's default."""
    return tuple(name for name in authors_in(value if isinstance(value, str) else ()) if _is_person(name))


def _is_person(name: str) -> bool:
    is_account = " " not in name and (name == name.lower() or any(character.isdigit() for character in name))
    return name.casefold() not in _NOBODY and not is_account and not _PROGRAM.search(name)


def title_in_properties(value: object, text: str, shown: str | None, file_name: str) -> str | None:
    """The article's title: the declared one where the text has it too, else the headline that the text shows.

    A declared title that is a template's, or the name of a file, is none.
    """
    declared = name_in(value)
    if declared is None or _NO_TITLE.match(declared) or _words(declared) == _words(file_name.rsplit(".", 1)[0]):
        return shown
    is_shown = _words(declared) in _words(text[:3000])
    return declared if is_shown or shown is None else shown


def _words(text: str) -> str:
    words = " ".join(re.findall(r"[^\W_]+", text.casefold()))
    return f" {words} "
