"""Every list of words once: what a date, an amount, a denial, a title or a quotation mark is, for every room alike.

Lower case unless said otherwise; `listed` and `alternatives` (language/listed.py) turn them into tuples and patterns.
"""

from __future__ import annotations

from assistant.language.listed import listed

# --- the calendar ---------------------------------------------------------------------------------------------------
MONTHS = listed("january february march april may june july august september october november december")
WEEKDAYS = listed("monday tuesday wednesday thursday friday saturday sunday")
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
MONTH_NUMBERS = {name: number for number, row in enumerate(_MONTH_ROWS, start=1) for name in row.split()}
"""Of the languages that dates in news metadata are written in."""
_FURTHER_MONTH_ROWS = (
    "stycznia ledna ianuarie januara ocak tammikuuta",
    "lutego února unora februarie şubat helmikuuta",
    "marca března brezna martie marts maret maaliskuuta",
    "kwietnia dubna aprilie nisan huhtikuuta",
    "maja května kvetna maj mayıs toukokuuta",
    "czerwca června cervna iunie haziran kesäkuuta",
    "lipca července cervence iulie temmuz heinäkuuta",
    "sierpnia srpna augusti ağustos elokuuta",
    "września zari září septembrie eylül syyskuuta",
    "października rijna října octombrie ekim lokakuuta",
    "listopadu noiembrie kasım marraskuuta",
    "grudnia prosince decembrie aralık joulukuuta",
)
DATED_MONTH_NUMBERS = MONTH_NUMBERS | {
    name: number for number, row in enumerate(_FURTHER_MONTH_ROWS, start=1) for name in row.split()
}
"""With further languages, as dates there have them; without names that mean two months (Polish "listopada")."""
MONTH_ABBREVIATIONS = listed("jan feb mar apr jun jul aug sept sep oct nov dec")
"""English ones; written with a full stop, they may end a sentence all the same."""
ENGLISH_MONTH_NUMBERS = {name: MONTH_NUMBERS[name] for name in (*MONTHS, *MONTH_ABBREVIATIONS)}
WEEKDAY_ABBREVIATIONS = listed("mon tues tue wed thurs thur thu fri sat sun")
WEEKDAY_NAMES = (
    *WEEKDAYS,
    *WEEKDAY_ABBREVIATIONS,
    *listed(
        "lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles miercoles jueves viernes "
        "sábado sabado domingo montag dienstag mittwoch donnerstag freitag samstag sonntag lunedì martedì "
        "mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag "
        "lun mar mer jeu ven sam dim mié mie jue vie sáb sab dom gio mo di mi do fr sa so ma wo vr za zo"
    ),
)
COUNTED_BY_THOUSANDS = listed(
    "people persons men women children metres meters miles km kilometres feet words votes seats dollars euros pounds "
    "percent per years deaths tonnes tons barrels troops soldiers jobs homes copies workers employees students members"
)
"""Behind a number of four digits: it is no year."""
RELATIVE_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
# Hours from UTC. Only abbreviations that mean one offset in news: RFC 2822's, and Europe's. "et" changes with the
# season and "ist" has three meanings, so a time with one of those stays without an offset.
ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3,
}  # fmt: skip

# --- marks ----------------------------------------------------------------------------------------------------------
SENTENCE_ENDS = ".!?…‼⁇⁈⁉。｡．！？؟۔।॥։።။៕"
"""Of every script that news is written in: a danda or an ideographic full stop ends a sentence everywhere."""
QUOTATION_PAIRS = (
    "“”",
    "„“",
    "„”",
    "””",
    "‟”",
    "«»",
    "»«",
    "‹›",
    "›‹",
    "‘’",
    "‚‘",
    "‚’",
    '""',
    "''",
    "「」",
    "『』",
    "〝〞",
    "＂＂",
)
"""Opening and closing mark of each house style."""
QUOTATION_MARKS = "".join(dict.fromkeys("".join(QUOTATION_PAIRS)))
APOSTROPHES = "'’‘‚"
"""Marks that also stand inside words, or for what was left out of one."""
DOUBLE_QUOTATION_MARKS = "".join(mark for mark in QUOTATION_MARKS if mark not in APOSTROPHES)
OPENING_MARKS = "".join(dict.fromkeys(pair[0] for pair in QUOTATION_PAIRS)) + "(["
CLOSING_MARKS = "".join(dict.fromkeys(pair[1] for pair in QUOTATION_PAIRS)) + ")]"

