"""What `copydesk doctor` looks at: one function a check, each yielding what it found and what to do about it."""

import platform
import shutil
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from errno import EADDRINUSE
from importlib import metadata
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit, urlunsplit

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from assistant.errors import ArchiveBusy, ArchiveMissing, ArchiveReadOnly, CopydeskError, IndexAway
from assistant.extras import MODULES, why_not

if TYPE_CHECKING:
    from assistant import Settings

__all__ = [
    "Check",
    "all_checks",
    "check_archive",
    "check_catalog",
    "check_extras",
    "check_model",
    "check_packages",
    "check_port",
    "check_space",
    "check_writer",
]

State = Literal["ok", "warn", "fail"]

GIGABYTE = 1_000_000_000
SPACE_NEEDED = 200_000_000
"""Below this an ingest of a few thousand articles with its second index generation does not fit."""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the doctor's report; `advice` says what to do unless all is well."""

    name: str
    state: State
    finding: str
    advice: str | None = None


def all_checks(settings: "Settings") -> Iterator[Check]:
    """Every check, the quick ones first; a failing one does not keep the others from running."""
    checks: Sequence[Callable[[Settings], Iterator[Check]]] = (
        check_python,
        check_packages,
        check_extras,
        check_settings,
        check_space,
        check_port,
        check_model,
        check_writer,
        check_archive,
        check_catalog,
    )
    for check in checks:
        yield from check(settings)


def check_python(_settings: "Settings") -> Iterator[Check]:
    found = (
        f"{platform.python_implementation()} {platform.python_version()} on {platform.system()} {platform.machine()}"
    )
    wanted = metadata.metadata("copydesk")["Requires-Python"] if _is_installed() else None
    if wanted is None or SpecifierSet(wanted).contains(platform.python_version(), prereleases=True):
        yield Check("Python", "ok", found)
    else:
        yield Check("Python", "fail", found, f"Copydesk needs Python {wanted}: make another environment.")


def check_packages(_settings: "Settings") -> Iterator[Check]:
    """Installed versions against the ranges that Copydesk was built for."""
    if not _is_installed():
        yield Check("Packages", "warn", "Copydesk is not installed as a package", "Run `make setup`.")
        return
    requirements = [Requirement(text) for text in metadata.requires("copydesk") or []]
    wanted = [one for one in requirements if one.marker is None or one.marker.evaluate({"extra": ""})]
    faults = [fault for one in wanted if (fault := _fault(one.name, str(one.specifier), one.specifier.contains))]
    for fault in faults:
        yield Check("Packages", "fail", fault, "Run `make setup`, or install Copydesk again.")
    if not faults:
        yield Check("Packages", "ok", f"all {len(wanted)} direct dependencies are in their supported range")


def check_extras(_settings: "Settings") -> Iterator[Check]:
    """What may be missing by choice: nothing of it is a fault."""
    for extra in MODULES:
        reason = why_not(extra)
        yield Check(f"Extra [{extra}]", "ok", "installed" if reason is None else f"not in use: {reason}")


def check_settings(settings: "Settings") -> Iterator[Check]:
    """What is in force. Keys are never shown, nor what an address holds of a user and a password."""
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        shown = _without_credentials(str(value)) if isinstance(value, str) else str(value)
        yield Check(f"COPYDESK_{name.upper()}", "ok", "not set" if value is None else shown)


def check_space(settings: "Settings") -> Iterator[Check]:
    folder = next(path for path in (settings.archive, *settings.archive.absolute().parents) if path.is_dir())
    free = shutil.disk_usage(folder).free
    finding = f"{free / GIGABYTE:.1f} GB free at {folder}"
    if free < SPACE_NEEDED:
        yield Check("Free space", "fail", finding, "Free some, or put the archive elsewhere with COPYDESK_ARCHIVE.")
    elif free < GIGABYTE:
        yield Check("Free space", "warn", finding, "Free some before a large ingest.")
    else:
        yield Check("Free space", "ok", finding)


def check_port(settings: "Settings") -> Iterator[Check]:
    """Whether the page could listen."""
    where = f"{settings.host}:{settings.port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[
            0
        ]
        with socket.socket(family, kind, protocol) as probe:
            if sys.platform != "win32":  # there it would allow a port that another program listens on
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == EADDRINUSE:
            advice = "Perhaps the page already runs there. Else choose another with COPYDESK_PORT; 0 takes a free one."
            yield Check("Port of the page", "warn", f"{where} is taken", advice)
        else:
            advice = "Correct COPYDESK_HOST and COPYDESK_PORT."
            yield Check("Port of the page", "fail", f"{where} cannot be used ({error.strerror})", advice)
    else:
        yield Check("Port of the page", "ok", f"{where} is free")


