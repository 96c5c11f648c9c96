from tests.unit.assistant.conftest import Desk


def test_what_a_paper_says_of_its_columnist_is_no_answer(desk: Desk) -> None:
    desk.put(
        "The council should build a second Marl bridge. It need not be handsome.\n\n*Bo Marl is a columnist. The views "
        "expressed on the Marl bridge are his own.*",
        "Opinion: One bridge is not enough",
        kind="opinion",
        authors=("Bo Marl",),
    )
    with desk.assistant() as assistant:
        answer = assistant.ask("What does the columnist Bo Marl say of the Marl bridge?")
    assert answer.statements
    assert not any("columnist" in one.text or "views" in one.text for one in answer.statements)
    assert answer.statements[0].attribution == "Bo Marl argues in The Lantern, 4 May 2026"


def test_a_news_story_keeps_its_last_sentences(desk: Desk) -> None:
    desk.put("The bridge was shut. Bo Marl is an engineer at the Marl bridge.", "Bridge", authors=("Bo Marl",))
    with desk.assistant() as assistant:
        assert "engineer" in assistant.ask("Who is an engineer at the Marl bridge?").statements[0].text


def test_who_asks_what_a_columnist_wants_is_told_what_the_column_pleads_for(desk: Desk) -> None:
    desk.put(
        "Bo Marl has crossed the river for fifty years. The candles were taxed. I believe that the council should "
        "build a second crossing. Nobody asked me.",
        "Opinion: One bridge is not enough",
        kind="opinion",
        authors=("Bo Marl",),
    )
    with desk.assistant() as assistant:
        for question in (
            "What does the columnist Bo Marl want?",
            "What does Bo Marl argue about the bridge?",
        ):
            answer = assistant.ask(question)
            assert answer.statements[0].text.startswith("I believe that the council"), question
