"""Which version of an article stood on which day.

A version stands from the day it was updated. One that does not say so stands from its publication, if it is the first
or gives a later day than the one before; else from the day it was fetched, or came into the archive: it was not known
before. It stands until the day of the next version, so of several on one day the last counts.
"""

from assistant.archive.catalog.database import Database

__all__ = ["WRITE_STANDING", "write_standing"]

WRITE_STANDING = """
UPDATE versions SET stands_from = days.stands_from, stands_until = days.stands_until FROM (
  SELECT version_id, stands_from, lead(stands_from) OVER later AS stands_until FROM (
    SELECT version_id, article_key, ordinal, max(own_day) OVER later AS stands_from FROM (
      SELECT version_id, article_key, ordinal, coalesce(
        updated_on,
        CASE WHEN lag(version_id) OVER later IS NULL OR published_on > lag(published_on) OVER later
          THEN published_on END,
        CASE WHEN fetched_at GLOB '[12][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' THEN date(fetched_at) END,
        date(stored_at)
      ) AS own_day FROM versions WHERE {} WINDOW later AS (PARTITION BY article_key ORDER BY ordinal)
    ) WINDOW later AS (PARTITION BY article_key ORDER BY ordinal)
  ) WINDOW later AS (PARTITION BY article_key ORDER BY ordinal)
) days WHERE days.version_id = versions.version_id
"""
"""For the versions that a condition names; all of an article or none."""


def write_standing(connection: Database, article_key: int) -> None:
    """Work out the days of all versions of an article anew; belongs after every change of one of them."""
    connection.execute(WRITE_STANDING.format("article_key = ?"), (article_key,))
    connection.execute(
        "UPDATE articles SET stands_from = "
        "(SELECT v.stands_from FROM versions v WHERE v.version_id = articles.current_version_id) WHERE article_key = ?",
        (article_key,),
    )
