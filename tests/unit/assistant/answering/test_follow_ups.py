"""Questions to ask next."""

from dataclasses import replace

from assistant.answer import Citation, RankedPassage
from assistant.answering.follow_ups import suggest_follow_ups

TEXT = 'The Candle Bridge was shut. "It was cracked," said Odile Farrant, the engineer.'


def passage(
    number: int, text: str = TEXT, title: str | None = None, day: str = "2025-03-01", score: float = 0.7
) -> RankedPassage:
    title = title or f"Story {number}"
    return RankedPassage(number, score, number, f"a{number}", 1, None, title, "P", day, 0, len(text), text)


def cite(of: RankedPassage, start: int = 0, end: int = 27) -> Citation:
    quote = of.text[start:end]
    return Citation(
        1, of.article_id, 1, None, of.title, "P", (), of.published_at, None, None, quote, start, end, "0" * 64
    )


def test_who_is_quoted_beside_the_answer_may_be_asked_for() -> None:
    first = passage(1)
    assert suggest_follow_ups("Why was it shut?", [first], [cite(first)])[0] == "What did Odile Farrant say?"
    whole = cite(first, 0, len(TEXT))
    assert "What did Odile Farrant say?" not in suggest_follow_ups("Why was it shut?", [first], [whole])


def test_a_subject_of_several_days_has_a_timeline() -> None:
    plain = "The Candle Bridge was shut."
    found = [passage(n, plain, day=f"2025-03-0{n}") for n in (1, 2, 3)]
    offered = suggest_follow_ups("Why was the Candle Bridge shut?", found, [cite(found[0])])
    assert offered[:2] == ("Give me a timeline of Candle Bridge.", "Summarise everything about Candle Bridge.")
    same_day = [replace(one, published_at="2025-03-01") for one in found]
    assert "Give me a timeline of Candle Bridge." not in suggest_follow_ups("Why?", same_day, [cite(found[0])])


def test_what_is_far_down_the_ranking_is_not_offered() -> None:
    near, far = passage(1, "Nobody came."), passage(2, "Rain fell.", title="Rain", score=0.5)
    assert suggest_follow_ups("Who came?", [near, far], [cite(near, 0, 12)]) == ("What is “Story 1” about?",)


def test_nothing_is_offered_twice_or_asked_again_or_without_a_source() -> None:
    first = passage(1)
    assert suggest_follow_ups("Why?", [first], []) == ()
    offered = suggest_follow_ups("what did odile farrant say?", [first, first], [cite(first)])
    assert "What did Odile Farrant say?" not in offered
    assert len(set(offered)) == len(offered) <= 3
