"""Short texts in one-byte encodings of Latin letters."""

import pytest

from ingest.sources.encoding import decode


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("The board’s plan – “a big step” – cost €3 million. Piet Röök said so.", "cp1252"),
        ("“Yes,” he said – it’s done.", "cp1252"),
        ("Café", "cp1252"),
        ("Temperature 20°C, §5, £3m, ½ mile, naïve café — “ok”", "cp1252"),
        ("Der Bürgermeister sagte: „Schön, größer wird’s nicht.“", "cp1252"),
        ("L’été à Nîmes, où ça s’arrête – c’est là.", "cp1252"),
        ("Røy och Åsa på ön i Malmö", "cp1252"),
        ("São Paulo: «não há razão, são as decisões», disse.", "cp1252"),
        ("Ilse Wałza spoke in Gdańsk.", "cp1250"),
        ("Zażółć gęślą jaźń w Łodzi, powiedział burmistrz.", "cp1250"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy.", "cp1250"),
        ("A polgármester őszinte: több időt kért. Űr.", "cp1250"),
        ("The board’s “plan” cost €3 million, said José.", "mac_roman"),
        ("İlçede güneşli bir gün, dağ ve ışık.", "cp1254"),
        ("Мэр города сказал, что мост закрыт. Это случилось вчера.", "cp1251"),
        ("Ο δήμαρχος είπε ότι η γέφυρα έκλεισε σήμερα.", "cp1253"),
    ],
)
def test_a_short_text_is_read_as_it_was_written(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.is_guess
