# mypy: ignore-errors
# It runs with packages that Copydesk does not depend on.
"""Train the entailment by twins: `python train_twins.py --shared ../shared/data --to FILE.pt`.

Each step reads true and false statements over the same cited sentences side by side. Beside the labels it learns that
the true one of a twin is carried more surely than the false one.
"""

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from export import restored_entailment
from lots import Lots, read_groups
from model import Entailment, Reader, collate_statements, encode_statement
from train import average, load
from train_entailment import read_articles

TWINS, PARTS = 16, 4
TOGETHER = 4
"""Steps after which workers that learn at the same time take the mean of what they have."""
DATA = Path(__file__).parents[2] / "assistant/models/data"


def widened(state, own):
    """A checkpoint of a smaller rank as one of the net's own: the further places begin as the net's do."""
    for name, value in state.items():
        if value.shape != own[name].shape:
            wider = own[name].clone()
            wider[tuple(slice(size) for size in value.shape)] = value
            state[name] = wider
    return state


def carried(said):
    return said[:, 0] - torch.logsumexp(said[:, 1:], 1)


def probabilities(net, rows):
    net.eval()
    asked, places = [], []
    for at, row in enumerate(rows):
        if row["fixed"]:
            continue
        apart = [[one] for one in row["quotes"][:6]] if len(row["quotes"]) > 1 else []
        for quotes in (row["quotes"], *apart):
            asked.append(encode_statement(row["text"], row["title"], " ".join(quotes)))
            places.append(at)
    found = [[] for _ in rows]
    order = sorted(range(len(asked)), key=lambda at: len(asked[at][0]))
    with torch.no_grad():
        for first in range(0, len(order), 32):
            part = order[first : first + 32]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                said = torch.softmax(net(*collate_statements([asked[at] for at in part])).float(), -1)
            for at, value in zip(part, said.tolist(), strict=True):
                found[places[at]].append(value)
    net.train()
    return found


def report(rows, found):
    said = []
    for name in ("held", "open", "own", "wiki"):
        values = [
            (max(one[0] for one in p), row["true"])
            for row, p in zip(rows, found, strict=True)
            if row["set"] == name and p
        ]
        if not values:
            continue
        x, y = np.array([v for v, _ in values]), np.array([t for _, t in values])
        said.append(f"{name} {(x[y][:, None] > x[~y][None]).mean():.3f}")
    return " ".join(said)


