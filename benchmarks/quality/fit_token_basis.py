"""Find the directions in which token vectors of news text differ most, and keep 128 of them for the archive's codes.

    python -m benchmarks.quality.fit_token_basis --shared ../shared/data [--passages 300]

From every question set's articles so many passages, chosen by a fixed seed, are embedded as ingest embeds them; the
basis is the first eigenvectors of their token vectors' second moments (PCA without centring: products stay products).
"""

import argparse
import json
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.archive import IncomingArticle
from assistant.models import LocalEmbeddings, count_tokens
from assistant.models.token_codes import BASIS_FILE, DIRECTIONS
from ingest.split import split

SETS = ("wikinews", "squad2", "multihop_rag", "mtrag", "spans")
KEPT_AT = Path("assistant/models/data") / BASIS_FILE


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"))
    parser.add_argument("--passages", type=int, default=300, help="of each set")
    arguments = parser.parse_args()
    embedder = LocalEmbeddings()
    moments = np.zeros((embedder.identity.dimension or 0,) * 2)
    for name in SETS:
        inputs = list(_inputs(arguments.shared / name / "articles.jsonl"))
        for text in random.Random(0).sample(inputs, min(arguments.passages, len(inputs))):
            vectors = embedder.encode_tokens([text])[0].vectors
            moments += vectors.T @ vectors / len(vectors)
    basis, share = _principal(moments)
    np.save(KEPT_AT, basis.astype(np.float16))
    print(f"{KEPT_AT}: {DIRECTIONS} directions with {share:.3f} of the squared length")


def _inputs(articles: Path) -> Iterator[str]:
    for line in articles.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        day = date.fromisoformat(row["published_at"][:10]) if row.get("published_at") else None
        article = IncomingArticle(row["text"], row.get("title"), published_on=day, source_name=articles.parent.name)
        yield from (passage.embedded_input for passage in split(article, count_tokens))


def _principal(moments: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    lengths, directions = np.linalg.eigh(moments)
    return directions[:, ::-1][:, :DIRECTIONS], float(lengths[::-1][:DIRECTIONS].sum() / lengths.sum())


if __name__ == "__main__":
    main()
