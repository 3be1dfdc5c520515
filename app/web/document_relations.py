"""What is held beside a document, as lines: who cites it, and the papers of its matter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.ids import DocumentId
from app.domain.time import PointInTime
from app.printing.addresses import address, clocks, document_path, passage_path, search_path
from app.printing.hits import kind_words, verb_words
from app.queries.citing import CitingView, cited_by
from app.queries.reader import Reader
from app.queries.thread import DayOfThread, PaperOfThread, ThreadView, thread
from app.vocabulary.lists import list_titles

_MOST_CITING = 20
_MOST_PAPERS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """A document by its title, or by its id where it has none; `id` stands small beside it."""

    id: str
    words: str
    path: str
    on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitingLine:
    """A document that cites this one; `passage_path` opens its first words that do."""

    paper: PaperLine
    quote: str
    times: int
    passage_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    """A list by its title, how many of its entries name this document, and where they are."""

    words: str
    entries: int
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedBy:
    """The newest documents that cite this one, and lists whose entries do; `json_path` has more."""

    total: int
    lists: tuple[ListLine, ...]
    lines: tuple[CitingLine, ...]
    json_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneLine:
    """What a paper does to another of its matter: what it is called, and the other by its title."""

    does: str
    words: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterLine:
    """A paper of a matter; `read_here` marks the one whose page this is."""

    paper: PaperLine
    kind: str
    does: tuple[DoneLine, ...]
    read_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """A day on which comments close, with the paper that says so; `path` opens its words."""

    on: date
    path: str
    said_by: str
    said_on: date | None
    in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterOf:
    """The papers of a document's matter, oldest first, and its day for comments with its history.

    `keys` are those that two papers of it share.
    """

    keys: tuple[str, ...]
    total: int
    lines: tuple[MatterLine, ...]
    comment_days: tuple[DayLine, ...]
    json_path: str


def citing(reader: Reader, id_: str, point: PointInTime) -> CitedBy:
    """The first of those that cite a document, newest first."""
    found = cited_by(reader, DocumentId(id_), point, limit=_MOST_CITING)
    return CitedBy(
        total=found.total,
        lists=tuple(
            ListLine(
                words=list_titles().get(one.list, one.list),
                entries=one.entries,
                path=search_path(one.query, point),
            )
            for one in found.lists
        ),
        lines=tuple(_citing(one, point) for one in found.documents),
        json_path=address(f"/api/v1{document_path(id_)}/cited-by", clocks(point)),
    )


def matter(reader: Reader, id_: str, point: PointInTime) -> MatterOf | None:
    """The matter of a document, none where no other paper of it is held."""
    found = thread(reader, DocumentId(id_), point)
    if len(found.papers) == 1:
        return None
    titles = {paper.document: paper.title for paper in found.papers if paper.title}
    return MatterOf(
        keys=tuple(_key_words(key) for key in _shared(found)),
        total=len(found.papers),
        lines=tuple(_of_matter(one, id_, titles, point) for one in found.papers[:_MOST_PAPERS]),
        comment_days=tuple(_comment_days(found, titles, point)),
        json_path=address(f"/api/v1{document_path(id_)}/thread", clocks(point)),
    )


def _citing(one: CitingView, point: PointInTime) -> CitingLine:
    return CitingLine(
        paper=_paper(one.document, one.title, one.published_on, point),
        quote=one.quote,
        times=one.times,
        passage_path=address(passage_path(one.version, one.start, one.end), clocks(point)),
    )


def _paper(id_: str, title: str | None, on: date | None, point: PointInTime) -> PaperLine:
    return PaperLine(id=id_, words=title or id_, path=_path(id_, point), on=on)


def _path(id_: str, point: PointInTime) -> str:
    return address(document_path(id_), clocks(point))


def _shared(found: ThreadView) -> Iterator[str]:
    """The keys that hold the matter together: a paper's own docket alone does not."""
    for key in found.keys:
        if sum(key in one.by for one in found.papers) > 1:
            yield key


def _key_words(key: str) -> str:
    """A key is folded to small letters; RINs and dockets are printed in capitals."""
    family, _, number = key.partition(":")
    return f"{'RIN' if family == 'rin' else family} {number.upper()}"


def _of_matter(
    one: PaperOfThread, id_: str, titles: Mapping[str, str], point: PointInTime
) -> MatterLine:
    return MatterLine(
        paper=_paper(one.document, one.title, one.published_on, point),
        kind=kind_words(one.kind, one.type),
        does=tuple(
            DoneLine(
                does=verb_words(done.verb),
                words=titles.get(done.document, done.document),
                path=_path(done.document, point),
            )
            for done in dict.fromkeys(one.done_to)
        ),
        read_here=one.document == id_,
    )


def _comment_days(
    found: ThreadView, titles: Mapping[str, str], point: PointInTime
) -> Iterator[DayLine]:
    """Each day once for a paper, the newest saying first."""
    days: dict[tuple[str, date], DayOfThread] = {}
    for day in found.comments_close_history:
        days.setdefault((day.document, day.on), day)
    in_force = found.comments_close
    on_days = {paper.document: paper.published_on for paper in found.papers}
    for day in reversed(list(days.values())):
        yield DayLine(
            on=day.on,
            path=_words_of(day, point),
            said_by=titles.get(day.document, day.document),
            said_on=on_days.get(day.document),
            in_force=in_force is not None
            and (day.document, day.on) == (in_force.document, in_force.on),
        )


def _words_of(day: DayOfThread, point: PointInTime) -> str:
    if day.start is None or day.end is None:
        return _path(day.document, point)
    return address(passage_path(day.version, day.start, day.end), clocks(point))
