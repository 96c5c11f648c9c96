"""Pairs of words of opposite meaning, out of WordNet 3.1: the direct ones that both stand in news.

WordNet Release 3.0. This software and database is being provided to you, the LICENSEE, by Princeton University
under the following license. By obtaining, using and/or copying this software and database, you agree that you have
read, understood, and will comply with these terms and conditions: Permission to use, copy, modify and distribute
this software and database and its documentation for any purpose and without fee or royalty is hereby granted,
provided that you agree to comply with the following copyright notice and statements, including the disclaimer, and
that the same appear on ALL copies of the software, database and documentation, including modifications that you
make for internal use or for distribution. WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved.
THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES,
EXPRESS OR IMPLIED. BY WAY OF EXAMPLE, BUT NOT LIMITATION, PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR
WARRANTIES OF MERCHANT-ABILITY OR FITNESS FOR ANY PARTICULAR PURPOSE OR THAT THE USE OF THE LICENSED SOFTWARE,
DATABASE OR DOCUMENTATION WILL NOT INFRINGE ANY THIRD PARTY PATENTS, COPYRIGHTS, TRADEMARKS OR OTHER RIGHTS. The
name of Princeton University or Princeton may not be used in advertising or publicity pertaining to distribution of
the software and/or database. Title to copyright in this software, database and any associated documentation shall
at all times remain with Princeton University and LICENSEE agrees to preserve same.
"""

from __future__ import annotations

from assistant.language.listed import listed

__all__ = ["ANTONYMS"]

ANTONYMS = tuple(
    tuple(pair.split("/"))
    for pair in listed(
        "abnormal/normal abolish/establish aboral/oral above/below absence/presence absent/present "
        "absolute/relative absorb/emit abstain/consume abstract/concrete accept/refuse accept/reject "
        "accidentally/deliberately acquittal/conviction active/passive actual/potential acute/chronic "
        "add/subtract addition/subtraction admit/deny admit/reject adult/juvenile advance/recede advance/retreat "
        "ahead/back alive/dead allow/deny alternating/direct amateur/professional analogue/digital "
        "analysis/synthesis analytic/synthetic analyze/synthesize ancestor/descendant angular/rounded "
        "applied/theoretical appointive/elective appreciate/depreciate aquatic/terrestrial arrive/leave "
        "artificially/naturally ascend/descend asleep/awake assent/dissent asset/liability "
        "asynchronism/synchronism attach/detach attack/defend attend/miss attraction/repulsion automatic/manual "
        "avoid/confront backward/forward bad/good bare/covered beginning/ending best/worst better/worse "
        "better/worsen big/little big/small birth/death blind/sighted boil/freeze borrow/lend borrower/lender "
        "bound/free busy/idle buy/sell capitalism/socialism capitalistic/socialistic central/peripheral "
        "centrality/marginality cheap/expensive cheer/complain cheerful/depressing civilian/military clean/dirty "
        "clear/cloudy close/open coastal/inland cold/hot collective/distributive commonality/individuality "
        "compact/loose competition/cooperation complex/simple complexity/simplicity complicate/simplify "
        "compound/simple compress/decompress concealing/revealing concentration/distribution confine/free "
        "confined/invasive conform/deviate conservative/liberal conserve/waste constructive/destructive "
        "consumptive/generative contemptible/estimable contract/expand contraction/expansion conventional/nuclear "
        "converge/diverge cooked/raw coordinating/subordinating correct/falsify credit/debit criticize/praise "
        "cry/laugh cubic/linear curved/straight danger/safety dangerous/safe dark/light dead/live decode/encode "
        "decrease/increase deductive/inductive deep/shallow defeat/victory defendant/plaintiff "
        "defense/prosecution defensive/offensive deflate/inflate demand/supply demilitarize/militarize "
        "denaturalize/naturalize depart/stay deposit/withdraw depressant/stimulative depressurize/pressurize "
        "deprive/enrich descriptive/prescriptive destroyed/preserved devolution/evolution differ/equal "
        "difference/sameness difficult/easy difficulty/ease direct/inverse disable/enable discourage/encourage "
        "dislike/liking diversify/specialise diversify/specialize divest/invest divide/multiply divide/unite "
        "domestic/foreign dominant/recessive dominant/subordinate domineering/submissive double/single "
        "download/upload downstream/upstream downward/upward dry/wet dying/nascent early/late east/west "
        "eastern/western egress/ingress emigrate/immigrate empirical/theoretical employee/employer empty/fill "
        "empty/full endemic/epidemic enforce/exempt enjoy/suffer enrich/impoverish enter/exit equatorial/polar "
        "exclude/include exclusion/inclusion export/import extensive/intensive exterior/interior "
        "external/internal extinguish/ignite extraordinary/ordinary fail/manage fail/pass fail/succeed "
        "failure/success fall/rise false/true familiar/strange far/near fast/slow fat/thin feed/starve "
        "fertile/sterile figurative/literal finish/start fire/hire first/last float/sink follow/precede "
        "follower/leader following/leading forbid/permit foreign/native forget/remember formalism/imitation "
        "former/latter forward/reverse fresh/preserved friendly/hostile future/past future/present gain/loss "
        "gain/reduce gaseous/liquid gaseous/solid general/specific generality/particularity generalize/specify "
        "glad/sad gradual/steep gradual/sudden greater/lesser gross/net guilt/innocence guilty/innocent hard/soft "
        "hardware/software harmful/harmless hate/love heavily/lightly heavy/light hide/show high/low hollow/solid "
        "horizontal/inclined horizontal/vertical host/parasite husbandly/wifely ignore/know ignore/notice "
        "inclined/vertical income/outgo indoor/outdoor induced/spontaneous inferior/superior inner/outer "
        "inpatient/outpatient inside/outside instrumental/vocal integrated/segregated intelligence/stupidity "
        "intense/mild intensifying/moderating intermediate/terminal international/national issue/recall "
        "joint/separate junior/senior keep/lose lady/lord large/small lean/rich lengthen/shorten let/prevent "
        "level/raise linger/rush liquid/solid literalize/spiritualize local/national location/studio long/short "
        "loose/tight lose/profit lose/win lost/saved loud/soft lower/raise major/minor maximal/minimal "
        "maximum/minimum medical/surgical mental/physical minus/plus misused/used mobile/stabile moving/still "
        "multiply/singly narrow/wide narrow/widen negative/neutral negative/positive nephew/niece "
        "neutral/positive new/old new/worn nominal/real north/south northern/southern numerical/verbal "
        "objective/subjective obscurity/prominence often/rarely open/shut overhead/subsurface overhead/surface "
        "parallel/perpendicular particular/universal passing/running past/present patterned/plain peace/war "
        "penalty/reward permanently/temporarily permissive/preventive poor/rich poverty/wealth precede/succeed "
        "prefix/suffix preparation/resolution primary/secondary private/public proximate/ultimate "
        "publicized/suppressed pull/push purge/rehabilitate quickly/slowly reassure/worry refresh/tire "
        "relax/tense religious/secular resist/surrender rested/tired retail/wholesale ride/walk right/wrong "
        "rough/smooth round/square running/standing rural/urban seamed/seamless seated/standing separation/union "
        "short/tall shrink/stretch side/top silence/sound sink/source sleeping/waking smart/stupid spoken/written "
        "stand/yield start/stop strength/weakness strengthen/weaken strong/weak subsurface/surface "
        "summerize/winterize tender/tough thick/thin thicken/thin wired/wireless "
    )
)
"""Where both have the same beginning ("happy", "unhappy") or another ending of degree ("high", "higher"), one is told
from the other and does not stand here."""
