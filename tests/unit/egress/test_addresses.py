"""Public addresses may be reached; all others only where an operator opened them, one by one."""

from ipaddress import IPv4Address, ip_address, ip_network

import pytest

from app.egress.addresses import (
    Policy,
    carried_address,
    reason_against_address,
    reason_against_answer,
)
from app.errors import ConfigError

PUBLIC = (
    *("1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0"),
    *("126.255.255.255", "128.0.0.0", "169.253.255.255", "172.15.255.255", "172.32.0.0"),
    *("192.0.1.0", "192.0.3.0", "192.167.255.255", "198.17.255.255", "198.20.0.0"),
    *("198.51.99.255", "203.0.112.255", "203.0.114.0", "223.255.255.255"),
    *(
        "2600::1",
        "2606:4700:4700::1111",
        "2a00:1450:4001::1",
        "2001:200::1",
        "2001:4860:4860::8888",
    ),
    *("2003::1", "2c0f::1", "240e::1"),
)
# A network of each kind that is not public: its first address, one within, its last.
SPECIAL = (
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
    *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16"),
    *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
    *("::/128", "::1/128", "::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96"),
    *("64:ff9b:1::/48", "100::/64", "2001::/32", "2001:10::/28", "2001:20::/28", "2001:db8::/32"),
    *("2002::/16", "3ffe::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10"),
    *("ff00::/8", "4000::/3", "e000::/4"),
)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_may_be_reached(address: str) -> None:
    assert reason_against_address(address, 443) is None


@pytest.mark.parametrize("network", SPECIAL)
def test_no_address_of_a_special_network_may(network: str) -> None:
    special = ip_network(network)
    size = special.num_addresses
    for place in (0, size // 3, size // 2, size - 1):
        assert reason_against_address(str(special[place]), 443)


@pytest.mark.parametrize(
    "address",
    ["127.1", "0x7f.0.0.1", "1.2.3", "example.org", "", "127.0.0.1%lo", "::1%lo", "01.1.1.1"],
)
def test_what_is_not_an_address_in_its_own_spelling_is_refused(address: str) -> None:
    assert reason_against_address(address, 443)


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        ("::ffff:127.0.0.1", "127.0.0.1"),
        ("::ffff:0:10.0.0.1", "10.0.0.1"),
        ("::8.8.8.8", "8.8.8.8"),
        ("64:ff9b::a9fe:a9fe", "169.254.169.254"),
        ("2002:7f00:1::5", "127.0.0.1"),
        ("2001:0:53aa:64c:0:7b44:80ff:fffe", "127.0.0.1"),
    ],
)
def test_an_address_within_an_address_is_seen(address: str, inside: str) -> None:
    carried = carried_address(ip_address(address))
    assert carried is not None
    assert carried[1] == IPv4Address(inside)


def test_an_exemption_opens_its_address_at_its_port_and_nothing_beside_it() -> None:
    policy = Policy.parse("127.0.0.1:8081")
    assert reason_against_address("127.0.0.1", 8081, policy) is None
    assert reason_against_address("127.0.0.1", 8082, policy)
    assert reason_against_address("127.0.0.2", 8081, policy)
    assert reason_against_address("::1", 8081, policy)
    assert reason_against_address("::ffff:127.0.0.1", 8081, policy)


def test_a_network_may_be_exempted_at_all_ports_or_at_one() -> None:
    policy = Policy.parse("10.1.0.0/16, [fd00::/8]:8443 ,, ::1")
    assert reason_against_address("10.1.255.1", 80, policy) is None
    assert reason_against_address("10.2.0.1", 80, policy)
    assert reason_against_address("fd12::1", 8443, policy) is None
    assert reason_against_address("fd12::1", 443, policy)
    assert reason_against_address("::1", 9999, policy) is None


def test_where_a_translator_is_exempted_the_address_behind_it_is_still_judged() -> None:
    policy = Policy.parse("64:ff9b::/96")
    assert reason_against_address("64:ff9b::8.8.8.8", 443, policy) is None
    said = reason_against_address("64:ff9b::10.0.0.1", 443, policy)
    assert said is not None
    assert "10.0.0.1" in said


@pytest.mark.parametrize("address", ["169.254.169.254", "100.100.100.200", "fd00:ec2::254"])
def test_no_exemption_opens_where_clouds_keep_keys(address: str) -> None:
    policy = Policy.parse("169.254.0.0/16, 100.64.0.0/10, fd00::/8, 169.254.169.254:80")
    assert reason_against_address(address, 80, policy)


@pytest.mark.parametrize(
    "entry",
    [
        *("localhost:80", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:70000", "0.0.0.0/0", "::/0"),
        *("10.1/16", "10.1.2.3/8", "any", "127.0.0.1 8081", "[::1:8081", "[::1]8081"),
        "http://127.0.0.1:8081",
    ],
)
def test_an_exemption_that_cannot_be_read_says_what_would_do(entry: str) -> None:
    with pytest.raises(ConfigError, match=r"127\.0\.0\.1:8081"):
        Policy.parse(entry)


def test_one_bad_address_spoils_an_answer() -> None:
    assert reason_against_answer(["8.8.8.8", "1.1.1.1"], 443, Policy()) is None
    said = reason_against_answer(["8.8.8.8", "10.0.0.1"], 443, Policy())
    assert said is not None
    assert "10.0.0.1" in said


def test_a_local_name_may_lead_to_exempted_addresses_only() -> None:
    policy = Policy.parse("10.1.0.0/16")
    assert reason_against_answer(["10.1.0.5"], 80, policy, only_exempt=True) is None
    assert reason_against_answer(["8.8.8.8"], 80, policy, only_exempt=True)
