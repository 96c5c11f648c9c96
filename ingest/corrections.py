"""Correction notices at the foot or top of an article, in the words of the languages that papers write in."""

import re
from collections.abc import Sequence

__all__ = ["correction_in", "is_correction"]

_HEADS = (
    "corrections?", "clarifications?", "correction and clarification", "correction appended", "errat(?:um|a)",
    "korrektur(?:hinweis)?", "berichtigung", "richtigstellung", "klarstellung", "correcci(?:ón|ones)", "rectificación",
    "aclaración", "fe de err(?:ores|atas)", "rectificatif", "correctif", "mise au point", "correzion[ei]", "rettifica",
    "errata corrige", "precisazione", "correç(?:ão|ões)", "correctie", "rectificatie", "rättelse", "rettelse",
    "oikaisu", "oprava", "sprostowanie", "исправление", "поправка", "düzeltme", "retractions?", "koreksi", "ralat",
    "訂正", "更正", "정정", "바로잡습니다", "تصحيح",
)  # fmt: skip
_HEAD = re.compile(
    rf"[*_\s]*(?:{'|'.join(_HEADS)})[*_]*\s*(?:[:.：—–-]|\(|,?\s+(?:on\s+|vom\s+)?\w{{2,12}}\.?\s+\d|\d)", re.IGNORECASE
)
"""The notice's first words and what sets them off: "Correction officers" are no notice."""
_IN_BRACKETS = re.compile(
    r"[*_\s]*[(\[](?:Correct(?:s|ed|ing)|Clarif(?:ies|ied|ying)|Fix(?:es|ed)|Amend(?:s|ed))\b[^\n]*[)\]][*_.\s]*$"
)
"""Agencies set it above the story: `(Corrects paragraph 2 to say 4 million, not 3 million)`."""
_ALONE = re.compile(rf"[*_\s]*(?:{'|'.join(_HEADS)})[*_:.\s]*$", re.IGNORECASE)
_PIECE = r"(?:article|story|report|headline|post|piece|column|analysis|version|caption|item|feature)"
_SAYINGS = (
    rf"\b(?:an?|the) (?:earlier|previous|original|prior) version of (?:this|the|our) (?:\w+ ){{0,2}}{_PIECE}\b",
    rf"\bthis (?:\w+ ){{0,2}}{_PIECE}(?:'s (?:\w+ ){{0,2}}{_PIECE})? (?:has been|was|is being) (?:\w+ )?"
    r"(?:corrected|amended|(?:updated|edited|revised|changed|modified) (?:\w+ ){0,4}?(?:to|after|because|on))\b",
    rf"\bthis {_PIECE} (?:has been|was|is) (?:\w+ )?(?:retracted|withdrawn)\b",
    rf"\bwe (?:have |are |hereby )?(?:retract|withdr[ae]w)(?:ed|n|ing)? (?:the|this|our|an?) (?:\w+ ){{0,3}}{_PIECE}\b",
    r"\bin eine[rm] (?:früheren|ersten|vorherigen|ursprünglichen) (?:version|fassung)\b",
    r"\bdiese[rs]? (?:artikel|beitrag|text|meldung|bericht) wurde (?:\w+ ){0,6}(?:korrigiert|berichtigt)",
    r"\bune (?:précédente )?version (?:(?:précédente|antérieure|initiale) )?de (?:cet article|ce texte)",
    r"\bcet article a été (?:\w+ ){0,3}(?:corrigé|rectifié|modifié)",
    r"\buna (?:primera )?versión (?:(?:anterior|previa|inicial) )?de est[ea] (?:artículo|noticia|información)",
    r"\best[ea] (?:artículo|noticia|información) (?:ha sido|fue) (?:\w+ ){0,2}(?:corregid|rectificad|modificad)[oa]",
    r"\buna (?:precedente )?versione (?:precedente )?di questo articolo",
    r"\bquesto articolo è stato (?:corretto|rettificato)",
    r"\b(?:uma|na) versão (?:anterior|inicial) (?:deste|desta)",
    r"\been eerdere versie van (?:dit|deze)",
    r"\ben tid(?:l?igare|ligere) version",
    r"\bartik(?:eln|elen|kelen) (?:har|er) (?:blitt |blevet )?(?:rättats|korrigerats|rettet)",
    r"\bв (?:предыдущей|первоначальной) версии",
)
_SAID = re.compile("|".join(_SAYINGS), re.IGNORECASE)
_FIRST, _LAST = 3, 10
"""Paragraphs looked at from the top and from the foot."""
_LONGEST = 1500
_SENTENCE_LIMIT = 400
"""Characters from a paragraph's beginning in which a notice must have said that it is one."""
_EDGE = 40_000
"""Characters from either end that are looked at."""


def correction_in(text: str) -> str | None:
    """The notice as it stands in the text, with the paragraphs that go on with it; None where there is none."""
    lines = _paragraphs(text)
    edges = [*range(min(_FIRST, len(lines))), *range(max(_FIRST, len(lines) - _LAST), len(lines))]
    for number in edges:
        start, end = lines[number]
        paragraph = text[start:end]
        if is_correction(paragraph):
            return paragraph
        if _ALONE.match(paragraph[:_SENTENCE_LIMIT]) and number + 1 < len(lines):
            notice = text[start : lines[number + 1][1]]
            return notice if len(notice) <= _LONGEST else None
    return None


def is_correction(paragraph: str) -> bool:
    """Whether a paragraph is a notice that something was wrong and has been put right."""
    if len(paragraph) > _LONGEST:
        return False
    if _IN_BRACKETS.match(paragraph):
        return True
    return bool(_HEAD.match(paragraph[:_SENTENCE_LIMIT]) or _SAID.search(paragraph[:_SENTENCE_LIMIT]))


def _paragraphs(text: str) -> Sequence[tuple[int, int]]:
    """Where the first and last lines that are not blank stand; the middle of a long text is left out."""
    head = _lines(text, 0, min(len(text), _EDGE))
    if len(text) <= _EDGE:
        return head
    tail_start = max(text.find("\n", len(text) - _EDGE) + 1, _EDGE) if len(text) > 2 * _EDGE else _EDGE
    return [*head[:_FIRST], *_lines(text, tail_start, len(text))]


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        line = text[start:stop]
        if line.strip():
            found.append((start + len(line) - len(line.lstrip()), start + len(line.rstrip())))
        start = stop + 1
    return found
