from ipaddress import IPv4Address, IPv6Address, IPv6Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.web.public import is_public


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::808:808", "::ffff:8.8.8.8"],
)
def test_the_public_internet(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "100.100.100.200", "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
        "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16",
        "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:0:7f00:1", "64:ff9b::7f00:1",
        "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::", "2002:808:808::", "2001:0:53aa:64c:0:fbff:f5ff:fffe",
        "2001:db8::1", "3fff::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "2606:2800::1%eth0", "fec0::1",
        "ff02::1", "100::1", "5f00::1", "2606:2800::5efe:a00:1",
        "localhost", "", "8.8.8.8:80", "0177.0.0.1", "8.8.8", "[::1]",
    ],
)  # fmt: skip
def test_everything_else(address: str) -> None:
    assert not is_public(address)


@given(st.ip_addresses(v=4), st.sampled_from(["::ffff:0:0/96", "64:ff9b::/96"]))
def test_an_address_inside_another_is_as_public_as_by_itself(inner: IPv4Address, prefix: str) -> None:
    outer = IPv6Address(int(IPv6Network(prefix).network_address) + int(inner))
    assert is_public(str(outer)) == is_public(str(inner))


@given(st.ip_addresses())
def test_what_the_library_calls_local_is_never_public(address: IPv4Address | IPv6Address) -> None:
    is_local = address.is_private or address.is_multicast or address.is_reserved or address.is_link_local
    carries_another = address in IPv6Network("::ffff:0:0/96") or address in IPv6Network("64:ff9b::/96")
    assert not is_local or carries_another or not is_public(str(address))
