"""Copydesk from scripts: `from assistant import Assistant`.

::

    assistant = Assistant.from_settings()
    answer = assistant.ask("Who won the election?")
    print(answer.text)

Names are loaded when they are first used: `import assistant` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.answer import (
        Answer,
        Answered,
        Citation,
        Event,
        Found,
        NearArticle,
        OtherCopy,
        RankedPassage,
        Searching,
        Stated,
        Statement,
        Turn,
        Writing,
    )
    from assistant.archive import Article, Coverage, Filters
    from assistant.errors import CopydeskError
    from assistant.pipeline import Assistant
    from assistant.settings import Settings

__all__ = [
    "Answer",
    "Answered",
    "Article",
    "Assistant",
    "Citation",
    "CopydeskError",
    "Coverage",
    "Event",
    "Filters",
    "Found",
    "NearArticle",
    "OtherCopy",
    "RankedPassage",
    "Searching",
    "Settings",
    "Stated",
    "Statement",
    "Turn",
    "Writing",
]

_HOMES = {
    "Article": "assistant.archive",
    "Assistant": "assistant.pipeline",
    "CopydeskError": "assistant.errors",
    "Coverage": "assistant.archive",
    "Filters": "assistant.archive",
    "Settings": "assistant.settings",
}
"""Where a public name is defined; every other one is in `assistant.answer`."""


def __getattr__(name: str) -> Any:
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(_HOMES.get(name, "assistant.answer")), name)
    globals()[name] = value  # the next use does not come here
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
