"""Turns -> one standalone question and its filters, by a model where there is one; by rules where it fails."""

from assistant.rewriting.rewriter import Rewriter, Rewritten, build_rewriter

__all__ = ["Rewriter", "Rewritten", "build_rewriter"]
