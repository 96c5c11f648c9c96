from assistant.language.number_forms import READERS


def test_each_form_is_found_where_it_stands() -> None:
    text = "At 6 p.m. twice as many, one in ten, half of them, came a third time; a pair of them paid 5."
    places = [text[one.start : one.end] for read in READERS for one in read(text)]
    assert {"6 p.m.", "twice", "one in ten", "half", "a pair of", "5"} <= set(places)
