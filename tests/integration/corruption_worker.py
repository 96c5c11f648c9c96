"""Reads all of an archive that may be damaged, in a process of its own: what it says is one line of JSON.

`python corruption_worker.py FOLDER`
"""

import json
import sys
from pathlib import Path

from assistant.archive import Archive, check_text
from assistant.errors import CopydeskError
from tests.integration.upkeep_worker import ARTICLES, OLD, text_of

WORDS = "report item council"


def look(folder: Path) -> dict[str, object]:
    """Texts that a reader would be shown, by id; what was said to be wrong; what searches found."""
    told: list[str] = []
    texts: dict[str, str] = {}
    found = {"dense": 0, "keyword": 0}
    try:
        with Archive.open(folder, OLD.identity) as archive:
            _read(archive, texts, told, found)
            try:
                told += archive.check_soundness().faults
                told += archive.status(reads_all=True).notices
            except CopydeskError as error:
                told.append(str(error))
            try:
                readers = archive.readers
                found["turns"] = sum(len(readers.turns(one.conversation_id)) for one in readers.conversations())
            except CopydeskError as error:
                told.append(str(error))
    except CopydeskError as error:
        told.append(str(error))
    return {"texts": texts, "told": told, "found": found}


def _read(archive: Archive, texts: dict[str, str], told: list[str], found: dict[str, int]) -> None:
    with archive.snapshot() as snapshot:
        told += snapshot.notices
        for number in range(ARTICLES):
            try:
                article = snapshot.article(f"r{number}")
                check_text(article)
                texts[f"r{number}"] = article.text
            except CopydeskError as error:
                told.append(str(error))
        for kind in ("dense", "keyword"):
            try:
                if kind == "dense":
                    hits = snapshot.search_dense(OLD.encode([text_of(7)])[0], 3)
                    passages = snapshot.passages([hit.passage_id for hit in hits])
                    found[kind] = int(bool(passages) and passages[0].text == text_of(7))
                else:
                    found[kind] = len(snapshot.search_keyword(WORDS, 1000))
            except CopydeskError as error:
                told.append(str(error))


if __name__ == "__main__":
    print(json.dumps(look(Path(sys.argv[1]))))
