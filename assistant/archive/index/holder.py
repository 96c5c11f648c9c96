"""The generation that a process has open: shared by its snapshots, exchanged when the pointer moves."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Literal

from assistant.archive.catalog.locks import shared_lock
from assistant.archive.index.chroma import is_usable_here
from assistant.archive.index.generation import (
    IN_USE,
    INDEX_FOLDER,
    ROWS,
    VECTORS,
    Generation,
    index_catalog_is_sound,
    is_index_whole,
)
from assistant.archive.index.pointer import Pointer
from assistant.archive.index.seal import Seal

__all__ = ["GenerationHolder", "Health", "OpenedGeneration", "check_health", "covers_index", "has_usable_index"]

Health = Literal["good", "none yet", "missing", "damaged"]


class OpenedGeneration:
    """One generation under a shared lock, so that no writer deletes it; its files are checked at the first search."""

    def __init__(self, folder: Path, pointer: Pointer) -> None:
        self._folder = folder
        self._pointer = pointer
        self._descriptor = shared_lock(folder / IN_USE)
        self._seal = Seal.from_json(pointer.seal)
        self._sizes = {name: mark.size for name, mark in self._seal.files.items()}
        self._lock = Lock()
        self._is_checked = False
        self._generation: Generation | None = None
        self._health: Health = "good" if self._descriptor is not None else _absence(folder)
        self.user_count = 0

    @property
    def name(self) -> str:
        return self._pointer.name

    @property
    def highest_passage_id(self) -> int:
        return self._pointer.highest_passage_id

    def is_there(self) -> bool:
        """Whether the folder is held and its rows have the size they had: a memory map cut short ends the process."""
        if self._descriptor is None:
            return False
        try:
            return all((self._folder / name).stat().st_size == self._sizes.get(name) for name in (VECTORS, ROWS))
        except OSError:
            return False

    @property
    def notice(self) -> str | None:
        """What is wrong with the index as far as it is known, and what mends it."""
        health = self._health
        if self._generation is not None and self._generation.index_fault:
            health = "damaged"
        if health == "good":
            return None
        return (
            f"The search index is {health}: every passage is compared instead, which is slower but misses nothing. "
            "Run `copydesk rebuild` to make it anew."
        )

    def begin_opening(self) -> None:
        """Open the index beside what the caller does until it searches."""
        generation = self.rows()
        if generation is not None:
            generation.begin_opening()

    def load_index(self) -> None:
        """Open the index now, rather than at the first search."""
        generation = self.rows()
        if generation is not None:
            generation.load_index()

    def rows(self) -> Generation | None:
        """The searchable rows; None when not even the vectors are what was sealed. Checks every byte the first time."""
        with self._lock:
            if not self._is_checked:
                self._is_checked = True
                if self._descriptor is not None:
                    self._open()
            return self._generation

    def close(self) -> None:
        with self._lock:
            if self._generation is not None:
                self._generation.close()
            self._generation = None
            if self._descriptor is not None:
                os.close(self._descriptor)
            self._descriptor = None

    def _open(self) -> None:
        broken = self._seal.broken_files(self._folder)
        whole = is_index_whole(self._seal, broken)
        if broken:
            self._health = "damaged"
        if {VECTORS, ROWS}.isdisjoint(broken):
            self._generation = Generation(self._folder, use_index=whole and _can_open_index(self._folder))


class GenerationHolder:
    """Gives each snapshot the generation its read transaction points to, and closes those nobody uses any more."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._latest: OpenedGeneration | None = None
        self._is_closed = False

    @contextmanager
    def holding(self, pointer: Pointer | None) -> Iterator[OpenedGeneration | None]:
        if pointer is None:
            self.let_go()
            yield None
            return
        opened = self._take(pointer)
        try:
            yield opened
        finally:
            self._give_back(opened)

    def let_go(self) -> None:
        """Close the latest generation if nobody uses it, so that a writer of this process can delete it."""
        with self._lock:
            if self._latest is not None and self._latest.user_count == 0:
                self._latest.close()
                self._latest = None

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
            latest, self._latest = self._latest, None
            if latest is not None and latest.user_count == 0:
                latest.close()

    def _take(self, pointer: Pointer) -> OpenedGeneration:
        with self._lock:
            latest = self._latest
            if latest is None or latest.name != pointer.name or not latest.is_there():
                if latest is not None and latest.user_count == 0:
                    latest.close()
                latest = self._latest = OpenedGeneration(self._folder / pointer.name, pointer)
            latest.user_count += 1
            return latest

    def _give_back(self, opened: OpenedGeneration) -> None:
        with self._lock:
            opened.user_count -= 1
            if opened.user_count == 0 and (opened is not self._latest or self._is_closed):
                opened.close()


def check_health(folder: Path, pointer: Pointer | None) -> Health:
    """The state of the generation on the disk now, every sealed byte read."""
    if pointer is None:
        return "none yet"
    generation = folder / pointer.name
    if not (generation / IN_USE).exists():
        return _absence(generation)
    seal = Seal.from_json(pointer.seal)
    if seal.broken_files(generation):
        return "damaged"
    has_index = any(name.startswith(INDEX_FOLDER + "/") for name in seal.files)
    return "good" if not has_index or index_catalog_is_sound(generation) else "damaged"


def covers_index(pointer: Pointer) -> bool:
    """Whether the generation was sealed with an index: one that fails its check is left out."""
    return is_index_whole(Seal.from_json(pointer.seal), ())


def has_usable_index(folder: Path, pointer: Pointer) -> bool:
    """Whether the next question asks Chroma, where the generation's health is good."""
    return covers_index(pointer) and _can_open_index(folder / pointer.name)


def _can_open_index(folder: Path) -> bool:
    """Chroma must write to its folder to open it: elsewhere the exact rows serve, and nothing is wrong. Nor is it in a
    process forked off one that used Chroma."""
    return is_usable_here() and os.access(folder / INDEX_FOLDER, os.W_OK)


def _absence(folder: Path) -> Health:
    return "damaged" if folder.is_dir() else "missing"