# --- who speaks -----------------------------------------------------------------------------------------------------
_SAYING_ROWS = (
    "say says said saying", "tell tells told telling", "state states stated stating", "add adds added adding",
    "write writes wrote written writing", "tweet tweets tweeted", "post posts posted", "announce announces announced",
    "claim claims claimed claiming", "argue argues argued arguing", "ask asks asked asking",
    "warn warns warned warning", "explain explains explained explaining", "believe believes believed",
    "call calls called calling", "insist insists insisted insisting", "deny denies denied denying",
    "remark remarks remarked", "quote quotes quoted", "suggest suggests suggested suggesting",
    "urge urges urged urging", "find finds found", "predict predicts predicted predicting",
    "estimate estimates estimated", "report reports reported reporting", "reply replies replied replying",
    "answer answers answered", "note notes noted noting", "observe observes observed", "comment comments commented",
    "declare declares declared", "describe describes described", "recall recalls recalled",
    "continue continues continued", "acknowledge acknowledges acknowledged", "admit admits admitted",
    "agree agrees agreed", "allege alleges alleged", "assert asserts asserted", "caution cautions cautioned",
    "complain complains complained", "conclude concludes concluded", "confirm confirms confirmed confirming",
    "contend contends contended", "maintain maintains maintained", "mention mentions mentioned",
    "point points pointed", "promise promises promised", "propose proposes proposed",
    "recommend recommends recommended", "respond responds responded", "reveal reveals revealed",
    "share shares shared", "think thinks thought", "testify testifies testified", "vow vows vowed",
    "voice voices voiced", "advise advises advised", "concede concedes conceded", "stress stresses stressed",
    "joke jokes joked", "exclaim exclaims exclaimed", "shout shouts shouted", "wonder wonders wondered",
    "cry cries cried", "demand demands demanded", "clarify clarifies clarified", "reiterate reiterates reiterated",
    "criticise criticises criticised criticize criticizes criticized", "accuse accuses accused",
    "express expresses expressed",
)  # fmt: skip
SAYING = (*(form for row in _SAYING_ROWS for form in row.split()[1:]), "say", "according")
"""Forms that state speech, whoever speaks."""
SAYING_WITH_WORDS = listed(
    "adds added adding writes wrote claims claimed reports reported observes observed maintains maintained reveals "
    "revealed notes noted finds found calls called calling shares shared points pointed continues continued posts "
    "posted answers answered thinks thought cries cried agrees agreed recalls recalled asks asked describes "
    "described quotes quoted"
)
"""Those that are speech only where what is said follows: "called it a scandal", not "called the police"."""
QUOTING = listed(
    "said says added adds wrote writes told tells explained asked remarked replied continued warned warns insisted "
    "insists admitted admits argued argues declared joked recalled stressed complained concluded"
)
"""Forms that stand before the name of who speaks: `"…," said Ann Lee`."""

# --- what is so and what is not -------------------------------------------------------------------------------------
NEGATORS = listed("not no never none nobody nothing neither nor without cannot nowhere")
NOT_DOING = listed(
    "fail fails failed failing failure refuse refuses refused refusing refusal decline declines declined "
    "declining reject rejects rejected rejecting rejection deny denies denied denying denial lack lacks lacked "
    "lacking neglect neglected omit omits omitted avoid avoids avoided avoiding unable unwilling"
)
"""Verbs that say that something was not done: "failed to agree" is "did not agree"."""
# --- what may be, or lies ahead -------------------------------------------------------------------------------------
AHEAD_WORDS = listed("will would shall should could may might next upcoming soon tomorrow")
AHEAD_PHRASES = (
    "due to", "due in", "due on", "due for", "set to", "about to", "going to", "likely to", "expected to", "expects to",
    "scheduled", "planned", "planning to", "plans to", "plan to", "hopes to", "hope to", "hoping to", "hoped to",
    "aims to", "aim to", "intends to", "intend to", "wants to", "is to", "are to", "was to", "were to", "poised to",
    "slated to", "expected in", "expected on",
)  # fmt: skip
"""A time, a plan or a wish that has not come yet."""

