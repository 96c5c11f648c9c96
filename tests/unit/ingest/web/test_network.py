import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpcore
import pytest

from ingest.web.address import Allowed
from ingest.web.faults import Unfetched
from ingest.web.network import CheckedNetwork, resolve


def network(
    *addresses: str, allowed: Allowed | None = None, seconds: float = 5.0, most_bytes: int = 1000
) -> CheckedNetwork:
    """Every name has these addresses."""
    return CheckedNetwork(
        allowed or Allowed(), lambda _host, _port: addresses, deadline=time.monotonic() + seconds, most_bytes=most_bytes
    )


@contextmanager
def listening(words: bytes = b"", *, drip: float = 0.0) -> Iterator[int]:
    """A port of loopback that says `words` to who connects, a byte at a time with `drip` seconds between."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            try:
                connection, _ = server.accept()
                with connection:
                    for start in range(len(words)) if drip else [0]:
                        connection.sendall(words[start : start + 1] if drip else words)
                        time.sleep(drip)
                    time.sleep(0.2)
            except OSError:
                return

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "::1", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "fe80::1%lo"]
)
def test_a_name_of_a_private_address_is_not_connected_to(address: str) -> None:
    with listening() as port, pytest.raises(Unfetched, match="private network"):
        network(address).connect_tcp("news.example", port)


def test_a_written_address_is_checked_too() -> None:
    with listening() as port, pytest.raises(Unfetched, match="private network"):
        network().connect_tcp("127.0.0.1", port)


def test_the_checked_address_is_the_one_connected_to() -> None:
    """The name is looked up once: a second answer (DNS rebinding) cannot matter."""
    answers = [["127.0.0.1"], ["10.0.0.1"]]
    with listening(b"words") as port:
        checked = CheckedNetwork(
            Allowed.of([f"news.example:{port}"]),
            lambda _host, _port: answers.pop(0),
            deadline=time.monotonic() + 5,
            most_bytes=10,
        )
        stream = checked.connect_tcp("news.example", port)
        assert stream.get_extra_info("server_addr") == ("127.0.0.1", port)
        assert stream.read(10) == b"words"
        stream.close()
    assert answers == [["10.0.0.1"]]


def test_what_is_allowed_is_one_host_with_one_port() -> None:
    with listening() as port:
        allowed = Allowed.of([f"news.example:{port}"])
        network("127.0.0.1", allowed=allowed).connect_tcp("news.example", port).close()
    with listening() as port, pytest.raises(Unfetched, match="private network"):
        network("127.0.0.1", allowed=allowed).connect_tcp("news.example", port)
    with listening() as port, pytest.raises(Unfetched, match="private network"):
        network("127.0.0.1", allowed=Allowed.of([f"news.example:{port}"])).connect_tcp("other.example", port)


def test_only_the_public_ones_of_several_addresses_are_tried() -> None:
    assert network("127.0.0.1", "2001:4860:4860::8888", "::1").addresses("news.example", 80) == ["2001:4860:4860::8888"]


def test_a_name_that_is_not_found() -> None:
    def fail(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(httpcore.ConnectError):
        CheckedNetwork(Allowed(), fail, deadline=time.monotonic() + 5, most_bytes=10).connect_tcp("news.example", 80)


def read_all(stream: httpcore.NetworkStream) -> None:
    while stream.read(30, timeout=10.0):
        pass


def test_a_deadline_ends_what_drips() -> None:
    with listening(b"x" * 1000, drip=0.05) as port:
        stream = network("127.0.0.1", allowed=Allowed.of([f"a:{port}"]), seconds=1).connect_tcp("a", port)
        with pytest.raises(httpcore.ReadTimeout):
            read_all(stream)
        stream.close()


def test_no_more_bytes_than_may_come() -> None:
    with listening(b"x" * 100) as port:
        stream = network("127.0.0.1", allowed=Allowed.of([f"a:{port}"]), most_bytes=50).connect_tcp("a", port)
        with pytest.raises(Unfetched, match="more than is taken"):
            read_all(stream)
        stream.close()


def test_the_system_is_asked_for_names() -> None:
    assert resolve("127.0.0.1", 80) == ["127.0.0.1"]
    assert set(resolve("localhost", 80)) <= {"127.0.0.1", "::1"}
