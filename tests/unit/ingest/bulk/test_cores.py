"""How cores are shared out."""

import pytest

from ingest.bulk.cores import BESIDE, Cores, cluster_cores, own_cores


@pytest.mark.parametrize(
    ("actors", "threads", "there", "wanted"),
    [
        (None, None, 1, Cores(1, 1)),
        (None, None, 8, Cores(8, 1)),
        (2, None, 8, Cores(2, 4)),
        (16, None, 8, Cores(16, 1)),
        (None, 4, 8, Cores(2, 4)),
        (None, 16, 8, Cores(1, 16)),
        (3, 2, 8, Cores(3, 2)),
    ],
)
def test_cores_of_a_machine(actors: int | None, threads: int | None, there: int, wanted: Cores) -> None:
    assert own_cores(actors, threads, there) == wanted
    assert wanted.in_all == wanted.actors * wanted.threads + BESIDE


def test_this_machine_has_cores() -> None:
    assert own_cores(None, None).actors >= 1


@pytest.mark.parametrize(
    ("cpus", "actors", "threads", "wanted"),
    [
        (64.0, None, None, Cores(62, 1)),
        (64.0, None, 4, Cores(15, 4)),
        (64.0, 10, 2, Cores(10, 2)),
        (2.0, None, None, Cores(1, 1)),
    ],
)
def test_cores_of_a_cluster(cpus: float, actors: int | None, threads: int | None, wanted: Cores) -> None:
    assert cluster_cores({"CPU": cpus}, actors, threads) == wanted
