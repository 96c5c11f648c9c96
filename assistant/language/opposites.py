"""Words with which one text says less than another, or the opposite: denial without a "not", opposites, degrees."""

from __future__ import annotations

from assistant.language.listed import listed

__all__ = [
    "CONVERSES",
    "DENYING_HINTS",
    "DOWNWARD",
    "HEDGES",
    "MAYBE",
    "MORE_OPPOSITES",
    "OPPOSITES",
    "PART",
    "UPWARD",
    "WHOLE",
]

DENYING_HINTS = listed(
    "only few fewer little less least hardly barely rarely seldom scarcely below under away out stop stops "
    "stopped stopping end ends ended prevent prevents prevented preventing ban bans banned bar barred block "
    "blocked blocks absent miss misses missed missing "
    "free dismiss dismissed against oppose opposes opposed opposing opposition "
    "unlike instead rather except excluding false wrong contrary loss lost lose loses leave leaves left leaving "
    "drop dropped cancel cancels cancelled canceled void impossible illegal yet still until unless waiting closed "
    "shut without unknown undecided abandon abandoned disappear vanish exclude excluded forbid forbids forbidden "
    "prohibit prohibits prohibited withdraw withdrew withdrawn resist doubt doubts doubted unclear otherwise "
    "alone sole exclusively stay stays stayed if whether most"
)
"""Words with which something can be denied without a "not": where one stands, a missing "not" proves nothing."""
_OPPOSITE_ROWS = (
    "profit profits | loss losses", "win won wins victory | lose lost loses defeat", "beat | lost",
    "convict convicted | acquit acquitted cleared", "guilty | innocent acquitted",
    "accept accepted accepts | reject rejected refuse refused", "approve approved | reject rejected",
    "support supported supports back backed | oppose opposed opposes condemn condemned",
    "defend defended defends | condemn condemned condemns attacked criticised criticized",
    "welcome welcomed welcomes praised | denounce denounced denounces condemned criticised criticized deplored",
    "admit admitted admits confirm confirmed | deny denied denies",
    "open opened opens reopened | close closed closes shut",
    "begin began begun begins start started starts | end ended ends finish finished",
    "arrive arrived arrives | leave left leaves departed",
    "allow allowed allows permit permitted | ban banned bar barred forbid forbidden block blocked prohibit prohibited",
    "legal lawful | illegal unlawful", "alive | dead", "male man men | female woman women",
    "success successful | failure mistake unsuccessful",
    "hire hired hires | sack sacked dismiss dismissed fire fired", "buy bought buys | sell sold sells",
    "borrow borrowed | lend lent", "normal | abnormal", "stable steady | unstable", "safe | unsafe dangerous",
    "possible | impossible", "likely | unlikely", "able | unable", "north northern | south southern",
    "east eastern | west western", "generous | strict stricter", "majority | minority", "friend ally | enemy foe",
    "strengthen strengthened strengthens | weaken weakened weakens",
    "jail jailed prison | freed released bail acquitted", "survive survived | die died killed", "major | minor",
    "cheap cheaper | expensive dearer", "fast faster quick | slow slower", "better best | worse worst",
    "hasten hastened accelerated | slow slowed delayed", "developing emerging | fading", "temporary | permanent",
    "import imports imported | export exports exported", "include included includes | exclude excluded",
    "retain retained kept keep held hold | lost lose", "agreed agree agrees | disagreed disagree",
    "gain gains gained | loss losses lost", "advance advanced | retreat retreated", "wealthier richer | poorer",
    "larger bigger | smaller", "older | younger", "longer | shorter", "stronger | weaker", "higher | lower",
    "maximum | minimum", "inside | outside", "love loved | hate hated", "first | last",
    "willing | unwilling refused reluctant", "lifted ease eased | imposed tightened", "public | private secret",
    "premium | discount", "widen widened wide | narrow narrowed", "loosen loosened relax relaxed | tighten tightened",
    "surplus glut | deficit shortage", "rich wealthy affluent | poor",
    "overestimate overstated | underestimate understated", "ahead | behind",
    "outperform outperformed | underperform underperformed", "upgrade upgraded | downgrade downgraded",
    "inflow inflows | outflow outflows", "uphold upheld | overturn overturned quash quashed struck",
    "grant granted | deny denied refuse refused", "release released freed | detain detained arrest arrested jailed",
    "join joined | quit left leave", "appoint appointed | oust ousted removed dismissed sacked",
    "conceded | scored won earned", "spend spent | save saved",
    "hail hailed praise praised | criticise criticised criticize criticized attacked condemned",
    "optimistic | pessimistic", "more | less fewer", "most | least fewest", "many much | few little", "above | below",
    "upper | lower", "oldest eldest | youngest", "urban | rural", "common frequent often | rare rarely seldom",
    "always | never seldom rarely", "severe harsh tough strict | mild lenient generous", "riskier risky | safer",
    "suspend suspended halt halted | resume resumed reinstate reinstated",
    "withdraw withdrew withdrawn | submit submitted", "destroy destroyed | rebuild rebuilt restore restored",
    "creditor | debtor", "landlord | tenant", "prosecution | defence", "unanimous unanimously | narrowly split",
    "scrap scrapped abolish abolished | unveil unveiled introduce introduced",
    "rise increase grow climb jump surge soar raise boost expand "
    "| fall decrease decline drop slip plunge shrink cut reduce slide "
    "tumble slump",
    "rising growing | falling shrinking", "up | down", "fail failed | succeed succeeded",
    "speed sped accelerate accelerated | slow slowed", "double doubled | halve halved", "armed | unarmed",
    "volunteer voluntary | compulsory mandatory", "ally | rival",
    "satisfied pleased happy | dissatisfied unhappy angry", "recover recovered | worsen worsened",
    "keep kept remain remained | scrap scrapped drop dropped abandon abandoned",
    "clear cleared | charge charged convict convicted", "innocence | guilt", "tentative preliminary | final",
    "sooner | later", "shallow | deep", "loud | quiet", "warm | cold", "clockwise | anticlockwise counterclockwise",
)  # fmt: skip
_MORE_ROWS = (
    "hire hired hires recruit recruited | dismiss dismissed", "confident | worried doubtful uncertain",
    "ease eased eases relieve relieved | worsen worsened aggravate aggravated",
    "praise praised | slam slammed blasted", "free fugitive | detained jailed imprisoned",
    "pass passed | defeated rejected", "promote promoted | relegated demoted", "recommend recommended | discouraged",
    "ban banned | legalise legalised legalize", "advance advanced | withdraw withdrew",
    "reopen reopened | sealed closed", "begin began start started | cancelled canceled",
    "voluntary voluntarily | forced ousted", "connected linked related | unrelated unconnected isolated",
    "soar soared surge surged jump jumped "
    "| slash slashed harmed collapse collapsed plummet plummeted crash crashed sink sank",
    "expand expanded expands | eliminate eliminated reduce reduced curtail curtailed",
    "raise raised lift | slash slashed lower lowered cut", "acceptable | unacceptable",
    "calm calmed | inflamed alarmed", "cheer cheered applauded | booed jeered",
    "trust trusted | distrust distrusted mistrust", "benefit benefited | harmed hurt",
    "improve improved improves improvement | worsen worsened deteriorate deteriorated decline",
    "arrive arrived | depart departed", "merge merged | split separated", "invite invited | excluded disinvited",
    "include included | omit omitted", "protect protected | endanger endangered",
    "encourage encouraged encourages | discourage discouraged deter deterred", "attack attacked | defend defended",
    "lead leads leading led | trail trails trailing trailed", "ally allies | enemy enemies opponent",
    "winner winners | loser losers", "shortage | surplus", "peace truce ceasefire | war fighting",
    "clean | dirty polluted", "popular | unpopular", "known famous | unknown obscure", "easy easily | hard difficult",
    "simple | complicated complex", "permanent | temporary provisional", "rural countryside | urban city",
    "domestic | foreign", "inner | outer", "front | rear back", "dry drought | wet rainy flood", "hot heat | cold",
    "cooler | warmer hotter", "light lighter | heavy heavier", "empty emptied | full crowded", "sober | drunk",
    "wet | dry", "credible | implausible", "clear clearly | unclear",
    "transparent | secretive", "liberal | conservative", "progressive | conservative",
    "widespread | isolated", "cautious | reckless bold", "united | divided",
    "overwhelming overwhelmingly | narrow narrowly", "overpaid | underpaid", "upbeat | gloomy downbeat",
    "peaceful peacefully | violent violently", "quickly | slowly", "friendly | hostile", "willing | reluctant",
    "thrilled delighted | disappointed upset", "lenient | harsh severe",
    "shrink shrank shrunk | grow grew grown expand expanded",
    "continue continued continues | halt halted stop stopped end ended",
    "install installed | removed remove dismantled", "deploy deployed | withdrew withdrawn",
    "extend extended | shorten shortened cut curtailed", "admit admitted | denied rejected",
    "toward towards | away", "arid | wet humid", "reopen reopened reopens | dropped closed",
    "applause acclaim | mockery ridicule backlash",
    "easy easier | tough tougher", "boast boasted brag bragged | downplayed", "alarm alarmed | praise delight",
    "reassuring comforting | distressing alarming worrying", "awake | asleep sleeping",
    "healthy | sick ill", "visible | hidden", "modern | ancient", "stable | volatile", "noisy | quiet",
    "gather gathered | dispersed scattered", "hide hid hidden concealed | reveal revealed exposed disclosed",
    "build built | demolish demolished", "rescued saved | drowned", "elected | ousted unseated",
    "attract attracted | repelled", "overweight | underweight", "asset assets | liability liabilities",
    "morning | evening", "summer | winter", "father | mother", "son | daughter", "boy boys | girl girls",
    "king | queen", "predecessor | successor", "arrival | departure", "entrance | exit", "ascent | descent",
    "sunrise dawn | sunset dusk", "upstairs | downstairs", "indoors | outdoors", "defence | offence",
    "strength strengths | weakness weaknesses", "pride proud | shame ashamed", "hope hopeful | despair hopeless",
    "agreement | disagreement dispute", "consensus | discord", "opportunity | threat", "advantage | disadvantage",
    "reward rewarded | punish punished", "hero | villain", "ceasefire | offensive", "civilian | soldier",
    "amateur | professional", "optional | mandatory compulsory", "flexible | rigid", "sharp sharply | slight slightly",
    "brief briefly | lengthy", "abundant plentiful | scarce", "expensive costly | cheap affordable",
    "strongly | weakly mildly", "deadly fatal | harmless minor",
    "accelerating | slowing", "booming thriving flourishing | struggling ailing failing",
    "sceptical skeptical | convinced",
)  # fmt: skip
_CONVERSE_ROWS = (
    "win won wins beat beats defeat defeated | lose lost loses",
    "buy buys bought | sell sells sold",
    "borrow borrowed borrows | lend lends lent",
    "pay paid pays | receive received receives",
    "follow followed | precede preceded",
    "employer | employee",
    "buyer buyers | seller sellers",
    "lender lenders | borrower borrowers",
    "give gave given | get got take took",
    "husband | wife",
    "brother | sister",
    "teach taught | learn learned",
    "conceded | scored",
)
CONVERSES = tuple((listed(one), listed(other)) for one, other in (row.split("|") for row in _CONVERSE_ROWS))
"""One thing told from either side: who sells to another, from that one the other buys."""
OPPOSITES = tuple((listed(one), listed(other)) for one, other in (row.split("|") for row in _OPPOSITE_ROWS))
"""Words of one side say the opposite of those of the other."""
MORE_OPPOSITES = tuple((listed(one), listed(other)) for one, other in (row.split("|") for row in _MORE_ROWS))
"""The same, where both texts must tell of one thing in like words: alone they prove nothing."""
UPWARD = listed(
    "rise rises rose risen rising increase increases increased increasing grow grows grew grown growing growth "
    "gain gains gained gaining climb climbs climbed climbing jump jumps jumped surge surges surged soar soars "
    "soared raise raises raised raising boost boosts boosted strengthen strengthened strengthens expand expanded "
    "higher more add added adds advance advanced hike hiked"
)
DOWNWARD = listed(
    "fall falls fell fallen falling decrease decreases decreased decline declines declined declining drop drops "
    "dropped dropping slip slips slipped plunge plunged shrink shrinks shrank shrunk weaken weakened weakens cut "
    "cuts cutting reduce reduces reduced reducing lower lowered lowers lose lost loses slide slid tumble tumbled "
    "slump slumped less fewer shed sheds shave shaved saving savings saved"
)
"""Of amounts. "Up" and "down" are read beside a number or a verb only."""
WHOLE = listed("all every each always entire entirely wholly everyone everybody everything completely whole any")
PART = listed(
    "some most mostly many several part parts partly partially nearly almost majority half often usually few "
    "sometimes largely mainly certain typically generally"
)
"""How much of a thing is meant."""
MAYBE = listed("may might could possible possibly potentially perhaps maybe likely probably")
_HEDGING = listed(
    "would should will shall unless expected expects plan plans planned due set scheduled hope hopes hoped aim "
    "aims intend intends intended want wants wanted threatened threatens try tries tried trying seek seeks "
    "allegedly alleged reportedly apparently appears appear appeared seem seems seemed suspected suspect believed "
    "thought supposed potential proposed propose risk whether accused accuses claims claimed suggests suggested "
    "suggest"
)
HEDGES = (*MAYBE, *_HEDGING)
"""Where one stands before a verb, it is not said to have happened."""
