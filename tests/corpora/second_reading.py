"""A feed as a second parser reads it beside ours, and the named reasons for each difference."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import fastfeedparser

from app.formats.feed import read_feed
from app.formats.feed_entries import Entry, Feed
from app.formats.html_text import readable_text, text_of

_PLACE = re.compile(r"item\[(\d+)\]")
# What the second parser says of feeds it does not take, each with our name for it.
REFUSALS = {
    "missing channel element": "refused: RSS without a channel",
    "Unknown feed type: CHANNEL": "refused: CDF",
    "Received HTML page": "refused: a feed wrapped in a page",
    "Unknown Atom namespace": "refused: Atom in a namespace of its own",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One entry's field as both give it; `said` is the whole of what the second parser gives."""

    field: str
    ours: str
    theirs: str
    entry: Entry
    said: Mapping[str, object]
    body: bytes
    place: str


def compared(place: str, body: bytes) -> Iterator[str | Difference]:
    """For each entry `"entry"` once, then a named reason or a difference that waits for one."""
    ours = read_feed(body)
    try:
        told = fastfeedparser.parse(body).entries
    except ValueError as refusal:
        yield next((name for said, name in REFUSALS.items() if said in str(refusal)), str(refusal))
        return
    held = {_number(entry.where): entry for entry in ours.entries}
    if b"<item />" in body:
        held = _by_address(ours, told)
    for number in range(max(len(told), max(held, default=-1) + 1)):
        yield "entry"
        entry = held.get(number)
        if number >= len(told):
            yield "entries outside the channel, which the second parser leaves out"
        elif entry is None:
            yield _without_ours(number, told[number], ours, place)
        else:
            yield from _fields(entry, told[number], body, place)


def reason(found: Difference) -> str | None:
    """The name of the class that explains a difference, or `None`: then one of us is wrong."""
    return next((name for name, holds in _CLASSES[found.field].items() if holds(found)), None)


def _number(where: str) -> int:
    match = _PLACE.match(where)
    assert match is not None, where
    return int(match[1])


def _by_address(ours: Feed, told: list[dict[str, object]]) -> dict[int, Entry]:
    """Entries with empty ones inside them: both find all, each counts them in an order of its own.

    The empty ones share the numbers that are left.
    """
    by_url = {entry.url: entry for entry in ours.entries}
    return {
        number: by_url[str(entry["link"])]
        for number, entry in enumerate(told)
        if entry.get("link") in by_url
    }


def _without_ours(number: int, told: Mapping[str, object], ours: Feed, place: str) -> str:
    issues = [one for one in ours.issues if one.where == f"item[{number}]"]
    if any("same identity" in issue.problem for issue in issues):
        return "the same entry again, which we keep once and say so"
    if not any("nothing to keep" in one.problem for one in issues) and not told.get("link"):
        issues = [one for one in ours.issues if "nothing to keep" in one.problem]
    if not issues:
        return f"{place}: entry {number} is missing and nothing says so"
    if not any(told.get(name) for name in ("id", "title", "link")):
        if not _words(_text(told)):
            return "an entry without identifier, link, title or words, which we name and leave"
        if place.endswith(("atomsvgdesc.xml", "atomsvgtitle.xml")):
            return "words of a picture's own description"
    if place.endswith("item_guid_isPermaLink_ValueError.xml"):
        return "an identifier that is an address no library can take apart"
    if place.endswith("rss_incomplete_cdata.xml"):
        return "a feed cut off inside its first title"
    return f"{place}: we drop entry {number}, which says {dict(told)!r:.200}"


def _fields(
    entry: Entry, told: Mapping[str, object], body: bytes, place: str
) -> Iterator[Difference]:
    title, text = str(told.get("title") or ""), _text(told)
    instant = str(told.get("published") or "")
    own_words = "" if _words(entry.text) == _words(entry.title or "") else entry.text
    pairs: dict[str, tuple[str, str, Callable[[str], str]]] = {
        "title": (entry.title or "", readable_text(title), _words),
        "link": (entry.url or "", str(told.get("link") or ""), str),
        "id": (entry.identity.split("\x1f")[0], str(told.get("id") or ""), str),
        "date": (_date_of(entry), _as_ours(entry, instant), str),
        "text": (own_words, text, lambda words: str(bool(_words(words)))),
    }
    for name, (ours, theirs, form) in pairs.items():
        if form(ours) != form(theirs):
            yield Difference(
                field=name,
                ours=ours,
                theirs=theirs,
                entry=entry,
                said=told,
                body=body,
                place=place,
            )


