"""The error tree. A failure is an exception that tells the person what to do; an abstention is an answer.

::

    CopydeskError
    ├── SettingsError            a setting is wrong                                        exit 2
    ├── InputError               what was asked or given cannot be used                    exit 2
    │   ├── QuestionError        the question is empty, too long, not text
    │   ├── FilterError          a date, publisher or author filter makes no sense
    │   └── SourceError          a path or source given to ingest cannot be read at all
    ├── ArchiveError             the archive cannot do what was asked                      exit 3
    │   ├── ArchiveMissing       there is no archive at this place
    │   ├── ArchiveBusy          another process writes to it now
    │   ├── ArchiveReadOnly      the folder cannot be written to
    │   ├── ArchiveDamaged       the catalog is not readable
    │   ├── ArchiveTooNew        made by a newer version of Copydesk
    │   ├── ArchiveFull          the disk has no room
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
    "QuestionError",
    "SettingsError",
    "SourceError",
]


class CopydeskError(Exception):
    """Base of all errors that Copydesk raises on purpose; `exit_code` is what the command line returns for it."""

    exit_code = 1


class SettingsError(CopydeskError):
    exit_code = 2


class InputError(CopydeskError):
    exit_code = 2


class QuestionError(InputError): ...


class FilterError(InputError): ...


class SourceError(InputError): ...


class ArchiveError(CopydeskError):
    exit_code = 3


class ArchiveMissing(ArchiveError): ...


class ArchiveBusy(ArchiveError): ...


class ArchiveReadOnly(ArchiveError): ...


class ArchiveDamaged(ArchiveError): ...


class ArchiveTooNew(ArchiveError): ...


class ArchiveFull(ArchiveError): ...


class ModelMismatch(ArchiveError): ...


class ArticleNotFound(ArchiveError): ...


class ModelError(CopydeskError):
    exit_code = 4


class ModelMissing(ModelError): ...


class ModelDamaged(ModelError): ...


class ModelUnavailable(ModelError): ...


class ModelCutOff(ModelError): ...


class ModelSilent(ModelError): ...


class ModelRefused(ModelError): ...


class ModelOverfull(ModelError): ...


class ModelLimit(ModelError): ...
