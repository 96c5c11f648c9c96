import numpy as np
import pytest

from assistant.errors import ModelDamaged
from assistant.models import PassageText, Reader
from assistant.models.reader import READER_FILE, ReaderFile, load_reader_file, load_trained
from assistant.models.weights import SHA256, Weights

SENTENCES = (
    "The harbour bridge at Orrin was shut on Monday.",
    "Inspectors had found fourteen cracks in one of its bearings.",
    "The mayor thanked the volunteers who cleared the beach.",
)
TEXT = " ".join(SENTENCES)
SPANS = tuple((TEXT.index(sentence), TEXT.index(sentence) + len(sentence)) for sentence in SENTENCES)
PASSAGE = PassageText("Bridge at Orrin closed", TEXT, SPANS)
OTHER = PassageText("Potatoes", "Boil the potatoes for twenty minutes. Add salt.", ((0, 37), (38, 47)))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=1)


def test_the_sentence_that_answers_has_the_largest_odds(reader: Reader) -> None:
    (why,) = reader.read("What was wrong with the bridge at Orrin?", [PASSAGE])
    (when,) = reader.read("When did the bridge at Orrin close?", [PASSAGE])

    assert (int(why.argmax()), int(when.argmax())) == (1, 0)


def test_what_answers_is_likelier_than_what_is_of_another_subject(reader: Reader) -> None:
    of_subject, of_another = reader.read("What was wrong with the bridge at Orrin?", [PASSAGE, OTHER])

    assert of_subject.max() > of_another.max() + 2


def test_the_same_passage_reads_alike_whatever_stands_beside_it(reader: Reader) -> None:
    question = "Who thanked the volunteers?"
    (alone,) = reader.read(question, [PASSAGE])
    _, beside = reader.read(question, [OTHER, PASSAGE])

    np.testing.assert_allclose(alone, beside, atol=0.05)


def test_a_sentence_beyond_what_is_read_has_no_odds(reader: Reader) -> None:
    text = "word " * 400 + "The end."
    (odds,) = reader.read("What is at the end?", [PassageText(None, text, ((0, 20), (2000, len(text))))])

    assert np.isfinite(odds[0])
    assert odds[1] == -np.inf


def test_nothing_is_read_of_nothing(reader: Reader) -> None:
    assert reader.read("Who?", []) == []
    (empty,) = reader.read("", [PASSAGE])
    assert not np.isfinite(empty).any()


def test_a_file_with_another_checksum_is_damaged() -> None:
    with pytest.raises(ModelDamaged, match="Install Copydesk again"):
        load_trained(READER_FILE, "0" * 64)


def test_layers_that_do_not_fit_the_model_are_damaged() -> None:
    stored = ReaderFile(np.array([[90, 20]], np.int64), np.zeros(20, np.uint8), {})
    with pytest.raises(ModelDamaged):
        stored.weights(Weights(b"x" * 100, SHA256))


def test_the_layers_take_the_places_of_the_models_own() -> None:
    stored = ReaderFile(np.array([[2, 3], [8, 1]], np.int64), np.frombuffer(b"abcd", np.uint8), {})
    assert stored.weights(Weights(b"0123456789", SHA256)).content == b"01abc567d9"


def test_small_changes_are_added_to_a_matrix_of_the_layers() -> None:
    stored = load_reader_file()
    columns = 384
    levels = np.ones((columns, 1), np.float32), np.ones((1, columns), np.float32)
    change = {"0.a": levels[0], "0.b": levels[1], "0.scale": np.array([0.5], np.float32)}

    changed = stored.changed(change)

    def matrix(one: ReaderFile) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
        levels, scales = one.patch[: columns**2].view(np.int8), one.patch[columns**2 : columns**2 + 4 * columns]
        return (levels.reshape(columns, columns) * scales.view(np.float32)).astype(np.float32)

    np.testing.assert_allclose(matrix(changed), matrix(stored) + 0.5, atol=0.01)
    assert (changed.patch[columns**2 + 4 * columns :] == stored.patch[columns**2 + 4 * columns :]).all()
