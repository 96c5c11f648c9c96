"""`copydesk search`: the ranked passages, without an answer."""

from dataclasses import asdict
from typing import Annotated

import typer

from ui.commands.ask import read_question
from ui.commands.options import (
    ArchiveOption,
    AsOfOption,
    AuthorOption,
    FromOption,
    JsonOption,
    KindOption,
    PublisherOption,
    QuestionFiltersOption,
    QuietOption,
    ServerOption,
    TokenOption,
    ToOption,
    filters_to_send,
    read_filters,
)
from ui.commands.served import check_for_server, print_from

__all__ = ["search_command"]


def search_command(
    query: Annotated[
        list[str],
        typer.Argument(help="What to look for, in a few words or a question; `-` reads it from standard input."),
    ],
    limit: Annotated[int, typer.Option("--limit", "-k", min=1, max=100, help="How many passages.")] = 10,
    date_from: FromOption = None,
    date_to: ToOption = None,
    publisher: PublisherOption = None,
    author: AuthorOption = None,
    kind: KindOption = None,
    as_of: AsOfOption = None,
    question_filters: QuestionFiltersOption = True,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    server: ServerOption = None,
    token: TokenOption = None,
) -> None:
    """Find the passages nearest to a question."""
    wanted = read_question(query)
    if server is not None:
        check_for_server(archive=archive)
        to_send = filters_to_send(date_from, date_to, publisher, author, as_of, kind)
        body = {"question": wanted, "filters": to_send, "read_filters": question_filters, "limit": limit}
        print_from(server, token, "/api/search", body, as_json=as_json)
        return
    filters = read_filters(date_from, date_to, publisher, author, as_of, kind)

    from ui.commands.opening import open_assistant

    announce = not (as_json or quiet)
    with open_assistant(archive, announce=announce, is_for_person=not as_json) as assistant:
        passages = assistant.search(wanted, k=limit, filters=filters, read_filters=question_filters)
    if as_json:
        from ui.terminal import print_json

        print_json({"question": wanted, "passages": [asdict(passage) for passage in passages]})
        return

    from ui.answer_lines import passage_table
    from ui.terminal import output

    if passages:
        output().print(passage_table(passages))
    else:
        output().print("No passage matches. Other words or wider filters may find one; see `copydesk status`.")
