import pytest

from assistant.answering.grounding import Meaning
from assistant.answering.grounding.meaning import UNLIKE, word_overlap
from assistant.models import LocalEmbeddings


def test_words_that_are_cited_count_whole_and_others_less() -> None:
    likeness = word_overlap("The bridge was mended by expensive divers.", ["Mending the bridge took a year."])
    assert likeness.whole == pytest.approx((1 + 1 + 2 * UNLIKE) / 4)
    assert (likeness.weakest, likeness.weakest_words) == (UNLIKE, "expensive divers")
    assert word_overlap("And so it was.", ["x"]).weakest == 1.0


def test_a_paraphrase_is_nearer_than_an_added_detail() -> None:
    meaning = Meaning(LocalEmbeddings(None, 1))
    quote = "The ferry was taken out of service because its engine had failed."
    paraphrase = meaning.compare("The ferry went out of service since its motor failed.", [quote])
    added = meaning.compare("The ferry was taken out of service because of unpaid harbour taxes.", [quote])
    assert paraphrase.weakest > added.weakest
    assert "taxes" in added.weakest_words or "unpaid" in added.weakest_words
    assert meaning.compare("Penguins waddle over the ice.", [quote]).whole < 0.4
