import pytest

from assistant.answering.writers.form_parser import FormParser
from assistant.answering.writers.statement_parser import Parsed

KNOWN = [(1, 1), (2, 3)]
SANK = Parsed("It sank.", ((2, 3),))


@pytest.mark.parametrize(
    "text",
    [
        "It sank [2.3].",
        " \n[2.3] It sank.",
        '{"statements": [{"text": "It sank.", "ids": ["2.3"]}]}',
        '```json\n{"statements": [{"text": "It sank.", "ids": ["2.3"]}]}\n```',
        '[{"text": "It sank.", "ids": ["2.3"]}]',
    ],
)
def test_the_first_characters_tell_the_form(text: str) -> None:
    for parts in ([text], list(text)):
        parser = FormParser(KNOWN)
        assert [*(one for part in parts for one in parser.feed(part)), *parser.finish()] == [SANK]


@pytest.mark.parametrize(("text", "says_so"), [('{"statements": []}', True), ("[]", True), ("{}", False), ("", False)])
def test_an_empty_list_says_that_nothing_answers(text: str, says_so: bool) -> None:
    parser = FormParser(KNOWN)
    assert [*parser.feed(text), *parser.finish()] == []
    assert parser.says_nothing_answers is says_so


def test_unknown_ids_are_counted_and_all_can_be_forgotten() -> None:
    parser = FormParser(KNOWN)
    parser.feed("It sank [9.9]. I")
    assert parser.unknown_count == 1
    parser.discard()
    assert parser.unknown_count == 0
    assert [*parser.feed('[{"text": "It sank.", "ids": ["2.3", "9.9"]}]'), *parser.finish()] == [SANK]
    assert parser.unknown_count == 1


@pytest.mark.parametrize("text", ["`", "[", "``"])
def test_what_never_shows_its_form_is_read_as_text(text: str) -> None:
    parser = FormParser(KNOWN)
    assert [*parser.feed(text), *parser.finish()] == []
