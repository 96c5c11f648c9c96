"""What numbers are numbers of: money, lengths, times, weights, shares, each with its words and its size."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from assistant.language.listed import listed

__all__ = ["CODES", "CURRENCY_SIGNS", "CURRENCY_WORDS", "PERIODS", "UNITS", "Unit", "unit_named"]


@dataclass(frozen=True, slots=True)
class Unit:
    """Two units of one dimension can be converted: `factor` of its base make one."""

    name: str
    dimension: str
    factor: Decimal = Decimal(1)


_DOLLAR_PREFIXES = {"us": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "hk": "HKD", "nz": "NZD", "s": "SGD",
                    "nt": "TWD", "r": "BRL", "mx": "MXN"}  # fmt: skip
CURRENCY_SIGNS = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "￥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY",
    "₦": "NGN", "₱": "PHP", "฿": "THB", "₪": "ILS", "₫": "VND", "₴": "UAH", "₸": "KZT", "₡": "CRC", "₲": "PYG",
    "₵": "GHS", "₾": "GEL", "₼": "AZN", "元": "CNY", "円": "JPY",
    "rs": "INR", "rs.": "INR", "rm": "MYR", "rp": "IDR", "kr": "KR", "chf": "CHF", "n$": "NAD",
} | {f"{prefix}$": code for prefix, code in _DOLLAR_PREFIXES.items()}  # fmt: skip
"""Before or behind a number; several mean one currency only where an article is from."""
CODES = listed(
    "USD EUR GBP JPY CNY RMB INR KRW RUB TRY AUD CAD NZD CHF SEK NOK DKK PLN CZK HUF BRL MXN ZAR MYR SGD HKD IDR THB "
    "PHP VND ILS SAR AED QAR EGP NGN KES UAH NAD"
)
_CURRENCY_ROWS = (
    "USD dollar dollars buck bucks", "EUR euro euros", "GBP pound pounds quid sterling", "JPY yen",
    "CNY yuan renminbi rmb", "INR rupee rupees", "KRW won", "RUB rouble roubles ruble rubles", "TRY lira liras lire",
    "CHF franc francs", "KR krona kronor krone kroner crown crowns", "MXN peso pesos", "PLN zloty zlotys",
    "CZK koruna korunas", "HUF forint forints", "BRL real reais", "ZAR rand", "MYR ringgit", "IDR rupiah", "THB baht",
    "VND dong", "ILS shekel shekels", "SAR riyal riyals rial rials", "AED dirham dirhams", "IQD dinar dinars",
    "NGN naira", "KES shilling shillings", "UAH hryvnia hryvnias", "KZT tenge", "GHS cedi cedis", "ETB birr",
    "BDT taka", "RON lei leu", "BGN lev leva", "DEM mark marks", "NLG guilder guilders", "ESP peseta pesetas",
    "GRD drachma drachmas", "BTC bitcoin bitcoins", "CENT cent cents", "PENNY penny pence",
)  # fmt: skip
CURRENCY_WORDS = {word: row.split()[0] for row in _CURRENCY_ROWS for word in row.split()[1:]}
_DAY = Decimal(86400)
_YEAR = _DAY * Decimal("365.25")
_ROWS: tuple[tuple[str, str, Decimal | str], ...] = (
    ("second seconds sec secs", "time", "1"),
    ("minute minutes min mins", "time", "60"),
    ("hour hours hr hrs", "time", "3600"),
    ("day days", "time", _DAY),
    ("night nights", "time", _DAY),
    ("week weeks", "time", 7 * _DAY),
    ("fortnight fortnights", "time", 14 * _DAY),
    ("month months", "time", _YEAR / 12),
    ("year years yr yrs", "time", _YEAR),
    ("decade decades", "time", 10 * _YEAR),
    ("century centuries", "time", 100 * _YEAR),
    ("millimetre millimetres millimeter millimeters mm", "length", "0.001"),
    ("centimetre centimetres centimeter centimeters cm", "length", "0.01"),
    ("metre metres meter meters m", "length", "1"),
    ("kilometre kilometres kilometer kilometers km kms", "length", "1000"),
    ("inch inches", "length", "0.0254"),
    ("foot feet ft", "length", "0.3048"),
    ("yard yards yd", "length", "0.9144"),
    ("mile miles", "length", "1609.344"),
    ("km/h kmh kph kilometres/hour", "speed", "1"),
    ("mph", "speed", "1.609344"),
    ("acre acres", "area", "4046.8564"),
    ("hectare hectares ha", "area", "10000"),
    ("gram grams gramme grammes g", "mass", "0.001"),
    ("kilogram kilograms kilo kilos kg kgs", "mass", "1"),
    ("tonne tonnes", "mass", "1000"),
    ("ton tons", "mass", "1000"),
    ("pound-weight lb lbs", "mass", "0.45359237"),
    ("ounce ounces oz", "mass", "0.028349523"),
    ("stone", "mass", "6.35029"),
    ("millilitre millilitres milliliter milliliters ml", "volume", "0.001"),
    ("litre litres liter liters l", "volume", "1"),
    ("gallon gallons", "volume", "3.785"),
    ("pint pints", "volume", "0.5"),
    ("barrel barrels", "volume", "158.987"),
    ("watt watts w", "power", "1"),
    ("kilowatt kilowatts kw", "power", "1000"),
    ("megawatt megawatts mw", "power", "1000000"),
    ("gigawatt gigawatts gw", "power", "1000000000"),
    ("horsepower hp bhp", "horsepower", "1"),
    ("kilowatt-hour kilowatt-hours kwh", "energy", "1"),
    ("megabyte megabytes mb", "storage", "1"),
    ("gigabyte gigabytes gb", "storage", "1000"),
    ("terabyte terabytes tb", "storage", "1000000"),
    ("fps", "frames", "1"),
    ("degree degrees °", "degrees", "1"),
    ("percent pct %", "percent", "1"),
    ("point points pp pts", "points", "1"),
    ("fold times x", "fold", "1"),
)
UNITS = {
    word: Unit(row.split()[0], dimension, Decimal(factor)) for row, dimension, factor in _ROWS for word in row.split()
}
PERIODS = {
    word: row.split()[0]
    for row in (
        "second", "minute", "hour hourly", "day daily", "night nightly", "week weekly", "month monthly",
        "quarter quarterly", "year yearly annually annual annum",
    )
    for word in row.split()
}  # fmt: skip
"""What something is paid or done per."""


def unit_named(word: str) -> Unit | None:
    """By a word as it stands, of any case: a currency is a unit of its own dimension, without a rate."""
    low = word.lower()
    code = CURRENCY_WORDS.get(low) or (word if word in CODES else None) or CURRENCY_SIGNS.get(low)
    if code == "CENT" or code == "PENNY":
        return Unit(code, "small money")
    if code:
        return Unit("CNY" if code == "RMB" else code, "money")
    return UNITS.get(low)
