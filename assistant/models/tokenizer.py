"""Word pieces of the local model: BERT uncased, from the vocabulary that travels with the package."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import BertWordPieceTokenizer

MAX_TOKENS = 256
"""What the model was trained to read at once, [CLS] and [SEP] included."""
MAX_PIECES = MAX_TOKENS - 2
"""Word pieces of text that fit into one pass."""
CLS, SEP, PAD = 101, 102, 0

_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class WordPieces:
    """A text's word pieces without [CLS] and [SEP]; an offset is (start, end) in characters of the text."""

    token_ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]


def count_tokens(text: str) -> int:
    """How many word pieces a text has, [CLS] and [SEP] not counted: a passage may have MAX_PIECES.

    Additive: pieces never cross whitespace, so the counts of sentences sum up to their passage's.
    """
    return len(_tokenizer().encode(_clean(text), add_special_tokens=False).ids)


def word_pieces(texts: Sequence[str]) -> list[WordPieces]:
    """The word pieces of each text, whole, in order. Safe to call from several threads."""
    encodings = _tokenizer().encode_batch([_clean(text) for text in texts], add_special_tokens=False)
    return [WordPieces(tuple(encoding.ids), tuple(encoding.offsets)) for encoding in encodings]


@cache
def _tokenizer() -> BertWordPieceTokenizer:
    """Shared by all threads: it keeps no state, as neither truncation nor padding is ever switched on."""
    from tokenizers import BertWordPieceTokenizer

    vocabulary = resources.files("assistant.models") / "data" / "bert-uncased-vocab.txt"
    entries = {piece: index for index, piece in enumerate(vocabulary.read_text(encoding="utf-8").split())}
    return BertWordPieceTokenizer(vocab=entries, lowercase=True)


def _clean(text: str) -> str:
    """The same length in characters, but no lone surrogates: the tokenizer takes UTF-8 only."""
    return _SURROGATES.sub("\ufffd", text)
