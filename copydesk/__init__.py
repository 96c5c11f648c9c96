"""Copydesk from programs: everything is here.

::

    import copydesk

    with copydesk.Assistant.open("desk", create=True) as assistant:
        assistant.archive.add([{"title": "Bridge shut", "text": "The bridge was shut on Friday."}])
        print(assistant.ask("When was the bridge shut?").text)

Names are loaded when they are first used: `import copydesk` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.answer import (
        Answer,
        Answered,
        Citation,
        Correction,
        Event,
        Found,
        NearArticle,
        OtherCopy,
        Outcome,
        RankedPassage,
        ResolvedDate,
        Searching,
        SourceChange,
        Standing,
        Stated,
        Statement,
        Status,
        Turn,
        WriterChoice,
        Writing,
    )
    from assistant.archive import Article, Coverage, Filters, Forgotten, IncomingArticle
    from assistant.dossier import Dossier
    from assistant.errors import (
        ArchiveBusy,
        ArchiveDamaged,
        ArchiveError,
        ArchiveFull,
        ArchiveMissing,
        ArchiveReadOnly,
        ArchiveTooNew,
        ArticleNotFound,
        CopydeskError,
        FilterError,
        IndexAway,
        InputError,
        ModelCutOff,
        ModelDamaged,
        ModelError,
        ModelLimit,
        ModelMismatch,
        ModelMissing,
        ModelOverfull,
        ModelRefused,
        ModelSilent,
        ModelUnavailable,
        NotAllowed,
        QuestionError,
        SettingsError,
        SourceError,
    )
    from assistant.models import LocalEmbeddings, RemoteEmbeddings
    from assistant.request import Request
    from assistant.retrieval import PassageRetriever
    from assistant.runnable import AssistantRunnable
    from assistant.settings import Settings
    from assistant.tool import AskArchive
    from copydesk.archive import Archive
    from copydesk.assistant import Assistant
    from ingest.report import Report

__all__ = [
    "Answer",
    "Answered",
    "Archive",
    "ArchiveBusy",
    "ArchiveDamaged",
    "ArchiveError",
    "ArchiveFull",
    "ArchiveMissing",
    "ArchiveReadOnly",
    "ArchiveTooNew",
    "Article",
    "ArticleNotFound",
    "AskArchive",
    "Assistant",
    "AssistantRunnable",
    "Citation",
    "CopydeskError",
    "Correction",
    "Coverage",
    "Dossier",
    "Event",
    "FilterError",
    "Filters",
    "Forgotten",
    "Found",
    "IncomingArticle",
    "IndexAway",
    "InputError",
    "LocalEmbeddings",
    "ModelCutOff",
    "ModelDamaged",
    "ModelError",
    "ModelLimit",
    "ModelMismatch",
    "ModelMissing",
    "ModelOverfull",
    "ModelRefused",
    "ModelSilent",
    "ModelUnavailable",
    "NearArticle",
    "NotAllowed",
    "OtherCopy",
    "Outcome",
    "PassageRetriever",
    "QuestionError",
    "RankedPassage",
    "RemoteEmbeddings",
    "Report",
    "Request",
    "ResolvedDate",
    "Searching",
    "Settings",
    "SettingsError",
    "SourceChange",
    "SourceError",
    "Standing",
    "Stated",
    "Statement",
    "Status",
    "Turn",
    "WriterChoice",
    "Writing",
]

_HOMES = {
    "assistant.answer": (
        "Answer",
        "Answered",
        "Citation",
        "Correction",
        "Event",
        "Found",
        "NearArticle",
        "OtherCopy",
        "Outcome",
        "RankedPassage",
        "ResolvedDate",
        "Searching",
        "SourceChange",
        "Standing",
        "Stated",
        "Statement",
        "Status",
        "Turn",
        "WriterChoice",
        "Writing",
    ),
    "assistant.archive": (
        "Article",
        "Coverage",
        "Filters",
        "Forgotten",
        "IncomingArticle",
    ),
    "assistant.dossier": ("Dossier",),
    "assistant.models": (
        "LocalEmbeddings",
        "RemoteEmbeddings",
    ),
    "assistant.request": ("Request",),
    "assistant.retrieval": ("PassageRetriever",),
    "assistant.runnable": ("AssistantRunnable",),
    "assistant.settings": ("Settings",),
    "assistant.tool": ("AskArchive",),
    "copydesk.archive": ("Archive",),
    "copydesk.assistant": ("Assistant",),
    "ingest.report": ("Report",),
}
"""Where public names are defined; every other one is an error."""


def __getattr__(name: str) -> Any:
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    home = next((module for module, names in _HOMES.items() if name in names), "assistant.errors")
    value = getattr(import_module(home), name)
    globals()[name] = value  # the next use does not come here
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
