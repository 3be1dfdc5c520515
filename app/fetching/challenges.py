"""Tells the page that bars the way from the page that was asked for.

Publishers answer programs with "Request Access" or "Just a moment" and status 200. Taken for an
answer, that is a day on which nothing was published. Judged by content; a report *about* such pages
has the words of one too, but it has many more, and its title says more.
"""

import re
from collections.abc import Sequence

_LOOKED_AT = 512 * 1024
_TITLES = frozenset(
    (
        "403 forbidden",
        "502 bad gateway",
        "503 service temporarily unavailable",
        "503 service unavailable",
        "504 gateway time-out",
        "access denied",
        "access to this page has been denied",
        "are you a robot",
        "are you human",
        "attention required",
        "bot check",
        "captcha",
        "checking your browser",
        "client challenge",
        "ddos-guard",
        "forbidden",
        "human verification",
        "just a moment",
        "maintenance",
        "one moment, please",
        "one more step",
        "pardon our interruption",
        "please verify you are a human",
        "please wait",
        "request access",
        "request blocked",
        "request rejected",
        "robot check",
        "scheduled maintenance",
        "security check",
        "security checkpoint",
        "service unavailable",
        "site maintenance",
        "sorry, you have been blocked",
        "temporarily unavailable",
        "under maintenance",
        "verify you are human",
        "verifying you are human",
        "vercel security checkpoint",
        "we'll be right back",
    )
)
_MARKS = (
    "_incapsula_resource",
    "aws-waf-token",
    "awswaf.com",
    "awswafcookie",
    "captcha-delivery.com",
    "cf-challenge",
    "cf-chl-",
    "cf_chl_",
    "challenge-form",
    "challenges.cloudflare.com",
    "distil_r_captcha",
    "errors.edgesuite.net",
    "g-recaptcha",
    "h-captcha",
    "px-captcha",
    "recaptcha/api.js",
    "sgcaptcha",
)
_PHRASES = (
    "access to this page has been denied",
    "checking your browser before",
    "complete the captcha",
    "enable javascript and cookies to continue",
    "incapsula incident id",
    "please turn javascript on and reload the page",
    "request has been blocked",
    "unusual traffic from your",
    "verify you are human",
    "you don't have permission to access",
)
# How many characters a reader of the page sees. A barring page has a few sentences; the shortest
# news page with its menus has more than a thousand.
_FEW = 400
_SHORT = 800
_TITLED = 2500
_TITLED_AND_MARKED = 4000
# A page without a title of that kind is taken for one only where there is little to it.
_SMALL = 64 * 1024

_SCRIPTS = re.compile(r"<(/?)(script|style|title)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_TITLE = re.compile(r"<title\b[^<>]*>([^<]{0,300})", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_TITLE_PARTS = re.compile(r"\s*(?:::|[|·»]|\s[-–—]\s)\s*")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|script)\b", re.IGNORECASE)
_EDGE_ERROR = re.compile(rb"\s*error code: \d{3,4}\s*", re.IGNORECASE)
_SAID_BY_HEADER = (("cf-mitigated", "challenge"), ("x-amzn-waf-action", ""))


def is_web_page(body: bytes) -> bool:
    """Whether bytes begin as a page of HTML does, behind what may stand before that."""
    head = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n\x0c")
    for begins, ends in ((b"<?", b">"), *((b"<!--", b"-->"),) * 8):
        if head.startswith(begins):
            head = head.partition(ends)[2].lstrip()
    return _PAGE.match(head) is not None


def challenge_in(body: bytes, headers: Sequence[tuple[str, str]] = ()) -> str | None:
    """What bars the way, in a few words such as `a page titled "Request Access"`, or `None`."""
    held = dict(headers)
    for name, value in _SAID_BY_HEADER:
        if value in held.get(name, "").lower() and name in held:
            return "a challenge for browsers"
    if _EDGE_ERROR.fullmatch(body[:200]):
        return "an error of the network in front of it"
    if len(body) > _LOOKED_AT:
        return None
    text = body.decode("utf-8", "replace")
    if not is_web_page(body):
        barred = len(body) < 2000 and "captcha-delivery.com" in text
        return "a challenge for browsers" if barred else None
    return _challenge_page(text)


def page_title(body: bytes) -> str | None:
    """What a page calls itself."""
    return _title(body[:_LOOKED_AT].decode("utf-8", "replace"))


def _challenge_page(text: str) -> str | None:
    title = _title(text)
    marked = any(mark in text.lower() for mark in _MARKS)
    visible = _visible(text)
    if title is not None and not _TITLES.isdisjoint(_title_parts(title)):
        longest = _TITLED_AND_MARKED if marked else _TITLED
        if len(visible) <= longest:
            return f'a page titled "{title}"'
    if len(text) > _SMALL:
        return None
    said = any(phrase in visible.lower() for phrase in _PHRASES)
    if (marked and len(visible) <= _FEW) or (said and len(visible) <= _SHORT):
        return "a challenge for browsers"
    return None


def _title(text: str) -> str | None:
    found = _TITLE.search(text)
    title = _BLANKS.sub(" ", found[1]).strip() if found else ""
    return title or None


def _title_parts(title: str) -> set[str]:
    """The title and its parts: publishers put their own name before or behind it."""
    parts = [title, *_TITLE_PARTS.split(title)]
    return {part.casefold().replace("’", "'").strip(" .…!?") for part in parts}


def _visible(text: str) -> str:
    """The words a reader sees, roughly, in time that grows with the text and no faster."""
    parts = _SCRIPTS.split(text)
    words, hidden_by = [parts[0]], ""
    for slash, name, piece in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        if not hidden_by and not slash:
            hidden_by = name.lower()
        elif slash and name.lower() == hidden_by:
            hidden_by = ""
        if not hidden_by:
            words.append(piece)
    return _BLANKS.sub(" ", _TAG.sub(" ", " ".join(words))).strip()
