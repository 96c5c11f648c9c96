"""The steps as a dataset of Ray's: tasks read and cut, actors with one model each embed, tasks store."""

import logging
import warnings
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from assistant.errors import CopydeskError
from assistant.models import Embedder, embed_of
from ingest.bulk.place import BlockPlace
from ingest.bulk.session import RayFailed
from ingest.bulk.steps import Claims, HowToRead, Piece, cut_piece, embed_piece, read_pieces, store_piece

__all__ = ["Actors", "flow"]

_READ_CORES, _CUT_CORES, _STORE_CORES = 0.5, 0.75, 0.25
"""Unlike on purpose: Ray would make one task of two steps that ask for the same, and one large file would be read, cut
and stored by one core."""
_BLOCK_BYTES = 16_384
"""So that each of our blocks, mostly far larger, is one of Ray's, and goes on as soon as it is there."""


@dataclass(frozen=True, slots=True)
class Actors:
    """How the model is run: in so many processes, each with so many cores and graphics cards."""

    build: Callable[[], Embedder]
    count: int
    threads: int
    gpus: float = 0.0


def flow(
    ray: Any,
    shares: Sequence[bytes],
    how: HowToRead,
    actors: Actors,
    place: str,
    *,
    known: NDArray[np.uint64],
    stored: Collection[str],
) -> Iterator[Piece]:
    """Each block once it is stored, in whatever order they come, and behind the last of a share what was seen of it.

    `shares` are those of `written_share`, `known` the numbers of keys that need no vector, `stored` the names of blocks
    that are at the place. Raises what a step raises, and RayFailed.
    """
    exceptions = import_module("ray.exceptions")
    try:
        yield from _pieces(ray, shares, how, actors, place, known, stored)
    except exceptions.RayTaskError as error:
        raise _cause_of(error) from error
    except exceptions.RayError as error:
        message = f"Ray gave up: {type(error).__name__}. What is stored stays: run the command again."
        raise RayFailed(message) from error


def _pieces(
    ray: Any,
    shares: Sequence[bytes],
    how: HowToRead,
    actors: Actors,
    place: str,
    known: NDArray[np.uint64],
    stored: Collection[str],
) -> Iterator[Piece]:
    datasets = _quiet_datasets()
    claims = ray.remote(Claims).options(num_cpus=0).remote()
    known_keys, stored_names = ray.put(known), ray.put(frozenset(stored))
    model_key = actors.build().identity.key()

    def read(table: Any) -> Iterator[Any]:
        names = ray.get(stored_names)
        for written in table.column("share").to_pylist():
            yield from (_table([piece]) for piece in read_pieces(written, how, names))

    def cut(table: Any) -> Any:
        def claim(name: str, numbers: Sequence[int]) -> Sequence[bool]:
            return cast("Sequence[bool]", ray.get(claims.claim.remote(name, numbers)))

        keys = ray.get(known_keys)
        return _table([cut_piece(piece, model_key, keys, claim) for piece in _pieces_in(table)])

    def store(table: Any) -> Any:
        there = BlockPlace.at(place)
        return _table([store_piece(piece, there) for piece in _pieces_in(table)])

    class Embedding:
        """One model, loaded at the first block."""

        def __init__(self) -> None:
            self._embed = embed_of(actors.build())

        def __call__(self, table: Any) -> Any:
            return _table([embed_piece(piece, self._embed) for piece in _pieces_in(table)])

    one = {"batch_size": 1, "batch_format": "pyarrow"}
    dataset = (
        datasets.from_items([{"share": share} for share in shares], override_num_blocks=len(shares))
        .map_batches(read, num_cpus=_READ_CORES, **one)
        .map_batches(cut, num_cpus=_CUT_CORES, **one)
        .map_batches(
            Embedding,
            compute=datasets.ActorPoolStrategy(size=actors.count),
            num_cpus=actors.threads,
            num_gpus=actors.gpus,
            **one,
        )
        .map_batches(store, num_cpus=_STORE_CORES, **one)
    )
    for table in dataset.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0):
        yield from _pieces_in(table)


def _quiet_datasets() -> Any:
    datasets = import_module("ray.data")
    warnings.filterwarnings("ignore", module=r"ray\.")  # how many blocks there are is as it is
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)  # errors come as exceptions
    context = datasets.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    context.raise_original_map_exception = True
    context.target_max_block_size = _BLOCK_BYTES
    return datasets


def _table(pieces: Sequence[Piece]) -> Any:
    pyarrow = import_module("pyarrow")
    types = {int: pyarrow.int64(), str: pyarrow.string(), bool: pyarrow.bool_(), float: pyarrow.float64()}
    kinds = {name: types.get(kind, pyarrow.large_binary()) for name, kind in Piece.__annotations__.items()}
    return pyarrow.Table.from_pylist(list(pieces), schema=pyarrow.schema(list(kinds.items())))


def _pieces_in(table: Any) -> list[Piece]:
    return cast("list[Piece]", table.to_pylist())


def _cause_of(error: Any) -> CopydeskError:
    """What a step raised on purpose, as it was; anything else by its kind, since its text may hold an article's."""
    cause = getattr(error, "cause", None)
    while isinstance(cause, BaseException) and not isinstance(cause, CopydeskError) and cause.__cause__ is not None:
        cause = cause.__cause__
    if isinstance(cause, CopydeskError):
        return cause.retold(str(cause).partition("\n")[0])  # Ray writes advice of its own below
    if isinstance(cause, OSError):
        reason = cause.strerror or type(cause).__name__
        return RayFailed(f"The blocks cannot be written: {reason}. What is stored stays: run the command again.")
    kind = type(cause if cause is not None else error).__name__
    return RayFailed(f"A step of the bulk ingest failed: {kind}. What is stored stays: run the command again.")
