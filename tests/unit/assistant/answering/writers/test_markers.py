import pytest

from assistant.answering.writers.markers import Known, defuse, find_markers, open_marker_at

KNOWN = Known([(passage, sentence) for passage in range(1, 9) for sentence in range(1, 10)])


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("[2.3]", [(2, 3)]),
        ("【2.3】", [(2, 3)]),
        (r"it sank \[2.3\].", [(2, 3)]),
        ("[id=2.3]", [(2, 3)]),
        ("［２.３］", [(2, 3)]),
        ("⟦2.3⟧", [(2, 3)]),
        ("{2.3}", [(2, 3)]),
        ("[2.3, 4.1]", [(2, 3), (4, 1)]),
        ("[2.3; 4.1]", [(2, 3), (4, 1)]),
        ("[2.3 and 4.1]", [(2, 3), (4, 1)]),
        ("[1.1, 1.2, and 1.3]", [(1, 1), (1, 2), (1, 3)]),
        ("[1.1 & 1.2]", [(1, 1), (1, 2)]),
        ("[2.3][4.1]", [(2, 3), (4, 1)]),
        ("[2.3-2.5]", [(2, 3), (2, 4), (2, 5)]),
        ("[2.3–5]", [(2, 3), (2, 4), (2, 5)]),
        ("[2.3 to 2.5]", [(2, 3), (2, 4), (2, 5)]),
        ("[2.5-2.3]", [(2, 5), (2, 3)]),
        ("[2.1-2.99999]", [(2, 1), (2, 99999)]),
        ("[1.3-2.1]", [(1, 3), (2, 1)]),
        ("[^2.3]", [(2, 3)]),
        ("[#2.3]", [(2, 3)]),
        ("[2.3.]", [(2, 3)]),
        ("[S2.3]", [(2, 3)]),
        ("[id 2.3]", [(2, 3)]),
        ("[Evidence 2.3]", [(2, 3)]),
        ("【2.3†L1-L4】", [(2, 3)]),
        ("[2.3](https://evil.example/x)", [(2, 3)]),
        ("[2.3, 2.3]", [(2, 3)]),
        ("[sic]", []),
        ("[2023]", []),
        ("[12:30]", []),
        ("[aged 42]", []),
        ("[the 2.3 million]", []),
        ("[]", []),
        ("[2.3", []),
        ("[" + "1.1," * 40 + "]", []),
    ],
)
def test_markers_in_square_brackets_of_every_kind(text: str, ids: list[tuple[int, int]]) -> None:
    assert [one for marker in find_markers(text, KNOWN) for one in marker.ids] == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("[Source: 2.3]", [(2, 3)]),
        ("[Sources: 2.3, 4.1]", [(2, 3), (4, 1)]),
        ("[cite: 2.3]", [(2, 3)]),
        ("[citation: 2.3]", [(2, 3)]),
        ("[ref:2.3]", [(2, 3)]),
        ("[passage 1, sentence 2]", [(1, 2)]),
        ("[Source 1, Sentence 2]", [(1, 2)]),
        ("[P1S2]", [(1, 2)]),
        ("[The Lantern, 2.3]", [(2, 3)]),
        ("[2.3: The Lantern]", [(2, 3)]),
        ("[2.3 - Lantern]", [(2, 3)]),
        ("(2.3)", [(2, 3)]),
        ("（2.3）", [(2, 3)]),
        ("(2.3, 2.5)", [(2, 3), (2, 5)]),
        ("(2.3–2.5)", [(2, 3), (2, 4), (2, 5)]),
        ("(Source 2.3)", [(2, 3)]),
        ("(Quelle 2.3)", [(2, 3)]),
        ("(sentences 1.1 and 1.2)", [(1, 1), (1, 2)]),
        ("(passage 1, sentence 2)", [(1, 2)]),
        ("(Source: [1.1])", [(1, 1)]),
        ("([1.1]; [1.2])", [(1, 1), (1, 2)]),
        ("[[1.1]]", [(1, 1)]),
        ("(see 2.3)", [(2, 3)]),
        ("(cf. sentence 2.3)", [(2, 3)]),
        ("<sup>[1.1]</sup>", [(1, 1)]),
        ("<cite>1.1</cite>", [(1, 1)]),
        ("it sank^1.1^", [(1, 1)]),
        ("it sank ¹·²", [(1, 2)]),
        ("[1] 1.1", [(1, 1)]),
        ("[1] 1.1.", [(1, 1)]),
        ("(9.3)", []),  # no passage has this number
        ("(2.3%)", []),
        ("(magnitude 6.4)", []),
        ("(3.2 million)", []),
        ("(8:30)", []),
        ("(No. 4)", []),
        ("(p. 3)", []),
        ("(Article 5)", []),
        ("(2023)", []),
    ],
)
def test_markers_with_words_and_in_other_brackets(text: str, ids: list[tuple[int, int]]) -> None:
    assert [one for marker in find_markers(text, KNOWN) for one in marker.ids] == ids


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("it sank [7]", [7]),
        ("it sank 【1】", [1]),
        ("it sank 【1†source】", [1]),
        ("it sank [Passage 1]", [1]),
        ("it sank [Article 1]", [1]),
        ("it sank (Passage 1)", [1]),
        ("it sank (1).", [1]),
        ("it sank (1, 2)", [1, 2]),
        ("it sank [1-3]", [1, 2, 3]),
        ("it sank [1][2]", [1, 2]),
        ("it sank¹", [1]),
        ("it sank.²", [2]),
        ("it sank¹,²", [1, 2]),
        ("it sank in 2019¹", [1]),
        ("it sank^1^", [1]),
        ("it sank<sup>1</sup>", [1]),
        ("[1] 31 people", [1]),
        ("for (1) its cost", []),
        ("10 km²", []),
        ("10³ of them", []),
        ("x^2", []),
        ("km<sup>2</sup>", []),
        ("¹⁹⁹⁹", []),
    ],
)
def test_markers_that_name_a_passage_only(text: str, passages: list[int]) -> None:
    assert [one for marker in find_markers(text, KNOWN) for one in marker.ids] == [(one, 0) for one in passages]


