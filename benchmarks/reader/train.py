# mypy: ignore-errors
# It runs with packages that Copydesk does not depend on.
"""Train the reader: `python train.py WORK/squad.jsonl … [--start FILE.pt] --to FILE.pt`.

The loss of a question is one softmax over all sentences of all its passages and a constant 0 for "none of these": so
which sentence answers, and whether any does, are one decision. Interrupted, it goes on where it last saved.
"""

import argparse
import json
import random
from pathlib import Path

import torch
from export import restored
from model import MOST_QUESTION, MOST_READ, Reader, collate_passages, encode_passage, pieces

QUESTIONS_AT_ONCE = 5
AVERAGED = 0.995
STRANGE_SHARE = 0.15
SAVE_EVERY = 200


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", nargs="+", type=Path)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--questions", type=int, help="a sample of so many")
    parser.add_argument("--epochs", type=float, default=1)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--last-rate", type=float, default=0.1, help="share of --rate at the end")
    parser.add_argument("--passages", type=int, default=2, help="with evidence, and as many without")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    train(parser.parse_args())


def train(chosen):
    torch.set_num_threads(chosen.threads)
    torch.manual_seed(chosen.seed)
    random.seed(chosen.seed)
    lot = random.Random(chosen.seed)
    questions = [question for path in chosen.pairs for question in read(path)]
    lot.shuffle(questions)
    questions = questions[: chosen.questions]
    net = Reader()
    if chosen.start:
        load(net, chosen.start)
    optimiser = build_optimiser(net, chosen.rate)
    rates = [group["lr"] for group in optimiser.param_groups]
    averaged, step = {name: value.clone() for name, value in net.state_dict().items()}, 0
    kept = chosen.to.with_suffix(".resume")
    if kept.exists():
        saved = torch.load(kept, weights_only=False)
        net.load_state_dict(saved["net"])
        optimiser.load_state_dict(saved["optimiser"])
        averaged, step = saved["averaged"], saved["step"]
    total, order = int(chosen.epochs * len(questions) / QUESTIONS_AT_ONCE), []
    net.train()
    while step < total:
        if len(order) < QUESTIONS_AT_ONCE:
            order += lot.sample(range(len(questions)), len(questions))
        batch = [questions[order.pop(0)] for _ in range(QUESTIONS_AT_ONCE)]
        batch = [strange(one, questions, lot) if lot.random() < STRANGE_SHARE else one for one in batch]
        share = min(1, (step + 1) / 60) * (1 - (1 - chosen.last_rate) * step / total)
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * share
        loss = loss_of(net, batch, chosen.passages, lot)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        step += 1
        average(averaged, net.state_dict(), min(AVERAGED, (step + 1) / (step + 20)))
        if step % SAVE_EVERY == 0:
            state = {"net": net.state_dict(), "optimiser": optimiser.state_dict(), "averaged": averaged, "step": step}
            torch.save(state, kept)
            print(step, "of", total, f"loss {loss.item():.3f}", flush=True)
    torch.save(averaged, chosen.to)
    kept.unlink(missing_ok=True)


def load(net, path):
    """Into the reader, from a checkpoint or from the layers and heads of the file that ships."""
    if path.suffix == ".npz":
        net.load_state_dict(restored(path), strict=False)
    else:
        net.load_state_dict(torch.load(path, weights_only=True))


def read(path):
    """Without those that nothing found could answer, and those that ask of an article's record."""
    rows = beside_twins([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()])
    asked = (row for row in rows if row["answerable"] is not None and row["type"] != "meta")
    return [row for row in asked if not row["answerable"] or any(any(one["answers"]) for one in row["passages"])]


def beside_twins(rows):
    """Of a pair that differs in what is asked, the question that nothing answers is put to the passage that answers
    the other one, first of all."""
    by_id = {row["id"]: row for row in rows}
    for row in rows:
        twin = by_id.get(f"{row['id'][:-2]}-a") if row["id"].startswith("pair-") and not row["answerable"] else None
        if twin is not None:
            near = [one for one in twin["passages"] if any(one["answers"])][:1]
            none = [{**one, "answers": [False] * len(one["answers"])} for one in near]
            texts = {one["text"] for one in near}
            row["passages"] = none + [one for one in row["passages"] if one["text"] not in texts]
    return rows


