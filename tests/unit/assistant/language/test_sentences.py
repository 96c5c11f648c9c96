import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.sentences import LONGEST_SENTENCE, ends_sentence, split_sentences


def cut(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


# Each row is the sentences a text must give when they are joined by one space.
SENTENCES = {
    "titles": ["Mr. Smith met Sen. Bob Lee and Lt. Col. Ann Poe.", "Gov. Kim left."],
    "initials": ["J. K. Rowling met George W. Bush.", "He left."],
    "clock": ["He came at 3 p.m.", "The police left at 5 a.m. on Monday."],
    "country": ["The U.S. Senate voted.", "He lives in Washington, D.C.", "He works."],
    "number": ["She is No. 5 on the list.", "He paid $3.5 million on Jan. 5 at No. 10."],
    "company": ["Acme Inc. Chairman Bob left.", "It grew by 2.5 percent."],
    "ellipsis": ["Wait... what?", "He left...", "Then it came."],
    "including": ["It beat 31 rivals, incl. Moss & Sons.", "Fares rose excl. Taxes by a tenth."],
    "versus": ["It was Ali vs. Frazier.", "Prof. Who won."],
    "quoted question": ['"Is it true?" Smith asked.', '"Yes!" the mayor of Rome said.', "He left."],
    "quotation of several sentences": ['"We are glad. We won," he said.', '"Now leave."'],
    "said behind a quotation": ["He was clear: “It is over.”", "She agreed."],
    "brackets": ["(This is one. This is two.)", "Three."],
    "stray opener": ["He said so.", "“It is not closed.", "And open."],
    "month that ends a sentence": ["She succeeds Otto Brand, who retired in May.", "Hale led it for years."],
    "short month": ["He left in Aug.", "Hale led it.", "It began in Sept.", "Police came.", "On Jan. 5 it ended."],
    "quoted month": ["“He left in March.”", "Hale led it."],
    "month in a name": ["The Sept. General Assembly met."],
    "clock behind a bar": ["Updated 4:15 p.m. | Friday, 5 May"],
    "clock without its marks": ["Starts 4:15 pm. | Friday"],
    "Chinese": ["今天很好。", "他走了！", "真的吗？"],
    "Arabic": ["هل هذا صحيح؟", "نعم."],
    "Urdu": ["یہ ہے۔", "وہ ہے۔"],
    "Hindi": ["यह है।", "वह है।"],
}


@pytest.mark.parametrize("sentences", SENTENCES.values(), ids=SENTENCES.keys())
def test_sentences_of_news(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences


@pytest.mark.parametrize("language", ["en", "fr", "de", "hi"])
def test_a_bar_goes_on_in_any_language(language: str) -> None:
    assert cut("It starts at 4:15 p.m. | Friday is free.", language) == ["It starts at 4:15 p.m. | Friday is free."]


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [
        ("It is.", True),
        ("यह है।", True),
        ("“It is!”", True),
        ("这是。」", True),
        ("Photo: A bridge", False),
        ("It is", False),
    ],
)
def test_how_a_whole_sentence_ends(text: str, is_whole: bool) -> None:
    assert ends_sentence(text) is is_whole


def test_scripts_without_spaces() -> None:
    assert cut("今天很好。他走了！真的吗？") == ["今天很好。", "他走了！", "真的吗？"]


def test_a_blank_line_always_ends_a_sentence() -> None:
    assert cut("It was the\n\n second day\r\n \t\r\nof the\f week") == ["It was the", "second day", "of the", "week"]


def test_headings_and_list_items_stand_alone() -> None:
    text = "Storm hits coast\nTuesday, September 1, 2015\nThe storm came at night.\n- one\n- Two\n1. Three"
    assert cut(text) == text.split("\n")


def test_a_wrapped_sentence_stays_whole() -> None:
    text = "The storm that came over the coast on the first day of the month\nJohn Smith said had not been foreseen"
    assert cut(text) == [text]


def test_a_line_that_ends_in_a_function_word_goes_on() -> None:
    assert cut("He was elected on\nTuesday. Then it rained.") == ["He was elected on\nTuesday.", "Then it rained."]


def test_a_long_quotation_is_cut_at_its_full_stops() -> None:
    sentence = "We did what we could for Mr. Smith and the others in those days."
    text = '"' + " ".join([sentence] * 9) + '" he said.'
    assert cut(text)[1:-1] == [sentence] * 7


def test_a_run_without_punctuation_is_cut_at_whitespace() -> None:
    text = "word " * 2000
    found = cut(text)
    assert max(map(len, found)) <= LONGEST_SENTENCE
    assert all(set(piece.split()) == {"word"} for piece in found)


@pytest.mark.parametrize("language", ["", "xx", "de", "de-AT", "zz_ZZ", "not a tag"])
def test_any_language_tag_is_taken(language: str) -> None:
    assert cut("Eins ist da. Zwei ist da.", language) == ["Eins ist da.", "Zwei ist da."]


def test_nothing_gives_nothing() -> None:
    assert split_sentences("") == split_sentences(" \n\t\u2029 ") == []


# Whole sentences, marks, openers, line ends and oddities, so that the rules meet each other.
PIECES = st.sampled_from(
    [
        *("A", "he", "Mr.", "U.S.", "p.m.", "5", "said", "Smith", "。", "؟", "।", ".", "!", "?", "…", "[1]", ")", "("),
        *(" ", "  ", "\n", "\r\n", "\n\n", "\t", "\u2029", "\u00a0", "“", "”", '"', "'", "«", "-", "•", "1.", "a)"),
        *("\ud800", "\u0301", "\u200b", "😀", "\x00", "word " * 300, "x" * 900),
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)))
def test_spans_hold_everything_once_and_in_order(text: str) -> None:
    position = 0
    for start, end in split_sentences(text):
        assert position <= start < end <= len(text)
        assert end - start <= LONGEST_SENTENCE
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()


