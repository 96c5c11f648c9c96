"""Bulk ingest on Ray: files -> blocks of Parquet with passages and vectors -> the archive (see `pipeline`)."""
