"""Invented sample articles, so that a new reader has something to ask about.

Everything under `articles/` was written for Copydesk: the city of Ombersund, its people, its companies, the three
outlets that report on it and the agency Merrin Wire do not exist, and nothing told there happened. All addresses end in
the reserved `.example`. The articles belong in an archive of their own, below `NOTICE`, never beside real ones.

`questions.jsonl` holds questions on them, five of which they cannot answer. Its `doc_id` is the id of a JSONL row, else
the path of a file below `articles/`; offsets are given for JSONL rows alone, whose text is stored as it stands.
"""

from pathlib import Path

__all__ = ["NOTICE", "SAMPLE_QUESTIONS", "samples_path"]

NOTICE = "These are invented sample articles: the city of Ombersund, its people and its newspapers do not exist."

SAMPLE_QUESTIONS: tuple[str, ...] = (
    "Why was Candlemaker Bridge closed?",
    "How many jobs were lost when Ostrander Looms closed its mill?",
    "How did the council vote on the repair of Candlemaker Bridge?",
    "How many homes were evacuated in the Tidegate flood?",
    "What did Dr Amara Vensel say about the delay in opening Tidegate Hospital?",
    "Who found the lost chart of the Omber in the Harbour Museum?",
)


def samples_path() -> Path:
    """The folder to ingest: it holds articles (JSONL, HTML, Markdown, plain text) and nothing else."""
    return Path(__file__).parent / "articles"
