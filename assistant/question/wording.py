"""What a person typed -> a question that can be searched, or a message that says why not."""

import re

from assistant.errors import QuestionError
from assistant.question.known_then import subject_known

__all__ = ["IN_ORDER", "MAX_CHARACTERS", "read_question", "without_request"]

MAX_CHARACTERS = 4000

_REQUEST = re.compile(
    r"^\W*(?:please,?\s+)?(?:(?:can|could|would) you (?:please )?)?(?:"
    r"(?:(?:give|show|make|write|draw up)\s+(?:me\s+|us\s+)?)?(?:(?:an?|the)\s+(?:\w+\s+)?)?(?:timeline|chronology)\s+"
    r"(?:of|for|on|about)\s+"
    r"|compare\s+(?:what\s+.{2,80}?\b(?:said|say|wrote|write|reported|report|published)\s+(?:about|on|of)\s+)?"
    r"|list\s+(?:all\s+)?(?:of\s+)?"
    r"|what\s+(?:has\s+|have\s+)?happened\s+(?:when\s+)?(?:to|with|at|in|during)\s+)(?=\w)",
    re.IGNORECASE,
)
_POLITE = re.compile(
    r"^\W*(?:(?:hi|hello|hey|please|ok|so)\b[,!.]?\s+)*(?:i(?:['’]d|\s+would)\s+(?:like|love)\s+to\s+know|i\s+(?:want|need)\s+to\s+know"
    r"|i(?:['’]m|\s+am|\s+was)?\s*(?:wonder(?:ing)?|curious)|(?:do|does|would)\s+(?:you|any(?:one|body))\s+(?:happen\s+to\s+)?know"
    r"|(?:have\s+you\s+(?:got\s+)?|got\s+)?any\s+idea|(?:(?:can|could|would)\s+you\s+)?(?:please\s+)?(?:tell|remind)\s+me"
    r"|(?:can|could)\s+you\s+(?:find\s+out|look\s+up|check))\s+"
    r"(?=(?:(?:in|at|on|for|by|to|from|of|with)\s+)?(?:who|whom|whose|what|which|when|where|why|how|whether|if)\b)",
    re.IGNORECASE,
)
"""Before what is asked: "I'd like to know who …"."""
IN_ORDER = r"in (?:chronological |the right |the )?order|step by step|over (?:time|the years)"
"""How a question ends that wants what happened told as it came."""
_HAPPENED = re.compile(r"^\W*what\s+(?:has\s+|have\s+)?happened\b", re.IGNORECASE)
_IN_ORDER = re.compile(rf"(?<!\s)(?:,\s?|\s)(?:{IN_ORDER})\W*$", re.IGNORECASE)


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


def without_request(question: str) -> str:
    """What it is about, without the words that only say what to make of it: "Give a timeline of the strike" -> "the
    strike". No article says "timeline" of itself: as rare as such words are, they would outweigh the subject.
    """
    if subject := subject_known(question):
        return subject
    asked = _IN_ORDER.sub("", question) if _HAPPENED.search(question) else question
    return _REQUEST.sub("", _POLITE.sub("", asked))
