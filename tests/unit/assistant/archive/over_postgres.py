"""Which of the archive's tests run over PostgreSQL, too."""

from pathlib import Path

__all__ = ["runs_over_postgres"]

SAMPLE = (
    "admission/test_withdrawal.py",
    "catalog/test_coverage.py",
    "catalog/test_listing.py",
    "catalog/test_standing.py",
    "copies/test_stand_in.py",
    "test_snapshot.py",
)
"""Run by `make test`; the whole by `make soak`."""

OF_THE_FOLDER = (
    "admission/test_intake.py::test_an_article_costs_the_same_however_many_there_are",
    "catalog/test_connection.py",
    "catalog/test_faults.py",
    "catalog/test_keywords.py::test_apostrophes_are_no_quotation_marks",
    "catalog/test_keywords.py::test_common_words_are_left_out_when_rare_ones_decide",
    "catalog/test_migrations.py",
    "catalog/test_past_passages.py",
    "catalog/test_postings.py",
    "catalog/test_rows.py::test_metadata_fill_their_columns_of_the_catalog",
    "catalog/test_schema.py",
    "catalog/test_session.py",
    "catalog/test_token_rows.py",
    "copies/test_layout.py::test_a_lead_that_comes_later_needs_no_vectors_for_the_words_that_are_there",
    "copies/test_likeness_rows.py",
    "index/test_dense.py",
    "index/test_fold.py",
    "index/test_holder.py",
    "readers/",
    "test_store.py",
    "test_writer.py::test_another_model_reads_by_words_and_cannot_write",
    "test_writer.py::test_every_text_comes_back_character_for_character",  # with NUL, which is refused
    "test_writer.py::test_rebuilding_repairs_the_keyword_index",
    "upkeep/",
)
"""They make, break or look into the file that is the catalog there, or say it in words that only SQLite knows."""


def runs_over_postgres(path: Path, name: str, folder: Path, *, is_sample: bool) -> bool:
    """Whether a test of the archive's `folder` does; `name` with its parameters."""
    if not path.is_relative_to(folder):
        return False
    place = path.relative_to(folder).as_posix()
    test = f"{place}::{name.partition('[')[0]}"
    if is_sample and place not in SAMPLE:
        return False
    return not any(test.startswith(one) for one in OF_THE_FOLDER)
