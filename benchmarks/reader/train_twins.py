# mypy: ignore-errors
# It runs with packages that Copydesk does not depend on.
"""Train the entailment by twins: `python train_twins.py --shared ../shared/data --to FILE.pt`.

Each step reads true and false statements over the same cited sentences side by side. Beside the labels it learns that
the true one of a twin is carried more surely than the false one.
"""

import argparse
import json
import random
from pathlib import Path

import framed
import numpy as np
import torch
import torch.nn.functional as F
import variants
from export import PARTS_OF_LAYER
from model import LAYERS, Entailment, Reader, collate_statements, encode_statement
from train import average

LABELS = {"carried": 0, "contradicted": 1, "not_there": 2}
SETS = ("newsqa", "multihop_rag", "squad2", "mtrag")
TWINS, PARTS = 16, 4
TOGETHER = 4
"""Steps after which workers that learn at the same time take the mean of what they have."""
DATA = Path(__file__).parents[2] / "assistant/models/data"


def shipped_reader(path):
    """The reader of an exported file, its layers dequantised."""
    stored = np.load(path)
    reader = Reader()
    patch, at, values = stored["patch"], 0, []
    for _, length in stored["places"]:
        values.append(patch[at : at + length].tobytes())
        at += length
    state = reader.state_dict()
    at = 0
    sizes = {"q": (384, 384), "k": (384, 384), "v": (384, 384), "o": (384, 384), "up": (384, 1536), "down": (1536, 384)}
    for number in range(LAYERS):
        for part, (rows, columns) in sizes.items():
            levels = np.frombuffer(values[at], np.int8).reshape(rows, columns)
            scale = np.frombuffer(values[at + 1], np.float32).reshape(1, columns)
            bias = np.frombuffer(values[at + 2], np.float32)
            state[f"enc.layers.{number}.{part}.weight"] = torch.tensor((levels * scale).T.copy())
            state[f"enc.layers.{number}.{part}.bias"] = torch.tensor(bias.copy())
            at += 3
        for part in ("n1", "n2"):
            state[f"enc.layers.{number}.{part}.weight"] = torch.tensor(np.frombuffer(values[at], np.float32).copy())
            state[f"enc.layers.{number}.{part}.bias"] = torch.tensor(np.frombuffer(values[at + 1], np.float32).copy())
            at += 2
    reader.load_state_dict(state)
    return reader


def read_reader(path):
    """A checkpoint, or an exported file."""
    if path.suffix != ".pt":
        return shipped_reader(path)
    reader = Reader()
    reader.load_state_dict(torch.load(path, weights_only=True))
    return reader


def widened(state, own):
    """A checkpoint of a smaller rank as one of the net's own: the further places begin as the net's do."""
    for name, value in state.items():
        if value.shape != own[name].shape:
            wider = own[name].clone()
            wider[tuple(slice(size) for size in value.shape)] = value
            state[name] = wider
    return state


def start_from(net, path):
    """Take over the narrow matrices of an exported file, whatever its rank."""
    stored = np.load(path)
    state = net.state_dict()
    for name in ("h.weight", "h.bias", "o.weight", "o.bias"):
        state[name] = torch.tensor(stored[name].astype(np.float32))
    for number in range(LAYERS):
        for place, part in enumerate(("q", "k", "v", "o", "up", "down")):
            at = PARTS_OF_LAYER * number + 3 * place
            a, b = (torch.tensor(stored[f"{at}.{side}"].astype(np.float32)) for side in "ab")
            a, rank = a * stored[f"{at}.scale"].astype(np.float32), a.shape[1]
            state[f"enc.layers.{number}.{part}.a.weight"][:rank] = a.T
            state[f"enc.layers.{number}.{part}.b.weight"][:, :rank] = b.T
    net.load_state_dict(state)


def read_articles(shared):
    articles = {}
    for name in SETS:
        lines = (shared / name / "articles.jsonl").read_text(encoding="utf-8").splitlines()
        articles |= {article["id"]: article for article in map(json.loads, lines)}
    return articles


