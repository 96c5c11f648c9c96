import pytest

from assistant.language.speech import find_speakers, speaks_unnamed
from assistant.language.subjects import is_role


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Ann Lee said it was so.", ["Ann Lee"]),
        ("“It is so,” said Ann Lee.", ["Ann Lee"]),
        ("“It is so,” Lee, the mayor of Omber, later said.", ["Lee"]),
        ("Lee has warned of it.", ["Lee"]),
        ("Ann Lee of the union IGT called it a victory.", ["Ann Lee"]),
        ("Ann Lee from the charity Shelter told reporters it was late.", ["Ann Lee"]),
        ("Ann Lee of the environmental group Clean Fjord said it would sue.", ["Ann Lee"]),
        ("Officials of the union IGT said it would strike.", []),
        ("A spokesman for the airline Ombair said it would fly.", []),
        ("The union IGT said it would strike.", ["IGT"]),
        ("In the afternoon Ann Lee said it was so.", ["Ann Lee"]),
        ("According to the Omber Council, it is so.", ["Omber Council"]),
        ("According to his lawyer, Lee paid.", []),
        ("The mayor, Ann Lee, urged calm.", ["Ann Lee"]),
        ("Ian Lee, an expert at the University of Omber who did not see it, told Newsweek: “It is so.”", ["Ian Lee"]),
        ("The owner, Karl Boom, knew of the cracks, inspectors said.", []),
        ("The captain, Lotte Brandt, slept on watch, a sailor said.", []),
        ("The suspect, Jan Vos, fled to Skarne, police said.", []),
        ("The mayor of Linden, Ilse Tarn, will resign, aides said.", []),
        ("Shotwell gave no date but said Starship would fly.", []),
        ("Police said Ann Lee was there.", []),
        ("Ann Lee called the police.", []),
        ("Ann Lee called it a scandal.", ["Ann Lee"]),
        ("The guard, Piet Ohm, let them in, two colleagues said.", []),
        ("The mine's owner, Hans Voll, ignored warnings, says a report.", []),
        ("Karl Boom, who ran the line, knew of it, said a mechanic.", []),
        ("Coach Piet Ohm will leave, his agent, Una Rehn, said.", ["Una Rehn"]),
        ("Police in Velmont said the roads were clear.", []),
        ("A spokesman for Norlift Works said it was late.", []),
        ("Critics of Lena Falk said it was late.", []),
        ("Lawyers for former mayor Lena Falk said it was late.", []),
        ("The man who shot Ann Lee said he was sorry.", []),
        ("The lawyer representing Ann Lee said he was sorry.", []),
        ("Ann Lee’s lawyer said she was sorry.", []),
        ("Ann Lee’s lawyer, Bob Ray, said she was sorry.", ["Bob Ray"]),
        ("According to a report on Ann Lee, it was late.", []),
        ("According to the mayor, Ann Lee, the road is shut.", ["Ann Lee"]),
        ("“You are not alone,” a nurse told Ann Lee.", []),
        ("“You are not alone,” told Ann Lee.", []),
        ("“It was late,” said a driver from Omber, Ann Lee.", ["Ann Lee"]),
        ("“It was late,” said Omber mayor Ann Lee.", ["Ann Lee"]),
        ("“It was late,” said the owner of the shop near Ann Lee's house.", []),
        ("Ann Lee, the mayor, said Bob Ray was wrong.", ["Ann Lee"]),
        ("Ann Lee, standing at the gate, said it was late.", ["Ann Lee"]),
        ("The rector of Omber, Ann Lee, said it was late.", ["Ann Lee"]),
        ("On Tuesday Ann Lee said it was late.", ["Ann Lee"]),
        ("On Monday the Omber Road Office said it was late.", ["Omber Road Office"]),
        ("Passengers said the train was late.", []),
        ("Omber Water added 40 jobs last year.", []),
        ("Ann Lee wrote a letter.", []),
        ("“It was late and cold,” noted Ann Lee.", ["Ann Lee"]),
        ("“It was late and cold,” tweeted Ann Lee, the mayor.", ["Ann Lee"]),
        ("“It was late and cold”, predicts engineer Ann Lee.", ["Ann Lee"]),
        ("“It was late and cold,” said Ann Lee (Greens).", ["Ann Lee"]),
        ("“It was late and cold,” called Ann Lee a liar.", []),
        ("The plan that they noted Ann Lee had was late.", []),
        ("“It was late,” Ann Lee was quoted as saying by Omber Radio.", ["Ann Lee"]),
        ("Ann Lee, the mayor, has been quoted by Omber Radio as saying it was late.", ["Ann Lee"]),
        ("Ann Lee: “It was late and cold.”", ["Ann Lee"]),
        ("Ann Lee, mayor of Omber: “It was late and cold.”", ["Ann Lee"]),
        ("The mayor's house: “It was late and cold.”", []),
        ("Update: “It was late and cold.”", []),
        ("Ann Lee: late and cold.", []),
        ("Ann Lee wrote that it was late.", ["Ann Lee"]),
        ("Many died near Omber during the Hajj, says the Interior Ministry.", ["Interior Ministry"]),
        ("The company that runs it, Dick Clark Productions, denies that it is so.", ["Dick Clark Productions"]),
    ],
)
def test_who_speaks(text: str, speakers: list[str]) -> None:
    assert [text[slice(*span)] for span in find_speakers(text)] == speakers


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("the mayor of Omber", True),
        ("equity strategist at Miller Tabak", True),
        ("head of the fire service", True),
        ("an immunologist at the university", True),
        ("knew of the cracks", False),
        ("slept on watch", False),
        ("who is 41", False),
        ("her brother", False),
        ("a man of few words", False),
        ("a lawyer and Bob Ray", False),
        ("in a statement", False),
        ("41", False),
    ],
)
def test_a_role_is_not_anything_between_two_commas(words: str, is_one: bool) -> None:
    assert is_role(words) is is_one


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("He fled, police said.", True),
        ("A spokesperson declined to say.", False),
        ("A spokesman said no.", True),
        ("Ann Lee said so.", False),
    ],
)
def test_who_speaks_without_a_name(text: str, speaks: bool) -> None:
    assert speaks_unnamed(text) is speaks
