from ingest.byline_words import PARTICLES, ROLE_NOUNS, SMALL_WORDS, UNSIGNED


def test_lists_are_in_small_letters_and_no_particle_is_a_role() -> None:
    assert all(word == word.casefold() for words in (ROLE_NOUNS, PARTICLES, SMALL_WORDS, UNSIGNED) for word in words)
    assert not ROLE_NOUNS & PARTICLES
