"""From the settings to the writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answering.writers.extractive import ExtractiveWriter
from assistant.answering.writers.model import Budget, ModelWriter
from assistant.answering.writers.writer import Writer
from assistant.models import Pace
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.models import LanguageModel

__all__ = ["build_writer"]


def build_writer(settings: Settings, pace: Pace | None = None, brought: LanguageModel | None = None) -> Writer:
    """Of the model that was brought along, or of COPYDESK_MODEL, else the extractive one. Nothing is sent yet.

    Raises SettingsError and ModelMissing for a model that cannot be set up.
    """
    if brought is None and not (settings.model or "").strip():
        return ExtractiveWriter()
    from assistant.models import build_language_model

    budget = Budget(settings.model_context_tokens, settings.model_evidence_tokens, settings.model_output_tokens)
    model = brought or build_language_model(settings, pace=pace)
    return ModelWriter(model, budget, output=settings.model_output)