def read_groups(articles, files, without):
    groups = {}
    for path in files:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["doc_id"] in without:
                continue
            text = articles[row["doc_id"]]["text"]
            key = (row["doc_id"], tuple(map(tuple, row["cited"])))
            group = groups.setdefault(
                key,
                {
                    "own": path != files[0],
                    "cited": " ".join(text[a:b] for a, b in row["cited"]),
                    "title": articles[row["doc_id"]].get("title"),
                    "doc": row["doc_id"],
                    "true": [],
                    "false": [],
                },
            )
            group["own"] |= path != files[0]
            label = LABELS[row["label"]]
            (group["false"] if label else group["true"]).append((row["statement"], label))
    return list(groups.values())


class Lots:
    def __init__(self, groups, sentences, lot, shares):
        self.groups, self.sentences, self.lot, self.shares = groups, sentences, lot, shares
        self.pool = variants.Pool([one for one, _ in sentences])
        self.queue = []
        self.own = [group for group in groups if group["own"]]

    def unit(self):
        """Rows (statement, title, cited, label): a true one, then a false one over the same cited text."""
        lot = self.lot
        way = lot.choices(("written", "varied", "framed"), self.shares)[0]
        made = None
        if way == "written":
            return self.written()
        if way == "varied":
            while made is None:
                cited, title = lot.choice(self.sentences)
                if lot.random() < 0.2:
                    cited = f"{cited} {lot.choice(self.sentences)[0]}"
                made = variants.twin(cited, lot, self.pool)
            cited, true, false, label = made
        else:
            cited, true, false, label = framed.twin(lot)
            title = lot.choice(self.sentences)[1]
            if lot.random() < 0.35:
                other = lot.choice(self.sentences)[0]
                cited = lot.choice((f"{cited} {other}", f"{other} {cited}"))
        title = None if lot.random() < 0.25 else title
        return (true, title, cited, 0), (false, title, cited, label)

    def written(self):
        lot = self.lot
        if not self.queue:
            self.queue = [*self.groups, *(self.own * 8)]
            lot.shuffle(self.queue)
        group = self.queue.pop()
        cited, title = group["cited"], None if lot.random() < 0.15 else group["title"]
        true = lot.choice(group["true"]) if group["true"] else None
        false = lot.choice(group["false"]) if group["false"] else None
        if true is None or lot.random() < 0.12:
            true = (variants.truly(cited, lot), 0)
        if false is None or lot.random() < 0.15:
            made = variants.falsely(true[0], cited, lot, self.pool) if lot.random() < 0.8 else None
            if made is None:
                other = lot.choice(self.groups)
                if other["doc"] != group["doc"] and false is None:
                    return (true[0], title, cited, 0), (true[0], other["title"], other["cited"], 2)
                made = false or (
                    variants.falsely(variants.truly(cited, lot), cited, lot, self.pool) or (other["cited"], 2)
                )
            false = made
        return (true[0], title, cited, 0), (false[0], title, cited, false[1])


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
    own = {name: value for name, value in net.state_dict().items() if name in kept}
    path = to.with_suffix(f".{worker}.worker")
    torch.save(own, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)
    states = [
        torch.load(to.with_suffix(f".{one}.worker"), weights_only=True)
        for one in range(workers)
        if to.with_suffix(f".{one}.worker").exists()
    ]
    net.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in own}, strict=False)


