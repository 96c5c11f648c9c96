"""What models write without a marker: invented articles, a question to each, true statements in other words, false ones.

True ones are paraphrases as models make them: passive for active, surname alone, short names, numbers in words, two sentences
in one, denials in other words.
"""

from dataclasses import dataclass

__all__ = ["CASES", "Case"]


@dataclass(frozen=True, slots=True)
class Case:
    title: str
    text: str
    question: str
    true: tuple[str, ...]
    false: tuple[str, ...]


CASES: tuple[Case, ...] = (
    Case(
        "Kestrel Bay pier closes after storm damage",
        "The Victorian pier at Kestrel Bay was closed on Tuesday after waves tore away 40 metres of its decking. Nobody "
        "was hurt. The harbour authority said repairs would take until spring and cost about 1.2 million crowns. “We will "
        "not reopen a single plank before an engineer has signed for it,” said Orla Venning, the harbour master. Traders on "
        "the pier fear for their Christmas takings. The pier was last shut in 1987, when a barge struck it.",
        "Why was the pier at Kestrel Bay closed?",
        (
            "Waves ripped off 40 metres of the pier's decking, so it was shut on Tuesday.",
            "No one was injured.",
            "According to the harbour authority, the repairs will cost around 1.2 million crowns.",
            "The pier had last been closed in 1987 after it was hit by a barge.",
            "Venning, the harbour master, said that not a plank would be reopened before an engineer has signed for it.",
        ),
        (
            "Waves tore away 400 metres of decking.",
            "The pier was last shut in 1997, when a barge struck it.",
        ),
    ),
    Case(
        "Dellmoor hospital to lose its night surgery",
        "The Dellmoor Health Board voted seven to two on Monday to end night surgery at Dellmoor General Hospital from 1 "
        "September. Emergency patients will be taken to Ansty, 31 kilometres away. Board chairman Felix Aldous said the "
        "hospital could not find enough anaesthetists. The nurses' union did not agree with the decision and announced a "
        "protest march. Two board members, Dr. Hanne Lisk and Rory Pell, voted against. About 12,000 people signed a "
        "petition to keep the service.",
        "What did the Dellmoor Health Board decide about night surgery?",
        (
            "Night surgery at the hospital in Dellmoor will end on 1 September.",
            "The board's vote was seven to two.",
            "Emergency patients are to be brought to Ansty, which is 31 kilometres away.",
            "A petition to keep the service was signed by about 12,000 people.",
            "Lisk and Pell were the two board members who voted against it.",
        ),
        (
            "Emergency patients will be taken to Ansty, 13 kilometres away.",
            "The nurses' union agreed with the decision.",
        ),
    ),
    Case(
        "Arlo Finch wins the Marrow Prize with first novel",
        "Arlo Finch has won this year's Marrow Prize for his first novel, The Salt Ledger. The jury chose it from 146 "
        "entries. Finch, a former postman from Tessaly, receives 25,000 crowns. “I wrote it between four and six in the "
        "morning, before my round,” he said at the ceremony in the Guildhall on Thursday. The jury praised the book's dry "
        "humour and called it the surprise of the season. Last year the prize went to the poet Ines Kroll.",
        "Who won the Marrow Prize?",
        (
            "The Marrow Prize went to Arlo Finch for The Salt Ledger, his debut novel.",
            "He used to be a postman in Tessaly.",
            "There were 146 entries, from which the jury picked the book.",
            "Finch gets 25,000 crowns.",
            "The poet Ines Kroll had won the year before.",
        ),
        ("Finch receives 52,000 crowns.",),
    ),
    Case(
        "Water company fined over river spill",
        "Northmere Water was fined 3.4 million crowns on Friday for letting untreated sewage run into the River Ebble for "
        "nine days in June. Judge Tamsin Roe told the court in Pellow that the company had ignored three warnings from its "
        "own staff. The spill killed more than 5,000 fish, the Rivers Agency said. Northmere Water pleaded guilty and "
        "apologised. It said it had since replaced the broken pump. Anglers on the Ebble said the trout had not come back.",
        "Why was Northmere Water fined?",
        (
            "Northmere Water has to pay a fine of 3.4 million crowns.",
            "For nine days in June, untreated sewage flowed into the Ebble.",
            "The company had disregarded three warnings by its own employees, Judge Roe said.",
            "More than 5,000 fish died in the spill, according to the Rivers Agency.",
            "The firm admitted its guilt and apologised.",
        ),
        (
            "Northmere Water denied the charge.",
            "The spill killed more than 50,000 fish.",
        ),
    ),
    Case(
        "Tram line to airport opens two years late",
        "The first trams ran to Halden Airport on Sunday, two years later than planned. The line is 14 kilometres long and "
        "has eleven stops. It cost 620 million crowns, 90 million more than was budgeted. Transport minister Keld Amsel "
        "blamed a shortage of steel. The operator, Halden Transit, expects 30,000 passengers a day. A ride from the "
        "central station takes 22 minutes and costs 4 crowns. Taxi drivers protested outside the terminal.",
        "What is known about the tram line to Halden Airport?",
        (
            "The tram line to the airport opened on Sunday, two years behind schedule.",
            "It is 14 kilometres in length with 11 stops.",
            "The cost was 620 million crowns, which is 90 million over budget.",
            "Amsel, the transport minister, put it down to a lack of steel.",
            "It takes 22 minutes to get there from the central station.",
        ),
        (
            "The line is 41 kilometres long.",
            "The minister blamed a shortage of drivers.",
        ),
    ),
    Case(
        "Teachers in Corrie end strike after pay deal",
        "Teachers in Corrie will return to their classrooms on Wednesday after their union accepted a pay offer of 6.5 "
        "percent. The strike had lasted three weeks and closed 84 schools. In a ballot, 71 percent of the members of the "
        "Corrie Teachers' Union (CTU) voted for the deal. The regional government first offered 4 percent. “It is less than "
        "we deserve and more than they wanted to give,” said CTU leader Maud Ferris. Parents' groups welcomed the end of "
        "the strike.",
        "How did the teachers' strike in Corrie end?",
        (
            "The teachers are going back to school on Wednesday.",
            "Their union agreed to a rise of 6.5 percent.",
            "84 schools were shut by the strike, which went on for three weeks.",
            "The CTU's members backed the agreement with 71 percent of the vote.",
            "At first, the regional government had offered four percent.",
        ),
        ("In a ballot, 17 percent of the members voted for the deal.",),
    ),
    Case(
        "Rare owl seen in Brackwood for first time since 1962",
        "A pair of eagle owls has nested in the Brackwood, the first since 1962. Ranger Signe Tolle found the nest on a "
        "cliff above the old quarry in March. Three chicks have hatched. The Forest Service has closed the quarry path "
        "until August and asks walkers to keep dogs on a lead. It did not give the exact place, for fear of egg thieves. "
        "Eagle owls were hunted in the region until they disappeared, said the biologist Jon Ebert.",
        "What was found in the Brackwood?",
        (
            "Eagle owls have nested in the Brackwood for the first time since 1962.",
            "The nest was discovered by the ranger Signe Tolle above the old quarry.",
            "There are three chicks.",
            "The path to the quarry stays closed until August.",
            "The Forest Service kept the exact location secret because it fears egg thieves.",
        ),
        ("Five chicks have hatched.",),
    ),
    Case(
        "Bakery chain Holm & Sons to close 23 shops",
        "The bakery chain Holm & Sons will close 23 of its 110 shops by the end of the year, it said on Wednesday. About "
        "240 people will lose their jobs. Chief executive Petra Holm said energy bills had tripled since 2021. The company "
        "lost 8 million crowns last year after a profit of 2 million the year before. The union FoodWork called the plan "
        "heartless and demanded talks. The chain was founded by Holm's grandfather in 1931.",
        "What is Holm & Sons planning?",
        (
            "By the end of the year, 23 of the chain's 110 shops are to be closed.",
            "Around 240 employees will lose their jobs.",
            "Energy bills are three times what they were in 2021, the chief executive said.",
            "Last year the company made a loss of 8 million crowns.",
            "The firm was founded in 1931 by Petra Holm's grandfather.",
        ),
        (
            "Holm & Sons will close 32 of its 110 shops.",
            "The company made a profit of 8 million crowns last year.",
        ),
    ),
)
