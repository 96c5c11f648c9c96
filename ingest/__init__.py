"""Fills the archive: sources -> articles -> passages -> vectors, one outcome for each article (see `pipeline`)."""
