"""The flag beside a statement, a source or an answer, and the form that it opens. Pure functions."""

from ui.feedback import FEEDBACK_KINDS, MOST_CHARACTERS
from ui.language import say

__all__ = ["flag_answer", "flag_citation", "flag_statement", "render_feedback_form"]


def flag_statement(index: int) -> str:
    """`index`: its place in the answer, from 0."""
    return _flag(say("feedback.statement", n=index + 1), f' data-statement="{index}"')


def flag_citation(number: int) -> str:
    return _flag(say("feedback.source", n=number), f' data-citation="{number}"')


def flag_answer() -> str:
    return f'<button type="button" class="quiet" data-flag aria-expanded="false">{say("feedback.title")}</button>'


def render_feedback_form() -> str:
    """One for the page: the script puts a copy of it where a flag was pressed."""
    choices = "".join(
        f'<label><input type="radio" name="kind" value="{kind}"> {_label(kind)}</label>' for kind in FEEDBACK_KINDS
    )
    return (
        f'<template id="feedback-form"><form class="feedback"><fieldset><legend>{say("feedback.what")}</legend>'
        f'<div class="feedback-kinds">{choices}</div></fieldset>'
        f'<label class="feedback-words"><span>{say("feedback.words")}</span>'
        f'<textarea name="words" rows="2" maxlength="{MOST_CHARACTERS}"></textarea></label>'
        '<p class="feedback-trouble"></p>'
        f'<div class="feedback-ways"><button type="submit" class="main-action">{say("feedback.send")}</button>'
        f'<button type="button" class="quiet" data-unflag>{say("feedback.cancel")}</button></div></form></template>'
    )


def _flag(name: str, what: str) -> str:
    return (
        f'<button type="button" class="flag" data-flag{what} aria-expanded="false" aria-label="{name}" '
        f'title="{name}"></button>'
    )


def _label(kind: str) -> str:
    named = kind.replace(" ", "_")
    return say(f"feedback.{named}")
