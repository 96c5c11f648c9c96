"""Which network addresses belong to the public internet. `ipaddress.is_global` alone says too much."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

__all__ = ["is_public"]

_NOT_PUBLIC_4 = [
    IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32",  # public by number, but a cloud's own service for the machines in it
    )
]  # fmt: skip
"""IANA's registry of special-purpose IPv4 addresses, multicast and reserved ones."""
_GLOBAL_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = [
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: given up, and a way to write any IPv4 address
        "3fff::/20",  # documentation
    )
]
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""NAT64: how a network without IPv4 reaches an IPv4 address, which stands in the last 32 bits."""
_ISATAP = (0x00005EFE, 0x02005EFE)
"""The third quarter of an IPv6 address whose last quarter is an IPv4 address inside a site."""


def is_public(written: str) -> bool:
    """Whether an IP address is one of the public internet, and what it stands for is too.

    False for what is no IP address, and for one with a zone (`fe80::1%eth0`).
    """
    try:
        address = ip_address(written)
    except ValueError:
        return False
    return _is_public_4(address) if isinstance(address, IPv4Address) else _is_public_6(address)


def _is_public_4(address: IPv4Address) -> bool:
    return address.is_global and not any(address in network for network in _NOT_PUBLIC_4)


def _is_public_6(address: IPv6Address) -> bool:
    if address.scope_id is not None:
        return False
    embedded = IPv4Address(int(address) & 0xFFFFFFFF)
    if address.ipv4_mapped is not None or address in _TRANSLATED:
        return _is_public_4(embedded)
    if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP and not _is_public_4(embedded):
        return False
    return address in _GLOBAL_6 and address.is_global and not any(address in network for network in _NOT_PUBLIC_6)
