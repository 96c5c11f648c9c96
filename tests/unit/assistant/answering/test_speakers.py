from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.introductions import Speaker
from assistant.answering.speakers import find_speaker, has_quotation
from assistant.language import split_sentences
from assistant.retrieval import Candidate
from tests.unit.assistant.answering.conftest import make_article

TEXT = (
    "Ann Lee, the mayor of Omber, opened the bridge. "
    '"It will stand for a hundred years, I am sure of it," Lee said on Monday. '
    '"We have waited long enough for it, all of us." '
    "Harbour master Bob Ray was not there. "
    'According to Environment Minister Carla Diaz, the river is "clean and safe for everybody to swim in". '
    "She added that fish are back. "
    "Critics said the price was too high. "
    "Dan Orr, spokesman for the Omber Valley Council, said the toll stays."
)


def speaker_of(opening: str, text: str = TEXT) -> Speaker | None:
    article = make_article(text)
    (span,) = [span for span in split_sentences(text) if text[span[0] :].startswith(opening)]
    return find_speaker(article, span)


@pytest.mark.parametrize(
    ("opening", "speaker"),
    [
        ("Ann Lee, the mayor", None),
        ('"It will stand', Speaker("Ann Lee", "the mayor of Omber")),
        ('"We have waited', Speaker("Ann Lee", "the mayor of Omber")),
        ("Harbour master", None),
        ("According to", Speaker("Carla Diaz", "Environment Minister")),
        ("She added", Speaker("Carla Diaz", "Environment Minister")),
        ("Critics said", None),
        ("Dan Orr", Speaker("Dan Orr", "spokesman for the Omber Valley Council")),
    ],
)
def test_the_speaker_is_who_the_article_names(opening: str, speaker: Speaker | None) -> None:
    assert speaker_of(opening) == speaker


def test_nobody_speaks_where_another_may_have_come_in_between() -> None:
    text = 'Ann Lee said it is safe. Bob Ray met Cy Low. He said "it was a long day at work".'

    assert speaker_of("He said", text) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "The owner, Karl Boom, knew of the cracks, inspectors said.",
        "The captain, Lotte Brandt, slept on watch, a sailor said.",
        "The mayor of Linden, Ilse Tarn, will resign, aides said.",
        "The suspect, Jan Vos, fled to Skarne, police said.",
    ],
)
def test_who_is_accused_has_not_said_it(sentence: str) -> None:
    assert find_speaker(make_article(sentence), (0, len(sentence))) is None


@pytest.mark.parametrize(
    ("before", "sentence", "speaker"),
    [
        ("Ann Lee met Bob Ray. ", "She said it was late.", None),
        ("Ann Lee said Bob Ray had left. ", "He said it was late.", None),
        ("Ann Lee said Bob Ray had left. ", "She added that it was late.", "Ann Lee"),
        ("Ann Lee, a nurse, said it was dark. ", "“It was far too late by then,” she said.", "Ann Lee"),
        ("“It was dark in there,” one woman said. ", "“And there was no light at all.”", None),
        ("“It was dark,” Ann Lee said. ", "“And there was no light at all.”", "Ann Lee"),
        ("“It was dark,” police said. ", "He said it was late.", None),
    ],
)
def test_a_pronoun_or_a_quotation_goes_on_only_from_one_who_is_sure(
    before: str, sentence: str, speaker: str | None
) -> None:
    found = find_speaker(make_article(before + sentence), (len(before), len(before + sentence)))
    assert (found.name if found else None) == speaker


@pytest.mark.parametrize("opening", ["Divers", "Management", "Norlift"])
def test_a_word_that_opens_a_sentence_is_a_name_only_where_the_article_has_it_as_one(opening: str) -> None:
    sentence = f"{opening} said it was late."
    assert find_speaker(make_article(sentence), (0, len(sentence))) is None
    known = find_speaker(make_article(f"{sentence} The firm {opening} is old."), (0, len(sentence)))
    assert known == Speaker(opening)


@pytest.mark.parametrize("named", ["New Zealand", "France", "South Korea", "Federated Farmers of France"])
def test_a_country_between_is_nobody_whom_she_could_mean(named: str) -> None:
    text = f"Mayor Ann Lee said {named} would pay. She said it was late."
    assert speaker_of("She said", text) == Speaker("Ann Lee", "Mayor")


def test_somebody_else_between_could_be_meant() -> None:
    assert speaker_of("She said", "Mayor Ann Lee said Carla Jordan would pay. She said it was late.") is None


def test_a_headline_in_brackets_is_no_quotation() -> None:
    assert not has_quotation('We gave another figure ("Town wins the cup after a shoot-out").')
    assert has_quotation('(He said "the town wins the cup after all".)')


