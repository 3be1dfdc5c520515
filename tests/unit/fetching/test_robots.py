"""What robots.txt asks of us is read once a day, and not guessed where it cannot be had."""

from datetime import datetime, timedelta

import pytest

from app.egress.exchange import Fault, FaultKind, Reply
from app.fetching.robots import ASK_AGAIN, KEPT, SLOWEST, RobotsBook, RobotsWord
from tests.workspaces import START

ORIGIN = "https://www.example.gov"
RULES = b"""User-agent: *
Disallow: /private
Crawl-delay: 3

User-agent: OnRecord
Disallow: /drafts
Crawl-delay: 500

User-agent: badbot
Disallow: /
"""


def _reply(body: bytes = RULES, status: int = 200, **headers: str) -> Reply:
    url = f"{ORIGIN}/robots.txt"
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Reply(url=url, final_url=url, status=status, body=body, headers=named)


class Site:
    """Gives a robots.txt and counts how often it was asked for."""

    def __init__(self, *replies: Reply | Fault) -> None:
        self.replies = list(replies)
        self.asked: list[str] = []

    def __call__(self, url: str) -> Reply | Fault:
        """The next reply; the last one from then on."""
        self.asked.append(url)
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


def _word(site: Site, path: str = "/rules", *, agent: str = "SomeReader") -> RobotsWord:
    return _said(RobotsBook(), path, START, site, agent=agent)


def _said(
    book: RobotsBook, path: str, now: datetime, site: Site, *, agent: str = "SomeReader"
) -> RobotsWord:
    return book.word(f"{ORIGIN}{path}", ORIGIN, agent=agent, now=now, ask=site)


def test_paths_kept_from_programs_are_not_allowed() -> None:
    assert _word(Site(_reply())).allowed is True
    assert _word(Site(_reply()), "/private/x").allowed is False


def test_a_group_that_names_us_stands_above_the_one_for_all() -> None:
    assert _word(Site(_reply()), "/private/x", agent="OnRecord").allowed is True
    assert _word(Site(_reply()), "/drafts/x", agent="OnRecord").allowed is False


def test_a_crawl_delay_slows_us_but_not_without_end() -> None:
    assert _word(Site(_reply())).delay == timedelta(seconds=3)
    assert _word(Site(_reply()), agent="OnRecord").delay == SLOWEST


def test_it_is_read_once_a_day() -> None:
    book, site = RobotsBook(), Site(_reply())
    for hours in (0, 1, 23):
        _said(book, f"/{hours}", START + timedelta(hours=hours), site)
    assert site.asked == [f"{ORIGIN}/robots.txt"]
    _said(book, "/x", START + KEPT, site)
    assert len(site.asked) == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_no_file_allows_everything(status: int) -> None:
    assert _word(Site(_reply(b"", status)), "/private/x").allowed is True


@pytest.mark.parametrize("status", [500, 502, 503, 204, 301])
def test_a_server_that_cannot_say_means_waiting(status: int) -> None:
    word = _word(Site(_reply(b"", status)))
    assert word.allowed is None
    assert word.retry_at == START + ASK_AGAIN
    assert "robots.txt" in word.why


def test_a_server_out_of_reach_means_waiting_and_is_not_asked_all_the_time() -> None:
    fault = Fault(url=ORIGIN, at_url=ORIGIN, kind=FaultKind.UNREACHABLE, why="nobody is there")
    book, site = RobotsBook(), Site(fault)
    for minutes in range(9):
        word = _said(book, "/x", START + timedelta(minutes=minutes), site)
        assert word.allowed is None
    assert len(site.asked) == 1
    assert "nobody is there" in word.why


def test_how_long_it_wants_to_be_left_alone_is_minded() -> None:
    word = _word(Site(_reply(b"", 503, retry_after="7200")))
    assert word.retry_at == START + timedelta(hours=2)
    word = _word(Site(_reply(b"", 429)))
    assert (word.allowed, word.retry_at) == (None, START + timedelta(minutes=1))


def test_rules_once_read_hold_on_while_the_file_cannot_be_had() -> None:
    book, site = RobotsBook(), Site(_reply(), _reply(b"", 500))
    assert _said(book, "/private", START, site).allowed is False
    for days in (1, 10, 29):
        at = START + timedelta(days=days)
        assert _said(book, "/private", at, site).allowed is False
    at = START + timedelta(days=31)
    assert _said(book, "/private", at, site).allowed is None


def test_a_file_of_nonsense_is_read_as_far_as_it_can_be() -> None:
    for body in (b"", b"\xff\xfe\x00", b"<html>not here</html>", b"Disallow: /\n" * 100_000):
        assert _word(Site(_reply(body))).allowed is True
