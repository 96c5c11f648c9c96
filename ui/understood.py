"""What a question took over from the turns before it, shown as chips that can be dropped. Pure functions."""

from collections.abc import Mapping

from ui.language import say
from ui.markup import isolated

__all__ = ["render_understood", "taken_words"]

_ABOUT = " (about: "


def taken_words(question: str, standalone_question: str) -> str:
    """The words that the search added to the question; empty where it stands alone or was put in other words."""
    asked, searched = " ".join(question.split()), " ".join(standalone_question.split())
    head, about, taken = searched.rpartition(_ABOUT)
    if searched.startswith(f"{asked}{_ABOUT}"):
        head, taken = asked, searched[len(asked) + len(_ABOUT) :]
    is_taken = about and taken.endswith(")") and len(head.split()) == len(asked.split())  # a slip may be put right
    return taken[:-1].strip() if is_taken and searched != asked else ""


def render_understood(
    question: str, standalone_question: str, *, can_drop: bool = False, tokens: Mapping[str, int] | None = None
) -> str:
    """Empty for a question that was searched as it was put. `can_drop`: the turn has ended and can be asked again;
    `tokens`: of the answer, by which a question that a model put in other words is known."""
    if standalone_question.split() == question.split():
        return ""
    taken = taken_words(question, standalone_question)
    words = say("taken.about", words=isolated(taken)) if taken else say("taken.as", words=isolated(standalone_question))
    if not (taken or _is_put_anew(question, standalone_question, tokens or {})):
        return f'<p class="understood">{words}</p>'
    drop = (
        f'<button type="button" class="drop" data-alone aria-label="{say("taken.drop")}" '
        f'title="{say("taken.drop")}"></button>'
        if can_drop
        else ""
    )
    return (
        f'<div class="narrowed understood"><ul class="chips" aria-label="{say("taken.over")}">'
        f'<li class="chip"><span>{words}</span>{drop}</li></ul></div>'
    )


def _is_put_anew(question: str, standalone_question: str, tokens: Mapping[str, int]) -> bool:
    """Rather than with its slips put right, which is done word by word and takes nothing over."""
    by_model = any(name.startswith("rewrite_") for name in tokens)
    return by_model or len(standalone_question.split()) != len(question.split())
