import pytest

from assistant.answering.writers.markers import find_markers, open_marker_at


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("[2.3]", [(2, 3)]),
        ("【2.3】", [(2, 3)]),
        ("［２.３］", [(2, 3)]),
        ("[2.3, 4.1]", [(2, 3), (4, 1)]),
        ("[2.3; 4.1]", [(2, 3), (4, 1)]),
        ("[2.3 and 4.1]", [(2, 3), (4, 1)]),
        ("[2.3][4.1]", [(2, 3), (4, 1)]),
        ("[2.3-2.5]", [(2, 3), (2, 4), (2, 5)]),
        ("[2.3–5]", [(2, 3), (2, 4), (2, 5)]),
        ("[2.5-2.3]", [(2, 5), (2, 3)]),
        ("[2.1-2.99999]", [(2, 1), (2, 99999)]),
        ("[1.3-2.1]", [(1, 3), (2, 1)]),
        ("[^2.3]", [(2, 3)]),
        ("[S2.3]", [(2, 3)]),
        ("[id 2.3]", [(2, 3)]),
        ("【2.3†L1-L4】", [(2, 3)]),
        ("[2.3](https://evil.example/x)", [(2, 3)]),
        ("[7]", [(7, 0)]),
        ("[2.3, 2.3]", [(2, 3)]),
        ("[sic]", []),
        ("[2023]", []),
        ("[the 2.3 million]", []),
        ("(2.3)", []),
        ("[]", []),
        ("[2.3", []),
        ("[" + "1.1," * 40 + "]", []),
    ],
)
def test_markers_are_read(text: str, ids: list[tuple[int, int]]) -> None:
    assert [one for marker in find_markers(text) for one in marker.ids] == ids


def test_a_marker_takes_the_space_before_it_and_a_link_behind_it() -> None:
    (marker,) = find_markers("sank [2.3](http://x). Next")
    assert "sank [2.3](http://x). Next"[: marker.start] == "sank"
    assert "sank [2.3](http://x). Next"[marker.end :] == ". Next"


@pytest.mark.parametrize(
    ("text", "open_at"),
    [
        ("sank", 4),
        ("sank [2", 4),
        ("sank [2.3]", 4),
        ("sank [2.3].", 11),
        ("sank [2.3](http://x", 4),
        ("why ", 3),
        ("x!", 1),
    ],
)
def test_what_may_go_on_is_held(text: str, open_at: int) -> None:
    assert open_marker_at(text) == open_at
