"""The flag beside a statement, a source or an answer, and the form that it opens. Pure functions."""

from ui.feedback import FEEDBACK_KINDS, MOST_CHARACTERS

__all__ = ["flag_answer", "flag_citation", "flag_statement", "render_feedback_form"]

_OTHER = "other"


def flag_statement(index: int) -> str:
    """`index`: its place in the answer, from 0."""
    return _flag(f"Feedback on statement {index + 1}", f' data-statement="{index}"')


def flag_citation(number: int) -> str:
    return _flag(f"Feedback on source {number}", f' data-citation="{number}"')


def flag_answer() -> str:
    return '<button type="button" class="quiet" data-flag aria-expanded="false">Feedback</button>'


def render_feedback_form() -> str:
    """One for the page: the script puts a copy of it where a flag was pressed."""
    choices = "".join(
        f'<label><input type="radio" name="kind" value="{kind}"> {_label(kind)}</label>' for kind in FEEDBACK_KINDS
    )
    return (
        '<template id="feedback-form"><form class="feedback"><fieldset><legend>What is wrong?</legend>'
        f'<div class="feedback-kinds">{choices}</div></fieldset>'
        '<label class="feedback-words"><span>In your words (optional)</span>'
        f'<textarea name="words" rows="2" maxlength="{MOST_CHARACTERS}"></textarea></label>'
        '<p class="feedback-trouble"></p>'
        '<div class="feedback-ways"><button type="submit" class="main-action">Send</button>'
        '<button type="button" class="quiet" data-unflag>Cancel</button></div></form></template>'
    )


def _flag(name: str, what: str) -> str:
    return (
        f'<button type="button" class="flag" data-flag{what} aria-expanded="false" aria-label="{name}" '
        f'title="{name}"></button>'
    )


def _label(kind: str) -> str:
    return "Something else" if kind == _OTHER else kind.capitalize()
