# mypy: ignore-errors
# It runs with packages that Copydesk does not depend on.
"""What the confidence is made of, on the choosing part: `python calibrate.py READER.pt WORK`."""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from model import MOST_QUESTION, MOST_READ, Reader, collate_passages, encode_passage, pieces
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

READ_PASSAGES = 8
RANK_WEIGHT = 5.0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", type=Path)
    parser.add_argument("work", type=Path)
    chosen = parser.parse_args()
    net = Reader()
    net.load_state_dict(torch.load(chosen.reader, weights_only=True))
    net.eval()
    rounded(net)
    likely, answerable, firsts, threes = [], [], [], []
    for line in (chosen.work / "choose.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        if question["type"] == "meta":
            continue
        passages = question["passages"][:READ_PASSAGES]
        odds = read(net, question["question"], passages)
        likely.append(np.clip(np.logaddexp.reduce(np.concatenate(odds)), -12, 12))
        answerable.append(question["answerable"])
        if question["answerable"]:
            best = passages[0]["score"]
            ranked = sorted(
                (value + RANK_WEIGHT * (passage["score"] - best), good)
                for passage, own in zip(passages, odds, strict=True)
                for value, good in zip(own, passage["answers"], strict=True)
            )[::-1]
            firsts.append(ranked[0][1])
            threes.append(any(good for _, good in ranked[:3]))
    fitted = LogisticRegression(C=100).fit(np.array(likely)[:, None], answerable)
    print("weight", fitted.coef_[0, 0], "bias", fitted.intercept_[0], "AUROC", roc_auc_score(answerable, likely))
    print("first", np.mean(firsts), "first three", np.mean(threes), "of", len(firsts))


def rounded(net):
    """As the file holds it: eight bits for each weight of a matrix."""
    for layer in net.enc.layers:
        for part in ("q", "k", "v", "o", "up", "down"):
            weight = getattr(layer, part).weight.data
            scale = weight.abs().amax(1, keepdim=True) / 127
            weight.copy_((weight / scale).round() * scale)


def read(net, question, passages):
    asked = pieces(question)[:MOST_QUESTION]
    most = MOST_READ - 3 - len(asked)
    rows = [(asked, *encode_passage(one["title"], one["text"], one["sentences"], most)) for one in passages]
    with torch.no_grad():
        logit, not_here = net(*collate_passages(rows))
    odds = []
    for at, passage in enumerate(passages):
        own = np.full(len(passage["sentences"]), -1e4)
        found = (logit[at] - not_here[at]).numpy()[: len(own)]
        own[: len(found)] = found
        odds.append(own)
    return odds


if __name__ == "__main__":
    main()
