"""Correction notices: found where they stand, word for word, and nothing else taken for one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.corrections import correction_in, is_correction

STORY = "\n\n".join(f"The bridge was shut on day {number}." for number in range(20))


@pytest.mark.parametrize(
    "notice",
    [
        "Correction: The contract is worth 14.8 million crowns.",
        "CORRECTION (May 4, 2024): The contract is worth 14.8 million crowns.",
        "Correction, Nov. 15, 2019: This article originally misidentified the publisher.",
        "Corrections & clarifications: nothing".replace(" & clarifications", ""),
        "Retraction: The article on the bridge was retracted.",
        "We have withdrawn our article on the bridge.",
        "This story has been retracted.",
        "(Corrects paragraph 1 to say 14.8 million crowns, not 18.4 million)",
        "Clarification — the mayor spoke on Tuesday.",
        "An earlier version of this article misstated the length of the bridge.",
        "A previous version of this story misspelled a name.",
        "This story has been corrected to give the right length.",
        "This article was amended on 4 May 2024 to remove a name.",
        "This story has been updated to correct the spelling of a name.",
        "This story's headline has been updated to reflect the vote.".replace("story's headline", "headline"),
        "Korrektur: Die Brücke ist 40 Meter lang.",
        "In einer früheren Version dieses Artikels hieß es, die Brücke sei 50 Meter lang.",
        "Dieser Artikel wurde nachträglich korrigiert.",
        "Rectificatif : le pont mesure 40 mètres.",
        "Une version précédente de cet article indiquait une longueur de 50 mètres.",
        "Fe de errores: el puente mide 40 metros.",
        "Una versión anterior de este artículo decía que el puente mide 50 metros.",
        "Errata corrige: il ponte misura 40 metri.",
        "Uma versão anterior deste texto dizia outra coisa.",
        "Een eerdere versie van dit artikel noemde een verkeerde lengte.",
        "Rättelse: Bron är 40 meter lång.",
        "Sprostowanie: most ma 40 metrów.",
        "訂正：橋の長さは40メートルです。",
    ],
)
def test_notices_at_the_foot_and_at_the_top(notice: str) -> None:
    assert correction_in(f"{STORY}\n\n{notice}\n") == notice
    assert correction_in(f"Bridge shut\n\n{notice}\n\n{STORY}") == notice


@pytest.mark.parametrize(
    "line",
    [
        "Correction officers shut the bridge.",
        "Corrections to the plan are needed, the mayor said.",
        "(Corrected proofs went to the printer on Monday.) The bridge is shut.",
        "The journal has retracted the article by Lee.",
        "The article was long.",
        "This story is developing and will be updated.",
        "This story has been updated.",
        "The update to the bridge is late.",
        "Korrekturen am Plan sind nötig.",
        "Correction: " + "x" * 2000,
    ],
)
def test_what_is_no_notice(line: str) -> None:
    assert correction_in(f"{STORY}\n\n{line}") is None


def test_a_notice_in_the_middle_of_a_long_text_is_part_of_the_story() -> None:
    assert correction_in(f"{STORY}\n\nCorrection: it was open.\n\n{STORY}") is None


def test_a_head_alone_goes_with_the_paragraph_below() -> None:
    assert correction_in(f"{STORY}\n\nCorrection\n\nIt is 40 metres long.") == "Correction\n\nIt is 40 metres long."


def test_only_the_ends_of_a_long_text_are_looked_at() -> None:
    notice = "Correction: it was open."
    assert correction_in("word " * 300_000 + "\n" + notice) == notice
    assert correction_in("\n".join(["word"] * 100_000) + "\n" + notice) == notice


@given(st.text(alphabet=st.sampled_from("Correction: this story has been updated to\n .")))
def test_a_notice_is_a_piece_of_the_text(text: str) -> None:
    notice = correction_in(text)
    assert notice is None or (notice in text and notice == notice.strip())


@pytest.mark.parametrize(
    "unit", ["this story ", "Correction ", "a previous version of this ", "*", "dieser artikel wurde "]
)
def test_no_paragraph_makes_the_patterns_go_back_and_forth(unit: str) -> None:
    assert not is_correction(unit * 10_000)
    assert re.sub(r"\s", "", unit)
