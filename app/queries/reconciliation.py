"""One list as its channels tell it: notice, codified text, consolidated file, publisher's own.

A party that one channel names and another does not is a lag with its age, never a removal: it rests
on two whole files that are on no hold, each with its day.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import RowMapping, select

from app.comparison.parties import Channel, Named
from app.domain.time import PointInTime
from app.errors import QueryError
from app.queries.coverage import coverage_block
from app.queries.keys import resolutions
from app.queries.list_parties import Party, party_of
from app.queries.list_rows import entries_on
from app.queries.list_snapshots import is_by, is_good, rank, snapshot_view, snapshots
from app.queries.lists import unknown_list
from app.queries.reader import Reader
from app.queries.reconciliation_notices import NOTICES, noticed_parties
from app.queries.reconciliation_views import (
    ChannelView,
    GapView,
    LagView,
    ReconciliationView,
)
from app.queries.told_parties import Told
from app.store.schema import DocumentRow, ListRowRow, ListSnapshotRow, SourceRow
from app.vocabulary.lists import list_titles

_MOST = 500
# A number that the publisher gave, and that a consolidated copy repeats: `sdn/36`, `cons/9647`.
_NUMBERED: Final = re.compile(r"/(?:sdn|cons|ssi|mbs|cmic|cap|fse|plc)/(\d+)$")
_ROLES: Final = {"us-ecfr": "codified", "us-csl": "consolidated"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    view: ChannelView
    told: tuple[Told, ...]
    on: date | None
    still: frozenset[str] | None = None


def reconciliation(
    reader: Reader, key: str, point: PointInTime, *, limit: int = 200
) -> ReconciliationView:
    """Which parties one channel of a list names and another does not, and for how long."""
    if not 1 <= limit <= _MOST:
        raise QueryError(f"limit {limit} is not between 1 and {_MOST}", name="limit", position=0)
    held = snapshots(reader, key, point)
    if not held:
        raise unknown_list(reader, key, point)
    sides = _sides(reader, held, point)
    notices = noticed_parties(reader, key, point)
    if notices is not None:
        sides = [_notice_side(notices), *sides]
    lags: list[LagView] = []
    gaps: list[GapView] = []
    indexes = {one.view.channel: Channel(each.named for each in one.told) for one in sides}
    for one in sides:
        for other in sides:
            if one is other or other.view.role == "notice":
                continue
            lag, found = _held_against(one, other, indexes[other.view.channel])
            lags.append(lag)
            gaps += found
    gaps.sort(key=lambda gap: (-(gap.age_days or -1), gap.named_in, gap.name))
    shown = tuple(gaps[:limit])
    return ReconciliationView(
        list=key,
        title=list_titles().get(key, key),
        note=_note(sides),
        channels=tuple(one.view for one in sides),
        lags=tuple(lags),
        gaps=_with_documents(reader, shown, point),
        total=len(gaps),
        truncated=len(shown) < len(gaps),
        as_of=point.as_of,
        as_known=point.as_known or reader.now,
        coverage=coverage_block(reader, point),
    )


def _sides(reader: Reader, held: Sequence[RowMapping], point: PointInTime) -> list[_Side]:
    """Each source's good file, all of them of about one day: the oldest of their newest days."""
    by_source: dict[str, list[RowMapping]] = {}
    for row in held:
        if is_good(row) and is_by(row, point.as_of) and row["entries"]:
            by_source.setdefault(row["source"], []).append(row)
    newest = {source: max(rows, key=rank) for source, rows in by_source.items()}
    days = [row["current_on"] for row in newest.values() if row["current_on"] is not None]
    by = min(days) if len(days) == len(newest) and days else None
    titles = {
        row.key: row.title
        for row in reader.connection.execute(select(SourceRow.key, SourceRow.title))
    }
    return [
        _side(reader, (_by(rows, by, newest[source]), newest[source]), titles, point)
        for source, rows in sorted(by_source.items())
    ]


def _by(rows: Sequence[RowMapping], on: date | None, newest: RowMapping) -> RowMapping:
    return max((row for row in rows if is_by(row, on)), key=rank, default=newest)


def _side(
    reader: Reader,
    files: tuple[RowMapping, RowMapping],
    titles: Mapping[str, str],
    point: PointInTime,
) -> _Side:
    """The file that is compared; where a newer one is held, also who is still on that."""
    snapshot, newest = files
    first_seen = _first_seen(reader, snapshot)
    parties = [party_of(entry) for entry in entries_on(reader, snapshot, point).values()]
    told = tuple(_told(one, first_seen) for one in parties)
    source = snapshot["source"]
    return _Side(
        view=ChannelView(
            channel=source,
            role=_ROLES.get(source, "publisher"),
            title=titles.get(source, source),
            snapshot=snapshot_view(snapshot),
            parties=len(told),
            note=None,
        ),
        told=told,
        on=snapshot["current_on"] or snapshot["recorded_at"].date(),
        still=None if newest is snapshot else frozenset(entries_on(reader, newest, point)),
    )


