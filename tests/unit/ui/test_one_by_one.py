from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.evaluation import Evidence, GoldQuestion
from ui.one_by_one import evaluate_one_by_one, home_of


def test_where_a_question_is_at_home() -> None:
    assert home_of(GoldQuestion("1", "x", evidence=(Evidence("a", (0, 3)), Evidence("a", (5, 9))), about="b")) == "a"
    assert home_of(GoldQuestion("1", "x", evidence=(Evidence("a"), Evidence("c")), about="b")) is None
    assert home_of(GoldQuestion("1", "x", answerable=False, about="b")) == "b"
    assert home_of(GoldQuestion("1", "x")) is None


@pytest.mark.parametrize("content", ["", "no json", "[1]", '{"title": "no id"}'])
def test_a_file_that_cannot_be_asked_one_by_one(tmp_path: Path, content: str) -> None:
    file = tmp_path / "articles.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"one by one|No question names"):
        evaluate_one_by_one([GoldQuestion("1", "x", about="a")], file, lambda *_: None)
