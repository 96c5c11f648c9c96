import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.grounding import settle_quotations
from assistant.answering.grounding.quotations import quotation_fault

QUOTE = "It’s clear that we have an unsustainable situation in towns and cities."


@pytest.mark.parametrize(
    ("text", "settled", "lost"),
    [
        ('She said: "We have an unsustainable situation."', 'She said: "We have an unsustainable situation."', None),
        ("She said: “It's clear that we have”.", "She said: “It's clear that we have”.", None),
        (
            'She said: "we have an unsustainable situation in towns or cities."',
            'She said: "we have an unsustainable situation in towns and cities."',
            None,
        ),
        ('She called it "a scandal".', "She called it a scandal.", "a scandal"),
        ("She called it ‘a scandal’.", "She called it a scandal.", "a scandal"),
        ("She said nothing in marks.", "She said nothing in marks.", None),
        (
            "She said: “we have a sustainable situation in towns and cities”.",
            "She said: we have a sustainable situation in towns and cities.",
            "we have a sustainable situation in towns and cities",
        ),
    ],
)
def test_marks_stand_around_verbatim_text_alone(text: str, settled: str, lost: str | None) -> None:
    assert settle_quotations(text, [QUOTE]) == (settled, lost)


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("He called it ‘a black eye’.", ["“It was a black eye on all of us,” he said."]),
        ("He called it 'a black eye'.", ["“It was a black eye on all of us,” he said."]),
        ("Er nannte es „sicher“.", ["»Es ist sicher«, sagte er."]),
        ("彼は「安全だ」と言った。", ["とても安全だと彼は言った。"]),
        ("She spoke of a “30 minute activity”.", ["It was a 30 min[ute] activity."]),
        ("She spoke of “clear … situation in towns”.", [QUOTE]),
        ("She said “it is over. We won”.", ["“It is over.", "We won.”"]),
        ("The players’ union said it wasn’t so.", ["It was so."]),
    ],
)
def test_what_is_cited_word_for_word_is_no_fault(text: str, quotes: list[str]) -> None:
    assert quotation_fault(text, quotes) is None


@pytest.mark.parametrize(
    "text",
    [
        "She called it ‘an unstable situation’.",
        "She called it “unsustainable situations”.",
        "Sie sagte „in towns or villages“.",
    ],
)
def test_an_altered_quotation_is_caught_in_any_marks(text: str) -> None:
    found = quotation_fault(text, [QUOTE])
    assert found is not None
    assert found.startswith("the quotation “")


@given(st.text("abc “”\"'.,«»", max_size=60))
def test_what_stays_in_marks_is_cited(text: str) -> None:
    settled, _ = settle_quotations(text, ["a b c", "abc abc"])
    again, lost = settle_quotations(settled, ["a b c", "abc abc"])
    assert (again, lost) == (settled, None) or lost is not None


@pytest.mark.parametrize(
    "quoted",
    [
        "we may have to close the plant after the summer",
        "we must have to close the plant before the summer",
        "they may have to close the plant before the summer",
        "some of the workers will be paid",
        "the plant may have to close before the summer, and all of the workers",
    ],
)
def test_a_quotation_is_never_mended_into_another_thing_said(quoted: str) -> None:
    said = "“We may have to close the plant before the summer, and all of the workers will be paid,” Hale said."
    assert settle_quotations(f"Hale said “{quoted}”.", [said]) == (f"Hale said {quoted}.", quoted)


@pytest.mark.parametrize(
    "marks",
    ["“”", "„“", "„”", "‟”", "«»", "»«", "‹›", "‚‘", '""', "''", "「」", "❝❞", "″″", "＂＂", "´´", "``"],
)
def test_marks_of_every_style_stand_around_verbatim_text(marks: str) -> None:
    said = "“We may have to close the plant,” Hale said."
    made_up = f"Hale said {marks[0]}we must sell the plant{marks[1]}."
    assert settle_quotations(made_up, [said]) == ("Hale said we must sell the plant.", "we must sell the plant")
    assert quotation_fault(made_up, [said]) is not None
    assert quotation_fault(f"Hale said {marks[0]}we may have to close the plant{marks[1]}.", [said]) is None


@pytest.mark.parametrize(
    ("text", "is_carried"),
    [
        ("Hale said ``we must sell the plant''.", False),
        ("Hale said ``we may have to close the plant''.", True),
        ("Hale said &quot;we must sell the plant&quot;.", False),
        ("Hale said “we must sell the plant.", False),
        ("Hale said “we may have to close the plant.", True),
        ("The pipe is 5″ wide and 3″ long; the players' union and the firms' owners met.", True),
    ],
)
def test_marks_of_wires_and_missing_ends(text: str, is_carried: bool) -> None:
    assert (quotation_fault(text, ["“We may have to close the plant,” Hale said."]) is None) == is_carried
