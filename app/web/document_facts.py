"""The header of a document: each thing said of it, what it rests on, and where it leads."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.search import Term
from app.domain.time import PointInTime
from app.printing.addresses import address, clocks, list_path, passage_path, search_path
from app.printing.days import day_words, instant_words
from app.queries.document_views import DateView, DocumentView
from app.queries.grammar.render import render
from app.vocabulary.lists import list_titles
from app.web.facets import agency_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words, and the page they lead to if they lead anywhere."""

    words: str
    path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line of the header: a name, words with their addresses, and what they rest on.

    `url` is an address outside; it is shown as a link only where it may be one.
    """

    name: str
    links: tuple[Link, ...]
    url: str | None = None
    evidence: str = ""


def facts(shown: DocumentView, point: PointInTime) -> Sequence[Fact]:
    """The lines of the header, those that say something; its links keep both clocks."""
    found = [*_days(shown, point), *_list(shown, point), *_face(shown, point)]
    for name, words in (("author", shown.author), ("owner", shown.owner)):
        if words:
            found.append(Fact(name=name, links=(Link(words=words),)))
    if shown.url:
        found.append(Fact(name="address", links=(Link(words=shown.url),), url=shown.url))
    if shown.language:
        found.append(Fact(name="language", links=(Link(words=shown.language),)))
    return found


def _list(shown: DocumentView, point: PointInTime) -> Sequence[Fact]:
    if shown.list_key is None:
        return ()
    title = list_titles().get(shown.list_key, shown.list_key)
    link = Link(words=title, path=address(list_path(shown.list_key), clocks(point)))
    return (Fact(name="list", links=(link,)),)


def _days(shown: DocumentView, point: PointInTime) -> Sequence[Fact]:
    current_on = next(
        (one.current_on for one in reversed(shown.showings) if one.version == shown.version), None
    )
    found = []
    # Of codified text and lists nobody says when they were published, only when they stood so.
    if current_on is None or shown.published_on is not None:
        found.append(_published(shown))
    if current_on is not None:
        words = f"on {day_words(current_on)}"
        found.append(Fact(name="seen as current", links=(Link(words=words),)))
    for one in shown.dates:
        path = None
        if one.start is not None and one.end is not None:
            path = address(passage_path(shown.version, one.start, one.end), clocks(point))
        scope = "" if one.scope == "all" else f" ({one.scope})"
        found.append(
            Fact(
                name=one.role.replace("_", " "),
                links=(Link(words=f"{_day_said(one)}{scope}", path=path),),
                evidence=f"“{one.quote}”" if one.quote else f"stated in {one.made_by}",
            )
        )
    return found


def _published(shown: DocumentView) -> Fact:
    words = "no date is given" if shown.published_on is None else day_words(shown.published_on)
    if shown.published_at is not None:
        at = instant_words(shown.published_at)
        # The publisher's day is the one of its own zone, which may be another than that of UTC.
        words = at if at.startswith(words) else f"{words} ({at})"
    return Fact(
        name="published", links=(Link(words=words),), evidence=_rests_on(shown.date_evidence)
    )


def _rests_on(evidence: str | None) -> str:
    """The tag a day was read from, or who gave it."""
    if not evidence:
        return ""
    return evidence if evidence.startswith("given") else f"read from {evidence}"


def _day_said(one: DateView) -> str:
    """A day, or how it is counted where what it counts from is not known."""
    return day_words(one.on) if one.on is not None else one.reckoning or "not known yet"


def _face(shown: DocumentView, point: PointInTime) -> Sequence[Fact]:
    face = shown.instrument
    if face is None:
        return ()
    said = (
        ("citation", face.citation),
        ("number", face.number),
        ("action", face.action_caption),
        ("dates, as printed", face.dates_caption),
        ("filed at", None if face.filed_at is None else instant_words(face.filed_at)),
        ("corrects", face.corrects),
    )
    listed = (
        ("agencies", [(agency_name(key), _asked("agency", key, point)) for key in face.agencies]),
        ("CFR", [(place, _asked("cfr", place, point)) for place in face.cfr]),
        ("RIN", [(rin, _asked("rin", rin, point)) for rin in face.rins]),
        ("docket", [(docket, _asked("docket", docket, point)) for docket in face.dockets]),
    )
    found = [Fact(name=name, links=(Link(words=words),)) for name, words in said if words]
    for name, several in listed:
        links = tuple(Link(words=words, path=path) for words, path in several)
        found += [Fact(name=name, links=links)] if links else []
    return found


def _asked(field: str, value: str, point: PointInTime) -> str:
    return search_path(render(Term(field=field, value=value)), point)
