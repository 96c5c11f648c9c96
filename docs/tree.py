"""The rooms of the code, how many modules each has, and who imports whom: `python docs/tree.py`.

A room is a package, or a module that stands directly in one of the four top packages; below `assistant.archive` it is
each package and module of the archive. An arrow is one import from a module of one room to a module of another.
`--at COMMIT` draws the tree of an earlier commit, `--arrows` lists every pair of rooms, `--json` prints all of it.
"""

import argparse
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

from grimp import ImportGraph, build_graph

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("assistant", "copydesk", "ingest", "ui")
DEEPER = ("assistant.archive",)
"""Packages whose parts are rooms of their own."""
FLOORS = ("assistant", *DEEPER, "ingest", "ui")


@dataclass(frozen=True)
class Tree:
    """Rooms with their number of modules, and the arrows between them as (from, to) and how many."""

    rooms: dict[str, int]
    lines: dict[str, int]
    arrows: dict[tuple[str, str], int]

    def within(self, floor: str) -> tuple[int, dict[tuple[str, str], int], int]:
        """Of the rooms that stand directly in a package: how many, the arrows among them, pairs both ways."""
        arrows = {pair: count for pair, count in self.arrows.items() if all(is_in(room, floor) for room in pair)}
        mutual = sum(one < other and (other, one) in arrows for one, other in arrows)
        return sum(is_in(room, floor) for room in self.rooms), arrows, mutual

    @property
    def mutual(self) -> list[tuple[str, str]]:
        """Pairs of rooms that import each other."""
        return sorted((one, other) for one, other in self.arrows if one < other and (other, one) in self.arrows)


def is_in(room: str, floor: str) -> bool:
    return room.rpartition(".")[0] == floor


def room_of(module: str) -> str:
    """`assistant.chain` is one itself; `assistant.answering.grounding.order` is in `assistant.answering`."""
    deep = next((package for package in DEEPER if module.startswith(f"{package}.")), "")
    names = module.split(".")
    return ".".join(names[: deep.count(".") + 2 if deep else 2])


def draw(root: Path) -> Tree:
    sys.path.insert(0, str(root))
    try:
        graph = build_graph(*(name for name in PACKAGES if (root / name).is_dir()), cache_dir=None)
    finally:
        sys.path.remove(str(root))
    return Tree(
        dict(sorted(Counter(map(room_of, graph.modules)).items())), lines_of(graph, root), dict(arrows_of(graph))
    )


def arrows_of(graph: ImportGraph) -> Counter[tuple[str, str]]:
    found = (
        (room_of(module), room_of(imported))
        for module in sorted(graph.modules)
        for imported in sorted(graph.find_modules_directly_imported_by(module))
    )
    return Counter(pair for pair in found if pair[0] != pair[1])


def lines_of(graph: ImportGraph, root: Path) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for module in graph.modules:
        path = root.joinpath(*module.split("."))
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        counted[room_of(module)] += len(file.read_text(encoding="utf-8").splitlines())
    return dict(counted)


def drawn_apart(root: Path) -> Tree:
    """The tree of another folder, in a process of its own: what this one has imported would be found in its place."""
    command = [sys.executable, __file__, "--root", str(root), "--json"]
    written = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    arrows = {(one["from"], one["to"]): one["count"] for one in written["arrows"]}
    return Tree(written["rooms"], written["lines"], arrows)


def at_commit(commit: str) -> Tree:
    """The tree as it stood then, from a copy in a passing folder."""
    try:
        there = [name for name in PACKAGES if name in _git("ls-tree", "--name-only", commit).decode().split()]
        packed = _git("archive", commit, *there)
    except subprocess.CalledProcessError as error:
        sys.exit(f"There is no tree of {commit}: {error.stderr.decode().strip()}")
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
            tar.extractall(folder, filter="data")
        return drawn_apart(Path(folder))


def _git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=True).stdout


def told(tree: Tree, *, with_arrows: bool) -> str:
    width = max(map(len, tree.rooms))
    lines = [f"{'room':{width}}  modules   lines  arrows out  arrows in"]
    for room, modules in tree.rooms.items():
        out = sum(count for (one, _), count in tree.arrows.items() if one == room)
        into = sum(count for (_, other), count in tree.arrows.items() if other == room)
        lines.append(f"{room:{width}}  {modules:7}  {tree.lines[room]:6,}  {out:10}  {into:9}")
    lines += ["", f"{'among the rooms of':{width}}    rooms   pairs     imports  both ways"]
    for floor in FLOORS:
        rooms, arrows, mutual = tree.within(floor)
        lines.append(f"{floor:{width}}  {rooms:7}  {len(arrows):6,}  {sum(arrows.values()):10}  {mutual:9}")
    lines.append(
        f"{len(tree.rooms)} rooms, {sum(tree.rooms.values())} modules, {sum(tree.lines.values()):,} lines; "
        f"{sum(tree.arrows.values())} imports between {len(tree.arrows)} pairs of rooms, "
        f"{len(tree.mutual)} pairs both ways"
    )
    if with_arrows:
        lines += [f"{one} -> {other}: {count}" for (one, other), count in sorted(tree.arrows.items())]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--at", metavar="COMMIT", help="the tree of an earlier commit")
    parser.add_argument("--root", type=Path, default=ROOT, help="the folder of another copy of the code")
    parser.add_argument("--arrows", action="store_true", help="list every pair of rooms")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    chosen = parser.parse_args(arguments)
    tree = at_commit(chosen.at) if chosen.at else draw(chosen.root)
    if chosen.json:
        arrows = [{"from": one, "to": other, "count": count} for (one, other), count in sorted(tree.arrows.items())]
        sys.stdout.write(json.dumps({**asdict(tree), "arrows": arrows, "mutual": tree.mutual}, indent=1) + "\n")
    else:
        sys.stdout.write(told(tree, with_arrows=chosen.arrows) + "\n")


if __name__ == "__main__":
    main()
