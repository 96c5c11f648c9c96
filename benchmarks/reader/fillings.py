# mypy: ignore-errors
# It runs with packages that Copydesk does not depend on.
"""The frames of `frames.txt`, each one thing said in several ways, and what `fillings.txt` has to fill them with."""

from pathlib import Path

_HERE = Path(__file__).parent


def _read_frames():
    frames, lines, symmetric = [], None, False
    for line in (_HERE / "frames.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            lines = {"=": [], "!": [], "~": [], "?": []}
            frames.append((line.strip("[]").split(), lines, symmetric))
            symmetric = False
        elif line == "sym":
            symmetric = True
        elif line[:1] in "=!~?" and line:
            lines[line[0]].append(line[2:])
    return [frame for frame in frames if len(frame[1]["="]) > 1]


def _read_fillings():
    found = {"event": [], "doing": []}
    for line in (_HERE / "fillings.txt").read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition(": ")
        if name in ("event", "doing"):
            found[name].append(rest.split("|"))
        elif rest and not line.startswith("#"):
            found[name] = rest.split("|")
    return found


FRAMES, FILLINGS = _read_frames(), _read_fillings()