def strange(question, questions, lot):
    """The same question over passages that were found for one on another subject: none of them answers."""
    while True:
        other = lot.choice(questions)
        articles = {passage["article"] for passage in other["passages"]}
        if other["passages"] and other["about"] != question["about"] and question["about"] not in articles:
            break
    found = other["passages"][:6]
    passages = lot.sample(found, min(len(found), lot.choice((2, 3))))
    none = [{**one, "answers": [False] * len(one["answers"])} for one in passages]
    return {**question, "answerable": False, "passages": none}


def build_optimiser(net, rate):
    slow = [value for value in net.parameters() if value.dim() > 1]
    free = [value for name, value in net.named_parameters() if value.dim() <= 1 and name not in ("w", "bias")]
    groups = [{"params": slow, "weight_decay": 0.01}, {"params": free, "weight_decay": 0.0}]
    groups.append({"params": [net.w, net.bias], "weight_decay": 0.0, "lr": 10 * rate})
    return torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98))


def loss_of(net, batch, most, lot):
    rows, answers, owners = [], [], []
    for owner, question in enumerate(batch):
        text = misspell(question["question"], lot) if lot.random() < 0.08 else question["question"]
        asked = pieces(text)[:MOST_QUESTION]
        for passage in choose(question, most, lot):
            title, text, spans, good = vary(passage, lot)
            rows.append((asked, *encode_passage(title, text, spans, MOST_READ - 3 - len(asked))))
            answers.append(torch.tensor(good, dtype=torch.bool))
            owners.append(owner)
    odds = [None] * len(rows)
    by_length = sorted(range(len(rows)), key=lambda at: len(rows[at][0]) + len(rows[at][1]))
    for part in (by_length[: len(rows) // 2], by_length[len(rows) // 2 :]):
        if not part:
            continue
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logit, not_here = net(*collate_passages([rows[at] for at in part]))
        for place, at in enumerate(part):
            own = torch.full((len(answers[at]),), -1e4)
            read_count = min(len(own), logit.shape[1])
            odds[at] = torch.cat([logit[place, :read_count], own[read_count:]]) - not_here[place]
    loss = torch.zeros(())
    for owner in range(len(batch)):
        own = [at for at in range(len(rows)) if owners[at] == owner]
        if not own:
            continue
        every = torch.cat([torch.zeros(1), *(odds[at] for at in own)])
        good = torch.cat([answers[at] for at in own])
        good = torch.cat([torch.tensor([not good.any()]), good])
        if every[good].max() > -1e3:
            loss = loss + torch.logsumexp(every, 0) - torch.logsumexp(every[good], 0)
    return loss / len(batch)


def choose(question, most, lot):
    good = [one for one in question["passages"] if any(one["answers"])]
    others = [one for one in question["passages"] if not any(one["answers"])][:5]
    if not question["answerable"]:
        return others[:1] + lot.sample(others[1:], min(len(others[1:]), most))
    return good[:most] + lot.sample(others[:4], min(len(others[:4]), most))


def vary(passage, lot):
    """At times without its headline, at times cut elsewhere, but never away from what answers."""
    title = None if lot.random() < 0.15 else passage["title"]
    text, spans, good = passage["text"], passage["sentences"], passage["answers"]
    if len(spans) > 3 and lot.random() < 0.3:
        first, last = lot.randrange(len(spans) // 2), lot.randrange(len(spans) // 2 + 1, len(spans) + 1)
        if not any(good) or any(good[first:last]):
            start = spans[first][0]
            text = text[start : spans[last - 1][1]]
            spans = [(one - start, other - start) for one, other in spans[first:last]]
            good = good[first:last]
    return title, text, spans, good


def misspell(text, lot):
    at = lot.randrange(max(1, len(text) - 2))
    swapped = text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]
    return lot.choice([text[:at] + text[at + 1 :], swapped, text[: at + 1] + text[at:]])


def average(averaged, state, kept):
    with torch.no_grad():
        for name, value in state.items():
            averaged[name].mul_(kept).add_(value, alpha=1 - kept)


if __name__ == "__main__":
    main()
