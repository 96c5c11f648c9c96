"""What each root holds, and what has vanished from it."""

import tracemalloc
from collections.abc import Iterator, Mapping
from pathlib import Path

from ingest.holdings import Holdings
from ingest.sources.found import Skip


class Notebook:
    """Keeps texts in memory."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def recall(self, key: str) -> str | None:
        return self.values.get(key)

    def recall_each(self, prefix: str) -> Iterator[tuple[str, str]]:
        return iter([(key, value) for key, value in sorted(self.values.items()) if key.startswith(prefix)])

    def remember_many(self, values: Mapping[str, str | None]) -> None:
        for key, value in values.items():
            if value is None:
                self.values.pop(key, None)
            else:
                self.values[key] = value


def run(keeper: Notebook, roots: list[Path], met: dict[str, str], name: str | None = None) -> Holdings:
    holdings = Holdings(roots, name)
    holdings.begin(keeper)
    for article_id, source in met.items():
        holdings.note(article_id, source)
    holdings.keep()
    return holdings


def test_what_is_not_met_again_has_vanished(tmp_path: Path) -> None:
    keeper, root = Notebook(), tmp_path / "news"
    run(keeper, [root], {"a1": f"{root}/x.txt", "a2": f"{root}/y.jsonl:line 1", "a3": f"{root}/y.jsonl:line 2"})
    second = run(keeper, [root], {"a1": f"{root}/x.txt", "a3": f"{root}/y.jsonl:line 1"})
    assert second.vanished([]) == {"a2": "y.jsonl"}
    assert second.held_elsewhere(["a2"]) == set()
    second.drop(["a2"])
    assert run(keeper, [root], {"a1": f"{root}/x.txt", "a3": f"{root}/z.txt"}).vanished([]) == {}


def test_what_was_in_a_file_that_could_not_be_read_has_not(tmp_path: Path) -> None:
    keeper, root = Notebook(), tmp_path / "news"
    run(
        keeper,
        [root],
        {"a1": f"{root}/x.txt", "a2": f"{root}/y.jsonl:line 7", "a3": f"{root}/z.zip/in.txt", "a4": f"{root}/x"},
    )
    second = run(keeper, [root], {"a9": f"{root}/new.txt"})
    skips = [Skip(f"{root}/y.jsonl:line 3", "no text"), Skip(f"{root}/z.zip", "damaged"), Skip(f"{root}/x", "empty")]
    assert second.vanished(skips) == {"a1": "x.txt"}


def test_roots_are_the_same_however_they_are_written(tmp_path: Path) -> None:
    keeper, root = Notebook(), tmp_path / "news"
    root.mkdir()
    run(keeper, [root], {"a1": f"{root}/x.txt", "a2": f"{root}/y.txt"})
    crooked = tmp_path / "news" / ".." / "news"
    second = run(keeper, [crooked], {"a1": f"{crooked}/x.txt"})
    assert second.vanished([Skip(f"{crooked}/y.txt", "damaged")]) == {}
    assert second.vanished([]) == {"a2": "y.txt"}


def test_a_large_source_costs_little_memory_and_is_told_apart(tmp_path: Path) -> None:
    keeper, root, count = Notebook(), tmp_path / "news", 5000
    run(keeper, [root], {f"a{number}": f"{root}/{number}.txt" for number in range(count)})
    second = Holdings([root], None)
    second.begin(keeper)
    met = [(f"a{number}", f"{root}/{number}.txt") for number in range(0, count, 2)]
    tracemalloc.start()
    for article_id, source in met:
        second.note(article_id, source)
    second.keep()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert held < 20 * len(met) + 10_000
    assert second.vanished([]) == {f"a{number}": f"{number}.txt" for number in range(1, count, 2)}


def test_another_root_or_another_name_is_another_source(tmp_path: Path) -> None:
    keeper, news, wire = Notebook(), tmp_path / "news", tmp_path / "wire"
    run(keeper, [news], {"a1": f"{news}/x.txt", "a2": f"{news}/y.txt"})
    run(keeper, [wire], {"a2": f"{wire}/y.txt"})
    assert run(keeper, [tmp_path / "news2"], {"a5": f"{tmp_path}/news2/z.txt"}).vanished([]) == {}
    assert run(keeper, [news], {"a6": f"{news}/x.txt"}, "other").vanished([]) == {}
    second = run(keeper, [news], {"a1": f"{news}/x.txt"})
    assert second.vanished([]) == {"a2": "y.txt"}
    assert second.held_elsewhere(["a2", "a1"]) == {"a2"}
    second.drop(["a2"])
    both = run(keeper, [news, wire], {"a1": f"{news}/x.txt"})
    assert both.vanished([]) == {"a2": "y.txt"}
    assert both.held_elsewhere(["a2"]) == set()


def test_an_article_that_moved_between_roots_of_one_run_has_not_vanished(tmp_path: Path) -> None:
    keeper, news, wire = Notebook(), tmp_path / "news", tmp_path / "wire"
    run(keeper, [news, wire], {"a1": f"{news}/x.txt", "a2": f"{wire}/y.txt"})
    assert run(keeper, [news, wire], {"a1": f"{wire}/x.txt", "a2": f"{wire}/y.txt"}).vanished([]) == {}


def test_a_source_that_was_not_read_whole_is_not_synced(tmp_path: Path) -> None:
    keeper, root = Notebook(), tmp_path / "news"
    (root / "deep").mkdir(parents=True)
    first = run(keeper, [root], {"a1": f"{root}/x.txt"})
    assert first.reason_not_to_sync([]) is None
    unread = first.reason_not_to_sync([Skip(f"{root}/deep", "no permission to read it")])
    assert unread is not None
    assert "no permission" in unread
    assert first.reason_not_to_sync([Skip(f"{root}/y.pdf", "damaged"), Skip(str(tmp_path), "elsewhere")]) is None
    empty = run(keeper, [root], {}).reason_not_to_sync([])
    assert empty is not None
    assert "held 1" in empty
    assert run(Notebook(), [root], {}).reason_not_to_sync([]) is None, "it never held any"


def test_the_current_folder_is_a_root_too() -> None:
    keeper = Notebook()
    run(keeper, [Path()], {"a1": "x.txt", "a2": "deep/y.txt"})
    assert run(keeper, [Path()], {"a1": "x.txt"}).vanished([]) == {"a2": "deep/y.txt"}
    assert run(keeper, [Path()], {"a1": "x.txt"}).vanished([Skip("deep", "no permission")]) == {}
