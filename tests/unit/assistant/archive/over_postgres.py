"""Which of the archive's tests run over PostgreSQL, too."""

from pathlib import Path

__all__ = ["runs_over_postgres"]

SAMPLE = (
    "admission/test_withdrawal.py",
    "catalog/test_coverage.py",
    "catalog/test_listing.py",
    "catalog/test_standing.py",
    "copies/test_stand_in.py",
    "readers/test_database.py",
    "readers/test_remarks.py",
    "readers/test_traces.py",
    "readers/test_turns.py",
    "readers/test_workers.py",
    "test_snapshot.py",
)
"""Run by `make test`; the whole by `make soak`."""

OF_THE_FOLDER = (
    "admission/test_intake.py::test_an_article_costs_the_same_however_many_there_are",
    "catalog/test_connection.py",
    "catalog/test_faults.py",
    "catalog/test_held_languages.py::test_an_archive_made_before_answers",
    "catalog/test_held_languages.py::test_an_english_archive_holds",
    "catalog/test_held_languages.py::test_an_old_archive_in_english",
    "catalog/test_held_languages.py::test_articles_added_to_an_old_archive",
    "catalog/test_keywords.py::test_apostrophes_are_no_quotation_marks",
    "catalog/test_keywords.py::test_common_words_are_left_out_when_rare_ones_decide",
    "catalog/test_migrations.py",
    "catalog/test_past_passages.py",
    "catalog/test_postings.py",
    "catalog/test_rows.py::test_an_article_comes_back_as_it_was_stored",  # with NUL, which is refused
    "catalog/test_rows.py::test_metadata_fill_their_columns_of_the_catalog",
    "catalog/test_rows.py::test_offsets_count_characters_whatever_they_are",  # the same
    "catalog/test_schema.py",
    "catalog/test_session.py",
    "catalog/test_token_rows.py::test_codes_that_are_missing_stop_the_batch",
    "catalog/test_token_rows.py::test_what_is_forgotten_leaves_no_codes",
    "copies/test_layout.py::test_a_lead_that_comes_later_needs_no_vectors_for_the_words_that_are_there",
    "copies/test_likeness_rows.py",
    "index/test_fold.py::test_a_later_ingest_gives_the_collection_to_an_archive_without_one",
    "index/test_fold.py::test_a_segment_holds_the_live_vectors_and_no_others",
    "index/test_fold.py::test_a_segment_whose_index_was_left_out_is_good_and_says_so",
    "index/test_fold.py::test_a_wrong_count_leaves_no_folder",
    "index/test_fold.py::test_nothing_to_delete_is_no_fault",
    "index/test_fold.py::test_only_what_nobody_needs_is_deleted",
    "index/test_fold.py::test_tail_and_tombstones_count_together",
    "index/test_fold.py::test_two_folds_of_one_second_do_not_meet",
    "index/test_health.py",
    "index/test_holder.py",
    "index/test_ledger.py::test_the_one_generation_of_an_earlier_schema_is_read_as_a_segment",
    "readers/test_folder.py",
    "readers/test_listing.py::test_a_deleted_conversation_leaves_no_byte",
    "readers/test_schema.py",
    "readers/test_workers.py::test_a_lock_goes_with_its_worker",
    "readers/test_workers.py::test_open_turns_of_a_copy_have_nobody",
    "readers/test_workers.py::test_registering_looks_for_what_was_left_since_the_store_was_opened",
    "test_store.py::test_a_program_that_ends_without_closing_ends_without_a_word",
    "test_store.py::test_one_of_the_schema_before_is_backed_up_and_forgotten_from",
    "test_store.py::test_one_of_the_schema_before_is_read_as_it_is_and_led_forward_by_its_first_writer",
    "test_store.py::test_opening_does_not_load_chroma_and_the_first_question_does",
    "test_writer.py::test_another_model_reads_by_words_and_cannot_write",
    "test_writer.py::test_every_text_comes_back_character_for_character",  # with NUL, which is refused
    "test_writer.py::test_rebuilding_repairs_the_keyword_index",
    "upkeep/test_forgetting.py",
    "upkeep/test_leftovers.py",
    "upkeep/test_loss.py",
    "upkeep/test_operations.py",
    "upkeep/test_rebuild.py::test_a_keyword_index_with_damaged_pages_is_made_anew",
    "upkeep/test_rebuild.py::test_a_reader_of_the_old_state_is_not_disturbed",
    "upkeep/test_rebuild.py::test_after_a_change_of_model_everything_is_embedded_once_and_the_old_index_serves_till_then",
    "upkeep/test_rebuild.py::test_an_empty_archive_takes_the_model_and_has_no_generation",
    "upkeep/test_rebuild.py::test_words_are_indexed_anew_for_live_passages_alone",
    "upkeep/test_soundness.py",
    "upkeep/test_tables.py",
    "upkeep/test_words.py",
)
"""They make, break or look into the file that is the catalog there, or say it in words that only SQLite knows."""


OF_THE_FOLDERS_INDEX = (
    "index/test_fold.py::test_a_later_ingest_replaces_a_segment_that_was_deleted",
    "test_store.py::test_status_says_what_there_is",  # counts the bytes of the folder
)
"""They look for an index in the archive's folder, which a Chroma server has in its place."""


def runs_over_postgres(path: Path, name: str, folder: Path, *, is_sample: bool, has_server: bool = False) -> bool:
    """Whether a test of the archive's `folder` does; `name` with its parameters, `has_server`: with Chroma's."""
    if not path.is_relative_to(folder):
        return False
    place = path.relative_to(folder).as_posix()
    test = f"{place}::{name.partition('[')[0]}"
    if is_sample and place not in SAMPLE:
        return False
    left_out = (*OF_THE_FOLDER, *OF_THE_FOLDERS_INDEX) if has_server else OF_THE_FOLDER
    return not any(test.startswith(one) for one in left_out)
