"""The error tree. A failure is an exception that tells the person what to do; "nothing" is an answer.

::

    CopydeskError
    ├── SettingsError            a setting is wrong                                        exit 2
    ├── InputError               what was asked or given cannot be used                    exit 2
    │   ├── QuestionError        the question is empty, too long, not text
    │   ├── FilterError          a date, publisher or author filter makes no sense
    │   ├── SourceError          a path or source given to ingest cannot be read at all
    │   └── NotAllowed           this reader may not do that
    ├── ArchiveError             the archive cannot do what was asked                      exit 3
    │   ├── ArchiveMissing       there is no archive at this place
    │   ├── ArchiveBusy          another process writes to it now
    │   ├── ArchiveReadOnly      the folder cannot be written to
    │   ├── ArchiveDamaged       the catalog is not readable
    │   ├── ArchiveTooNew        made by a newer version of Copydesk
    │   ├── ArchiveFull          the disk has no room
    │   ├── IndexAway            the Chroma server that the index belongs on does not answer
    │   ├── ModelMismatch        the archive was made with another embedding model
    │   └── ArticleNotFound      no article has this id
    └── ModelError               an embedding or language model failed                     exit 4
        ├── ModelMissing         the model or its runtime is not installed
        ├── ModelDamaged         the model file does not have the expected checksum
        ├── ModelUnavailable     a remote model refused, failed or did not answer in time
        ├── ModelCutOff          the model's answer ended before it was whole
        ├── ModelSilent          the model wrote nothing that could be an answer
        ├── ModelRefused         the model declined to answer
        ├── ModelOverfull        the prompt is longer than the model reads
        └── ModelLimit           a limit that the settings put on model calls is reached

Every message is one or two sentences for a person: what happened, then what to do. A message never holds a key, a
provider's raw text, or text from an article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Self

__all__ = [
    "ArchiveBusy",
    "ArchiveDamaged",
    "ArchiveError",
    "ArchiveFull",
    "ArchiveMissing",
    "ArchiveReadOnly",
    "ArchiveTooNew",
    "ArticleNotFound",
    "CopydeskError",
    "FilterError",
    "IndexAway",
    "InputError",
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
    "NotAllowed",
    "QuestionError",
    "SettingsError",
    "SourceError",
]


class CopydeskError(Exception):
    """Base of all errors that Copydesk raises on purpose; `exit_code` is what the command line returns for it."""

    exit_code = 1
    may_retry = False
    """Whether the same call may succeed later without anything being changed."""
    status: int | None = None
    """Of a server's HTTP answer; None where no server answered."""
    retry_after: float | None = None
    """Seconds that a server asks to wait; None where it does not say."""

    def noting(self, *, may_retry: bool, status: int | None = None, retry_after: float | None = None) -> Self:
        """This error, with what is known of its cause."""
        self.may_retry, self.status, self.retry_after = may_retry, status, retry_after
        return self

    def retold(self, message: str) -> Self:
        """The same error in other words."""
        return type(self)(message).noting(may_retry=self.may_retry, status=self.status, retry_after=self.retry_after)


class SettingsError(CopydeskError):
    """A setting has no usable value."""

    exit_code = 2


class InputError(CopydeskError):
    """What was given cannot be used."""

    exit_code = 2


class QuestionError(InputError):
    """The question is empty, too long, or its turns have another shape."""


class FilterError(InputError):
    """A filter is no day, no range or no name."""


class SourceError(InputError):
    """There is nothing to ingest at a path or address."""


class NotAllowed(InputError):
    """Whoever asks may not do that."""


class ArchiveError(CopydeskError):
    """The archive cannot be used."""

    exit_code = 3


class ArchiveMissing(ArchiveError):
    """There is no archive in the folder."""


class ArchiveBusy(ArchiveError):
    """Another process writes to the archive."""

    may_retry = True


class ArchiveReadOnly(ArchiveError):
    """The archive cannot be written to."""


class ArchiveDamaged(ArchiveError):
    """A file of the archive cannot be read."""


class ArchiveTooNew(ArchiveError):
    """A later version of Copydesk made the archive."""


class ArchiveFull(ArchiveError):
    """The disk has no room for what was to be written."""


class IndexAway(ArchiveError):
    """The Chroma server that the index belongs on does not answer; questions are answered without it."""

    may_retry = True


class ModelMismatch(ArchiveError):
    """The archive was made with another embedding model."""


class ArticleNotFound(ArchiveError):
    """No article has this id, or it has no such version."""


class ModelError(CopydeskError):
    """A model cannot be used, or failed."""

    exit_code = 4
    partial: Any = None  # an Answer: this module stands below it
    """The answer as far as it was written and checked when the model failed; None where nothing was."""

    def keeping(self, partial: Any) -> Self:
        """This error, with what was checked before it."""
        self.partial = partial
        return self


class ModelMissing(ModelError):
    """The model or its runtime is not installed."""


class ModelDamaged(ModelError):
    """The model file does not have the expected checksum."""


class ModelUnavailable(ModelError):
    """A remote model refused, failed or did not answer in time."""


class ModelCutOff(ModelError):
    """The model's answer ended before it was whole."""


class ModelSilent(ModelError):
    """The model wrote nothing that could be an answer."""


class ModelRefused(ModelError):
    """The model declined to answer."""


class ModelOverfull(ModelError):
    """The prompt is longer than the model reads."""


class ModelLimit(ModelError):
    """A limit that the settings put on model calls is reached."""


def nearest_word(given: str, known: Iterable[str]) -> str | None:
    """The one that was probably meant; None where none looks like it."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(given.lower(), known, n=1, cutoff=0.75)), None)


def check_words(given: Iterable[str], known: Iterable[str], kind: str, error: type[CopydeskError]) -> None:
    """Raise the error for a word that is not known, with the one that was probably meant; `kind` says of what."""
    words = list(known)
    for word in given:
        if word in words:
            continue
        meant = nearest_word(str(word), words)
        advice = f"Did you mean `{meant}`?" if meant else f"Known are: {', '.join(words)}."
        message = f"`{str(word)[:60]}` is no {kind}. {advice}"
        raise error(message)


def check_whole(given: object, word: str, least: int | None = None, most: int | None = None) -> None:
    """Raise InputError for what is no whole number between the two, naming the word of the call."""
    is_whole = isinstance(given, int) and not isinstance(given, bool)
    number = given if isinstance(given, int) else 0
    if is_whole and (least is None or least <= number) and (most is None or number <= most):
        return
    allowed = "" if least is None else f" from {least} to {most}" if most is not None else f" of at least {least}"
    message = f"`{word}` is {repr(given)[:40]}. Give a whole number{allowed}."
    raise InputError(message)
