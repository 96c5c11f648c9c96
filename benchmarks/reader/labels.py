# mypy: ignore-errors
# It runs with packages that Copydesk does not depend on.
"""What a statement is to what it cites, by the number that the entailment says it with."""

LABELS = {"carried": 0, "contradicted": 1, "not_there": 2}
CARRIED, CONTRADICTED, NOT_THERE = LABELS.values()
