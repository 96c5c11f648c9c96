"""Run the pinned sets and raise the floors to what is reached now: `python -m tests.quality.raise_floors`.

It only raises. To lower one, say why: `--lower wikinews.hit_at_1 "the reason"`; the reason is kept in floors.json.
"""

import argparse
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tests.quality.floors import (
    FOLDERS,
    LONG_SETS,
    SETS,
    Floor,
    Measured,
    load_floors,
    measure_folder,
    next_value,
    save_floors,
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[3] / "shared")
    parser.add_argument("--lower", nargs=2, action="append", default=[], metavar=("SET.MEASURE", "REASON"))
    arguments = parser.parse_args()
    reasons = {name: reason.strip() for name, reason in arguments.lower}
    if not all(len(reason.split()) >= 3 for reason in reasons.values()):
        sys.exit("A lower floor needs a sentence that says why.")
    measured: dict[str, dict[str, Measured]] = {}
    for folder in FOLDERS:
        measured |= measure_folder(folder, arguments.shared / "data", SETS | LONG_SETS)
    floors = [moved(floor, measured[floor.question_set][floor.measure], reasons) for floor in load_floors()]
    save_floors(floors)
    sunk = [floor for floor in floors if not floor.holds(measured[floor.question_set][floor.measure].value)]
    for name, found in measured.items():
        print(name, {measure: round(one.value, 4) for measure, one in found.items()})
    sys.exit("\n".join(f"{one.question_set}.{one.measure} has sunk below {one.value}" for one in sunk) or 0)


def moved(floor: Floor, measured: Measured, reasons: dict[str, str]) -> Floor:
    """The floor where it belongs now: higher where it may rise, lower only with a reason."""
    value = next_value(floor, measured)
    rises = value > floor.value if floor.kind == "at_least" else value < floor.value
    reason = reasons.get(f"{floor.question_set}.{floor.measure}")
    if not rises and reason is None:
        return floor
    return replace(
        floor,
        value=value,
        measured=round(measured.value, 4),
        measured_on=datetime.now(UTC).date().isoformat(),
        reason=reason or "reached",
    )


if __name__ == "__main__":
    main()