# --- people ---------------------------------------------------------------------------------------------------------
HONORIFICS = listed("mr mrs ms miss mx dr sir dame lord lady prof rev reverend hon messrs mme mlle")
TITLE_ABBREVIATIONS = listed(
    "mr mrs ms messrs mme mlle dr prof sen rep gov gen lt col sgt capt cpt cmdr cdr maj adm brig rev hon pres "
    "atty supt insp det cpl pvt ofc asst assoc dep fr br"
)
"""Written with a full stop before a name."""
OFFICES = listed(
    "president minister premier chancellor secretary undersecretary senator congressman congresswoman governor "
    "mayor judge justice general colonel captain sergeant lieutenant major admiral commander officer professor "
    "director chairman chairwoman chair spokesperson spokesman spokeswoman king queen prince princess duke "
    "duchess pope bishop archbishop cardinal coach attorney ambassador commissioner administrator representative "
    "councillor councilor councilman councilwoman chief deputy mp mep ceo inspector superintendent sheriff"
)
"""Before a name they belong to the person."""
ROLES = (
    *OFFICES,
    *listed(
        "lawyer barrister solicitor campaigner curator scientist researcher author editor leader activist analyst "
        "witness founder co-founder cofounder manager co-author coauthor owner operator sailor actor actress "
        "artist singer player member official envoy economist strategist historian engineer teacher doctor nurse "
        "surgeon physician biologist chemist physicist astronomer meteorologist expert specialist consultant "
        "adviser advisor aide farmer driver pilot resident neighbour neighbor student reporter journalist "
        "photographer columnist critic reviewer writer poet novelist composer musician banker trader investor "
        "developer designer architect planner librarian firefighter policeman policewoman detective prosecutor "
        "defendant fellow head boss host star striker midfielder goalkeeper defender quarterback trainer referee "
        "captain champion survivor victim mother father brother sister son daughter wife husband widow partner "
        "cousin uncle aunt nominee candidate republican democrat delegate counsel negotiator organiser organizer "
        "volunteer worker fisherman fisher vet veterinarian hotelier dentist pharmacist "
        "midwife shopkeeper landlord tenant priest pastor imam rabbi monk nun soldier veteran vice- "
        "president vice-rector rector dean principal psychologist psychiatrist sociologist immunologist "
        "pulmonologist biochemist geologist entrepreneur executive man woman person"
    ),
)  # fmt: skip
ROLE_ENDINGS = listed(
    "ologist ographer keeper maker holder worker leader manager owner person fighter rider woman scientist "
    "therapist ian"
)
"""Of words that say what somebody does."""
PERSONAL_TITLES = frozenset((*HONORIFICS, *TITLE_ABBREVIATIONS, *ROLES))
"""Words before a name that say who somebody is."""
CALLED_TITLES = (*HONORIFICS, *OFFICES, *listed("vice co reporter republican democrat founder candidate nominee"))
"""Words beside a name that are no part of it."""
SPEAKING_CROWD = listed(
    "officials police authorities researchers scientists witnesses residents critics experts sources reports "
    "nobody everyone someone others many several both some one people doctors lawyers investigators inspectors "
    "prosecutors ministers leaders supporters opponents analysts workers protesters organizers organisers "
    "campaigners family parents neighbours neighbors aides friends members fans passengers relatives drivers users "
    "customers pupils students patients nurses teachers voters staff crew reporters journalists traders he she "
    "they we it i you this that these those there "
    "who the a an and but"
)
"""Words that open a sentence before a verb of saying and name nobody."""

PREPOSITIONS = listed(
    "in at for of about on to with near from against inside outside by around behind beside opposite under over "
    "between among across through via into onto including like unlike without within beyond toward towards "
    "regarding concerning"
)
"""What stands behind one of them belongs to the noun before; "after" and "before" begin clauses too."""
MODIFIERS = listed(
    "the a an this its his her their our my former new late then local acting visiting deputy vice ex chief senior "
    "junior current outgoing incoming longtime retired interim leading striking"
)
"""Before a name, or the role before it."""
BODIES = listed(
    "union charity company firm group party newspaper paper magazine broadcaster agency club association bank "
    "organisation organization institute foundation network airline operator manufacturer retailer start-up movement "
    "campaign think-tank federation cooperative league"
)
"""What a name is the name of, where it is no person's: "the union IGT"."""
AUXILIARIES = listed(
    "is are was were be been has have had will would can could may might must shall should do does did isn't aren't "
    "wasn't weren't hasn't haven't hadn't won't wouldn't can't couldn't shouldn't don't doesn't didn't cannot"
)

