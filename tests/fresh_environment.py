"""An environment with the built wheel and what it requires, as an installer would make it; nothing is downloaded.

The packages are links to those of this environment: those that the wheel's metadata require, and no other.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

__all__ = ["Environment", "build_distributions", "make_environment"]

SECONDS = 240


class Environment:
    """A folder with its own Python, in which Copydesk is installed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
        self.python = self.programs / "python"
        variables = {"base": str(folder), "platbase": str(folder)}
        self.packages = Path(sysconfig.get_path("purelib", "venv", variables))

    def run(
        self, *command: str | Path, cwd: Path | None = None, settings: Mapping[str, str] | None = None
    ) -> "subprocess.CompletedProcess[str]":
        """Run a program in it, deaf to where the tests find Copydesk."""
        return subprocess.run(
            [str(word) for word in command],
            cwd=cwd,
            env={**without_path(), **(settings or {}), "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
        )


def without_path() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def build_distributions(project: Path, folder: Path) -> tuple[Path, Path]:
    """The sdist, and the wheel that is built from what is in it."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(project)]
    done = subprocess.run(
        command, env=without_path(), capture_output=True, encoding="utf-8", timeout=SECONDS, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (sdist,) = folder.glob("*.tar.gz")
    (wheel,) = folder.glob("*.whl")
    return sdist, wheel


def make_environment(folder: Path, wheel: Path, extras: Iterable[str] = ()) -> Environment:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True, timeout=SECONDS)
    environment = Environment(folder)
    install = [sys.executable, "-m", "pip", "--python", str(environment.python), "install"]
    quietly = ["--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", "--no-compile", str(wheel)]
    subprocess.run([*install, *quietly], env=without_path(), check=True, timeout=SECONDS)
    (installed,) = metadata.distributions(name="copydesk", path=[str(environment.packages)])
    link(required([Requirement(one) for one in installed.requires or []], extras), environment.packages)
    return environment


def required(requirements: Iterable[Requirement], extras: Iterable[str]) -> dict[str, metadata.Distribution]:
    """All that these requirements need, with what that needs."""
    waiting = [(one, frozenset(extras)) for one in requirements]
    met: set[tuple[str, frozenset[str]]] = set()
    found: dict[str, metadata.Distribution] = {}
    while waiting:
        wanted, asked = waiting.pop()
        if wanted.marker and not any(wanted.marker.evaluate({"extra": extra}) for extra in ("", *asked)):
            continue
        name, own = plain(wanted.name), frozenset(wanted.extras)
        if name == "copydesk" or (name, own) in met:
            continue
        met.add((name, own))
        found[name] = metadata.distribution(name)
        waiting += [(Requirement(one), own) for one in found[name].requires or []]
    return found


def link(packages: Mapping[str, metadata.Distribution], target: Path) -> None:
    """Whole folders; those that several packages share, file by file."""
    owners = Counter(top for one in metadata.distributions() for top in tops_of(one))
    for package in packages.values():
        for top in tops_of(package):
            source = Path(str(package.locate_file(top)))
            if owners[top] == 1 or source.is_file():
                link_one(source, target / top)
                continue
            for file in package.files or []:
                if file.parts[0] == top:
                    link_one(Path(str(package.locate_file(file))), target / file)


def link_one(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    elif not target.exists():
        target.symlink_to(source)


def tops_of(package: metadata.Distribution) -> set[str]:
    return {file.parts[0] for file in package.files or [] if file.parts[0] not in {"..", "__pycache__"}}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
