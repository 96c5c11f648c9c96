import pytest

from assistant.answering.grounding.roles import roles_fault


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Croatia beat Russia on Monday.", "Russia beat Croatia on Monday."),
        ("Jenner acquired a stake in Coty.", "Coty acquired a stake in Jenner's business."),
        ("The firm lent the bank 5 million.", "The bank lent the firm 5 million."),
        ("Mr Park was accused by Ms Lee of lying.", "Mr Park accused Ms Lee of lying; she denied it."),
        ("The volunteers praised Mayor Ann Cole.", "Mayor Ann Cole praised the volunteers."),
        ("Sweden defeated the hosts, Norway.", "Norway, the hosts, defeated Sweden."),
        ("The agency hired the hacker by whom it was exposed.", "The hacker hired the agency that exposed it."),
        ("Anna abandons Ben and Carl.", "Anna is abandoned again by Ben and Carl."),
        ("Bolt, which Acme bought, cuts jobs.", "Bolt is cutting jobs at Acme, which it bought."),
        ("Providers are demanding answers from regulators.", "Regulators are demanding answers from providers."),
        ("The province approved the plan of the centre.", "The province's plan, approved by the centre, is new."),
        ("Britain and the US accused China's envoy.", "China's envoy to Britain accused the UK and the US."),
        ("Mr Hale said he took the keys from the driver.", "Mr Hale fought the driver, who took the keys from him."),
        ("Norway used the icebreaker Aurora against Sweden.", "Sweden used the icebreaker Aurora in the strait."),
    ],
)
def test_doer_and_other_changed_about(statement: str, quote: str) -> None:
    assert "the other way round" in (roles_fault(statement, [quote]) or "")


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("She said that she had twice warned those above her.", "She said she had warned her superiors twice."),
        ("Russia beat Croatia.", "On Monday Russia beat Croatia."),
        (
            "Every crown would be paid back by Christmas, Lund said.",
            "“We will pay every crown back by Christmas,” Lund said.",
        ),
        ("In Bay City he loaded the boats for the fair.", "I loaded boats in Bay City for the fair."),
        (
            "They scan it here, with a lens once developed for ships.",
            "We use a lens that we developed for ships to scan it.",
        ),
        ("The Reds replaced Ole Rask with Jon Berg.", "The Reds made a change: Jon Berg replaced Ole Rask."),
        ("Croatia was beaten by Russia.", "Russia beat Croatia."),
        ("Mr Hale's plan was rejected by the council.", "Mr Hale proposed a plan, which the council rejected."),
        ("Police arrested two men who had robbed a bank.", "Two men who robbed a bank were arrested by police."),
        ("The minister, who criticised the mayor, left.", "The minister criticised the mayor and left."),
        ("Apple sued Samsung, which denied the claim.", "Samsung denied the claim after Apple sued it."),
        ("Protesters threw stones at police, who fired.", "Police fired at protesters who had thrown stones."),
        ("Acme spends 2 million on Bolt's contracts by May.", "Acme plans to spend 2 million on contracts by May."),
        ("Anna met Ben in Oslo.", "Ben met Anna in Oslo."),
        ("In May the club has reports of 20 injured.", "20 were injured, according to reports received by the club."),
        ("Biden urged Congress to pass the bill.", "Congress should pass the bill, Biden urged."),
    ],
)
def test_the_same_told_another_way(statement: str, quote: str) -> None:
    assert roles_fault(statement, [quote]) is None