def _first_seen(reader: Reader, snapshot: RowMapping) -> dict[str, date | None]:
    """The day of the first file of the series that had each row, in any words."""
    rows = reader.connection.execute(
        select(DocumentRow.id, ListSnapshotRow.current_on)
        .join(ListRowRow, ListRowRow.document_pk == DocumentRow.pk)
        .join(ListSnapshotRow, ListSnapshotRow.pk == ListRowRow.first_pk)
        .where(ListRowRow.series == snapshot["series"])
    )
    found: dict[str, date | None] = {}
    for row in rows:
        if row.current_on is not None:
            before = found.get(row.id)
            found[row.id] = min(before, row.current_on) if before else row.current_on
    return found


def _told(party: Party, first_seen: Mapping[str, date | None]) -> Told:
    dated = [one for one in party.notices if one.on is not None]
    # The first notice speaks of when the party came; later ones amended its row.
    first = min(dated, key=lambda one: one.on or date.max, default=None)
    cited = first or min(party.notices, key=lambda one: (one.volume, one.page), default=None)
    seen_on = first_seen.get(party.entry)
    since, since_on = "first file that had it", seen_on
    if first is not None:
        since, since_on = "notice", first.on
    elif cited is not None and (seen_on is None or date(cited.year, 12, 31) < seen_on):
        since, since_on = "last day of the notice's volume", date(cited.year, 12, 31)
    numbered = _NUMBERED.search(party.entry)
    return Told(
        named=Named(
            id=party.entry,
            number=numbered.group(1) if numbered else None,
            name=party.name,
            aliases=party.aliases,
            countries=party.countries,
        ),
        notice=None if cited is None else str(cited),
        since=since,
        since_on=since_on,
    )


def _notice_side(notices: Sequence[Told]) -> _Side:
    return _Side(
        view=ChannelView(
            channel=NOTICES,
            role="notice",
            title="Federal Register notices that amend the list",
            snapshot=None,
            parties=len(notices),
            note="rows printed in rules of the last 180 days whose full text is held",
        ),
        told=tuple(notices),
        on=None,
    )


def _held_against(one: _Side, other: _Side, index: Channel) -> tuple[LagView, list[GapView]]:
    by_id = {told.named.id: told for told in one.told}
    missing = index.lacks([told.named for told in one.told])
    gaps: list[GapView] = []
    undecided = 0
    for named in missing:
        told = by_id[named.id]
        is_newer = told.since_on is not None and other.on is not None and told.since_on > other.on
        is_off = one.still is not None and named.id not in one.still
        if is_newer or is_off:
            undecided += 1
            continue
        gaps.append(_gap(told, one, other))
    ages = [gap.age_days for gap in gaps if gap.age_days is not None]
    lag = LagView(
        named_in=one.view.channel,
        missing_in=other.view.channel,
        parties=len(one.told),
        missing=len(gaps),
        undecided=undecided,
        oldest_days=max(ages, default=None),
    )
    return lag, gaps


def _gap(told: Told, one: _Side, other: _Side) -> GapView:
    age = None
    if told.since_on is not None and other.on is not None:
        age = (other.on - told.since_on).days
    return GapView(
        party=told.named.id,
        name=told.named.name,
        countries=told.named.countries,
        named_in=one.view.channel,
        missing_in=other.view.channel,
        notice=told.notice,
        notice_document=told.notice if one.view.role == "notice" else None,
        since=told.since,
        since_on=told.since_on,
        as_at=other.on,
        age_days=age,
    )


def _with_documents(
    reader: Reader, gaps: Sequence[GapView], point: PointInTime
) -> tuple[GapView, ...]:
    """Each gap with the notice it names, where that is held."""
    keys = {
        gap.notice: f"fr:{gap.notice.replace(' FR ', '/')}"
        for gap in gaps
        if gap.notice and " FR " in gap.notice
    }
    found = resolutions(reader.connection, keys.values(), point.as_known or reader.now)
    return tuple(
        replace(gap, notice_document=found[keys[gap.notice]].document)
        if gap.notice in keys
        else gap
        for gap in gaps
    )


def _note(sides: Sequence[_Side]) -> str | None:
    if len(sides) > 1:
        return None
    one = sides[0].view.title if sides else "no whole file that is on no hold"
    return f"nothing to hold it against: the list is held from {one} alone"
