# mypy: ignore-errors
# It runs with packages that Copydesk does not depend on.
"""The mean of the weights of two readers, of which one went on from the other: `python mean.py A.pt B.pt --to C.pt`."""

import argparse
from pathlib import Path

import torch

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("checkpoints", type=Path, nargs="+")
parser.add_argument("--to", type=Path, required=True)
chosen = parser.parse_args()
states = [torch.load(path, weights_only=True) for path in chosen.checkpoints]
torch.save({name: sum(state[name] for state in states) / len(states) for name in states[0]}, chosen.to)
