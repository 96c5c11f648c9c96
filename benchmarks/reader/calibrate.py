"""What the confidence is made of, on the choosing part, by the reader that ships, in Copydesk's own environment:
`python benchmarks/reader/calibrate.py --shared ../shared/data`.

Each question is asked as `copydesk eval` asks it, of one archive of all articles; what is fitted is what the first
reading of each says. Prints the weight and the bias that `assistant/reading/calibration.py` keeps.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation import load_questions, questions_of_split
from assistant.reading import CALIBRATION, Calibration, reader
from ui.commands.opening import temporary_assistant

FAR_WEIGHT, NEAR = CALIBRATION.far_weight, CALIBRATION.near
STEPS, RIDGE = 50, 0.01


@dataclass(frozen=True, slots=True)
class Noting(Calibration):
    """Beside its confidence it keeps what that was made of."""

    noted: list[tuple[float, float]] = field(default_factory=list)
    """(log-odds that any sentence answers, what the best match lacks)."""

    def confidence(self, odds: Sequence[NDArray[np.float32]], match: float | None = None) -> float:
        read = np.concatenate([np.asarray(one, np.float64) for one in odds])
        likely = float(np.logaddexp.reduce(read[np.isfinite(read)], initial=-12.0))
        self.noted.append((min(likely, 12.0), max(0.0, NEAR - match) if match is not None else 0.0))
        return Calibration.confidence(self, odds, match)


def fit(
    likely: NDArray[np.float64], lacking: NDArray[np.float64], answerable: NDArray[np.bool_]
) -> tuple[float, float]:
    """Weight and bias of a logistic regression, with the weight of what is lacking held as it is."""
    rows = np.stack([likely, np.ones_like(likely)], axis=1)
    found = np.zeros(2)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(FAR_WEIGHT * lacking - rows @ found))
        slope = rows.T @ (chance - answerable) + RIDGE * found
        found = found - np.linalg.solve((rows.T * (chance * (1 - chance))) @ rows + RIDGE * np.eye(2), slope)
    return float(found[0]), float(found[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"))
    folder = parser.parse_args().shared / "newsqa"
    asked = questions_of_split(load_questions(folder / "questions.jsonl"), "choose")
    noting = Noting(CALIBRATION.weight, CALIBRATION.bias, FAR_WEIGHT, NEAR)
    reader.CALIBRATION = noting  # type: ignore[misc]  # of this process alone
    made, answerable = [], []
    with temporary_assistant(folder / "articles.jsonl") as assistant:
        for question in asked:
            noting.noted.clear()
            assistant.ask(question.question, history=question.history)
            if noting.noted and not question.asks_of_record:
                made.append(noting.noted[0])
                answerable.append(question.answerable)
    likely, lacking = np.array(made).T
    weight, bias = fit(likely, lacking, np.array(answerable))
    print(f"weight {weight:.3f}, bias {bias:.3f}: {sum(answerable)} answerable of {len(answerable)}")


if __name__ == "__main__":
    main()
