"""The server that is attacked: page, addresses for programs and MCP over a small archive, with users.

`python attacked_server.py FOLDER [alone]` prints the address; `alone`: for this machine, nobody signs in. Answers are
those of the keyword server, which depend on no model.
"""

import sys
from pathlib import Path

from assistant.archive import Archive
from assistant.settings import Settings
from tests.browser.keyword_server import ARTICLES, KeywordAssistant, split_article
from ui.desk import Desk
from ui.entrance import Entrance
from ui.listening import bind, page_address, serve
from ui.server import build_app


def main(folder: Path, *, is_alone: bool) -> None:
    path = folder / "archive"
    with Archive.open(path, None, create=True) as archive:
        with archive.writer() as writer:
            writer.put_many([(article, split_article(article)) for article in ARTICLES])
        settings = Settings.load(archive=path, api_writes=True, requests_per_minute=100_000)
        assistant = KeywordAssistant(archive, settings)
        bound = bind("127.0.0.1", 0)
        entrance = Entrance(users=None if is_alone else folder / "users.json")
        app = build_app(Desk(path, lambda: assistant), entrance=entrance, settings=settings)
        serve(app, bound, on_started=lambda: print(f"at {page_address('127.0.0.1', bound)}", flush=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]), is_alone=sys.argv[2:] == ["alone"])
