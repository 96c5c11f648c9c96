"""What becomes of one incoming article: the decision and its rows, inside the caller's transaction."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.archive.admission.withdrawal import is_settled, settle_withdrawn
from assistant.archive.article import IncomingArticle, IncomingPassage, Outcome
from assistant.archive.catalog.clock import as_fetched
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.identity import fold_name, identity_for_publisher, identity_of
from assistant.archive.catalog.order import comes_before
from assistant.archive.catalog.passage_rows import PassagesOwner, add_passages, highest_passage_id
from assistant.archive.catalog.past_passages import clear_past, keep_past
from assistant.archive.catalog.records import (
    StoredArticle,
    StoredVersion,
    add_article,
    add_version,
    article_by_identity,
    current_version,
    has_same_metadata,
    make_current,
    store_text,
    text_id_of,
    update_metadata,
    versions_of,
)
from assistant.archive.catalog.repeats import mark_met
from assistant.archive.copies.cut_rows import cut_of, keep_cut, pieces_of
from assistant.archive.copies.groups import choose_group, leave_group
from assistant.archive.copies.layout import lay_out

__all__ = ["Found", "admit", "find_article", "is_unchanged"]

_ALIKE = 0.5
"""Share of common five-word runs from which two texts under one id are versions of one article."""

_REPEATED = (
    "It repeats an article of this run: the same id or address and the same text, but another headline, date, byline "
    "or the like. Those of the first one were kept."
)


@dataclass(frozen=True, slots=True)
class Found:
    identity: str
    article: StoredArticle | None
    note: str | None = None


def is_unchanged(connection: Database, incoming: IncomingArticle, moment: datetime | None = None) -> bool:
    """Whether `admit` would leave the archive as it is; if so, the article counts as met in this run."""
    article = find_article(connection, incoming).article
    text_id = text_id_of(connection, incoming.text)
    if article is None or text_id is None:
        return False
    stored = versions_of(connection, article)
    incoming = as_fetched(connection, incoming, stored, moment) if moment else incoming
    if is_settled(article, stored, incoming, text_id):
        return True
    if not article.is_live or incoming.is_withdrawn or not _repeats(article, stored, incoming, text_id):
        return False
    mark_met(connection, article.key, text_id)
    return True


def admit(
    connection: Database,
    incoming: IncomingArticle,
    passages: Sequence[IncomingPassage],
    moment: datetime | None = None,
) -> Outcome:
    """Store an article: new, a new version, new metadata, a copy of another, or nothing new. `moment`: the time by the
    machine's clock, where the article may just have been fetched.

    Of two rows of one run that differ in their metadata alone the first counts, unless the second is certainly newer:
    otherwise each run would bring the first one's back and then the second one's.
    """
    found = find_article(connection, incoming)
    article = found.article or add_article(connection, found.identity)
    stored = versions_of(connection, article)
    incoming = as_fetched(connection, incoming, stored, moment) if moment else incoming
    text_id = store_text(connection, incoming.text)
    settled = settle_withdrawn(connection, article, stored, incoming, text_id)
    if settled is not None:
        return settled
    is_met_again = not mark_met(connection, article.key, text_id)
    if article.is_live:
        current = current_version(article, stored)
        if _repeats(article, stored, incoming, text_id):
            return Outcome("unchanged", article.article_id, current.version, note=found.note)
        if current.text_id == text_id and is_met_again and not comes_before(current, incoming):
            return Outcome("unchanged", article.article_id, current.version, note=_REPEATED)
        if current.text_id == text_id:
            return _renew(connection, article, current, incoming, passages)
    same = next((version for version in reversed(stored) if version.text_id == text_id), None)
    if not article.is_live and same is not None and same is stored[-1]:
        version, is_newest = update_metadata(connection, same, incoming), True
    else:
        version, is_newest = add_version(connection, article, stored, incoming, text_id)
    if article.is_live and not is_newest:
        return _keep_older(connection, article, version, incoming, passages)
    outcome = _put_live(connection, article, version, incoming, passages)
    return replace(outcome, note=outcome.note or found.note)


def find_article(connection: Database, incoming: IncomingArticle) -> Found:
    """The article that `incoming` is, by identity; another publisher's unlike text under one id is another article."""
    identity = identity_of(incoming)
    article = article_by_identity(connection, identity)
    publisher = fold_name(incoming.publisher or "")
    if article is None or not publisher or not identity.startswith(('["id"', '["path"')):
        return Found(identity, article)
    own = identity_for_publisher(identity, publisher)
    other = article_by_identity(connection, own)
    if other is not None:
        return Found(own, other)
    stored = versions_of(connection, article)
    theirs = fold_name(stored[-1].publisher or "") if stored else ""
    if not theirs or theirs == publisher or _are_alike(connection, stored[-1], incoming.text):
        return Found(identity, article)
    note = f"The id is also used by {stored[-1].publisher} for an unlike text: kept as two articles."
    return Found(own, None, note)