def check_model(settings: "Settings") -> Iterator[Check]:
    """Whether the embedding model loads and gives the vector it should."""
    from assistant.models import build_embedder
    from ui.probe import EXPECTED_SIMILARITY, PROBE_TEXT, similarity_to_expected

    try:
        embedder = build_embedder(settings)
        vector = embedder.encode([PROBE_TEXT])[0]
    except CopydeskError as error:
        yield Check("Embedding model", "fail", str(error))
        return
    identity = embedder.identity
    finding = f"{identity.name}, {identity.dimension} dimensions"
    if not identity.local:
        yield Check("Embedding model", "ok", f"{finding}, remote")
        return
    similarity = similarity_to_expected(vector)
    if similarity >= EXPECTED_SIMILARITY:
        yield Check("Embedding model", "ok", f"{finding}, probe as expected (cosine {similarity:.4f})")
    else:
        advice = "Reinstall Copydesk; if that does not help, report it with this page: search would be poor."
        yield Check("Embedding model", "fail", f"{finding}, probe differs (cosine {similarity:.4f})", advice)


def check_writer(settings: "Settings") -> Iterator[Check]:
    """Whether the model that writes answers a question about one sentence, and cites it."""
    from assistant.answering.writers import probe_model
    from assistant.models import build_language_model

    if not (settings.model or "").strip():
        yield Check("Writing model", "ok", "none is set: answers are quotes, and no passage leaves this computer")
        return
    try:
        model = build_language_model(settings)
        probed = probe_model(model, settings.model_output)
    except CopydeskError as error:
        yield Check("Writing model", "fail", str(error))
        return
    finding = f"{model.name} at {model.host}"
    if probed.cites:
        yield Check("Writing model", "ok", f"{finding} answers and cites")
    else:
        advice = "Set COPYDESK_MODEL_OUTPUT=json if its server can hold it to a schema, or choose a larger model."
        yield Check("Writing model", "warn", f"{finding} answers a test question without citing", advice)


def check_archive(settings: "Settings") -> Iterator[Check]:
    """Whether the archive opens, and what it says about itself."""
    from ui.commands.opening import open_archive
    from ui.commands.status import notices_of, say_engine
    from ui.words import say_coverage

    removed = 0
    try:
        with open_archive(settings.archive) as archive:
            with suppress(ArchiveBusy, ArchiveReadOnly, IndexAway):  # whoever writes does it
                removed = archive.remove_collections()
            status = archive.status(reads_all=True)
    except ArchiveMissing as error:
        yield Check("Archive", "warn", str(error))
        return
    except CopydeskError as error:
        yield Check("Archive", "fail", str(error))
        return
    yield Check("Archive", "ok", say_coverage(status.coverage))
    state: State = "ok" if status.generation.engine == "chroma" or status.model_name is None else "warn"
    yield Check("Nearest passages", state, say_engine(status))
    if status.generation.place is not None:
        is_reached = status.generation.health not in ("away", "refused")
        finding = f"the index is on {status.generation.place}" if is_reached else f"{status.generation.place} is away"
        advice = "See that it runs, and that COPYDESK_CHROMA and COPYDESK_CHROMA_TOKEN are right."
        yield Check("Chroma server", "ok" if is_reached else "warn", finding, None if is_reached else advice)
    if removed:
        yield Check("Chroma server", "ok", f"{removed} collections that builds left behind were removed")
    for notice in notices_of(status):
        yield Check("Archive", "warn", notice)


def check_catalog(settings: "Settings") -> Iterator[Check]:
    """Whether every stored text still is the one that was stored."""
    from ui.commands.opening import open_archive
    from ui.words import count

    try:
        with open_archive(settings.archive) as archive:
            found = archive.check_soundness()
    except ArchiveMissing:
        return
    except CopydeskError as error:
        yield Check("Catalog", "fail", str(error))
        return
    for fault in found.faults:
        advice = "Restore a backup (`copydesk restore`), or ingest the articles again into a new archive."
        yield Check("Catalog", "fail", fault, advice)
    for fault in found.keyword_faults:
        yield Check("Keyword index", "fail", fault, "Run `copydesk rebuild`, which makes it anew.")
    if not found.faults:
        engine = "; SQLite finds no fault" if settings.database is None else " in PostgreSQL"
        yield Check("Catalog", "ok", f"{count(found.text_count, 'text')} as stored{engine}")


def _is_installed() -> bool:
    return next(iter(metadata.distributions(name="copydesk")), None) is not None


def _fault(name: str, wanted: str, fits: Callable[[str], bool]) -> str | None:
    try:
        installed = metadata.version(name)
    except metadata.PackageNotFoundError:
        return f"{name} is not installed ({wanted} wanted)"
    return None if fits(installed) else f"{name} {installed} is installed, {wanted} wanted"


def _without_credentials(text: str) -> str:
    """An address without its user part; any other text as it is."""
    try:
        parts = urlsplit(text)
        if not parts.scheme or "@" not in parts.netloc:
            return text
    except ValueError:
        return "(not a usable address)"
    return urlunsplit(parts._replace(netloc="…@" + parts.netloc.rpartition("@")[2]))
