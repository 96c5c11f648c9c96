"""What a person typed -> a question that can be searched, or a message that says why not."""

from assistant.errors import QuestionError

__all__ = ["MAX_CHARACTERS", "read_question"]

MAX_CHARACTERS = 4000


def read_question(question: str, most: int = MAX_CHARACTERS) -> str:
    """White space squeezed, what no text can hold replaced. Raises QuestionError for an empty or overlong one."""
    if not isinstance(question, str):
        message = "The question is not text. Ask in words."
        raise QuestionError(message)
    asked = " ".join(question.replace("\x00", " ").split()).encode("utf-8", "replace").decode()
    if not asked:
        message = "The question is empty. Ask something about the articles."
        raise QuestionError(message)
    if len(asked) > most:
        message = f"The question has {len(asked):,} characters; at most {most:,} are read. Shorten it."
        raise QuestionError(message)
    return asked
