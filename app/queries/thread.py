"""The matter a document belongs to, from proposal to correction, with its day for comments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, select

from app.domain.coverage import Receipt
from app.domain.ids import DocumentId
from app.domain.references import Family
from app.domain.time import PointInTime
from app.queries.coverage import coverage_block
from app.queries.documents import document
from app.queries.keys import keys_of, resolutions
from app.queries.reader import Reader
from app.queries.readings import NOTHING, Readings, known_at, readings_of
from app.queries.said import merged_dates
from app.store.derived_rows import ActionRow, MatterRow
from app.store.facts import decode_facts
from app.store.schema import DocumentRow, ShowingRow, VersionRow

_BATCH = 400
_MOST_PAPERS = 200
# What one paper does to another, as the verb of its action says it.
_DONE_TO = ("correct", "delay", "extend", "suspend", "withdraw", "rescind", "reinstate")
_PLACES = (Family.CFR.value, Family.ECCN.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfThread:
    """A day that one paper of a thread gives, with its words in a version; null where metadata
    alone states it."""

    document: str
    version: str
    on: date
    quote: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneTo:
    """What a paper does to another that is held: `verb` is a word of `action:`."""

    verb: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOfThread:
    """One paper of a matter; `by` are the keys it shares with others of it, none where it came in
    by what it does to one of them."""

    document: str
    version: str
    title: str | None
    kind: str
    type: str | None
    published_on: date | None
    by: tuple[str, ...]
    done_to: tuple[DoneTo, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadView:
    """A matter from its proposal to its last correction, oldest first.

    `comments_close` is the day in force: that of the last paper to give one. Its history, the
    same day included, is in the order of the papers.
    """

    id: str
    keys: tuple[str, ...]
    papers: tuple[PaperOfThread, ...]
    comments_close: DayOfThread | None
    comments_close_history: tuple[DayOfThread, ...]
    as_of: date | None
    as_known: datetime
    coverage: Receipt


def thread(reader: Reader, id_: DocumentId, point: PointInTime) -> ThreadView:
    """The papers of a document's matter: by RIN and docket, and by what they are done to.

    A correction or an extension need not repeat the RIN: it comes in by the paper it speaks of.
    What was published after `as_of` is left out; the document itself and undated papers stay.
    """
    at = point.as_known or reader.now
    document(reader, id_, point)
    matter = _Matter(reader.connection, at)
    papers = matter.papers(id_)
    rows = [
        row
        for row in _shown(reader.connection, list(papers), at)
        if row["document"] == id_ or point.holds(row["published_on"])
    ]
    readings = readings_of(reader.connection, [row["version_pk"] for row in rows])
    ordered = [
        (row, readings.get(row["version_pk"], NOTHING).known_at(at))
        for row in sorted(rows, key=lambda row: (row["published_on"] or date.max, row["document"]))
    ]
    history = tuple(day for row, read in ordered for day in _comment_days(row, read))
    return ThreadView(
        id=id_,
        keys=tuple(sorted({key for by in papers.values() for key in by})),
        papers=tuple(
            _paper(row, read, papers[row["document"]], matter.done_to(row["document"]))
            for row, read in ordered
        ),
        comments_close=_in_force(history),
        comments_close_history=history,
        as_of=point.as_of,
        as_known=at,
        coverage=coverage_block(reader, point),
    )


class _Matter:
    """The ways from one paper to the others of its matter, as known at an instant."""

    def __init__(self, connection: Connection, at: datetime) -> None:
        self._connection = connection
        self._at = at

    def papers(self, id_: str) -> dict[str, list[str]]:
        """The documents of a matter, each with the keys it shares with others of it.

        From one paper on until nothing new comes in; a docket or RIN that names more papers than
        a matter has is none.
        """
        found: dict[str, list[str]] = {id_: []}
        waiting = [id_]
        while waiting and len(found) < _MOST_PAPERS:
            one = waiting.pop(0)
            beside = [(done.document, "") for done in self.done_to(one)]
            beside += [(other, "") for other in self._doing(one)]
            beside += list(self._sharing(one))
            for other, key in beside:
                if other not in found:
                    found[other] = []
                    waiting.append(other)
                if key and key not in found[other]:
                    found[other].append(key)
        return found

    def done_to(self, id_: str) -> tuple[DoneTo, ...]:
        """The held papers that a paper does something to."""
        asked = (
            select(ActionRow.verb, ActionRow.target)
            .join(ShowingRow, ShowingRow.version_pk == ActionRow.version_pk)
            .join(DocumentRow, DocumentRow.pk == ShowingRow.document_pk)
            .where(DocumentRow.id == id_, ActionRow.verb.in_(_DONE_TO))
            .where(ActionRow.target.is_not(None))
            .where(*known_at(ActionRow, self._at), *known_at(ShowingRow, self._at))
            .order_by(ActionRow.pk)
        )
        rows = [(row.verb, row.target) for row in self._connection.execute(asked)]
        rows = [(verb, key) for verb, key in rows if key.partition(":")[0] not in _PLACES]
        resolved = resolutions(self._connection, [key for _, key in rows], self._at)
        named = [(verb, resolved[key].document) for verb, key in rows]
        return tuple(
            DoneTo(verb=verb, document=other)
            for verb, other in named
            if other is not None and other != id_
        )

    def _doing(self, id_: str) -> Iterator[str]:
        """The papers that do something to a paper."""
        keys = keys_of(self._connection, id_, self._at)
        asked = (
            select(DocumentRow.id)
            .distinct()
            .join(ShowingRow, ShowingRow.document_pk == DocumentRow.pk)
            .join(ActionRow, ActionRow.version_pk == ShowingRow.version_pk)
            .where(ActionRow.target_whole.in_(keys[:_BATCH]), ActionRow.verb.in_(_DONE_TO))
            .where(*known_at(ActionRow, self._at), *known_at(ShowingRow, self._at))
        )
        for other in self._connection.scalars(asked).all():
            if any(one.document == id_ for one in self.done_to(other)):
                yield other

    def _sharing(self, id_: str) -> Iterator[tuple[str, str]]:
        asked = (
            select(MatterRow.key)
            .join(DocumentRow, DocumentRow.pk == MatterRow.document_pk)
            .where(DocumentRow.id == id_, *known_at(MatterRow, self._at))
            .order_by(MatterRow.key)
        )
        for key in self._connection.scalars(asked).all():
            members = self._members(key)
            if len(members) <= _MOST_PAPERS:
                yield from ((member, key) for member in members)

    def _members(self, key: str) -> Sequence[str]:
        asked = (
            select(DocumentRow.id)
            .join(MatterRow, MatterRow.document_pk == DocumentRow.pk)
            .join(ShowingRow, ShowingRow.document_pk == DocumentRow.pk)
            .where(MatterRow.key == key)
            .where(*known_at(MatterRow, self._at), *known_at(ShowingRow, self._at))
            .order_by(DocumentRow.id)
            .limit(_MOST_PAPERS + 1)
        )
        return self._connection.scalars(asked).all()


def _shown(connection: Connection, ids: Sequence[str], at: datetime) -> list[RowMapping]:
    found: list[RowMapping] = []
    for start in range(0, len(ids), _BATCH):
        asked = (
            select(
                DocumentRow.id.label("document"),
                DocumentRow.kind,
                DocumentRow.type,
                ShowingRow.title,
                ShowingRow.published_on,
                ShowingRow.facts,
                ShowingRow.version_pk,
                VersionRow.id.label("version"),
            )
            .join(ShowingRow, ShowingRow.document_pk == DocumentRow.pk)
            .join(VersionRow, VersionRow.pk == ShowingRow.version_pk)
            .where(DocumentRow.id.in_(ids[start : start + _BATCH]), *known_at(ShowingRow, at))
        )
        found += connection.execute(asked).mappings().all()
    return found


def _paper(
    row: RowMapping, read: Readings, by: Sequence[str], done_to: tuple[DoneTo, ...]
) -> PaperOfThread:
    return PaperOfThread(
        document=row["document"],
        version=row["version"],
        title=row["title"],
        kind=row["kind"],
        type=row["type"] or next((one["type"] for one in read.types), None),
        published_on=row["published_on"],
        by=tuple(by),
        done_to=done_to,
    )


def _comment_days(row: RowMapping, read: Readings) -> Iterator[DayOfThread]:
    """The days on which a paper says that comments close."""
    for day in merged_dates(decode_facts(row["facts"]), read.dates):
        if day.role == "comments_close" and day.on is not None:
            yield DayOfThread(
                document=row["document"],
                version=row["version"],
                on=day.on,
                quote=day.quote,
                start=day.start,
                end=day.end,
            )


def _in_force(history: Sequence[DayOfThread]) -> DayOfThread | None:
    """The latest day of the last paper to give one: an extension also names the day it moves."""
    if not history:
        return None
    last = [day for day in history if day.document == history[-1].document]
    return max(last, key=lambda day: day.on)
