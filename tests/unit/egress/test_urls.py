"""A URL is read once, and what cannot be read in one way only is refused with a next step."""

import pytest

from app.egress.addresses import Policy
from app.egress.urls import Refusal, Target, read_url, reason_against, redirected
from tests.spellings import HOSTS, whole_urls


def _target(url: str, policy: Policy | None = None) -> Target:
    read = read_url(url, policy or Policy())
    assert isinstance(read, Target), read
    return read


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("https://www.bis.gov", "https://www.bis.gov/"),
        ("HTTPS://WWW.Bis.Gov/A", "https://www.bis.gov/A"),
        ("https://www.bis.gov:443/a?b=c#d", "https://www.bis.gov/a?b=c"),
        ("http://www.bis.gov:8080/", "http://www.bis.gov:8080/"),
        ("https://www.bis.gov?q=1", "https://www.bis.gov/?q=1"),
        (" https://www.bis.gov/a b ", "https://www.bis.gov/a%20b"),
        ("https://www.mofcom.gov.cn/公告", "https://www.mofcom.gov.cn/%E5%85%AC%E5%91%8A"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
        ("https://商务部.example/", "https://xn--zfr74dt79f.example/"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2606:4700::1111]:8443/", "http://[2606:4700::1111]:8443/"),
        ("https://fade.cafe/", "https://fade.cafe/"),
        ("https://b2b.ee/", "https://b2b.ee/"),
        ("https://8.8.8.8.example.com/", "https://8.8.8.8.example.com/"),
        ("https://a_b.example.com/%2e?x[]=1&y=%zz", "https://a_b.example.com/%2e?x[]=1&y=%zz"),
    ],
)
def test_an_honest_url_has_a_normal_form(url: str, normal: str) -> None:
    assert _target(url).url == normal
    assert reason_against(url) is None


def test_there_are_enough_ways_to_spell_an_inside_address() -> None:
    assert len(set(HOSTS)) >= 120


@pytest.mark.parametrize("url", tuple(whole_urls(8081)))
def test_no_spelling_of_an_inside_address_is_asked(url: str) -> None:
    said = reason_against(url)
    assert said is not None
    assert "is not asked: " in said
    # What is wrong, then what to do; and nothing in it that a terminal or a log would obey.
    assert said.rpartition(": ")[2].count(";") >= 1
    assert said.isprintable()


def test_an_exemption_opens_one_plain_spelling() -> None:
    """Whoever opens an address opens it as it is written, not in its disguises."""
    policy = Policy.parse("127.0.0.1:8081")
    read = [read_url(url, policy) for url in whole_urls(8081)]
    opened = [target for target in read if isinstance(target, Target)]
    # A local name may turn out to be that address; until then it is only a name.
    assert {target.host for target in opened if not target.only_exempt} == {"127.0.0.1"}
    assert all(target.is_address or target.only_exempt for target in opened)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://operator@www.bis.gov/", "user name"),
        ("https://operator:word@www.bis.gov/", "user name"),
        ("https://www.bis.gov/a\tb", "control character"),
        ("https://www.bis.gov/a?b\n", "control character"),
        ("https://www.bis.gov\\a", "backslash"),
        ("https://www.bis.gov/a\\b", "backslash"),
        ("http://2130706433/", "is a number"),
        ("http://0x7f.1/", "is a number"),
        ("http://127.0.0.1./", "is a number"),
        ("https://www.bis。gov/", "plain dots"),
        ("https://www.bis%2egov/", "percent-encoded"),
        ("https://www.bis.gov./", "ends in a dot"),
        ("https://www.ｂis.gov/", "xn--"),
        ("https://[2606:4700:0::1111]/", "[2606:4700::1111]"),
    ],
)
def test_what_is_wrong_is_said(url: str, reason: str) -> None:
    said = reason_against(url)
    assert said is not None
    assert reason in said


def test_a_password_in_a_url_is_not_repeated() -> None:
    said = reason_against("https://operator:hunter2@www.bis.gov/")
    assert said is not None
    assert "hunter2" not in said


def test_ports_are_those_the_web_is_served_on() -> None:
    for port in (80, 443, 1024, 8000, 8080, 8443, 65535):
        assert reason_against(f"http://example.org:{port}/") is None
    for port in (1, 21, 22, 25, 53, 110, 143, 587, 993, 1023, 3306, 5432, 6379, 11211, 27017):
        assert reason_against(f"http://example.org:{port}/")


def test_an_exempted_port_is_open_for_exempted_addresses_only() -> None:
    policy = Policy.parse("10.0.0.1:81")
    assert reason_against("http://10.0.0.1:81/", policy) is None
    assert _target("http://example.org:81/", policy).only_exempt
    assert reason_against("http://8.8.8.8:81/", policy)
    assert reason_against("http://10.0.0.1:82/", policy)


def test_a_local_name_is_asked_only_where_something_is_exempted() -> None:
    assert reason_against("http://mirror.internal/")
    assert reason_against("http://mirror.internal/", Policy.parse("10.1.0.0/16")) is None
    assert reason_against("http://mirror.internal/", Policy.parse("10.1.0.0/16:8081"))


def test_a_redirect_starts_from_where_it_was_given() -> None:
    here = _target("https://www.bis.gov/a/b?c")
    assert redirected(here, "d") == "https://www.bis.gov/a/d"
    assert redirected(here, "/d") == "https://www.bis.gov/d"
    assert redirected(here, "?d") == "https://www.bis.gov/a/b?d"
    assert redirected(here, "//other.example/d") == "https://other.example/d"
    assert isinstance(read_url(redirected(here, "//[::1/d")), Refusal)


def test_a_very_long_url_is_refused_and_not_repeated_whole() -> None:
    said = reason_against("https://www.bis.gov/" + "a" * 9000)
    assert said is not None
    assert len(said) < 400
