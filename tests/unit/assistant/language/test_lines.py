from assistant.language.lines import blocks, trim


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in blocks(text)]


def test_every_line_end_is_known() -> None:
    assert cut("one\r\n\r\ntwo\u2029three\n \nfour\r\rfive\x85\u2028six") == [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
    ]


def test_lines_of_one_paragraph_are_one_block() -> None:
    assert cut("  one and\n  two  ") == ["one and\n  two"]


def test_list_items_are_blocks() -> None:
    assert cut("Bring:\n• bread\n2) salt\n(a) oil") == ["Bring:", "• bread", "2) salt", "(a) oil"]


def test_trim() -> None:
    assert trim(" ab ", 0, 4) == (1, 3)
    assert trim("  ", 0, 2) is None