def test_a_marker_takes_the_space_before_it_and_a_link_behind_it() -> None:
    (marker,) = find_markers("sank [2.3](http://x). Next", KNOWN)
    assert "sank [2.3](http://x). Next"[: marker.start] == "sank"
    assert "sank [2.3](http://x). Next"[marker.end :] == ". Next"


def test_what_stands_before_the_text_tells_a_power() -> None:
    assert list(find_markers("²", KNOWN, before=" km")) == []
    assert [marker.ids for marker in find_markers("²", KNOWN, before="ank")] == [((2, 0),)]


@pytest.mark.parametrize(
    ("text", "open_at"),
    [
        ("sank", 4),
        ("sank [2", 4),
        ("sank [2.3]", 4),
        ("sank [2.3].", 11),
        ("sank [2.3](http://x", 4),
        ("sank [1] 1", 4),
        ("sank (see", 4),
        ("sank (2.3)", 4),
        ("sank (2.3) a", 12),
        ("sank <sup>1", 4),
        ("sank^1", 4),
        ("sank¹", 4),
        ("why ", 3),
        ("x!", 1),
    ],
)
def test_what_may_go_on_is_held(text: str, open_at: int) -> None:
    assert open_marker_at(text) == open_at


@pytest.mark.parametrize("text", ["(2.3)", "won (6)", "sank¹", "a <sup>2</sup>", "(Source 9.9)", "^1^", "(1) to (3)"])
def test_what_a_model_could_repeat_as_a_marker_is_none(text: str) -> None:
    assert list(find_markers(defuse(text), KNOWN)) == []
    assert list(find_markers(f"It sank {defuse(text)}.", KNOWN)) == []


def test_what_is_no_marker_stays_as_it_is() -> None:
    assert defuse("Smith (42) ran 10 km² in (1999), [sic]") == "Smith (42) ran 10 km² in (1999), [sic]"