def _text(told: Mapping[str, object]) -> str:
    contents = told.get("content")
    pieces = [str(told.get("description") or "")]
    if isinstance(contents, list):
        pieces += [str(one.get("value") or "") for one in contents if isinstance(one, dict)]
    return next((words for one in pieces if (words := text_of(one))), "")


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _date_of(entry: Entry) -> str:
    if entry.published_at is not None:
        return entry.published_at.isoformat()
    return str(entry.published_on or "")


def _as_ours(entry: Entry, instant: str) -> str:
    """The second parser's instant, by the day where a feed gives us no more than a day."""
    if not instant:
        return ""
    at = datetime.fromisoformat(instant)
    if entry.published_at is not None:
        return at.astimezone(entry.published_at.tzinfo).isoformat()
    return str(at.date())


def _is_misread(one: Difference) -> bool:
    """Not UTF-8 and nothing in the XML declares what it is: ours is guessed from the bytes."""
    try:
        one.body.decode("utf-8")
    except UnicodeDecodeError:
        return "\ufffd" in one.theirs or "\x80" <= max(one.theirs, default="") < "\u0370"
    return False


def _has_inner(*names: str) -> Callable[[Difference], bool]:
    """Whether the feed holds one of these elements, which the second parser does not read."""
    wanted = re.compile("|".join(names).encode())
    return lambda one: not one.theirs and bool(one.ours) and bool(wanted.search(one.body))


def _is_relative(one: Difference) -> bool:
    if re.match(r"[a-z][a-z0-9+.-]*:", one.theirs):
        return False
    tail = one.theirs.lstrip("./")
    return bool(tail) and (one.ours.endswith(tail) or (one.field == "link" and not one.ours))


def _stands_in(one: Difference) -> bool:
    """No identifier is given, so the address or else the words stand in for one."""
    first = (one.said.get("link"), one.entry.url, one.entry.title, one.entry.text)
    return not one.theirs and one.ours in [str(said or "").split("\x1f")[0] for said in first]


_MARKED_UP = r"""type\s*=\s*["'](?:application/)?xhtml"""
_CLASSES: dict[str, dict[str, Callable[[Difference], bool]]] = {
    "title": {
        "an encoding the second parser misreads": _is_misread,
        "markup inside a title, which the second parser leaves out": _has_inner(
            _MARKED_UP, r"<title[^>]*>\s*<\w", r"<category>[^<]*<image>"
        ),
        "a title in base64, which the second parser gives undecoded": lambda one: (
            b"base64" in one.body
        ),
    },
    "link": {
        "a relative address: we resolve it, or leave it out where no base is said": _is_relative,
        "an identifier said to be no link, which we do not take for one": lambda one: (
            not one.ours
            and one.theirs == one.said.get("id")
            and (b'isPermaLink="false"' in one.body or b"ispermalink=" in one.body.lower())
        ),
        "an address that is not of the open web, which we leave out": lambda one: (
            not one.ours and re.match(r"https?://(?!localhost)", one.theirs) is None
        ),
        "a link of Atom inside RSS, which the second parser leaves out": _has_inner("a10:link"),
    },
    "id": {
        "an entity of the feed's own, which the second parser leaves unread": lambda one: (
            not one.theirs and b"<!ENTITY" in one.body
        ),
        "no identifier is given: address or words stand in for it": _stands_in,
        "a relative address: we resolve it, or leave it out where no base is said": _is_relative,
    },
    "date": {},
    "text": {
        "an encoding the second parser misreads": _is_misread,
        "markup of its own, a body or a media description, which the second parser leaves out": (
            _has_inner(
                *(_MARKED_UP, "<media:description", r"<(?:\w+:)?body", "<fullitem"),
                r"<(?:description|summary|content)[^>]*>\s*<\w",
            )
        ),
        "signs encoded twice, which we take back": lambda one: b"&#226;&#128;" in one.body,
        "words that only say the title again, which are the title to us": lambda one: (
            not one.ours and _words(one.theirs) == _words(one.entry.title or "")
        ),
    },
}