def _repeats(article: StoredArticle, stored: Sequence[StoredVersion], incoming: IncomingArticle, text_id: int) -> bool:
    """Whether a live article already holds what comes in.

    A text that an earlier version had comes back only when it is certainly newer, or from a file known by its path,
    which has one content at a time: of rows that share an id, each run would otherwise bring the last one back.
    """
    current = current_version(article, stored)
    if current.text_id == text_id:
        return has_same_metadata(current, incoming) or comes_before(incoming, current)
    if all(version.text_id != text_id for version in stored):
        return False
    if incoming.path is not None and not article.identity.startswith('["url"'):
        return comes_before(incoming, current)
    return not comes_before(current, incoming)


def _renew(
    connection: Database,
    article: StoredArticle,
    current: StoredVersion,
    incoming: IncomingArticle,
    passages: Sequence[IncomingPassage],
) -> Outcome:
    """The same text with another headline, date or byline: no new version; new passages where their input changed."""
    highest = highest_passage_id(connection)
    version = update_metadata(connection, current, incoming)
    group_id = article.group_id or 0
    make_current(connection, article, version, group_id)
    has_same_input = (current.title, current.publisher) == (version.title, version.publisher) and (
        cut_of(connection, version.version_id) == pieces_of(incoming.text, passages)
    )
    keep_cut(connection, version.version_id, pieces_of(incoming.text, passages))
    lay_out(connection, group_id, None if has_same_input else version.version_id)
    outcome = Outcome("updated", article.article_id, version.version)
    return _counted(connection, outcome, version, highest)


def _keep_older(
    connection: Database,
    article: StoredArticle,
    version: StoredVersion,
    incoming: IncomingArticle,
    passages: Sequence[IncomingPassage],
) -> Outcome:
    """An older version that came in late: readable and citable, but not found by search."""
    numbers = add_passages(connection, _owner(version, article.group_id or 0, incoming), passages, is_live=False)
    keep_past(connection, version.version_id, numbers)
    note = "An older version than the one in the archive: stored beside it, the newer one stays current."
    return Outcome("updated", article.article_id, version.version, note=note)


def _put_live(
    connection: Database,
    article: StoredArticle,
    version: StoredVersion,
    incoming: IncomingArticle,
    passages: Sequence[IncomingPassage],
) -> Outcome:
    """Make a version the current one, alone or in the group of its copies."""
    highest = highest_passage_id(connection)
    if article.is_live:
        leave_group(connection, article)
    group_id, lead = choose_group(connection, version.text_id, article)
    make_current(connection, article, version, group_id)
    clear_past(connection, version.version_id)
    keep_cut(connection, version.version_id, pieces_of(incoming.text, passages))
    lay_out(connection, group_id)
    outcome = Outcome("updated" if article.is_live else "added", article.article_id, version.version)
    if lead is not None and (not article.is_live or group_id != article.group_id):
        is_same = lead[0] == version.text_id
        outcome = replace(outcome, kind="duplicate", duplicate_of=lead[1], is_near_copy=not is_same)
    return _counted(connection, outcome, version, highest)


def _counted(connection: Database, outcome: Outcome, version: StoredVersion, above: int) -> Outcome:
    """The outcome with the passages that the version has been given."""
    count = connection.execute(
        "SELECT count(*) FROM passages WHERE version_id = ? AND is_live AND passage_id > ?", (version.version_id, above)
    ).fetchone()[0]
    return replace(outcome, passage_count=count)


def _owner(version: StoredVersion, group_id: int, incoming: IncomingArticle) -> PassagesOwner:
    return PassagesOwner(version.version_id, group_id, incoming.text, version.title, version.publisher)


def _are_alike(connection: Database, version: StoredVersion, text: str) -> bool:
    stored = connection.execute("SELECT text FROM texts WHERE text_id = ?", (version.text_id,)).fetchone()[0]
    first, second = _runs(stored), _runs(text)
    return len(first & second) >= _ALIKE * min(len(first), len(second))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[index : index + 5]) for index in range(max(1, len(words) - 4))}
