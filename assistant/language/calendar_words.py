"""Names of months, weekdays and time zones, lower case, as dates in news metadata use them."""

from __future__ import annotations

from assistant.language.listed import listed

_MONTH_ROWS = (
    "january jan janvier janv enero ene januar jänner gennaio gen janeiro januari",
    "february feb february févr fév février fevrier febrero februar febbraio febb fevereiro fev februari",
    "march mar mars marzo märz mrz maerz março marco maart mrt",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio mag maio mei",
    "june jun juin junio juni giugno giu junho",
    "july jul juillet juil julio juli luglio lug julho",
    "august aug août aout agosto ago augustus",
    "september sep sept septembre septiembre setiembre settembre set setembro",
    "october oct octobre octubre oktober okt ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dec décembre déc decembre diciembre dic dezember dez dicembre dezembro",
)
MONTHS = {name: number for number, row in enumerate(_MONTH_ROWS, start=1) for name in row.split()}

WEEKDAYS = listed(
    "monday tuesday wednesday thursday friday saturday sunday mon tues tue wed thurs thur thu fri sat sun "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles miercoles jueves viernes sábado "
    "sabado domingo montag dienstag mittwoch donnerstag freitag samstag sonntag lunedì martedì mercoledì giovedì "
    "venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"
)

# Hours from UTC. Only abbreviations that mean one offset in news: RFC 2822's, and Europe's. "et" changes with the
# season and "ist" has three meanings, so a time with one of those stays without an offset.
ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3,
}  # fmt: skip