def main():
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
    chosen = parser.parse_args()
    torch.set_num_threads(chosen.threads)
    torch.manual_seed(chosen.seed)
    random.seed(chosen.seed)
    lot = random.Random(chosen.seed)
    articles = read_articles(chosen.shared)
    lines = chosen.without.read_text(encoding="utf-8").splitlines() if chosen.without else ()
    without = {row["doc_id"] for row in map(json.loads, lines) if row.get("split", "held") == "held"}
    groups = read_groups(articles, chosen.files, without)
    sentences = sorted(
        {(one, group["title"]) for group in groups for one in [group["cited"]] if 7 <= len(one.split()) <= 60}, key=str
    )
    print(
        len(groups),
        "groups",
        sum(len(g["true"]) for g in groups),
        "true",
        sum(len(g["false"]) for g in groups),
        "false",
        flush=True,
    )
    net = Entailment(read_reader(chosen.reader), chosen.rank)
    if chosen.start:
        if chosen.start.suffix == ".pt":
            net.load_state_dict(widened(torch.load(chosen.start, weights_only=True), net.state_dict()), strict=False)
        else:
            start_from(net, chosen.start)
    for layer in net.enc.layers[: chosen.from_layer]:
        layer.requires_grad_(False)
    lots = Lots(groups, sentences, lot, chosen.shares)
    tried = json.loads(chosen.eval.read_text()) if chosen.eval else None
    if tried and chosen.steps == 0:
        print("start", report(tried, probabilities(net, tried)), flush=True)
    learned = [value for value in net.parameters() if value.requires_grad]
    optimiser = torch.optim.AdamW(learned, lr=chosen.rate, weight_decay=0.01, betas=(0.9, 0.98))
    kept = {name for name, value in net.named_parameters() if value.requires_grad}
    averaged = {name: value.clone() for name, value in net.state_dict().items() if name in kept}
    net.train()
    import time

    began, running = time.time(), 0.0
    for step in range(chosen.steps):
        gone = max(step / chosen.steps, (time.time() - began) / 60 / chosen.minutes)
        is_last = step + 1 == chosen.steps or gone >= 1
        for group in optimiser.param_groups:
            group["lr"] = (
                chosen.rate * min(1, (step + 1) / 10) * max(chosen.last_rate, 1 - (1 - chosen.last_rate) * gone)
            )
        units = sorted((lots.unit() for _ in range(TWINS)), key=lambda unit: len(unit[0][2]))
        optimiser.zero_grad()
        total = 0.0
        for first in range(0, TWINS, TWINS // PARTS):
            part = units[first : first + TWINS // PARTS]
            rows = [row for unit in part for row in unit]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                said = net(*collate_statements([encode_statement(*row[:3]) for row in rows])).float()
            loss = F.cross_entropy(said, torch.tensor([row[3] for row in rows])) / PARTS
            sure = carried(said)
            loss = loss + chosen.margin * F.softplus(2 - (sure[::2] - sure[1::2])).mean() / PARTS
            loss.backward()
            total += loss.item()
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        optimiser.step()
        running = total if not step else 0.98 * running + 0.02 * total
        if step % 5 == 4:
            average(
                averaged, {n: v for n, v in net.state_dict().items() if n in kept}, min(0.97, (step + 1) / (step + 20))
            )
        if chosen.workers > 1 and step % TOGETHER == TOGETHER - 1:
            meet(net, kept, chosen.to, chosen.worker, chosen.workers)
        if (step + 1) % 20 == 0:
            print(
                step + 1,
                "of",
                chosen.steps,
                f"loss {running:.3f} {(time.time() - began) / (step + 1):.2f} s a step",
                flush=True,
            )
        if (step + 1) % chosen.every == 0 or is_last:
            whole = {n: v for n, v in net.state_dict().items() if ".kept." not in n} | averaged
            torch.save(whole, chosen.to if chosen.workers == 1 else chosen.to.with_suffix(f".{chosen.worker}.pt"))
            if tried and is_last:
                own = {n: v.clone() for n, v in net.state_dict().items() if n in kept}
                net.load_state_dict(averaged, strict=False)
                found = probabilities(net, tried)
                print(step + 1, report(tried, found), flush=True)
                chosen.to.with_suffix(".json").write_text(json.dumps(found))
                net.load_state_dict(own, strict=False)
        if is_last:
            break


if __name__ == "__main__":
    main()
