"""Names of sections, types and labels that plainly say what kind of article stands under them."""

import re
from functools import lru_cache

__all__ = ["LIVE_HEADLINE", "kind_called"]

_BY_WORD = {
    "opinion": (
        "opinion", "opinions", "op-ed", "oped", "editorial", "editorials", "commentary", "commentisfree", "comment",
        "comment is free", "voices", "letters", "letters to the editor", "readers' letters", "letter",
        "letter to the editor", "reader's letter", "leader", "leading article", "columnist", "columnists",
        "opinionnewsarticle", "opinion piece", "opinion column",
        "guest essay", "guest column", "viewpoint", "our view", "perspective", "meinung", "meinungen", "leserbriefe",
        "kommentar", "kommentare", "leitartikel", "kolumne", "kolumnen", "gastbeitrag", "gastkommentar", "glosse",
        "opinión", "opiniones", "tribuna", "columnas", "tribune", "idees", "débats", "chronique", "éditorial",
        "opinione", "opinioni", "commenti", "editoriali", "opinião", "colunas", "opinie", "column", "columns",
        "kronikk", "debatt", "ledare", "leder", "kronik", "nuomones", "мнения", "мнение", "колонка", "社説", "사설",
        "오피니언",
    ),
    "analysis": (
        "backgroundnewsarticle",
        "analysis", "news analysis", "analysisnewsarticle", "analyse", "analysen", "análisis", "analisi", "análise",
        "explainer", "analys", "analiza", "анализ", "аналитика",
    ),
    "interview": (
        "interview", "interviews", "entrevista", "entrevistas", "intervista", "interviste", "entretien",
        "im gespräch", "q&a", "q and a", "questions and answers", "интервью", "インタビュー", "인터뷰",
    ),
    "press_release": (
        "advertisercontentarticle",
        "sponsored", "sponsored content", "advertorial", "paid content", "advertisement feature", "anzeige",
        "paid post", "branded content", "partner content", "advertisement", "promoted", "press release",
        "press releases", "pressrelease", "pressreleases", "news release", "news releases", "media release",
        "pressemitteilung", "pressemitteilungen", "presseportal", "communiqué de presse", "comunicado de prensa",
        "nota de prensa", "comunicato stampa", "persbericht", "pressmeddelande", "pressemelding",
    ),
    "live_blog": (
        "live blog", "liveblog", "live blogs", "liveblogs", "live updates", "live", "live coverage", "liveticker",
        "live ticker", "liveblogposting", "en direct", "en directo", "diretta",
    ),
    "correction": (
        "correction", "corrections", "clarification", "clarifications", "corrections and clarifications",
        "corrections & clarifications", "correction and clarification", "for the record", "erratum", "korrektur",
        "berichtigung", "richtigstellung", "corrección", "fe de errores", "rectificatif",
        "rettifica", "apology", "an apology", "correction and apology", "retraction", "retractions", "widerruf",
        "rétractation", "retractación", "ritrattazione",
    ),
    "news": (
        "news", "world news", "reportagenewsarticle", "nachrichten", "noticias", "actualites", "actualités",
        "notizie", "notícias", "nieuws", "nyheter", "nyheder", "wiadomosci", "uutiset", "новости",
    ),
}  # fmt: skip
_APART = re.compile(r"\s*[/|>:;•·»]\s*|\s+[–—-]\s+")
LIVE_HEADLINE = re.compile(
    r"\blive(?:\s+(?:updates?|blog|coverage|report)|\s*[:|–—-]|-?ticker|-?blog)|[–—|:-]\s*live\b|"
    r"\bas it happened\b|\ben direct\b|\ben directo\b|\bin diretta\b|\bao vivo\b",
    re.IGNORECASE,
)
"""Also an ordinary headline has it now and then: only pieces with times below it make a live blog."""


@lru_cache(maxsize=1_000)
def kind_called(name: str) -> str | None:
    """The kind that a name says, `press-release` or `Opinion / Columns`; anything else, "Sport", says nothing."""
    whole = _plain(name)
    known = [_KIND_OF_WORD.get(part) for part in (whole, *map(_plain, _APART.split(name)))]
    return next((kind for kind in known if kind and kind != "news"), next(filter(None, known), None))


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[_-]", " ", name.casefold()).split())


_KIND_OF_WORD = {_plain(word): kind for kind, words in _BY_WORD.items() for word in words}
