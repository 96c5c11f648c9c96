"""What a bulk ingest refuses before Ray is started, and what its report holds."""

from pathlib import Path

import pytest

from assistant.archive import Archive
from assistant.errors import InputError, ModelMismatch, SourceError
from assistant.models import build_embedder
from assistant.settings import Settings
from ingest.bulk import pipeline
from ingest.bulk.cores import Cores
from ingest.bulk.pipeline import BulkReport, Crew, Prepared, bulk, prepare
from ingest.bulk.prepared import Ready
from ingest.pipeline import ingest
from ingest.report import Report
from ingest.samples import samples_path
from tests.unit.ingest.bulk.conftest import Coding


def test_nothing_to_read_or_no_place_for_it_is_said_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("It was shut.")
    settings, blocks = Settings.load(), str(tmp_path / "blocks")
    with pytest.raises(SourceError, match="no file or folder"):
        prepare([tmp_path / "nothing"], settings, blocks)
    with pytest.raises(InputError, match="invented"):
        prepare([samples_path()], settings, blocks)
    with pytest.raises(InputError, match="gone when the command ends"):
        prepare([tmp_path / "a.txt"], settings, "memory://blocks")
    with pytest.raises(InputError, match='no field "headlin"'):
        prepare([tmp_path / "a.txt"], settings, blocks, field_map={"headlin": "x"})
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="give whole paths"):
        prepare([Path("a.txt")], settings, blocks, crew=Crew(cluster="10.0.0.5:6379"))
    assert not (tmp_path / "blocks").exists()


def test_an_empty_folder_needs_no_ray(tmp_path: Path) -> None:
    (tmp_path / "wire").mkdir()
    prepared = prepare([tmp_path / "wire"], Settings.load(), str(tmp_path / "blocks"), crew=Crew(cluster="127.0.0.1:1"))
    assert (prepared.ready, prepared.made, prepared.is_interrupted) == ([], [], False)


def test_the_report_of_the_admission_is_there_with_what_was_prepared() -> None:
    prepared = Prepared([Ready(0, 0, "a", 9), Ready(0, 1, "b", 9)], made=["b"], passages=7, embedded=5, seconds=2.0)
    told = BulkReport(Report(added=3), prepared, embedded_again=1).to_json()
    assert {name: told[name] for name in told if name != "bulk"} == Report(added=3).to_json()
    assert told["bulk"] == {
        "blocks": 2,
        "blocks_made": 1,
        "passages": 7,
        "embedded": 5,
        "embedded_again": 1,
        "seconds": 2.0,
        "processor_seconds": 0.0,
    }


class OnCards(Coding):
    uses_graphics = True


@pytest.mark.parametrize(
    ("model", "cards", "wanted"),
    [(Coding, 4.0, (8, 0.0)), (OnCards, 0.0, (8, 0.0)), (OnCards, 2.0, (2, 1.0)), (OnCards, 16.0, (8, 1.0))],
)
def test_an_actor_has_a_graphics_card_where_its_model_uses_one(
    monkeypatch: pytest.MonkeyPatch, model: type[Coding], cards: float, wanted: tuple[int, float]
) -> None:
    monkeypatch.setattr(pipeline, "build_embedder", lambda _: model())
    actors = pipeline.actors_of(Cores(8, 1), Settings.load(), {"CPU": 8.0, "GPU": cards})
    assert (actors.count, actors.gpus) == wanted


def test_what_would_keep_the_blocks_out_is_said_before_they_are_made(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It was shut.")
    settings, other = Settings.load(), Coding()
    with Archive.open(tmp_path / "archive", other.identity, create=True) as archive:
        ingest([tmp_path / "a.txt"], archive, other, settings=settings)
    with (
        Archive.open(tmp_path / "archive", build_embedder(settings).identity) as archive,
        pytest.raises(ModelMismatch, match="made with the embedding model coding"),
    ):
        bulk([tmp_path / "a.txt"], archive, settings, str(tmp_path / "blocks"))
    assert not (tmp_path / "blocks").exists()