def test_an_office_with_its_capital_is_nobody_beside_its_holder() -> None:
    text = (
        'The Dean, the Very Reverend Susan Amory, said that bells are silent. "They are noisier than we are," she said.'
    )
    dean = Speaker("Susan Amory", "the Dean")
    assert [speaker_of(opening, text) for opening in ("The Dean", '"They')] == [dean, dean]


def test_a_college_between_is_nobody_whom_he_could_mean() -> None:
    text = 'Tom Zielin, a historian at Lowick College who saw it, said it was old. "Five is a brave figure," he said.'
    assert speaker_of('"Five', text) == Speaker("Tom Zielin", "a historian at Lowick College")


def test_a_term_in_marks_is_no_quotation() -> None:
    assert has_quotation('He called it "a long way to go for a drink" and left.')
    assert not has_quotation('Her book "The Long Way" is out.')


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(['"', "“", "”", "Ann", "Lee", "said", ",", ".", "told", "mayor", "he", "\n\n"]), max_size=40
    )
)
def test_a_name_stands_in_the_article(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for span in split_sentences(text):
        found = find_speaker(make_article(text), span)
        assert found is None or found.name in text


def test_a_candidate_made_by_hand_has_no_speaker(candidate_of: Callable[..., Candidate]) -> None:
    candidate = candidate_of("The bridge was shut.")
    assert find_speaker(candidate.article, candidate.passage.sentences[0]) is None


def test_a_reply_in_an_interview_is_said_by_whom_its_label_names() -> None:
    text = "Jorun Takk is a skipper.\n\nWhat do you see?\n\nTakk: The river. The mayor said it is full.\n\nIt rained."
    assert speaker_of("Takk: The", text) == Speaker("Jorun Takk")
    assert speaker_of("The mayor", text) == Speaker("Jorun Takk"), "she is the one who tells it"
    assert speaker_of("It rained", text) is None


@pytest.mark.parametrize(
    ("text", "opening", "name"),
    [
        (
            'Chief Bram Osten inspected the mill on Monday. "It will not last," he said. Work starts.',
            '"It will',
            "Bram Osten",
        ),
        (
            'The ferry is late. Captain Ruth Vane blamed ice. "We lost hours," she told reporters.',
            '"We lost',
            "Ruth Vane",
        ),
        ("Coach Emil Storr was in no mood to celebrate. He said the team had played badly.", "He said", "Emil Storr"),
        ('The owner of the yard, Mr Isaac Holm, sings bass. "I like it," he says.', '"I like', "Isaac Holm"),
        ("Ona Quist, 36, played her last match. She wept at the whistle. She said it hurt.", "She said", "Ona Quist"),
        ('Dana Quist, substitute, scored. Ona Quist left. "It is only football," she said.', '"It is', "Ona Quist"),
    ],
)
def test_a_pronoun_means_the_one_person_just_spoken_of(text: str, opening: str, name: str) -> None:
    speaker = speaker_of(opening, text)
    assert speaker is not None
    assert speaker.name == name


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ('Mayor Ilse Tarn met Captain Lotte Brandt. "The quay is safe," she said.', '"The quay'),
        ('Mr Otto Brand left the court. "He lied," she said.', '"He lied'),
        ('Mr Otto Brand left the court. "It was a lie," she said.', '"It was'),
        ('Otto Brand met the owner on Friday. "It will hold," he said.', '"It will'),
        ('Otto Brand\'s brother ran the mill. "It will hold," he said.', '"It will'),
        ("Otto Brand and the engineer ran the mill. He said it would hold.", "He said"),
        ('A judge sentenced Otto Brand to a year. "This was cruel," he said.', '"This was'),
        ("Karl Boom said the ship was lost. Its captain, Jens Ryd, left last. He said all were safe.", "He said all"),
        ("Ada Lund led the inquiry. It took a year. The board says she need not pay.", "The board"),
        ('One girl lost a foot. "She is brave," he said.', '"She is'),
    ],
)
def test_a_pronoun_that_may_mean_somebody_else_names_nobody(text: str, opening: str) -> None:
    assert speaker_of(opening, text) is None


def test_whoever_warns_stands_behind_the_verb_too() -> None:
    found = speaker_of("“Stay", "“Stay at home,” warned Lena Falk, head of the guard in Morn, on Tuesday.")
    assert found == Speaker("Lena Falk", "head of the guard in Morn")


def test_she_within_a_sentence_is_its_own_person() -> None:
    text = "Farmer Nils Aas said yes. Doctor Eva Lie is against it, which she calls ugly."
    assert speaker_of("Doctor", text) is None
