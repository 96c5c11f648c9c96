import pytest

from assistant.answering.mentions import read_mentions


@pytest.mark.parametrize(
    ("phrase", "wanted", "unwanted", "said"),
    [
        ("Tarn", ("Tarn",), (), "mention “Tarn”"),
        ("Tarn and Rook", ("Tarn and Rook",), (), "mention “Tarn and Rook”"),
        ("Tarn or the ferry", ("Tarn", "ferry"), (), "mention “Tarn” or “ferry”"),
        ("Tarn, Rook or Venn", ("Tarn", "Rook", "Venn"), (), "mention “Tarn”, “Rook” or “Venn”"),
        ("Tarn but not Rook", ("Tarn",), ("Rook",), "mention “Tarn” but not “Rook”"),
        ("Tarn without Rook", ("Tarn",), ("Rook",), "mention “Tarn” but not “Rook”"),
        ("Tarn but don't Rook or Venn", ("Tarn",), ("Rook", "Venn"), "mention “Tarn” but not “Rook” or “Venn”"),
        ("Trick or Treat", ("Trick or Treat",), (), "mention “Trick or Treat”"),
    ],
)
def test_what_is_mentioned_may_be_one_of_several_or_leave_others_out(
    phrase: str, wanted: tuple[str, ...], unwanted: tuple[str, ...], said: str
) -> None:
    read = read_mentions(phrase, ["Trick or Treat"])

    assert (read.wanted, read.unwanted, read.say("mention")) == (wanted, unwanted, said)


def test_a_negated_question_wants_none_of_them() -> None:
    read = read_mentions("Tarn or Rook", is_negated=True)

    assert (read.wanted, read.unwanted) == ((), ("Tarn", "Rook"))
    assert read.say("mention") == "do not mention “Tarn” or “Rook”"
    assert read.say("mentions", is_one=True) == "does not mention “Tarn” or “Rook”"
