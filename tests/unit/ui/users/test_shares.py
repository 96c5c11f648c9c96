"""What readers share by link."""

from pathlib import Path

import pytest

from assistant.errors import InputError
from ui.users.records import Users
from ui.users.shares import Share, Shares


def test_a_link_leads_to_one_thing_until_it_is_ended(tmp_path: Path) -> None:
    file = tmp_path / "users.json.shares"
    shares, mine, hers = Shares(file), Share("ana", "c1"), Share("eve", "c1")
    word = shares.begin(mine)
    assert shares.begin(mine) == word
    assert shares.begin(hers) != word
    assert Shares(file).find(word) == mine, "another process knows it"
    assert file.stat().st_mode & 0o077 == 0
    shares.end(mine)
    assert (shares.find(word), shares.word_of(mine)) == (None, None)
    assert shares.word_of(hers) is not None
    assert shares.begin(mine) != word, "who had the old link has nothing"


def test_the_links_of_a_user_who_is_removed_end(tmp_path: Path) -> None:
    users = Users(tmp_path / "users.json")
    users.put("ana", "reader", None)
    shares = Shares.beside(users.path)
    mine, hers = shares.begin(Share("ana", "c1")), shares.begin(Share("eve", "c2"))
    assert users.remove("Ana")
    assert (shares.find(mine), shares.find(hers)) == (None, Share("eve", "c2"))
    users.put("ana", "reader", None)
    assert shares.find(mine) is None, "somebody else may have the name now"


def test_one_reader_shares_so_many(tmp_path: Path) -> None:
    shares = Shares(tmp_path / "shares")
    for number in range(200):
        shares.begin(Share("ana", f"c{number}"))
    with pytest.raises(InputError, match="Stop sharing one"):
        shares.begin(Share("ana", "c200"))
    shares.begin(Share("eve", "c200"))
