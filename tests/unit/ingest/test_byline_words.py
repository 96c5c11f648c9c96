"""Each word of the lists, in a byline."""

import pytest

from ingest.byline_words import PARTICLES, ROLE_NOUNS, SMALL_WORDS, UNSIGNED
from ingest.bylines import authors_in


@pytest.mark.parametrize("role", sorted(ROLE_NOUNS))
def test_what_somebody_does_is_not_their_name(role: str) -> None:
    for written in (role, role.title(), role.upper()):
        assert authors_in(f"By Ines Corrado, {written}") == ("Ines Corrado",)


@pytest.mark.parametrize("particle", sorted(PARTICLES - {"i'"}))
def test_a_small_word_within_a_name_belongs_to_it(particle: str) -> None:
    assert authors_in(f"By Ines {particle} Corrado") == (f"Ines {particle} Corrado",)


@pytest.mark.parametrize("nobody", sorted(UNSIGNED))
def test_what_a_system_prints_where_nobody_signed_is_nobody(nobody: str) -> None:
    assert authors_in(nobody) == authors_in(nobody.title()) == ()


@pytest.mark.parametrize("word", sorted(SMALL_WORDS - PARTICLES))
def test_words_of_sentences_sign_nothing(word: str) -> None:
    assert authors_in(word) == ()
