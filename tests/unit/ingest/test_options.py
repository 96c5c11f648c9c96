"""What the options that plain and bulk ingest share stand for."""

import pytest
import typer
from typer.testing import CliRunner

from assistant.errors import InputError, SourceError
from ingest.__main__ import app
from ingest.options import INTERRUPTED, Output, check_ending, field_map_of
from ingest.report import Report


def test_fields_are_mapped_by_name() -> None:
    assert field_map_of(["title=hed", " author = by "]) == {"title": "hed", "author": "by"}
    assert field_map_of([]) == {}


@pytest.mark.parametrize("wrong", ["title", "=hed", "title=", "title= "])
def test_half_a_field_is_said(wrong: str) -> None:
    with pytest.raises(InputError, match="write OURS=THEIRS"):
        field_map_of(["author=by", wrong])


def test_a_run_ends_as_it_went() -> None:
    check_ending(Report())
    with pytest.raises(typer.Exit) as stopped:
        check_ending(Report(is_interrupted=True))
    assert stopped.value.exit_code == INTERRUPTED
    with pytest.raises(SourceError, match="removed nothing: a file is broken"):
        check_ending(Report(sync_refused="a file is broken"))


@pytest.mark.parametrize(
    ("output", "shows"),
    [
        (Output(is_quiet=False, as_json=False), True),
        (Output(is_quiet=True, as_json=False), False),
        (Output(is_quiet=False, as_json=True), False),
    ],
)
def test_only_a_person_is_shown_progress(output: Output, shows: bool) -> None:
    assert output.shows is shows


@pytest.mark.parametrize("option", ["--allow-private", "--source", "--field", "--archive"])
@pytest.mark.parametrize("following", ["--dry-run", "--json", "--limit=5", "--sync"])
def test_an_option_without_its_value_is_said(option: str, following: str) -> None:
    run = CliRunner().invoke(app, ["https://news.example/", option, following])
    assert isinstance(run.exception, InputError)
    assert f"{option} needs a value before {following}" in str(run.exception)
