"""Two invented reports, and what outlets made of the first one."""

from datetime import date

from assistant.archive import IncomingArticle, IncomingPassage

__all__ = ["BRIDGE", "CUT", "EDITED", "FERRY", "OTHER_FIGURES", "WITH_MORE", "article", "lines_of"]

_LINES = (
    "The old stone bridge over the river closed on Monday after divers found a crack in its second pier.",
    "Engineers measured the gap at 14 centimetres and said that it had grown since the floods of last winter.",
    "Buses will be sent round by the mill road, which adds 25 minutes to the way into the market square.",
    "The mayor said that nobody had been in danger and that the council would pay for the repair itself.",
    "Shopkeepers on the square fear for their trade in the weeks before the midsummer fair opens its gates.",
    "A temporary footbridge should stand by the middle of June, if the army lends the parts that it promised.",
)
BRIDGE = "\n".join(_LINES)
CUT = "\n".join(_LINES[:4])
EDITED = BRIDGE.replace("old stone", "historic").replace("fear for", "are worried about")
WITH_MORE = "\n".join(["By Ann Lee", *_LINES, "Readers who cross by boat told this paper of queues at both landings."])
OTHER_FIGURES = BRIDGE.replace("14", "19").replace("25", "40").replace("Monday", "Friday")
FERRY = "\n".join(
    (
        "The evening ferry ran aground on the sandbank north of the harbour with sixty passengers on board.",
        "A lifeboat took them off within the hour, and two were treated for cuts at the cottage hospital.",
        "The skipper blamed a buoy that had drifted from its place, which the harbour office denied on Tuesday.",
        "The company has cancelled all crossings until a diver has looked at the hull and at both propellers.",
        "Islanders say that they have asked for a second boat for years, and that nobody has ever listened.",
    )
)


def article(
    text: str, number: str, day: int = 1, *, publisher: str | None = None, title: str = "Title"
) -> IncomingArticle:
    published = date(2024, 3, day)
    return IncomingArticle(
        text,
        title,
        publisher or f"Paper {number}",
        published_at=published.isoformat(),
        published_on=published,
        external_id=number,
        source_name="desk",
    )


def lines_of(text: str) -> list[IncomingPassage]:
    """One passage for every two lines, each line a sentence."""
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 1
    pairs = [lines[index : index + 2] for index in range(0, len(lines), 2)]
    return [
        IncomingPassage(one[0][0], one[-1][1], tuple(one), "Head\n" + text[one[0][0] : one[-1][1]]) for one in pairs
    ]
