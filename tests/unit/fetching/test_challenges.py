"""A page that bars the way is told from one that was asked for, also from one about such pages."""

import gzip
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.fetching.challenges import challenge_in, is_web_page, page_title

MENU = "<nav>" + "<a href='/x'>Sections of this paper</a> " * 20 + "</nav>"
STORY = "<p>The bureau published a rule on licence exceptions, with comments due in May.</p>" * 40


def _page(title: str, body: str, head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


BARRING = {
    "request access": "<!DOCTYPE html>"
    + _page(
        "Federal Register :: Request Access",
        "<h1>Request Access</h1><p>Because of heavy automated use, programs are limited to the "
        "interfaces made for them. Please show that you are a person.</p><div class=g-recaptcha>",
    ),
    "just a moment": _page(
        "Just a moment...",
        "<noscript>Enable JavaScript and cookies to continue</noscript>",
        "<script>window._cf_chl_opt={};</script>",
    ),
    "attention required": _page(
        "Attention Required! | Cloudflare", "<h1>Sorry, you have been blocked</h1>"
    ),
    "access denied": "<HTML><HEAD>\n<TITLE>Access Denied</TITLE>\n</HEAD><BODY>\n<H1>Access Denied"
    "</H1>You don't have permission to access this server.<P>\nReference #18.2f</BODY></HTML>",
    "human": _page("Access to this page has been denied.", "<div id='px-captcha'></div>"),
    "untitled": "<html><body><script src='https://geo.captcha-delivery.com/c.js'></script></html>",
    "incapsula": "<html><head><META NAME='robots'></head><iframe src='/_Incapsula_Resource?x=1'>"
    "Request unsuccessful. Incapsula incident ID: 1-2</iframe></html>",
    "interruption": _page("Pardon Our Interruption", "<p>We thought you were a bot.</p>"),
    "checkpoint": "<!doctype html><title>Vercel Security Checkpoint</title><p>Verifying</p>",
    "maintenance": _page("BIS - Scheduled Maintenance", "<p>Back at six.</p>"),
    "gateway": "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body></html>",
    "firewall": _page("Request Rejected", "The requested URL was rejected. Your support ID is: 1"),
}
HONEST = {
    "about captchas": _page(
        "Just a moment: why captchas fail - The Paper",
        f"{MENU}<p>They ask you to verify you are human.</p>{STORY}<div class='g-recaptcha'></div>",
    ),
    "titled like one": _page("Access Denied - The Paper", MENU + STORY),
    "short note": _page("Rule withdrawn", "<p>The rule of 13 January was withdrawn.</p>"),
    "behind a network": _page(
        "News", MENU + STORY, "<script src='/cdn-cgi/challenge-platform/h/x'></script>"
    ),
    "comment form": f"<html><body><p>{'Words of a notice. ' * 60}</p>"
    "<script src='https://www.google.com/recaptcha/api.js'></script></body></html>",
    "feed": "<?xml version='1.0'?><rss><channel><title>Access Denied</title>"
    "<item><title>Just a moment</title></item></channel></rss>",
    "json": '{"title": "Request Access", "captcha": "verify you are human"}',
    "plain": "Attention required: the rule takes effect today.",
    "empty": "",
}


@pytest.mark.parametrize("page", BARRING)
def test_a_page_that_bars_the_way_is_known(page: str) -> None:
    assert challenge_in(BARRING[page].encode())


@pytest.mark.parametrize("page", HONEST)
def test_an_honest_page_is_left_alone(page: str) -> None:
    assert challenge_in(HONEST[page].encode()) is None


def test_the_title_of_the_page_is_what_a_person_is_told() -> None:
    assert challenge_in(BARRING["request access"].encode()) == (
        'a page titled "Federal Register :: Request Access"'
    )


def test_what_stands_in_front_of_a_publisher_may_say_so_without_a_page() -> None:
    assert challenge_in(b"error code: 1020")
    assert challenge_in(b'{"url":"https://geo.captcha-delivery.com/captcha/?x"}')
    assert challenge_in(b"", [("cf-mitigated", "challenge")])
    assert challenge_in(b"", [("x-amzn-waf-action", "challenge")])
    assert challenge_in(b"{}", [("cf-mitigated", "block-page"), ("server", "cloudflare")]) is None


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><html>",
        b"\xef\xbb\xbf\r\n<HTML lang=en>",
        b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0'><html>",
        b"<!-- saved --><!-- twice --><html>",
        b"<head><title>x",
    ],
)
def test_a_web_page_is_known_by_how_it_begins(body: bytes) -> None:
    assert is_web_page(body)


@pytest.mark.parametrize(
    "body",
    [
        b"<?xml version='1.0'?><rss>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'>",
        b"{}",
        b"",
        b"a,b\n<html>",
        b"<?xml",
        b"<!-- never closed <html>",
        b"<htmlish/>",
        b"%PDF-1.7",
    ],
)
def test_data_is_no_web_page(body: bytes) -> None:
    assert not is_web_page(body)


def test_a_page_made_to_be_slow_to_look_at_is_not() -> None:
    """The longest that is looked at, in the shapes that make patterns go back and forth."""
    for piece in (b"<script", b"<title", b"<!--", b"</style >", b"<", b"<svg><style>", b" " * 99):
        challenge_in(b"<html>" + piece * (500_000 // len(piece)))
    assert page_title(b"<title>" * 70_000) is None


@pytest.mark.shared
def test_no_recorded_page_or_feed_is_taken_for_one(shared: Path) -> None:
    bodies = list(_recorded(shared / "data"))
    if not bodies:
        pytest.skip("no recorded pages or feeds there")
    pages = sum(is_web_page(body) for _, body in bodies)
    taken = {name: said for name, body in bodies if (said := challenge_in(body))}
    print(f"{len(bodies)} recorded bodies, {pages} of them web pages, {len(taken)} taken for one")
    assert pages > 100
    assert not taken


def _recorded(data: Path) -> Iterator[tuple[str, bytes]]:
    for folder in ("news-html", "feeds-real"):
        for path in sorted((data / folder).rglob("*")):
            if path.name.endswith(".tar.gz"):
                with tarfile.open(path) as archive:
                    for member in archive:
                        if held := archive.extractfile(member):
                            yield member.name, held.read()
            elif path.is_file():
                body = path.read_bytes()
                yield path.name, gzip.decompress(body) if path.suffix == ".gz" else body
