"""Countries with the words for their people and their capitals: "London" and "British" stand for the United Kingdom."""

from __future__ import annotations

import re
from functools import cache, lru_cache

__all__ = ["names_country", "same_place"]

# One country a row: its names, what is of it, its people, and the capital that stands for its government. A name of
# two words is joined by "_". What several countries are called stands nowhere.
_ROWS = """
usa united_states america american americans washington
united_kingdom uk britain british briton britons london
england english london
scotland scottish scot scots edinburgh
wales welsh cardiff
ireland irish dublin
france french paris
germany german germans berlin
austria austrian austrians vienna
switzerland swiss bern berne
italy italian italians rome
spain spanish spaniard spaniards madrid
portugal portuguese lisbon
netherlands holland dutch hague amsterdam
belgium belgian belgians brussels
luxembourg luxembourgish
denmark danish dane danes copenhagen
norway norwegian norwegians oslo
sweden swedish swede swedes stockholm
finland finnish finn finns helsinki
iceland icelandic icelander icelanders reykjavik
estonia estonian estonians tallinn
latvia latvian latvians riga
lithuania lithuanian lithuanians vilnius
poland polish pole poles warsaw
czechia czech_republic czech czechs prague
slovakia slovak slovaks bratislava
slovenia slovenian slovenians ljubljana
hungary hungarian hungarians budapest
romania romanian romanians bucharest
bulgaria bulgarian bulgarians sofia
greece greek greeks athens
cyprus cypriot cypriots nicosia
malta maltese valletta
croatia croatian croatians croat croats zagreb
serbia serbian serbians serb serbs belgrade
bosnia bosnian bosnians sarajevo
kosovo kosovar kosovars pristina
albania albanian albanians tirana
macedonia macedonian macedonians skopje
montenegro montenegrin montenegrins podgorica
moldova moldovan moldovans chisinau
ukraine ukrainian ukrainians kyiv kiev
belarus belarusian belarusians minsk
russia russian russians moscow kremlin
georgia georgian georgians tbilisi
armenia armenian armenians yerevan
azerbaijan azerbaijani azerbaijanis baku
turkey türkiye turkish turk turks ankara
israel israeli israelis jerusalem
palestine palestinian palestinians ramallah
lebanon lebanese beirut
syria syrian syrians damascus
jordan jordanian jordanians amman
iraq iraqi iraqis baghdad
iran iranian iranians tehran
saudi_arabia saudi saudis riyadh
yemen yemeni yemenis sanaa
qatar qatari qataris doha
kuwait kuwaiti kuwaitis
bahrain bahraini bahrainis manama
united_arab_emirates uae emirates emirati emiratis abu_dhabi
afghanistan afghan afghans kabul
pakistan pakistani pakistanis islamabad
india indian indians new_delhi delhi
bangladesh bangladeshi bangladeshis dhaka
sri_lanka sri_lankan sri_lankans colombo
nepal nepali nepalese kathmandu
china chinese beijing
taiwan taiwanese taipei
japan japanese tokyo
south_korea south_korean south_koreans seoul
north_korea north_korean north_koreans pyongyang
mongolia mongolian mongolians ulaanbaatar
vietnam vietnamese hanoi
thailand thai thais bangkok
myanmar burma burmese naypyidaw
cambodia cambodian cambodians phnom_penh
laos laotian laotians vientiane
malaysia malaysian malaysians kuala_lumpur putrajaya
singapore singaporean singaporeans
indonesia indonesian indonesians jakarta
philippines philippine filipino filipinos manila
australia australian australians canberra
new_zealand new_zealander new_zealanders wellington
canada canadian canadians ottawa
mexico mexican mexicans mexico_city
cuba cuban cubans havana
haiti haitian haitians port-au-prince
jamaica jamaican jamaicans kingston
guatemala guatemalan guatemalans
honduras honduran hondurans tegucigalpa
el_salvador salvadoran salvadorans
nicaragua nicaraguan nicaraguans managua
panama panamanian panamanians
colombia colombian colombians bogota bogotá
venezuela venezuelan venezuelans caracas
ecuador ecuadorian ecuadorians quito
peru peruvian peruvians lima
bolivia bolivian bolivians
brazil brazilian brazilians brasilia brasília
argentina argentine argentinian argentines buenos_aires
chile chilean chileans santiago
uruguay uruguayan uruguayans montevideo
paraguay paraguayan paraguayans asuncion
egypt egyptian egyptians cairo
libya libyan libyans tripoli
tunisia tunisian tunisians tunis
algeria algerian algerians algiers
morocco moroccan moroccans rabat
sudan sudanese khartoum
ethiopia ethiopian ethiopians addis_ababa
eritrea eritrean eritreans asmara
somalia somali somalis mogadishu
kenya kenyan kenyans nairobi
uganda ugandan ugandans kampala
tanzania tanzanian tanzanians dodoma
rwanda rwandan rwandans kigali
burundi burundian burundians
congo congolese kinshasa
cameroon cameroonian cameroonians yaounde
nigeria nigerian nigerians abuja
ghana ghanaian ghanaians accra
senegal senegalese dakar
mali malian malians bamako
niger nigerien nigeriens niamey
chad chadian chadians
ivory_coast ivorian ivorians
zambia zambian zambians lusaka
zimbabwe zimbabwean zimbabweans harare
malawi malawian malawians lilongwe
mozambique mozambican mozambicans maputo
angola angolan angolans luanda
namibia namibian namibians windhoek
botswana gaborone
south_africa south_african south_africans pretoria
madagascar malagasy antananarivo
kazakhstan kazakh kazakhs astana
uzbekistan uzbek uzbeks tashkent
european_union eu brussels
united_nations un
"""

_AMERICA = re.compile(r"\bU\.?S\.?(?:A\.?)?(?!\w)")
_DOTTED = re.compile(r"\b(?:U\.K\.|E\.U\.|U\.N\.)")


@cache
def _places_of() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, row in enumerate(_ROWS.split("\n")):
        for word in row.split():
            found.setdefault(word.replace("_", " "), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def names_country(name: str) -> bool:
    return name.casefold() in _places_of()


def same_place(word: str, text: str) -> bool:
    """Whether a word, or a name of two, in lower case, means a country that the text names otherwise."""
    wanted = _places_of().get(word)
    if not wanted:
        return False
    return not wanted.isdisjoint(_places_in(text))


@lru_cache(maxsize=256)
def _places_in(text: str) -> frozenset[int]:
    low = _DOTTED.sub(lambda found: found[0].replace(".", ""), _AMERICA.sub("usa", text)).lower()
    tokens = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", low)
    near = (" ".join(tokens[at : at + size]) for at in range(len(tokens)) for size in (1, 2, 3))
    return frozenset().union(*(_places_of().get(one, frozenset()) for one in near))
