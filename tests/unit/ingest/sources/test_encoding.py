import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sources.encoding import decode, encoding_of, is_binary
from ingest.sources.reading import Unreadable

LINE = "Café à la crème – “naïve” façade über München\n"


@pytest.mark.parametrize(
    ("encoding", "mark", "is_guess"),
    [
        ("utf-8", b"", False),
        ("utf-8", b"\xef\xbb\xbf", False),
        ("utf-16-le", b"\xff\xfe", False),
        ("utf-16-be", b"\xfe\xff", False),
        ("utf-16-le", b"", False),
        ("utf-16-be", b"", False),
        ("utf-32-le", b"\xff\xfe\x00\x00", False),
        ("cp1252", b"", True),
    ],
)
def test_decoded_without_loss(encoding: str, mark: bytes, is_guess: bool) -> None:
    decoded = decode(mark + (LINE * 5).encode(encoding))
    assert decoded.text == LINE * 5
    assert decoded.is_guess is is_guess


def test_what_is_declared_is_believed_unless_it_is_plainly_utf_8() -> None:
    assert decode("Привет, мир".encode("cp1251"), "windows-1251").text == "Привет, мир"
    assert decode("Привет, мир".encode(), "windows-1251").text == "Привет, мир"
    assert decode("Café".encode("cp1252"), "no-such-encoding").text == "Café"
    assert decode("Café".encode("cp1252"), "base64").text == "Café"


def test_a_guess_finds_other_scripts() -> None:
    russian = "Новости дня: мост через реку закрыт на ремонт до конца мая.\n" * 5
    assert decode(russian.encode("cp1251")).text == russian


def test_one_stray_byte_does_not_spoil_utf_8() -> None:
    text = (LINE * 20).encode() + b"\xff" + (LINE * 20).encode()
    decoded = decode(text)
    assert decoded.is_guess
    assert decoded.text == LINE * 20 + "\ufffd" + LINE * 20


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\x00", bytes(range(256)) * 20, b"\x00" * 100])
def test_binary_is_no_text(content: bytes) -> None:
    assert is_binary(content)
    with pytest.raises(Unreadable, match="not text"):
        decode(content)


def test_the_head_may_end_inside_a_character() -> None:
    assert encoding_of("né".encode()[:-1], is_cut=True) == ("utf-8", False)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        decoded = decode(content)
    except Unreadable:
        return
    assert isinstance(decoded.text, str)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=200))
def test_utf_8_is_never_misread(text: str) -> None:
    assert decode(text.encode()).text == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ("iso-8859-1", "cp1252", "The mayor’s “big step” – €3 million"),
        ("us-ascii", "cp1252", "The mayor’s “big step”"),
        ("iso-8859-9", "cp1254", "Şükrü’nün “köprüsü”"),
        ("gb2312", "gb18030", "朱镕基说"),
        ("shift_jis", "cp932", "①橋を閉鎖"),
    ],
)
def test_a_declared_encoding_is_read_with_the_signs_programs_add_to_it(declared: str, encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), declared).text == text


def test_lines_of_another_encoding_do_not_spoil_utf_8() -> None:
    before, after = "The café’s owner Zoë paid €3 million.\n", "\nSeñora Ñuñez said “yes”."
    decoded = decode(before.encode() + b"The na\xefve offer of Bj\xf6rn." + after.encode())
    assert decoded.is_guess
    assert decoded.text == f"{before}The na\ufffdve offer of Bj\ufffdrn.{after}"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Gölbaşı köprüsü cuma gününden beri kapalı. Belediye başkanı Şükrü Yıldız hasar beklemiyor.", "cp1254"),
        ("A híd péntek óta zárva van. Őry Tünde szerint nincs nagy kár, és két hónapig tart a javítás.", "cp1250"),
        ("Die Brücke über die Öre: „Größere Schäden“, sagte Käthe Süß, kosten Frau Lõhmus 40 €.", "cp1252"),
    ],
)
def test_a_text_whose_letters_are_all_of_one_language_is_read_in_its_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_a_stray_byte_does_not_spoil_the_letters_around_it() -> None:
    decoded = decode("Café of Zoë\n".encode() + b"It\x92s shut\n")
    assert decoded.text == "Café of Zoë\nIt\ufffds shut\n"
    assert decoded.is_guess
