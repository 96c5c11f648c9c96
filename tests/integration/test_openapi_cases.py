"""Cases that schemathesis makes from the OpenAPI document, sent to the real application over the samples."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from assistant.settings import Settings
from tests.running_server import running
from ui.application import build_api
from ui.opening import open_served

SETTINGS = {
    "request-timeout": 120.0,  # the first question loads models, at times on a busy machine
    "checks": {
        # a question of blanks, or a range of days that ends before it begins, fits the schema and means nothing
        "positive_data_acceptance": {"expected-statuses": ["2xx", "400", "401", "403", "404", "409", "422"]},
        "negative_data_rejection": {"expected-statuses": ["400", "403", "404", "405", "409", "413", "422"]},
    },
    "operations": [
        # in an address `false` is the name of an outlet like any other; unit tests try its numbers and days
        {"include-path": "/api/articles", "checks": {"negative_data_rejection": {"enabled": False}}}
    ],
}


@pytest.fixture(scope="module")
def document(samples_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    archive = shutil.copytree(samples_archive, tmp_path_factory.mktemp("cases") / "archive")
    settings = Settings.load(archive=archive, api_writes=True, requests_per_minute=1_000_000)
    desk = open_served(settings)
    desk.assistant()  # imports of two threads at once disturb each other in pytest's rewriting of modules
    with running(build_api(desk, settings)) as address:
        yield schemathesis.openapi.from_url(
            f"{address}/api/openapi.json", config=SchemathesisConfig.from_dict(SETTINGS)
        )
    desk.close()


@pytest.mark.parametrize("count", [pytest.param(200, id="some"), pytest.param(5000, id="all", marks=pytest.mark.soak)])
def test_no_case_breaks_the_server_or_the_document(document: Any, count: int) -> None:
    """As many cases over all addresses, half of them right and half of them wrong."""
    operations = [found.ok() for found in document.get_all_operations()]
    each = -(-count // (2 * len(operations)))
    asked: set[str] = set()
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                _try(operation.as_strategy(generation_mode=mode), each)
            except Unsatisfiable:  # an address that takes nothing takes nothing wrong
                assert mode is GenerationMode.NEGATIVE
        asked.add(operation.label)
    assert {"POST /api/ask", "POST /api/ingest", "GET /api/articles", "POST /v1/chat/completions"} <= asked


def _try(cases: Any, count: int) -> None:
    @settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def call(case: Any) -> None:
        case.call_and_validate()

    call()
