"""Whatever is written where a URL belongs, it is read or refused, and never read as inside."""

from ipaddress import IPv4Address, IPv6Address, ip_address

from hypothesis import example, given
from hypothesis import strategies as st

from app.egress.addresses import PUBLIC_ONLY, reason_against_address
from app.egress.urls import Refusal, Target, read_url, reason_against, redirected

ADDRESSES = st.integers(0, 2**32 - 1).map(IPv4Address) | st.integers(0, 2**128 - 1).map(IPv6Address)
HOSTS = st.text(st.sampled_from("abxn-._0123456789:[]%@/\\。．１f "), max_size=30)
PORTS = st.sampled_from(["", ":80", ":8080", ":0", ":", ":99999", ":８０"])


@given(st.text(max_size=60))
@example("http://[")
@example("http://xn--a.example/")
def test_any_text_is_read_or_refused(text: str) -> None:
    read = read_url(text)
    assert isinstance(read, Target | Refusal)
    said = reason_against(text)
    assert (said is None) == isinstance(read, Target)


@given(HOSTS, PORTS)
def test_what_is_read_is_read_the_same_again(host: str, port: str) -> None:
    """The normal form is one: reading it gives itself, so no second reader sees another host."""
    read = read_url(f"http://{host}{port}/a b")
    if isinstance(read, Target):
        assert read_url(read.url) == read
        assert read.host == read.host.lower()
        assert read.url.isascii()
        # No rest of another spelling: all digits at the end make an address, judged as such.
        if read.host.rpartition(".")[2].isdigit() or ":" in read.host:
            assert read.is_address
            assert reason_against_address(read.host, read.port) is None


@given(ADDRESSES, st.sampled_from([80, 443, 8080]))
def test_an_address_python_calls_special_is_never_reached(
    address: IPv4Address | IPv6Address, port: int
) -> None:
    special = address.is_private or address.is_reserved or address.is_multicast
    special = special or address.is_loopback or address.is_link_local or address.is_unspecified
    if special or not address.is_global:
        assert reason_against_address(str(address), port, PUBLIC_ONLY)


@given(st.integers(0, 2**32 - 1), st.sampled_from(["d", "x", "o", "short", "padded", "mapped"]))
def test_other_spellings_of_an_address_are_refused_or_judged_as_it(number: int, way: str) -> None:
    plain = IPv4Address(number)
    parts = str(plain).split(".")
    spelled = {
        "d": str(number),
        "x": hex(number),
        "o": f"0{number:o}",
        "short": f"{parts[0]}.{number & 0xFFFFFF}",
        "padded": ".".join(part.zfill(3) for part in parts),
        "mapped": f"[::ffff:{plain}]",
    }[way]
    read = read_url(f"http://{spelled}/")
    if isinstance(read, Target):
        assert ip_address(read.host) == plain
        assert reason_against_address(str(plain), 80) is None


@given(st.text(max_size=40))
def test_any_location_is_read_or_refused(location: str) -> None:
    here = read_url("https://www.example.gov/a/b?c")
    assert isinstance(here, Target)
    assert isinstance(read_url(redirected(here, location)), Target | Refusal)
