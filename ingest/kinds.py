"""News, opinion, analysis, interview, release, live blog or correction: by headline, address and first lines.

Only plain signs count: whoever reads "opinion" as news, or news as opinion, is misled, so the rest stays unknown.
"""

import re
from urllib.parse import urlsplit

from ingest.agencies import agency_in

__all__ = ["kind_in"]

_BY_WORD = {
    "opinion": (
        "opinion", "opinions", "op-ed", "oped", "editorial", "editorials", "commentary", "commentisfree", "comment",
        "voices", "letters", "meinung", "kommentar", "kommentare", "leitartikel", "kolumne", "kolumnen", "gastbeitrag",
        "gastkommentar", "glosse", "opinión", "opinión", "opiniones", "tribuna", "columnas", "tribune", "idees",
        "débats", "chronique", "éditorial", "opinione", "opinioni", "commenti", "editoriali", "opinião", "colunas",
        "opinie", "column", "columns", "kronikk", "debatt", "ledare", "leder", "kronik", "nuomones", "opinie",
        "мнения", "мнение", "колонка", "社説", "사설", "오피니언",
    ),
    "analysis": ("analysis", "news-analysis", "news analysis", "analyse", "analysen", "análisis", "analisi", "análise",
                 "explainer", "analys", "analiza", "анализ", "аналитика"),
    "interview": ("interview", "interviews", "entrevista", "entrevistas", "intervista", "interviste", "entretien",
                  "im gespräch", "q&a", "интервью", "インタビュー", "인터뷰"),
    "press_release": (
        "sponsored", "sponsored content", "advertorial", "paid content", "advertisement feature", "anzeige",
        "press release", "press-release", "press-releases", "pressrelease", "news-releases", "news release",
        "pressemitteilung", "pressemitteilungen", "presseportal", "communiqué de presse", "comunicado de prensa",
        "nota de prensa", "comunicato stampa", "persbericht", "pressmeddelande", "pressemelding",
    ),
    "live_blog": ("live blog", "liveblog", "live-blog", "live updates", "live-updates", "live", "liveticker",
                  "live-ticker", "en direct", "en directo", "diretta"),
    "correction": ("correction", "corrections", "clarification", "clarifications", "corrections-and-clarifications",
                   "corrections and clarifications", "erratum", "korrektur", "berichtigung", "richtigstellung",
                   "corrección", "fe de errores", "rectificatif", "rettifica"),
    "news": ("news", "world-news", "nachrichten", "noticias", "actualites", "actualités", "notizie", "notícias",
             "nieuws", "nyheter", "nyheder", "wiadomosci", "uutiset", "новости"),
}  # fmt: skip
_KIND_OF_WORD = {word: kind for kind, words in _BY_WORD.items() for word in words}
_LABEL = re.compile(r"^(?:\[([^\]]{3,30})\]|([^:|–—]{3,30})(?:\s*[:|]|\s+[–—]))\s")
_LABEL_AT_END = re.compile(r"\s[|–—]\s*([^|–—]{3,30})$")
_RELEASE = re.compile(
    r"FOR IMMEDIATE RELEASE|/PRNewswire/|/EINPresswire|\((?:BUSINESS WIRE|GLOBE NEWSWIRE|ACCESSWIRE|ots|OTS)\)"
)
_LOOKED_AT = 600
_DATELINE_OF_NEWS = re.compile(r"^[^\W\d_a-z][^\n()—–]{1,60}\((?P<agency>[^()\n]{2,40})\)\s*[—–-]")
_MOST_SEGMENTS = 4


def kind_in(title: str | None, url: str | None, text: str) -> str:
    """One of the kinds, or unknown. A label at the headline counts before the address, and both before the text."""
    labels = [match[1] or match[2] for match in [_LABEL.match(title or "")] if match]
    labels += [match[1] for match in [_LABEL_AT_END.search((title or "")[-60:])] if match]
    said = [kind for label in labels if (kind := _KIND_OF_WORD.get(label.strip().casefold())) and kind != "news"]
    if said:
        return said[0]
    if _RELEASE.search(text[:_LOOKED_AT]):
        return "press_release"
    by_address = [kind for segment in _segments(url) if (kind := _KIND_OF_WORD.get(segment))]
    special = next((kind for kind in by_address if kind != "news"), None)
    if special or by_address:
        return special or "news"
    dateline = _DATELINE_OF_NEWS.match(text[:_LOOKED_AT])
    return "news" if dateline and agency_in(dateline["agency"]) else "unknown"


def _segments(url: str | None) -> list[str]:
    """The folders at the beginning of an address, which are a paper's sections; not the article's own name."""
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return []
    return [segment.casefold() for segment in path.split("/")[1:-1][:_MOST_SEGMENTS]]
