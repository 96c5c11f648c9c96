"""A dossier: every statement of an archive on a subject, by side and in time."""

from assistant.dossier.dossier import Dossier, Entry, EntrySide
from assistant.dossier.gather import gather_dossier
from assistant.dossier.subject import asks_for_dossier, read_subject

__all__ = ["Dossier", "Entry", "EntrySide", "asks_for_dossier", "gather_dossier", "read_subject"]
