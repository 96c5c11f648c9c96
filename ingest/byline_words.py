"""The words that stand in bylines beside names: what somebody does, for whom, and what a page prints there."""

from assistant.language.lexicon import WEEKDAYS
from assistant.language.listed import listed

__all__ = [
    "DEGREES",
    "FURNITURE",
    "GENERATIONS",
    "OUTLET_WORDS",
    "PARTICLES",
    "PLACES",
    "ROLE_ENDINGS",
    "ROLE_NOUNS",
    "ROLE_QUALIFIERS",
    "ROLE_SURNAMES",
    "SMALL_WORDS",
    "UNSIGNED",
]

_ROLES = listed(
    "writer editor reporter correspondent columnist journalist contributor critic producer photographer "
    "photojournalist videographer cameraman analyst commentator presenter anchor host author fellow blogger "
    "freelancer intern trainee stringer chief head lead manager director desk newsdesk newsroom team bureau staff "
    "staffer agency wire crew researcher copywriter sportswriter subeditor investigator specialist strategist "
    "economist meteorologist professor lecturer guest member board department office leader"
)
ROLE_NOUNS = frozenset({*_ROLES, *(f"{noun}s" for noun in _ROLES)} | {
    "agencies", "redaktion", "onlineredaktion", "redakteur", "redakteurin", "autor", "autorin", "korrespondent",
    "korrespondentin", "journalistin", "reporterin", "volontär", "volontärin", "chefredakteur", "chefredakteurin",
    "journaliste", "correspondant", "correspondante", "rédacteur", "rédactrice", "rédaction", "envoyé", "envoyée",
    "redacción", "corresponsal", "periodista", "redactor", "redactora", "redazione", "inviato", "inviata",
    "giornalista", "redactie", "redacteur", "verslaggever", "correspondente", "redação", "jornalista", "toimittaja",
    "redaktor", "dziennikarz", "dziennikarka", "journalister", "korrespondenten", "redakteurs", "mitarbeiter",
    "mitarbeiterin", "reportern",
}) - {"wire", "wires"}  # fmt: skip
"""What a byline says of a person or a group. "Wire" is a name of agencies as often."""
ROLE_ENDINGS = (
    "redakteur",
    "redakteurin",
    "korrespondent",
    "korrespondentin",
    "redaktion",
    "reporterin",
    "redaksjonen",
)
"""German makes one word of a field and a role: Politikredakteurin."""
ROLE_SURNAMES = listed(
    "anchor author chief cook critic desk fellow guest head host intern lead leader member page producer wire"
)
"""Roles that are surnames too: behind one other word they are a role only where that word says of what."""
ROLE_QUALIFIERS = frozenset(listed(
    "staff senior junior chief deputy assistant associate managing executive contributing special guest freelance "
    "acting principal lead former own our the a an and at large "
    "political politics parliamentary lobby government diplomatic defence defense security foreign international "
    "world global national domestic home regional local city metro community county state rural "
    "business economics economic economy finance financial money markets market personal consumer retail industry "
    "industrial energy property housing transport transportation aviation technology tech digital online web social "
    "media data science scientific health medical environment environmental climate weather education religion "
    "religious faith legal law court courts crime criminal justice police investigations investigative affairs "
    "arts art culture cultural entertainment showbiz film movie music theatre theater dance book books literary "
    "television tv radio food drink restaurant travel lifestyle life style fashion features feature royal sport sports "
    "football soccer cricket rugby tennis golf racing motoring athletics baseball basketball hockey boxing cycling "
    "news breaking night day weekend sunday print copy photo picture video audio podcast graphics visual opinion "
    "editorial comment letters readers public public-interest labour labor employment agriculture farming "
    "development democracy race gender equality immigration migration war peace human rights "
    "north northern south southern east eastern west western central middle europe european asia asian africa african "
    "american america latin pacific gulf brussels westminster washington white house capitol congress congressional "
    "supreme bureau desk team newsroom newspaper magazine wire agency press multimedia enterprise general assignment "
    "works correspondents reporters writers editors "
    "onze ons unser unserem unserer unseren unsere notre nos nuestro nuestra nuestros spécial spéciale especial"
))  # fmt: skip
"""Of what somebody is editor or writer; alone, such words name nobody."""
UNSIGNED = frozenset({
    "anonymous", "unknown", "admin", "administrator", "editor", "webmaster", "guest", "user", "none", "null", "nan",
    "n/a", "na", "nat", "undefined", "various", "various authors", "author", "authors", "byline", "no author",
    "not available", "redaktion", "root", "default", "test", "wp admin", "super user", "web master", "site admin",
    "no byline", "name withheld", "press release", "exclusive", "opinion", "analysis", "sponsored", "sponsored content",
    "advertisement", "advertorial", "partner content", "getty images", "shutterstock", "istock", "unsplash",
})  # fmt: skip
"""What stands where an author would, and is none."""
FURNITURE = frozenset({*WEEKDAYS, *listed(
    "updated published posted modified last first min mins minute minutes read reading share follow view archive "
    "profile rss feed twitter facebook instagram linkedin email e-mail bio about comments comment save print subscribe "
    "exclusive live more see all posts articles stories today yesterday ago hours hour et gmt bst est edt pst pdt cet "
    "utc am pm get"
)})  # fmt: skip
"""Words of a page around its byline: where one of them begins, the name has ended."""
OUTLET_WORDS = frozenset(listed(
    "gazette times news herald tribune journal chronicle telegraph daily weekly magazine newspaper newspapers media tv "
    "radio online network broadcasting press dispatch bulletin examiner inquirer sentinel observer guardian courier "
    "advertiser mercury express mail review today zeitung anzeiger tageblatt nachrichten rundfunk kurier presse "
    "journal diario periódico corriere gazzetta nieuws dagblad tidende nyheter aftonbladet"
))  # fmt: skip
"""What papers and stations are called, as the last word of several."""
PARTICLES = frozenset(listed(
    "de del della delle dei di da das dos do du des van von vom zu zum zur der den ter ten te la le las los lo el al "
    "bin ibn bint binti af av e y i'"
)) | {"'t", "d'", "ap", "ul"}  # fmt: skip
"""Small words inside names."""
GENERATIONS = {"jr": "Jr", "sr": "Sr", "ii": "II", "iii": "III", "iv": "IV"}
DEGREES = frozenset(listed("phd md mba rn esq obe mbe cbe qc kc mp dphil msc ma ba jd dds cpa ret"))
SMALL_WORDS = frozenset(listed("and with by in at for from of on the und y et og och von mit to as our"))
"""Words of a byline in capitals that are no names."""
PLACES = frozenset({
    "new york", "new delhi", "new orleans", "new england", "new jersey", "new mexico", "new hampshire", "los angeles",
    "las vegas", "hong kong", "tel aviv", "san francisco", "san diego", "san jose", "san juan", "san antonio",
    "buenos aires", "cape town", "mexico city", "kuwait city", "panama city", "vatican city", "abu dhabi",
    "kuala lumpur", "addis ababa", "washington dc", "washington d.c", "west bank", "east jerusalem", "silicon valley",
    "sao paulo", "são paulo", "rio de janeiro", "united nations", "united kingdom", "united states", "north carolina",
    "south carolina", "north dakota", "south dakota", "west virginia", "rhode island", "salt lake city", "st louis",
    "st. louis", "st petersburg", "st. petersburg", "saint petersburg", "northern ireland", "middle east",
    "ho chi minh city", "phnom penh", "port-au-prince", "santiago de chile", "frankfurt am main", "den haag",
    "the hague", "puerto rico", "costa rica", "sri lanka", "el salvador", "kansas city", "new south wales",
})  # fmt: skip
"""Places of several words that bylines end in; those of one word need no list, for no name has only one."""
