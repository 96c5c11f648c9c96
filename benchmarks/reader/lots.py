# mypy: ignore-errors
# It runs with packages that Copydesk does not depend on.
"""Twins to learn from: the written statements by what they cite, sentences varied by rule, and frames."""

import json
from pathlib import Path

import framed
import variants
from falsely import Pool, falsely
from labels import CARRIED, LABELS, NOT_THERE

FEWEST, MOST = 7, 60
"""Words of a sentence that is varied."""


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
    """Drawn by lot; `shares`: how often a twin is a written one, a varied one, one from a frame."""

    def __init__(self, groups, lot, shares):
        self.groups, self.lot, self.shares = groups, lot, shares
        cited = {(group["cited"], group["title"]) for group in groups}
        self.sentences = sorted((one for one in cited if FEWEST <= len(one[0].split()) <= MOST), key=str)
        self.pool = Pool([one for one, _ in self.sentences])
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
        return (true, title, cited, CARRIED), (false, title, cited, label)

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
            true = (variants.truly(cited, lot), CARRIED)
        if false is None or lot.random() < 0.15:
            made = falsely(true[0], cited, lot, self.pool) if lot.random() < 0.8 else None
            if made is None:
                other = lot.choice(self.groups)
                if other["doc"] != group["doc"] and false is None:
                    return (true[0], title, cited, CARRIED), (true[0], other["title"], other["cited"], NOT_THERE)
                made = false or (
                    falsely(variants.truly(cited, lot), cited, lot, self.pool) or (other["cited"], NOT_THERE)
                )
            false = made
        return (true[0], title, cited, CARRIED), (false[0], title, cited, false[1])
