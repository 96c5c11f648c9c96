"""A connection to a Chroma server.

Chroma's own client for servers sets no limits of time and takes proxies from the environment; its session is exchanged
for one that has the first and leaves out the second.
"""

from functools import cache
from importlib import import_module
from typing import Any

from assistant.archive.index.chroma import load_chroma, own_settings
from assistant.archive.index.chroma_address import ChromaAddress
from assistant.archive.index.chroma_faults import Away, Refused

__all__ = ["connected"]

_CONNECT_SECONDS = 3.0


def connected(address: ChromaAddress, seconds: float) -> Any:
    """A client that has asked nothing yet. Chroma's own constructor asks the server three times, without any limit of
    time."""
    load_chroma()
    httpx = import_module("httpx")
    chroma_config, chroma_api = import_module("chromadb.config"), import_module("chromadb.api")
    system = chroma_config.System(
        own_settings()(
            anonymized_telemetry=False,
            chroma_otel_collection_endpoint="",
            chroma_api_impl="chromadb.api.fastapi.FastAPI",
            chroma_server_host=address.url.rstrip("/"),
            chroma_server_http_port=80,  # required, though the address says it
            chroma_server_ssl_verify=False,  # of the session that is exchanged: reading certificates takes 40 ms
        )
    )
    api = system.instance(chroma_api.ServerAPI)
    token = (
        {} if address.token is None else {"X-Chroma-Token": address.token, "Authorization": f"Bearer {address.token}"}
    )
    headers = {**dict(api._session.headers), **token}
    api._session.close()
    api._session = httpx.Client(
        timeout=httpx.Timeout(seconds, connect=min(seconds, _CONNECT_SECONDS)),
        limits=api.http_limits,
        headers=headers,
        trust_env=False,
        verify=address.url.startswith("https:"),
        event_hooks={"response": [_check_status]},
    )
    return _bare_client()(system, api, address.tenant, address.database)


def _check_status(response: Any) -> None:
    """What a proxy in front of Chroma says has no words of Chroma's."""
    if response.status_code in (401, 403):
        message = "it refuses the token"
        raise Refused(message)
    if response.status_code == 429 or response.status_code > 500:
        message = f"it does not answer: status {response.status_code}"
        raise Away(message)


@cache
def _bare_client() -> Any:
    from chromadb.api.client import Client

    class BareClient(Client):
        """Chroma's client over an API that is there already."""

        def __init__(self, system: Any, api: Any, tenant: str, database: str) -> None:
            self._own_system = system
            self._session = api._session
            self._server = api
            self.tenant, self.database = tenant, database

        def close(self) -> None:
            self._session.close()
            self._own_system.stop()

    return BareClient