TAKING_SIDES_FOR = (
    *listed(
        "support supports supported supporting back backs backed backing favour favours favoured favouring favor "
        "favors favored endorse endorses endorsed approve approves approved approving welcome welcomes welcomed "
        "welcoming praise praises praised defend defends defended applaud applauded applauds champion championed "
        "advocate advocated hail hails hailed cheer cheers cheered"
    ),
    "in favour of", "in favour", "in favor of", "in favor", "voted for", "votes for", "vote for", "voted to", "vote to",
    "voted yes", "spoke for", "called for", "calls for", "agreed to", "agrees with", "pleaded for", "is for", "was for",
    "are for", "were for", "all for", "supporters of", "backers of", "proponents of",
    "advocates of", "long overdue", "false economy not to", "would be a false economy",
)  # fmt: skip
"""A vote, a wish or praise."""
TAKING_SIDES_AGAINST = (
    *listed(
        "oppose opposes opposed opposing against reject rejects rejected rejecting criticise criticises criticised "
        "criticising criticize criticizes criticized condemn condemns condemned denounce denounces denounced "
        "resist resists resisted protest protests protested deplore deplored objected objects objecting objection "
        "objections opponent opponents slam slams slammed decry decries decried lambast lambasted"
    ),
    "voted against", "votes against", "vote against", "voted no", "spoke against", "voted down", "warned against",
    "opposition to", "refused to back", "refused to support", "refused to approve", "called it a waste",
    "called it a scandal", "called it a mistake", "waste of money", "too expensive", "sue over", "suing over",
    "sued over", "critics of", "detractors of",
)  # fmt: skip
STOPPING = listed(
    "stop stops stopping halt halting delay delays delaying scrap scrapping cancel cancelling canceling block blocking "
    "postpone postponing end ending drop dropping abandon abandoning shelve shelving remove removing "
    "demolish demolishing"
)
"""Whoever is against one of these is for what it would stop."""
STOPPED = listed(
    "stopped halted delayed scrapped cancelled canceled blocked postponed ended dropped abandoned shelved withdrawn "
    "rejected overturned reversed closed banned outlawed demolished removed torn"
)
GOING_AHEAD = (
    *listed("build built rebuild rebuilt begin start open opened reopen reopened approve approved keep kept save saved "
            "finish finished fund funded happen continue stay remain accept adopt ratify sign"),
    "go ahead", "goes ahead", "go forward", "be done", "carry on",
)  # fmt: skip
"""What is demanded by whoever is for a thing."""
MISFORTUNES = listed(
    "mistake error disaster catastrophe scandal danger threat disgrace folly farce insult betrayal nonsense madness "
    "crime outrage nightmare burden blunder shame eyesore waste"
)
BLESSINGS = (
    *listed("triumph blessing boon godsend lifeline success breakthrough masterpiece"),
    "step forward", "good idea", "great idea", "best thing", "right thing", "right decision", "wise decision",
)  # fmt: skip
"""What a thing is called by whoever is against it, or for it."""
HARMING = listed("ruin destroy wreck devastate poison bankrupt tear endanger")
HELPING = listed("benefit boost revive rescue save strengthen enrich")

# --- what happened, and how much ---------------------------------------------------------------------------------
SAME_EVENT_WORDS = tuple(
    listed(row)
    for row in (
        "die died dies dead death deaths toll kill killed kills killing fatal fatality fatalities lives",
        "hurt injure injured injures injury injuries wound wounded",
        "evacuate evacuated evacuates evacuation clear cleared empty emptied",
        "steal stole stolen take took taken rob robbed robbery theft",
        "cost costs price spend spent worth value bill",
        "flood floods flooded flooding water river banks",
        "start started starts begin began begun break broke",
        "open opened opens opening reopen reopened reopening",
        "close closed closes closure shut shuts",
        "march marched marchers demonstrate demonstrated protest protested rally rallied",
        "job jobs post posts position positions worker workers employee employees staff",
        "home homes house houses household households",
        "win won wins winner victory",
        "old aged age",
        "share percent percentage proportion",
        "join joined joins take-part",
        "discharge discharged spill spilled spilt leak leaked",
        "crash crashed collision derail derailed derailment",
        "fire fires blaze burned burnt burn",
        "meet met meeting",
    )
)
"""Words with which two reports tell one happening."""
BEGINNING = listed("begin began begun start started open opened launch launched kick commence commenced")
ENDING = listed("end ended close closed finish finished conclude concluded stop stopped cease ceased")
"""The two ends of a thing: when it began and when it ended are no two answers to one question."""
LABELLED = listed(
    "number no nr street page part room route article section chapter line platform gate bus tram flight phase stage "
    "group class grade level lot district ward precinct unit block pier berth track lane house channel version chapter "
    "paragraph season episode round game match day week zone bay hall exit junction"
)
"""Behind one of these a number is a name: "line 4", "pier 9"."""
SORTS = tuple(
    tuple(frozenset(listed(sort)) for sort in row.split("|"))
    for row in (
        "adult adults | child children kid kids | student students | pensioner pensioners seniors | infant infants",
        "man men male males | woman women female females", "boy boys | girl girls", "single | return | monthly",
        "weekday weekdays | weekend weekends", "spring | summer | autumn | winter", "gross | net", "urban | rural",
        "north northern | south southern | east eastern | west western", "primary | secondary", "minimum | maximum",
        "import imports imported | export exports exported", "domestic | foreign international",
        "passenger passengers | freight cargo", "resident residents | visitor visitors tourist tourists",
        "rent rented renting | buy bought buying",
    )
)  # fmt: skip
"""Of what a figure may be of, sorts that exclude one another."""
CHANGING = frozenset(
    listed(
        "rise rises rose risen rising fall falls fell fallen falling drop drops dropped climb climbs climbed grow "
        "grows grew grown add adds added cut cuts increase increased decrease decreased gain gained shed up "
        "down raise raised lower lowered reduce reduced"
    )
)
"""A figure behind one of them is a step, unless "to" or "at" stands between."""
NEUTRAL_BEFORE_NUMBER = frozenset(
    listed(
        "count counts counted put puts estimate estimates estimated estimating total totals totalled reach reaches "
        "reached find found record recorded register registered report reported figure number leave "
        "left leaves give gives gave given stand stands stood make makes made come comes came least nearly "
        "almost some around roughly "
        "approximately said says tell told amount sum correct wrong revised now"
    )
)
"""Words before a figure that do not tell what it is a figure of."""

