"""Decides what a server's reply is worth: an answer to keep, or a failure that says why not."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode, urlsplit

from app.domain.sources import Request
from app.egress.exchange import Fault, FaultKind, Reply
from app.fetching.answers import Answer, Failure, Outcome, Unchanged, Validators
from app.fetching.challenges import challenge_in, is_web_page, page_title
from app.fetching.politeness import retry_at, said_at

_BRIEF = frozenset((408, 502, 503, 504))
# Statuses that will be the same until someone changes the address or the key.
_FOR_GOOD = frozenset((400, 401, 404, 405, 406, 410, 414, 415, 422, 451))
_LASTING_FAULTS = frozenset((FaultKind.REFUSED, FaultKind.TOO_LARGE, FaultKind.REDIRECTS))
_DATA = re.compile(r"json|xml|rss|atom|csv|tab-separated|pdf|zip|octet-stream")
_DATA_PATH = re.compile(r"\.(?:json|xml|rss|atom|csv|tsv|feed|pdf|zip|xlsx?|ods)$", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_SAID = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a reply is held against: the request, its whole address, and what we held before."""

    request: Request
    url: str
    held: Validators | None = None

    @property
    def wants_data(self) -> bool:
        """Whether a page for people cannot be what was asked for."""
        accept = (self.request.accept or "").lower()
        if "html" in accept:
            return False
        return bool(_DATA.search(accept) or _DATA_PATH.search(urlsplit(self.url).path))


def address_of(request: Request) -> str:
    """The whole address of a request, its parameters in their order behind it."""
    if not request.params:
        return request.url
    url, sharp, fragment = request.url.partition("#")
    joined = "&" if "?" in url else "?"
    return f"{url}{joined}{urlencode(request.params)}{sharp}{fragment}"


def judged(reply: Reply, asked: Asked, now: datetime) -> Outcome:
    """What a reply is worth; what is not wholly what was asked for is never an answer."""
    barred = challenge_in(reply.body, reply.headers)
    if reply.status == 304:
        return _unchanged(reply, asked, now)
    if barred and (reply.status in (200, 202, 203, 401, 403, 405) or reply.status >= 429):
        why = (
            f"{reply.final_url} answered with {barred} instead of what was asked for "
            f"(status {reply.status}); open it in a browser, and ask the publisher for access"
        )
        return Failure(url=asked.url, why=why, status=reply.status, retry_at=_later(reply, now))
    if reply.status not in (200, 203):
        return _failed(reply, asked, now)
    if not reply.body.strip():
        return Failure(
            url=asked.url,
            why=f"{reply.final_url} answered with nothing in it; ask again later",
            status=reply.status,
        )
    if asked.wants_data and is_web_page(reply.body):
        called = page_title(reply.body)
        page = f'a web page titled "{called}"' if called else "a web page"
        why = (
            f"{reply.final_url} answered with {page} where data was asked for; open it in a "
            "browser, and correct the address if it has moved"
        )
        return Failure(url=asked.url, why=why, status=reply.status)
    return _answer(reply, asked, now)


def failed_exchange(fault: Fault, asked: Asked) -> Failure:
    """What a fault of the way there means for the request."""
    return Failure(
        url=asked.url,
        why=fault.why,
        permanent=fault.kind in _LASTING_FAULTS,
        brief=fault.kind.transient,
    )


def _answer(reply: Reply, asked: Asked, now: datetime) -> Answer:
    content_type = reply.header("content-type") or ""
    charset = _CHARSET.search(content_type)
    return Answer(
        url=asked.url,
        final_url=reply.final_url,
        status=reply.status,
        body=reply.body,
        media_type=content_type.partition(";")[0].strip().lower() or None,
        etag=reply.header("etag"),
        last_modified=reply.header("last-modified"),
        charset=charset[1].lower() if charset else None,
        captured_at=now,
        framed=reply.framed,
        said_at=said_at(reply.header("date"), reply.header("age")),
    )


def _unchanged(reply: Reply, asked: Asked, now: datetime) -> Unchanged | Failure:
    if asked.held is not None and (asked.held.etag or asked.held.last_modified):
        told_at = said_at(reply.header("date"), reply.header("age"))
        return Unchanged(url=asked.url, captured_at=now, said_at=told_at)
    why = (
        f"{reply.final_url} says that nothing changed (304) though we hold nothing of it; "
        "ask again later"
    )
    return Failure(url=asked.url, why=why, status=304)


def _failed(reply: Reply, asked: Asked, now: datetime) -> Failure:
    later = _later(reply, now)
    return Failure(
        url=asked.url,
        why=f"{reply.final_url} {_said(reply, asked)}",
        status=reply.status,
        retry_at=later,
        permanent=reply.status in _FOR_GOOD,
        brief=reply.status in _BRIEF and later is None,
    )


def _later(reply: Reply, now: datetime) -> datetime | None:
    """From when on it may be asked again, where it says so; 429 always means a while."""
    header = reply.header("retry-after")
    speaks_of_waiting = header is not None and (reply.status >= 500 or reply.status == 202)
    if reply.status != 429 and not speaks_of_waiting:
        return None
    return retry_at(header, now, their_clock=reply.header("date"))


def _said(reply: Reply, asked: Asked) -> str:
    status = reply.status
    match status:
        case 202:
            return "is still preparing the answer (202); ask again later"
        case 401 | 403 | 407:
            return f"does not let us in ({status}){_words(reply)}; check the key, or ask for access"
        case 404 | 410:
            return f"is not there ({status}); check the address, or look for where it has moved"
        case 406:
            wanted = asked.request.accept or "*/*"
            return f"cannot be had as {wanted!a} (406); change the accept header of the request"
        case 429:
            return "has been asked too often (429); it is left alone until it may be asked again"
        case 206:
            return "sent a part of it (206) though all was asked for; ask again later"
    if 200 <= status < 400:
        return f"answered without a body to keep (status {status}); look at what it says"
    if status < 500:
        return f"refuses the request ({status}){_words(reply)}; correct the request"
    return f"is out of order ({status}); ask again later"


def _words(reply: Reply) -> str:
    """What the publisher says about a refusal, where that is a few plain words."""
    if is_web_page(reply.body):
        return ""
    words = " ".join(reply.body[: 4 * _SAID].decode("utf-8", "replace").split())
    if not words or not words.isprintable():
        return ""
    return f", saying {words[:_SAID]!a}"
