"""What `/metrics` tells: requests, answers and who waits. Nothing of what was asked."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from ui.api.seats import Seats

__all__ = ["Counts"]

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0)


class Counts:
    """The counters of one application; its labels take values of ours alone, so their number is bounded."""

    media_type = CONTENT_TYPE_PLAIN_0_0_4

    def __init__(self, seats: Seats) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "copydesk_requests",
            "Requests by route, method and status.",
            ("route", "method", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "copydesk_request_seconds",
            "Seconds until a request was answered whole.",
            ("route",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._answers = Counter(
            "copydesk_answers",
            "Answers by outcome and by the way they were asked for.",
            ("outcome", "face"),
            registry=self._registry,
        )
        for name, words, read in (
            ("copydesk_questions_running", "Questions being answered.", lambda: float(seats.taken)),
            ("copydesk_questions_waiting", "Questions that wait for a seat.", lambda: float(seats.waiting)),
        ):
            Gauge(name, words, registry=self._registry).set_function(read)

    def answered(self, outcome: str, face: str) -> None:
        self._answers.labels(outcome, face).inc()

    def requested(self, route: str, method: str, status: int, seconds: float) -> None:
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """Prometheus's text format."""
        return generate_latest(self._registry)
