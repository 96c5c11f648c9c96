# mypy: ignore-errors
# It runs with packages that Copydesk does not depend on.
"""Train the entailment: `python train_entailment.py READER.pt --shared ../shared/data --to FILE.pt`.

It learns from `statements.jsonl` beside this file, and of the shared statements tries itself on the open ones; the
closed ones are never read. True statements of the file share few words with what they cite and false ones most, so that
words alone would give them away: some rows are the cited text itself, or it shortened, or it shortened and spoilt.
"""

import argparse
import json
import random
import re
from pathlib import Path

import torch
import torch.nn.functional as F
from labels import LABELS
from model import Entailment, Reader, collate_statements, encode_statement
from shortening import cut_at_comma, cut_before, shorten, without_brackets, without_first, without_lead
from train import average

SETS = ("newsqa", "multihop_rag", "squad2", "mtrag")
ROWS_AT_ONCE = 32
WHOLE_SHARE, SHORTENED_SHARE, SPOILT_SHARE, OTHER_SHARE, BARE_SHARE = 0.03, 0.22, 0.35, 0.05, 0.15
_NAME = re.compile(r"\b(?!(?:The|A|In|On|But|It|He|She|They|We|I) )[A-Z][a-z]+(?: [A-Z][a-z]+)*")
_BEHIND = re.compile(r",? (?:as|after|because|which|while|when|where|who|following|including|although|since|with) ")
_ASIDE = re.compile(r", (?:who|which|a|an|the|whose|where|\d+)\b[^,.;]{3,80},")
_SHORTER = (without_brackets, without_first(_ASIDE), without_lead, cut_before(_BEHIND), cut_at_comma)
_DENIED = {" is ": " is not ", " was ": " was not ", " were ": " were not ", " are ": " are not ",
           " has ": " has not ", " will ": " will not ", " had ": " had not ", " can ": " cannot "}  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", type=Path)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=6e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    chosen = parser.parse_args()
    torch.set_num_threads(chosen.threads)
    torch.manual_seed(chosen.seed)
    random.seed(chosen.seed)
    lot = random.Random(chosen.seed)
    rows = read(chosen.shared)
    reader = Reader()
    reader.load_state_dict(torch.load(chosen.reader, weights_only=True))
    net = Entailment(reader)
    learned = [value for value in net.parameters() if value.requires_grad]
    optimiser = torch.optim.AdamW(learned, lr=chosen.rate, weight_decay=0.01, betas=(0.9, 0.98))
    averaged = {name: value.clone() for name, value in net.state_dict().items()}
    total, step = chosen.epochs * len(rows) // ROWS_AT_ONCE, 0
    net.train()
    for _ in range(chosen.epochs):
        lot.shuffle(rows)
        for first in range(0, len(rows) - ROWS_AT_ONCE + 1, ROWS_AT_ONCE):
            for group in optimiser.param_groups:
                group["lr"] = chosen.rate * min(1, (step + 1) / 40) * (1 - 0.95 * step / total)
            made = sorted(
                (vary(row, rows, lot) for row in rows[first : first + ROWS_AT_ONCE]), key=lambda one: len(one[2])
            )
            loss = torch.zeros(())
            for part in (made[: ROWS_AT_ONCE // 2], made[ROWS_AT_ONCE // 2 :]):
                with torch.autocast("cpu", dtype=torch.bfloat16):
                    said = net(*collate_statements([encode_statement(*one[:3]) for one in part])).float()
                loss = loss + F.cross_entropy(said, torch.tensor([one[3] for one in part])) / 2
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learned, 1.0)
            optimiser.step()
            step += 1
            average(averaged, net.state_dict(), min(0.99, (step + 1) / (step + 20)))
            if step % 100 == 0:
                print(step, "of", total, f"loss {loss.item():.3f}", flush=True)
    torch.save({name: value for name, value in averaged.items() if ".kept." not in name}, chosen.to)


def read_articles(shared):
    """By id; of the sets that statements were written for."""
    articles = {}
    for name in SETS:
        lines = (shared / name / "articles.jsonl").read_text(encoding="utf-8").splitlines()
        articles |= {article["id"]: article for article in map(json.loads, lines)}
    return articles


def read(shared):
    articles, rows = read_articles(shared), []
    for line in Path(__file__).with_name("statements.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        article = articles[row["doc_id"]]
        cited = " ".join(article["text"][start:end] for start, end in row["cited"])
        rows.append((row["statement"], article.get("title"), cited, LABELS[row["label"]], row["doc_id"]))
    return rows


def vary(row, rows, lot):
    statement, title, cited, label, article = row
    what = lot.random()
    if what < WHOLE_SHARE:
        return cited, title, cited, LABELS["carried"]
    if what < WHOLE_SHARE + SHORTENED_SHARE and (short := shorten(cited, lot, (1, 1, 2), _SHORTER)):
        spoilt = spoil(short, lot) if lot.random() < SPOILT_SHARE else None
        if spoilt and spoilt != short:
            return spoilt, title, cited, LABELS["contradicted"]
        return short, title, cited, LABELS["carried"]
    if what > 1 - OTHER_SHARE and label == LABELS["carried"]:
        other = lot.choice(rows)
        if other[4] != article:
            return statement, other[1], other[2], LABELS["not_there"]
    return statement, None if lot.random() < BARE_SHARE else title, cited, label


def spoil(text, lot):
    """With two names swapped, a number changed or a verb denied; None where there is none of them."""
    names, numbers, way = sorted(set(_NAME.findall(text))), list(re.finditer(r"\d{1,9}", text)), lot.randrange(3)
    if way == 0 and len(names) > 1:
        one, other = lot.sample(names, 2)
        return text.replace(one, "\0").replace(other, one).replace("\0", other)
    if way == 1 and numbers:
        found = lot.choice(numbers)
        return f"{text[: found.start()]}{int(found.group()) + lot.choice((1, 2, 7, 10))}{text[found.end() :]}"
    verbs = [verb for verb in _DENIED if verb in text]
    return text.replace(verbs[0], _DENIED[verbs[0]], 1) if verbs else None


if __name__ == "__main__":
    main()
