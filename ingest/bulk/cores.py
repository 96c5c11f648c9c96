"""How the cores of a machine or a cluster are shared out: actors that embed, and what reads and stores beside them."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["BESIDE", "Cores", "cluster_cores", "own_cores"]

BESIDE = 2
"""Cores that reading, cutting and storing ask for. On one machine they come on top of those there are: these steps take
a fortieth of the time that embedding takes, and the system shares what there is."""


@dataclass(frozen=True, slots=True)
class Cores:
    actors: int
    threads: int
    """Of each actor."""

    @property
    def in_all(self) -> int:
        return self.actors * self.threads + BESIDE


def own_cores(actors: int | None, threads: int | None, there: int | None = None) -> Cores:
    """On this machine: by default an actor for each core: none waits for another's block."""
    there = there or _core_count()
    count = actors or max(1, there // (threads or 1))
    return Cores(count, threads or max(1, there // count))


def cluster_cores(resources: Mapping[str, float], actors: int | None, threads: int | None) -> Cores:
    """On a cluster: what is left beside reading and storing."""
    each = threads or 1
    return Cores(actors or max(1, int(resources.get("CPU", 1) - BESIDE) // each), each)


def _core_count() -> int:
    """Cores this process may use, where the system tells."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
