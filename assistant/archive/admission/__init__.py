"""What becomes of an article that comes in: embargo, decision, withdrawal."""
