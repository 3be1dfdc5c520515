"""The header of a document: each thing said of it, what it rests on, and where it leads."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.search import Term
from app.printing.addresses import passage_path, search_path
from app.printing.days import day_words, instant_words
from app.queries.document_views import DateView, DocumentView
from app.queries.grammar.render import render
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


def facts(shown: DocumentView) -> Sequence[Fact]:
    """The lines of the header, those that say something."""
    found = [*_days(shown)]
    found += _face(shown)
    for name, words in (("author", shown.author), ("owner", shown.owner)):
        if words:
            found.append(Fact(name=name, links=(Link(words=words),)))
    if shown.url:
        found.append(Fact(name="address", links=(Link(words=shown.url),), url=shown.url))
    if shown.language:
        found.append(Fact(name="language", links=(Link(words=shown.language),)))
    return found


def _days(shown: DocumentView) -> Sequence[Fact]:
    published = "no date is given" if shown.published_on is None else day_words(shown.published_on)
    if shown.published_at is not None:
        at = instant_words(shown.published_at)
        # The publisher's day is the one of its own zone, which may be another than that of UTC.
        published = at if at.startswith(published) else f"{published} ({at})"
    evidence = f"read from {shown.date_evidence}" if shown.date_evidence else ""
    found = [Fact(name="published", links=(Link(words=published),), evidence=evidence)]
    for one in shown.dates:
        path = None
        if one.start is not None and one.end is not None:
            path = passage_path(shown.version, one.start, one.end)
        scope = "" if one.scope == "all" else f" ({one.scope})"
        found.append(
            Fact(
                name=one.role.replace("_", " "),
                links=(Link(words=f"{_day_said(one)}{scope}", path=path),),
                evidence=f"“{one.quote}”" if one.quote else f"stated in {one.made_by}",
            )
        )
    return found


def _day_said(one: DateView) -> str:
    """A day, or how it is counted where what it counts from is not known."""
    return day_words(one.on) if one.on is not None else one.reckoning or "not known yet"


def _face(shown: DocumentView) -> Sequence[Fact]:
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
        ("agencies", [(agency_name(key), _asked("agency", key)) for key in face.agencies]),
        ("CFR", [(place, _asked("cfr", place)) for place in face.cfr]),
        ("RIN", [(rin, _asked("rin", rin)) for rin in face.rins]),
        ("docket", [(docket, _asked("docket", docket)) for docket in face.dockets]),
    )
    found = [Fact(name=name, links=(Link(words=words),)) for name, words in said if words]
    for name, several in listed:
        links = tuple(Link(words=words, path=path) for words, path in several)
        found += [Fact(name=name, links=links)] if links else []
    return found


def _asked(field: str, value: str) -> str:
    return search_path(render(Term(field=field, value=value)))
