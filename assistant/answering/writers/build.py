"""From the settings to the writer."""

from assistant.answering.writers.extractive import ExtractiveWriter
from assistant.answering.writers.model import Budget, ModelWriter
from assistant.answering.writers.writer import Writer
from assistant.models import Pace
from assistant.settings import Settings

__all__ = ["build_writer"]


def build_writer(settings: Settings, pace: Pace | None = None) -> Writer:
    """The model's where COPYDESK_MODEL names one, else the extractive one. Nothing is sent yet.

    Raises SettingsError and ModelMissing for a model that cannot be set up.
    """
    if not (settings.model or "").strip():
        return ExtractiveWriter()
    from assistant.models import build_language_model

    budget = Budget(settings.model_context_tokens, settings.model_evidence_tokens, settings.model_output_tokens)
    return ModelWriter(build_language_model(settings, pace=pace), budget, output=settings.model_output)