def meet(net, kept, to, worker, workers):
    """Put the mean of what all workers have so far in the place of one's own: where processors are shared, several
    slow ones learn together."""
    own = learned_of(net, kept)
    path = to.with_suffix(f".{worker}.worker")
    torch.save(own, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)
    states = [
        torch.load(to.with_suffix(f".{one}.worker"), weights_only=True)
        for one in range(workers)
        if to.with_suffix(f".{one}.worker").exists()
    ]
    net.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in own}, strict=False)


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--reader", type=Path, default=DATA / "reader.npz")
    parser.add_argument("--start", type=Path)
    parser.add_argument("--files", type=Path, nargs="+", default=[Path(__file__).with_name("statements.jsonl")])
    parser.add_argument("--without", type=Path, help="statements whose articles are left out")
    parser.add_argument("--eval", type=Path)
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--rank", type=int, default=32)
    parser.add_argument("--margin", type=float, default=0.3)
    parser.add_argument("--shares", type=float, nargs=3, default=(0.76, 0.12, 0.12))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=100)
    parser.add_argument("--last-rate", type=float, default=0.05)
    parser.add_argument("--from-layer", type=int, default=1, help="layers below stay as they are")
    parser.add_argument("--minutes", type=float, default=1e9, help="at most; the rate falls with them")
    parser.add_argument("--worker", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def main():
    chosen = options()
    torch.set_num_threads(chosen.threads)
    torch.manual_seed(chosen.seed)
    random.seed(chosen.seed)
    lines = chosen.without.read_text(encoding="utf-8").splitlines() if chosen.without else ()
    without = {row["doc_id"] for row in map(json.loads, lines) if row.get("split", "held") == "held"}
    groups = read_groups(read_articles(chosen.shared), chosen.files, without)
    true, false = (sum(len(group[kind]) for group in groups) for kind in ("true", "false"))
    print(len(groups), "groups", true, "true", false, "false", flush=True)
    net = build(chosen)
    tried = json.loads(chosen.eval.read_text()) if chosen.eval else None
    if tried and chosen.steps == 0:
        print("start", report(tried, probabilities(net, tried)), flush=True)
    train(net, Lots(groups, random.Random(chosen.seed), chosen.shares), chosen, tried)


def build(chosen):
    reader = Reader()
    load(reader, chosen.reader)
    net = Entailment(reader, chosen.rank)
    if start := chosen.start:
        state = restored_entailment(start) if start.suffix == ".npz" else torch.load(start, weights_only=True)
        net.load_state_dict(widened(state, net.state_dict()), strict=False)
    for layer in net.enc.layers[: chosen.from_layer]:
        layer.requires_grad_(False)
    return net


def train(net, lots, chosen, tried):
    learned = [value for value in net.parameters() if value.requires_grad]
    optimiser = torch.optim.AdamW(learned, lr=chosen.rate, weight_decay=0.01, betas=(0.9, 0.98))
    kept = {name for name, value in net.named_parameters() if value.requires_grad}
    averaged = {name: value.clone() for name, value in learned_of(net, kept).items()}
    net.train()
    began, running = time.time(), 0.0
    for step in range(chosen.steps):
        gone = max(step / chosen.steps, (time.time() - began) / 60 / chosen.minutes)
        is_last = step + 1 == chosen.steps or gone >= 1
        for group in optimiser.param_groups:
            falling = max(chosen.last_rate, 1 - (1 - chosen.last_rate) * gone)
            group["lr"] = chosen.rate * min(1, (step + 1) / 40) * falling
        optimiser.zero_grad()
        total = weigh(net, [lots.unit() for _ in range(TWINS)], chosen.margin)
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        optimiser.step()
        running = total if not step else 0.98 * running + 0.02 * total
        if step % 5 == 4:
            average(averaged, learned_of(net, kept), min(0.97, (step + 1) / (step + 20)))
        if chosen.workers > 1 and step % TOGETHER == TOGETHER - 1:
            meet(net, kept, chosen.to, chosen.worker, chosen.workers)
        if (step + 1) % 20 == 0:
            pace = (time.time() - began) / (step + 1)
            print(step + 1, "of", chosen.steps, f"loss {running:.3f} {pace:.2f} s a step", flush=True)
        if (step + 1) % chosen.every == 0 or is_last:
            whole = {name: value for name, value in net.state_dict().items() if ".kept." not in name} | averaged
            torch.save(whole, chosen.to if chosen.workers == 1 else chosen.to.with_suffix(f".{chosen.worker}.pt"))
        if is_last:
            break
    if tried and chosen.steps:
        net.load_state_dict(averaged, strict=False)
        found = probabilities(net, tried)
        print(step + 1, report(tried, found), flush=True)
        chosen.to.with_suffix(".json").write_text(json.dumps(found))


def weigh(net, units, margin):
    """The loss of some twins, put into the gradients part by part."""
    units, total = sorted(units, key=lambda unit: len(unit[0][2])), 0.0
    for first in range(0, TWINS, TWINS // PARTS):
        rows = [row for unit in units[first : first + TWINS // PARTS] for row in unit]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            said = net(*collate_statements([encode_statement(*row[:3]) for row in rows])).float()
        loss = F.cross_entropy(said, torch.tensor([row[3] for row in rows])) / PARTS
        sure = carried(said)
        loss = loss + margin * F.softplus(2 - (sure[::2] - sure[1::2])).mean() / PARTS
        loss.backward()
        total += loss.item()
    return total


def learned_of(net, kept):
    return {name: value for name, value in net.state_dict().items() if name in kept}


if __name__ == "__main__":
    main()
