"""What the reading of a document's words found, as lines: what it cites, what it does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.time import PointInTime
from app.linking.keys import reference_of
from app.linking.resolve import NOTHING_HELD
from app.printing.addresses import address, clocks, document_path, passage_path
from app.printing.hits import verb_words
from app.queries.document_views import ActionView, CitationView, DocumentView
from app.queries.keys import titles_of
from app.queries.reader import Reader
from app.queries.reading import ReadingView
from app.web.document_decisions import DecisionLine, decisions
from app.web.document_relations import CitedBy, MatterOf, citing, matter

_MOST_OPEN = 12
_MOST_CITED = 60
_MOST_DONE = 24
_QUOTED = 200
_WITHIN = {
    "text": "",
    "title": "in the title",
    "caption": "in the caption",
    "metadata": "stated in metadata",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedLine:
    """A reference that the words make: `path` opens its first mention in the text.

    `held` names the document it resolves to by its title, `held_id` by its id, and `within` says
    where it lies in it; where there is none, `unheld` says why.
    """

    means: str
    times: int
    path: str
    held: str | None
    held_id: str | None
    held_path: str | None
    within: str
    unheld: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cites:
    """What a document cites, in the order of its first mentions.

    `folded` are the lines that open on request, `left_out` how many more the JSON alone has.
    """

    total: int
    mentions: int
    open: tuple[CitedLine, ...]
    folded: tuple[CitedLine, ...]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DoesLine:
    """What an instrument does and to what; `path` opens the words of the text that say so.

    `where` says where the words stand that are not in the text: the title, the caption, none.
    """

    verb: str
    scope: str
    target: str
    target_path: str | None
    target_title: str
    quote: str
    path: str | None
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """What a reading found; `read` is false while the words still wait for one.

    `json_path` has all of it.
    """

    read: bool
    json_path: str
    does: tuple[DoesLine, ...]
    does_left_out: int
    cites: Cites
    cited_by: CitedBy
    matter: MatterOf | None
    decisions: tuple[DecisionLine, ...]


def readings(reader: Reader, view: ReadingView, point: PointInTime) -> Readings:
    """What was found in the words of the version read, and what is held beside the document."""
    shown = view.document
    read_here = shown.id if shown.version == view.current else shown.version
    named = {one.resolved_to for one in shown.citations}
    named |= {one.resolved_to for one in shown.actions}
    ids = [id_ for id_ in named if id_ is not None]
    titles = titles_of(reader.connection, ids, shown.as_known)
    return Readings(
        read=shown.read_by is not None,
        json_path=address(f"/api/v1{document_path(read_here)}", clocks(point)),
        does=tuple(_does(shown, one, titles, point) for one in shown.actions[:_MOST_DONE]),
        does_left_out=max(len(shown.actions) - _MOST_DONE, 0),
        cites=_cites(shown, titles, point),
        cited_by=citing(reader, shown.id, point),
        matter=matter(reader, shown.id, point),
        decisions=decisions(shown, point),
    )


def _does(
    shown: DocumentView, one: ActionView, titles: Mapping[str, str], point: PointInTime
) -> DoesLine:
    path = None
    if one.within == "text" and one.start is not None and one.end is not None:
        path = address(passage_path(shown.version, one.start, one.end), clocks(point))
    quote = one.quote or ""
    return DoesLine(
        verb=verb_words(one.verb),
        scope="" if one.scope == "all" else one.scope,
        target="" if one.target is None else str(reference_of(one.target)),
        target_path=_document(one.resolved_to, point),
        target_title=titles.get(one.resolved_to or "", ""),
        quote=quote if len(quote) <= _QUOTED else f"{quote[:_QUOTED].rstrip()}…",
        path=path,
        where=_WITHIN.get(one.within, one.within),
    )


def _cites(shown: DocumentView, titles: Mapping[str, str], point: PointInTime) -> Cites:
    found: dict[tuple[str, str | None], list[CitationView]] = {}
    for one in shown.citations:
        found.setdefault((one.key, one.through), []).append(one)
    several = list(found.values())
    lines = tuple(_cited(shown, mentions, titles, point) for mentions in several[:_MOST_CITED])
    return Cites(
        total=len(several),
        mentions=len(shown.citations),
        open=lines[:_MOST_OPEN],
        folded=lines[_MOST_OPEN:],
        left_out=len(several) - len(lines),
    )


def _cited(
    shown: DocumentView,
    mentions: Sequence[CitationView],
    titles: Mapping[str, str],
    point: PointInTime,
) -> CitedLine:
    first = mentions[0]
    far = "" if first.through is None else f" through {reference_of(first.through)}"
    return CitedLine(
        means=f"{first.means}{far}",
        times=len(mentions),
        path=address(passage_path(shown.version, first.start, first.end), clocks(point)),
        held=_named(shown, first.resolved_to, titles),
        held_id=first.resolved_to if first.resolved_to != shown.id else None,
        within=first.reason if first.resolved_to and first.reason.startswith("page") else "",
        held_path=_document(first.resolved_to, point),
        unheld="not held here" if first.reason == NOTHING_HELD else first.reason,
    )


def _named(shown: DocumentView, id_: str | None, titles: Mapping[str, str]) -> str | None:
    if id_ is None:
        return None
    return "this document" if id_ == shown.id else titles.get(id_, id_)


def _document(id_: str | None, point: PointInTime) -> str | None:
    return None if id_ is None else address(document_path(id_), clocks(point))
