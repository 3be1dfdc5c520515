"""The header of a document: each thing said of it, what it rests on, and where it leads."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.references import docket_number
from app.domain.search import Term
from app.domain.time import PointInTime
from app.printing.addresses import (
    address,
    capture_path,
    clocks,
    document_path,
    list_path,
    passage_path,
    search_path,
)
from app.printing.days import day_words, instant_words
from app.queries.document_views import (
    CitationView,
    CountryView,
    DateView,
    DocumentView,
    InstrumentView,
)
from app.queries.grammar.render import render
from app.vocabulary.lists import list_titles
from app.web.facets import agency_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words, and the page they lead to if they lead anywhere; `asked` finds all that has them."""

    words: str
    path: str | None = None
    asked: str | None = None


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
        found.append(_published(shown, point))
    if current_on is not None:
        words = f"on {day_words(current_on)}"
        found.append(Fact(name="seen as current", links=(Link(words=words),)))
    for one in shown.dates:
        path = _passage(shown, one, point) or _captured(shown, point)
        scope = "" if one.scope == "all" else f" ({one.scope})"
        found.append(
            Fact(
                name=one.role.replace("_", " "),
                links=(Link(words=f"{_day_said(one)}{scope}", path=path),),
                evidence=f"“{one.quote}”" if one.quote else f"stated in {one.made_by}",
            )
        )
    return found


def _passage(
    shown: DocumentView, one: DateView | CitationView | None, point: PointInTime
) -> str | None:
    if one is None or one.start is None or one.end is None:
        return None
    return address(passage_path(shown.version, one.start, one.end), clocks(point))


def _captured(shown: DocumentView, point: PointInTime) -> str:
    """What only metadata states rests on the capture that it came with."""
    return address(capture_path(shown.capture.id), clocks(point))


def _published(shown: DocumentView, point: PointInTime) -> Fact:
    words = "no date is given" if shown.published_on is None else day_words(shown.published_on)
    if shown.published_at is not None:
        at = instant_words(shown.published_at)
        # The publisher's day is the one of its own zone, which may be another than that of UTC.
        words = at if at.startswith(words) else f"{words} ({at})"
    path = None if shown.published_on is None else _captured(shown, point)
    link = Link(words=words, path=path)
    return Fact(name="published", links=(link,), evidence=_rests_on(shown.date_evidence))


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
        ("number", face.number),
        ("action", face.action_caption),
        ("dates, as printed", face.dates_caption),
        ("filed at", None if face.filed_at is None else instant_words(face.filed_at)),
    )
    cited = [(f"docket:{docket_number(one)}", one) for one in face.dockets]
    listed = (
        ("citation", [_citation(shown, face, point)] if face.citation else []),
        ("corrects", [_corrected(shown, face.corrects, point)] if face.corrects else []),
        (
            "agencies",
            [
                Link(words=agency_name(key), path=_asked("agency", key, point))
                for key in face.agencies
            ],
        ),
        ("CFR", [_opened(shown, f"cfr:{it}", ("cfr", it), point) for it in face.cfr]),
        ("RIN", [_opened(shown, f"rin:{it}", ("rin", it), point) for it in face.rins]),
        ("countries", [_named(shown, one, point) for one in shown.countries]),
        ("docket", [_opened(shown, key, ("docket", it), point) for key, it in cited]),
    )
    found = [Fact(name=name, links=(Link(words=words),)) for name, words in said if words]
    found += [Fact(name=name, links=tuple(links)) for name, links in listed if links]
    return found


def _opened(shown: DocumentView, key: str, asked: tuple[str, str], point: PointInTime) -> Link:
    """A reference of the header: its first mention in the text, and all that shares it."""
    mention = next((one for one in shown.citations if _is_in(one.key, key)), None)
    path, question = _passage(shown, mention, point), _asked(*asked, point)
    if path is None:
        return Link(words=asked[1], path=question)
    return Link(words=asked[1], path=path, asked=question)


def _named(shown: DocumentView, one: CountryView, point: PointInTime) -> Link:
    """A country by its usual name: the words that name it, and all that is about it."""
    path = address(passage_path(shown.version, one.start, one.end), clocks(point))
    return Link(words=one.name, path=path, asked=_asked("country", one.code, point))


def _is_in(key: str, whole: str) -> bool:
    """Whether a key is another or of a place within it: a section lies in its part."""
    found, sought = key.lower(), whole.lower()
    return found == sought or found.startswith((f"{sought}.", f"{sought}/", f"{sought}("))


def _citation(shown: DocumentView, face: InstrumentView, point: PointInTime) -> Link:
    """The page of the gazette on which it begins, with the last where that is known."""
    words = face.citation or ""
    if face.pages and face.pages[1] > face.pages[0] and words.endswith(str(face.pages[0])):
        words = f"{words}–{face.pages[1]}"
    asked = _asked("cites", face.citation or "", point)
    return Link(words=words, path=_captured(shown, point), asked=asked)


def _corrected(shown: DocumentView, number: str, point: PointInTime) -> Link:
    named = (one.resolved_to for one in shown.actions if one.verb == "correct")
    corrected = next((id_ for id_ in named if id_ is not None), None)
    path = None if corrected is None else address(document_path(corrected), clocks(point))
    return Link(words=number, path=path)


def _asked(field: str, value: str, point: PointInTime) -> str:
    return search_path(render(Term(field=field, value=value)), point)