# Five megabytes take 1 to 25 s; of unclosed quotation marks sentencex alone, in quadratic time, would take 12 minutes.
@pytest.mark.slow
@pytest.mark.parametrize(
    "length",
    [
        pytest.param(200_000, marks=pytest.mark.timeout(60)),
        pytest.param(5_000_000, marks=[pytest.mark.soak, pytest.mark.timeout(240)]),
    ],
)
@pytest.mark.parametrize("unit", ["It is so. ", "“x. ", "'x' ", "word ", "x", "A\n", "Mr. ", "\n"])
def test_a_long_text_of_one_kind_is_cut_whole(unit: str, length: int) -> None:
    text = unit * (length // len(unit))
    spans = split_sentences(text)
    assert sum(len("".join(text[start:end].split())) for start, end in spans) == len("".join(text.split()))


@pytest.mark.parametrize(
    "sentence",
    [
        "The vote is at 4:15 p.m. Friday in the hall.",
        "It ended at 4:15 p.m. | Friday, 6 May | Harrowmere",
        "The talks begin at 10 a.m. GMT on Monday.",
        "It was shut by 6 p.m. March 4.",
        "He left at 11 p.m. Eastern time on Friday.",
        "The doors open at 3 P.M. Tuesday.",
        "It is open from 9 a.m. 365 days a year.",
        "Under the Japan-U.S. Security Treaty both sides meet.",
        "The Japan-U.S. alliance is old.",
        "The EU-U.K. Trade Deal was signed.",
        "The U.S.-U.K. Pact holds.",
    ],
)
def test_an_hour_keeps_its_day_and_a_pair_of_states_stays_whole(sentence: str) -> None:
    text = f"{sentence}\n\nNobody came."
    assert cut(text) == [sentence, "Nobody came."]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It closes at 5 p.m. The keeper leaves.", ["It closes at 5 p.m.", "The keeper leaves."]),
        ("It closes at 5 p.m. Friday is a holiday.", ["It closes at 5 p.m.", "Friday is a holiday."]),
        ("It closes at 5 p.m. ET. The keeper leaves.", ["It closes at 5 p.m. ET.", "The keeper leaves."]),
        ("Doors open at 7 p.m. Tickets cost 9 crowns.", ["Doors open at 7 p.m.", "Tickets cost 9 crowns."]),
        ("It was plan B. So it went.", ["It was plan B.", "So it went."]),
        ("WHAT HAPPENED\nThe bridge was shut.", ["WHAT HAPPENED", "The bridge was shut."]),
        (
            "The works burned.\nThe ruins on Monday. (Photo: Ann Lee)\nThe owner was away.",
            ["The works burned.", "The ruins on Monday.", "(Photo: Ann Lee)", "The owner was away."],
        ),
    ],
)
def test_what_ends_there_is_cut_there(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Der aktuelle Name stammt aus der Mitte des 16. Jahrhunderts und wurde verbreitet."),
        ("de", "Jarrad Branthwaite erzielte in der 27. Minute die Führung für Everton."),
        ("de", "Nach dem erfolgreichen Testlauf mit dem 1. FC Kaiserslautern steigen nun auch andere ein."),
        ("de", "Um 9.30 Uhr am Sonntagmorgen, 28. April, fiel dann endlich der Startschuss."),
        ("de", "Die Vorräte sind um 1,64 Mill. Barrel gestiegen."),
        ("de", "Sie qualifizierten sich für die K.-o.-Runden in Paris."),
        ("fr", "D’après elle, M. Macron a balayé l’idée d’une consultation."),
        ("fr", "Elle a vu Mme. Binet à Paris."),
        ("es", "Lo dijo el Sr. Hurtado en Madrid."),
        ("it", "Lo ha detto il dott. Rossi a Roma."),
        ("pt", "Segundo o Sr. Nadalim, isso ajuda."),
        ("nl", "Dat zei dhr. Jansen op maandag."),
    ],
)
def test_abbreviations_and_ordinals_of_other_languages_end_no_sentence(language: str, sentence: str) -> None:
    assert split_sentences(sentence, language) == [(0, len(sentence))]


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("de", "Das Finale war am 12. Er kam zu spät.", 2),
        ("de", "Er wurde 2. Sie gewann.", 2),
        ("fr", "Le mur mesure 5 m. Macron est venu.", 2),
        ("es", "Llegó en 2024. Se fue en 2025.", 2),
    ],
)
def test_what_ends_a_sentence_in_another_language_still_does(language: str, text: str, count: int) -> None:
    assert len(split_sentences(text, language)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The mill reopens on 4 Sept. Tickets go on sale on Monday.", 2),
        ("It sells nets, ropes, etc. Owner Jo Brandt opened it in 1998.", 2),
        ("The answer was no. Ten members left the hall.", 2),
        ("He lives at No. 10 Downing St. and left on Sept. 4 for good.", 1),
        ("The vote is on 4 Sept. 2026 in the hall.", 1),
        ("It shut on 4 Sept. Monday is a holiday.", 1),
    ],
)
def test_a_short_form_that_ends_a_sentence_is_told_from_one_inside(text: str, count: int) -> None:
    assert len(split_sentences(text)) == count
