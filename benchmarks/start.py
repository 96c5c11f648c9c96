"""How long commands take from the shell: `python benchmarks/start.py`. The baseline is Python starting and ending.

`--help` is promised in half a second; tests hold what it may import, this measures what that costs.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))  # before this folder, which has an ingest.py of its own

from assistant.models import LocalEmbeddings
from assistant.settings import Settings
from ingest.samples_archive import ensure_samples

TRIES = 7
COPYDESK = ["-c", "from ui.cli import main; main()"]


def measure(command: Sequence[str]) -> float:
    """Seconds from start to end, the median of several runs."""
    taken = []
    for _ in range(TRIES):
        started = time.perf_counter()
        subprocess.run([sys.executable, *command], check=True, capture_output=True)
        taken.append(time.perf_counter() - started)
    return median(taken)


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        archive = ensure_samples(Settings.load(), LocalEmbeddings(), Path(place) / "samples")
        commands = {
            "python -c pass": ["-c", "pass"],
            "copydesk --help": [*COPYDESK, "--help"],
            "copydesk status": [*COPYDESK, "status", "--archive", str(archive)],
            "copydesk search": [*COPYDESK, "search", "--archive", str(archive), "flood wall"],
            "copydesk ask": [*COPYDESK, "ask", "--archive", str(archive), "Why was Candlemaker Bridge closed?"],
        }
        baseline = measure(commands["python -c pass"])
        for name, command in commands.items():
            seconds = measure(command)
            print(f"{name:20}{1000 * seconds:8.0f} ms{seconds / baseline:8.1f} x the baseline")


if __name__ == "__main__":
    main()
