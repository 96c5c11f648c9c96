import pytest

from ingest.languages import language_in


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The bridge over the river was shut on Monday, and nobody knows for how long it is to be.", "en"),
        ("Die Brücke über den Fluss wurde am Montag gesperrt, und niemand weiß, wie lange das so bleiben wird.", "de"),
        ("Le pont sur la rivière a été fermé lundi, et personne ne sait combien de temps cela va durer encore.", "fr"),
        ("橋は月曜日に閉鎖され、いつ再開されるかは誰にも分からないと市長が述べた。", "ja"),
        ("Bridge shut", "en"),
        ("1 2 3 4 5", "en"),
        ("", "en"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert language_in(text) == language