# --- who publishes --------------------------------------------------------------------------------------------------
AGENCIES = {
    "AP": ("ap", "associated press", "the associated press", "ap news"),
    "Reuters": ("reuters", "thomson reuters", "rtr", "rtrd"),
    "AFP": ("afp", "agence france-presse", "agence france presse", "l'afp", "afp deutschland"),
    "dpa": ("dpa", "deutsche presse-agentur", "dpa-afx", "dpa/lno", "dpa-infocom"),
    "UPI": ("upi", "united press international"),
    "EFE": ("efe", "agencia efe"),
    "Europa Press": ("europa press", "europapress"),
    "ANSA": ("ansa", "agenzia ansa"),
    "APA": ("apa", "austria presse agentur"),
    "SDA": ("sda", "keystone-sda", "keystone-ats"),
    "SID": ("sid", "sport-informations-dienst"),
    "epd": ("epd", "evangelischer pressedienst"),
    "KNA": ("kna", "katholische nachrichten-agentur"),
    "PA Media": ("pa media", "press association", "pa news agency"),
    "AAP": ("aap", "australian associated press"),
    "The Canadian Press": ("canadian press", "the canadian press"),
    "Bloomberg": ("bloomberg", "bloomberg news"),
    "Xinhua": ("xinhua", "xinhua news agency", "新华社", "新華社"),
    "Kyodo": ("kyodo", "kyodo news", "共同通信", "共同"),
    "Jiji": ("jiji", "jiji press", "時事", "時事通信"),
    "Yonhap": ("yonhap", "yonhap news agency", "연합뉴스"),
    "PTI": ("pti", "press trust of india"),
    "ANI": ("ani",),
    "IANS": ("ians", "indo-asian news service"),
    "TASS": ("tass", "itar-tass", "тасс"),
    "RIA Novosti": ("ria novosti", "риа новости"),
    "Interfax": ("interfax", "интерфакс"),
    "ČTK": ("čtk", "ctk"),
    "PAP": ("pap",),
    "NTB": ("ntb",),
    "TT": ("tt",),
    "Ritzau": ("ritzau",),
    "ANP": ("anp",),
    "Belga": ("belga",),
    "Lusa": ("lusa", "agência lusa"),
    "Anadolu": ("anadolu agency", "anadolu ajansı", "anadolu"),
    "Antara": ("antara",),
    "Bernama": ("bernama",),
    "Inter Press Service": ("inter press service",),
}  # fmt: skip
"""Agency -> how papers write it; abbreviations that are also those of states or names are left out."""
DATELINE = (
    r"\s*(?:[^\W\d_a-z]{2,}[^\n]{0,70}?\s|[^\W\d_a-z][^\n()]{0,60}\([^()\n]{2,40}\)\s*|[^\W\d_a-z][^\W\d_]+\s)"
    r"[-–—]{1,2}\s+"
)
"""`LONDON, 6 May 2026 (Courier) — `, `London (AP) — ` or `London — `, at the start of an article's first sentence."""
