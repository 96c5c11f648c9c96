"""Messages that ask nothing of the articles: greetings, thanks, "what can you do?"."""

import re
from typing import Literal

from assistant.language import words
from assistant.language.listed import listed

__all__ = ["Courtesy", "read_courtesy", "without_courtesy"]

Courtesy = Literal["greeting", "thanks", "parting", "purpose"]

_MOST_WORDS = 12
_THANKS = frozenset(
    listed(
        "thanks thank thx thankyou cheers merci danke gracias grazie obrigado obrigada bedankt tack great perfect "
        "excellent awesome wonderful brilliant cool nice ok okay alright understood lovely super fantastic amazing "
        "helpful sorry noted fine ta brill wow neat sweet splendid superb magnificent marvellous fab "
        "appreciated cheerio gotcha thnx tks ty tysm sure alrighty"
    )
)
_GREETINGS = frozenset(listed("hi hello hey hiya hallo greetings bonjour hola ciao moin salut howdy"))
_PARTINGS = frozenset(listed("bye goodbye farewell tschuss adios"))
_FILL = frozenset(
    listed(
        "a again all and answer appreciate appreciated are be copydesk day do everybody everyone folks for friend "
        "got have help helped helps i im info it job just keep know lot made makes many me much my now of oh one "
        "please quick really right sense so team that thats the then there this to too useful very was well what "
        "wanted work yes yeah yep you your youre is in good morning afternoon evening night need needed exactly "
        "been by welcome mate pal buddy worries worry problem problems million bunch ton lots loads kindly "
        "today tonight tomorrow later soon answer answers answered question questions clear clears clearly up done "
        "will would could not no pleasure trouble anyway though glad happy hear see we us our again here works "
        "perfectly greatly interesting good better best nicely really indeed pretty its "
        "thing things ever team guys folks both"
    )
)
_CLOSES = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|no|well|right|so|thanks|great)\b\W*)*(?:"
    r"that(?:['’]s|s| is|['’]?ll be| will be| was) (?:all|it|everything|enough)(?: (?:for|from) (?:now|today|me))?"
    r"|never ?mind(?: that| it)?|forget (?:it|that)|nothing (?:else|more)(?: for now)?|no (?:more|further) questions"
    r"|i['’]?m (?:done|good|all set|fine)(?: (?:for )?now)?|i am (?:done|good|all set|fine)"
    r"|(?:good|great|nice|excellent|fine) (?:job|work|stuff|one|answer|to know)|well done"
    r"|nicely done|yes please|no thanks|no thank you|got it|i see|understood|makes sense"
    r"|my pleasure|no problem|no worries"
    r")\W*$",
    re.IGNORECASE,
)
_TIMES_OF_DAY = frozenset(listed("morning afternoon evening day"))
_ASKS = re.compile(
    r"^\W*(?:what|who|whom|whose|when|where|why|how|which|is|are|was|were|did|does|do|can|could)\b", re.I
)
_PURPOSE = re.compile(
    r"^\W*(?:(?:hi|hello|hey|ok|okay|and|so|please)\b\W*)*(?:"
    r"what (?:else )?(?:can|could|do|would) you (?:do|help(?: me)?(?: with)?|offer|answer|know)(?: for me| here)?"
    r"|what (?:are|is) you(?:r (?:purpose|job|name))?(?: for| good for| able to do)?"
    r"|what (?:can|could|may|should|do) i (?:ask|do|type|say|search)(?: you| here| for| about| of you| you about)*"
    r"|what (?:kinds?|sorts?) of questions? .{0,40}"
    r"|how (?:do|can|should|must) (?:i|we|one) (?:use|ask|work with|start|begin)"
    r"(?: (?:you|this|it|here|copydesk|the chat))*"
    r"|how (?:does|do) (?:this|you|copydesk|the chat)(?: all)? work"
    r"|who (?:are|r) you|who am i talking to|what is copydesk|how are you(?: doing| today)*"
    r"|how(?:['’]s| is) (?:it|everything) going|who (?:(?:made|built|created|runs|programmed) (?:you|this)|wrote you)"
    r"|what(?:['’]s|s| is) your (?:name|purpose|job)|tell me about yourself"
    r"|are you (?:an? )?(?:\w+ )?(?:bot|robot|ai|human|person|machine|model|chatbot|program|there)"
    r"|(?:can|could|will) you help(?: me)?(?: please)?|help(?: me)?(?: please)?|i need (?:some )?help|instructions|menu"
    r")\W*$",
    re.IGNORECASE,
)


_FIRST = re.compile(
    r"^\W*(?:ok(?:ay)?|thanks|thank you|great|cool|right|al ?right|well|fine|hi|hello|hey)\W+"
    r"(?=(?:what|who|whom|whose|when|where|why|how|which|is|are|was|were|did|does|do|has|have)\b)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.,!;:–—]+\s+")
_LAST = re.compile(r"(?<=[?.!])\s+(?P<said>[^?.!]+)[.!]*\s*$")


def without_courtesy(message: str) -> str:
    """What it asks, without the courtesy before or behind: "Thanks, that helps. Who is the mayor?"."""
    ends = [end for end in _CLAUSE.finditer(message) if read_courtesy(message[: end.start()])]
    asked = _FIRST.sub("", message[ends[-1].end() :] if ends else message)
    if (last := _LAST.search(asked)) is not None and read_courtesy(last["said"]):
        asked = asked[: last.start()]
    return asked if words(asked) else message


def read_courtesy(message: str) -> Courtesy | None:
    """None for a message that asks something, or says more than a courtesy does."""
    if _PURPOSE.search(message):
        return "purpose"
    if _CLOSES.search(message) and "?" not in message:
        return "thanks"
    said = words(message)
    if not said or len(said) > _MOST_WORDS or (_ASKS.search(message) and message.rstrip().endswith("?")):
        return None
    known = set(said)
    if not known <= _THANKS | _GREETINGS | _PARTINGS | _FILL | {"see", "later", "nothing", "else", "no"}:
        return None
    is_morning = said[0] in _TIMES_OF_DAY - {"day"} and len(said) < 3
    if known & _GREETINGS or is_morning or (said[0] == "good" and known & _TIMES_OF_DAY):
        return "greeting"
    if known & _PARTINGS or said[:2] in (["good", "night"], ["see", "you"]):
        return "parting"
    return "thanks" if known & _THANKS or {"got", "it"} == known or {"i", "see"} == known else None
