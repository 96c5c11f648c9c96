"""How the archive is, and what its ingests did."""

from pathlib import Path
from shutil import disk_usage
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse

from assistant.archive import IngestRun
from ui.adder import Adder
from ui.desk import Desk
from ui.frame import render_page
from ui.language import say, say_decimal
from ui.library import render_rooms
from ui.masthead import render_empty, say_writer
from ui.pages.library import NOT_STORED
from ui.readers import reader_of
from ui.state_view import render_run_page, render_state

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["add_state"]

_SHOWN_RUNS = 20


def add_state(app: FastAPI, desk: Desk, adder: Adder) -> None:
    @app.get("/library/state")
    def state(request: Request) -> HTMLResponse:
        from ui.commands.status import notices_of, status_rows

        scene = desk.scene()
        may_edit = reader_of(request.scope).may_edit
        if scene.coverage is None:
            body = render_rooms("state", may_edit=may_edit) + render_empty(scene)
        else:
            archive = desk.assistant().archive
            status = archive.status()
            with archive.snapshot() as snapshot:
                runs: Sequence[IngestRun] = snapshot.runs(_SHOWN_RUNS)
            rows = [
                *status_rows(status),
                (say("row.room"), _say_room(archive.path)),
                (say("row.answers_by"), say_writer(scene)),
            ]
            names = [name for name, _ in scene.coverage.publishers if name]
            body = render_state(rows, names, notices_of(status), runs, status.writer, may_edit=may_edit)
        return HTMLResponse(render_page(say("library.state"), scene, body, here="library"), headers=NOT_STORED)

    @app.get("/library/runs/{run_id}")
    def run(request: Request, run_id: str, fragment: bool = False) -> HTMLResponse:
        """What an ingest did, or how far it is; `fragment` is what the page's script asks for again and again."""
        progress = adder.progress(run_id)
        is_under_way = progress is not None and not progress.is_over
        kept, writer = (None, None) if is_under_way else _kept(desk, run_id)
        body = render_run_page(kept, progress, writer, may_edit=reader_of(request.scope).may_edit)
        if fragment:
            return HTMLResponse(body, headers=NOT_STORED)
        page = render_page(
            say("state.ingest"), desk.scene(), body, here="library", refresh_seconds=2 if is_under_way else None
        )
        return HTMLResponse(page, headers=NOT_STORED)


def _say_room(path: Path) -> str:
    return f"{say_decimal(disk_usage(path).free / 1e9)} GB"


def _kept(desk: Desk, run_id: str) -> tuple[IngestRun | None, str | None]:
    """The record, and who writes to the archive now: a run that is not over and has no writer was broken off."""
    if desk.scene().coverage is None:
        return None, None
    archive = desk.assistant().archive
    with archive.snapshot() as snapshot:
        return snapshot.run(run_id), archive.current_writer()
