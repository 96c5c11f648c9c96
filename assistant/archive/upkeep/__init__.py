"""What is done to an archive as a whole: backup, forgetting, rebuilding, checking."""
