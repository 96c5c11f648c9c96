"""Why something on the web was not fetched."""

from ingest.sources.reading import Unreadable

__all__ = ["Stopped", "Unfetched"]


class Unfetched(Unreadable):  # like every Unreadable it becomes one skip line
    """An address gave nothing; the message is the reason that the report gives."""

    def __init__(
        self, reason: str, *, is_passing: bool = False, is_refusal: bool = False, status: int | None = None
    ) -> None:
        super().__init__(reason)
        self.is_passing = is_passing
        """Whether another run may have more luck: the host was not reached, or asked to come back later."""
        self.is_refusal = is_refusal
        """Whether the page is there, but not for programs or not without a login."""
        self.status = status
        """The HTTP status, where there was an answer."""


class Stopped(Exception):  # never leaves this package: it ends the threads that fetch
    """The run has ended; nothing more is to be fetched."""
