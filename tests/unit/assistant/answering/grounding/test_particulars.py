from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.answering.grounding import CitedSentence
from assistant.answering.grounding.particulars import name_fault, named_spans, stands_in

Cite = Callable[..., CitedSentence]


def test_a_pronoun_brings_the_names_before_it(cite: Cite) -> None:
    before = "Rosalind Teague opened the bridge."
    assert name_fault("Teague thanked the divers.", [cite("She thanked the divers.", before=before)]) is None
    assert name_fault("Teague thanked the divers.", [cite("Lanning thanked the divers.", before=before)]) == (
        "the name Teague is not in what it cites"
    )


def test_a_sentence_that_opens_with_the_thing_spoken_of_brings_its_name(cite: Cite) -> None:
    before = "The first trams ran to Halden Airport on Sunday."
    stated = "The tram line to Halden Airport is 14 kilometres long."
    assert name_fault(stated, [cite("The line is 14 kilometres long.", before=before)]) is None
    assert name_fault(stated, [cite("The Corrie line is 14 kilometres long.", before=before)]) is not None


def test_the_frame_of_an_article_is_known(cite: Cite) -> None:
    cited = [cite("The bridge is shut.", frame="The Lantern\nAnn Lee")]
    assert name_fault("The bridge is shut, Ann Lee reports in The Lantern.", cited) is None
    assert name_fault("The bridge is shut, Piet Lanning reports.", cited) is not None


def test_who_says_it_is_known(cite: Cite) -> None:
    cited = [replace(cite("“We mend bridges.”"), speaker="Rosalind Teague")]
    assert name_fault("Teague's people mend bridges, Rosalind Teague said.", cited) is None


def test_whom_an_article_is_about_is_known(cite: Cite) -> None:
    lead = "Coty bought it. Coty paid. Shares of Coty rose."
    about = replace(cite("The deal is worth $600 million."), lead=lead, article=lead)
    once = replace(about, article="Coty bought it.")
    assert name_fault("The deal is worth $600 million to Coty.", [about]) is None
    assert name_fault("The deal is worth $600 million to Coty.", [once]) is not None


@pytest.mark.parametrize(
    ("name", "place", "stands"),
    [
        ("Mr Putin", "Vladimir Putin spoke", True),
        ("President Vladimir Putin", "Putin spoke", False),
        ("United Nations", "the U.N. headquarters", True),
        ("U.N.", "the United Nations said", True),
        ("ITF", "the International Tennis Federation and Kosmos", True),
        ("ACLU of Indiana", "The American Civil Liberties Union of Indiana", True),
        ("Fed", "The Federal Reserve cut rates", True),
        ("PG&E", "said PG&E's meteorologist", True),
        ("Greece", "100,000 Greeks worship", True),
        ("Australian", "in Australia", True),
        ("London", "a former ambassador to the U.K.", True),
        ("Moscow", "Russia also failed", True),
        ("US", "in the United States", True),
        ("Spain's Valencia", "the Spanish city of Valencia", True),
        ("Austria", "in Australia", False),
        ("Korea", "in Japan", False),
        ("Paris", "Germany said", False),
    ],
)
def test_a_name_stands_in_a_text_in_any_of_its_forms(name: str, place: str, stands: bool) -> None:
    assert stands_in(name, place) is stands


def test_a_name_that_opens_a_sentence_is_known_from_the_article() -> None:
    article = "The police saw Montalvo again."
    assert named_spans("Montalvo gave himself up.", article) == [(0, 8)]
    assert named_spans("Police gave him up.", article) == []


def test_a_word_that_opens_a_sentence_is_no_part_of_a_name() -> None:
    text = "Representatives of Egypt spoke."
    assert [text[slice(*span)] for span in named_spans(text, "from representatives of 40 countries")] == ["Egypt"]
    text = "Neither Omber nor Linden paid."
    assert [text[slice(*span)] for span in named_spans(text, "")] == ["Omber", "Linden"]
