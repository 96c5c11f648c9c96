from collections.abc import Iterable, Mapping

import pytest

from assistant.language import content_stems
from assistant.question.spelling import correct_spelling

HELD = (
    "Mayor Ilse Tarn resigned on Saturday over a contract for the quay. The government approved repairs to the "
    "reservoir and the library in Harrowmere. Edda Krollmann heads the harbour, an artistic one; "
    "passengers arrived before the election."
)


class Held:
    """The words of one text as an archive's."""

    def __init__(self, text: str = HELD) -> None:
        self._stems = content_stems(text)

    def document_frequencies(self, stems: Iterable[str]) -> Mapping[str, int]:
        return {one: 1 for one in stems if one in self._stems}

    def stems_like(self, beginning: str, least: int, most: int) -> list[str]:
        return [one for one in sorted(self._stems) if one.startswith(beginning) and least <= len(one) <= most]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Who resinged over the quay contrat?", "Who resigned over the quay contract?"),
        ("why did mayr tarn resgin", "why did mayor tarn resign"),
        ("Which goverment aproved it?", "Which government approved it?"),
        ("where is the resevoir", "where is the reservoir"),
        ("how many pasengers arived", "how many passengers arrived"),
        ("Was the electoin in Harowmere?", "Was the election in Harrowmere?"),
        ("Who is Edda Krolmann?", "Who is Edda Krollmann?"),
        ("What did Ilse Tran do?", "What did Ilse Tran do?"),
        ("Goverment plans?", "Government plans?"),
        ("the artistc director", "the artistic director"),
    ],
)
def test_a_slip_is_read_as_the_word_that_the_archive_has(typed: str, meant: str) -> None:
    assert correct_spelling(typed, Held()).correct(typed) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Who kidnapped the squatters?",  # rare words are no slips
        "Which makeover was overblown?",
        "Didn't the mayor's aide resign?",
        "What did NATO and vBNS say?",
        "Who is Marlon Tarm?",  # a short name with another letter is another name
        "Что решил совет?",
        "港口何时关闭？",
        "Wer ist zurückgetreten?",
        "",
        "????",
        "qzxwv qqqqq",
    ],
)
def test_what_is_no_slip_stays_as_it_was_typed(question: str) -> None:
    assert correct_spelling(question, Held("Marlow Tarn works in the bank")).correct(question) == question


def test_a_question_in_another_language_is_not_corrected() -> None:
    """Of its words an archive has few forms: "schoss" was read as "Schuss"."""
    held = Held("Der Schuss fiel in der Nacht. Le président portant une veste.")

    assert correct_spelling("Wer schoss in der Nacht?", held).words == {}
    assert correct_spelling("Que portait le président ?", held).words == {}


def test_a_word_of_the_archive_is_never_corrected() -> None:
    held = Held("The Goverment Gazette wrote of the resgin of Ilse Tarn, and of resignations in the government.")
    assert correct_spelling("What is the resgin of the goverment?", held).words == {}


def test_the_reader_is_told_what_was_read_for_what() -> None:
    spelling = correct_spelling("Who resinged?", Held())
    assert spelling.notices == (
        "Did you mean “resigned” for “resinged”? No article has it as typed, so the search used this spelling.",
    )
    assert correct_spelling("Who resigned?", Held()).notices == ()


def test_only_a_few_words_are_looked_up() -> None:
    typed = " ".join(f"resginn{letter * 3}" for letter in "abcdefghijklmnop")
    assert correct_spelling(typed * 50, Held()).words == {}
