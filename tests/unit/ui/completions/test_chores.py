"""Requests of chat pages that are no questions."""

import json

import pytest

from ui.completions.chores import do_chore

ASKED = "Why was the bridge over the Omber closed?"
HISTORY = f"### Chat History:\n<chat_history>\nUSER: {ASKED}\nASSISTANT: Cracks.\n</chat_history>"
OPEN_WEBUI = "### Task:\n{}\n### Output:\nJSON format: {}\n" + HISTORY
LIBRECHAT = (
    "Provide a concise, 5-word-or-less title for the conversation, using title case conventions. Only return the title "
    "itself.\n\nConversation:\nUser: Why was the bridge over the Omber closed?\nAI: Cracks."
)
OLDER_LIBRECHAT = (
    "Please generate a concise, 5-word-or-less title for the conversation, using its same language, with no "
    f'punctuation.\n\n||>User:\n"{ASKED}"\n||>Response:\n"Cracks."'
)
TITLE = "Why was the bridge over the"


@pytest.mark.parametrize(
    ("wanted", "shape", "reply"),
    [
        (
            "Generate a concise, 3-5 word title with an emoji.",
            '{ "title": "your concise title here" }',
            {"title": TITLE},
        ),
        ("Generate 1-3 broad tags.", '{ "tags": ["tag1", "tag2", "tag3"] }', {"tags": []}),
        ("Suggest 3-5 follow-up questions.", '{ "follow_ups": ["Question 1?"] }', {"follow_ups": []}),
        ("Determine the necessity of search queries.", '{ "queries": ["query1"] }', {"queries": []}),
        ("You are an autocompletion system.", '{ "text": "<your_completion>" }', {"text": ""}),
    ],
)
def test_what_open_webui_asks_beside_questions(wanted: str, shape: str, reply: object) -> None:
    done = do_chore(OPEN_WEBUI.format(wanted, shape.replace("{", "{{").replace("}", "}}").format()))
    assert done is not None
    assert json.loads(done) == reply


@pytest.mark.parametrize("message", [LIBRECHAT, OLDER_LIBRECHAT, "### Task:\nA title, please.\n" + HISTORY])
def test_a_title_is_the_beginning_of_the_first_question(message: str) -> None:
    assert do_chore(message) == TITLE


@pytest.mark.parametrize(
    "question",
    [
        "Why was the bridge closed?",
        "What is the title of the report on the bridge?",
        "Write about the conversation between the mayors",
        "### Task: what did the task force say?",
        "",
        "\n" * 300_000,
        "### Task:" + "#" * 300_000,
    ],
    ids=range(7),
)
def test_a_question_is_none(question: str) -> None:
    assert do_chore(question) is None


def test_a_conversation_without_a_question_has_a_title_all_the_same() -> None:
    assert do_chore("### Task:\nA title.\n<chat_history>\n</chat_history>") == "A question to the archive"
