"""What the search index is built from: every showing of the documents that changed."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, select

from app.domain.documents import Kind, Standing
from app.domain.instruments import InstrumentFacts, Unsaid
from app.domain.references import Family
from app.domain.time import microseconds
from app.index.schema import IndexedShowing
from app.linking.ranges import members
from app.queries.lanes import RoleDay, lane_of, role_days, told_days
from app.queries.readings import NOTHING, Readings, readings_of
from app.store.facts import decode_facts
from app.store.schema import DocumentRow, ShowingRow, VersionRow

_BATCH = 500  # databases cap the values of one statement


def indexed_showings(connection: Connection, pks: Sequence[int]) -> dict[int, list[IndexedShowing]]:
    """Every showing of these documents, as the index holds them, oldest first.

    What was first read out of a showing's words counts as known with it; where they were read
    anew later, the showing stands twice, with what was known before and after.
    """
    found: dict[int, list[IndexedShowing]] = {}
    for start in range(0, len(pks), _BATCH):
        asked = (
            select(
                ShowingRow.__table__,
                DocumentRow.id.label("document"),
                DocumentRow.source,
                DocumentRow.kind,
                DocumentRow.type,
                DocumentRow.list_key,
                VersionRow.text,
                VersionRow.language,
            )
            .join(DocumentRow, DocumentRow.pk == ShowingRow.document_pk)
            .join(VersionRow, VersionRow.pk == ShowingRow.version_pk)
            .where(ShowingRow.document_pk.in_(pks[start : start + _BATCH]))
            .order_by(ShowingRow.pk)
        )
        rows = connection.execute(asked).mappings().all()
        readings = readings_of(connection, [row["version_pk"] for row in rows])
        for row in rows:
            read = readings.get(row["version_pk"], NOTHING)
            found.setdefault(row["document_pk"], []).extend(_spans(row, read))
    return found


def _spans(row: RowMapping, read: Readings) -> Iterator[IndexedShowing]:
    """The showing, once for each span in which the same was known of its words."""
    if read is NOTHING:
        yield _indexed(row, read, row["recorded_at"], row["superseded_at"])
        return
    shown_at, ended_at = row["recorded_at"], row["superseded_at"]
    first_at = max(shown_at, read.first_made_at or shown_at)
    begins = [at for at in read.instants() if first_at < at and (ended_at is None or at < ended_at)]
    for number, from_at in enumerate([shown_at, *begins]):
        to_at = begins[number] if number < len(begins) else ended_at
        yield _indexed(row, read.known_at(max(from_at, first_at)), from_at, to_at)


def _indexed(
    row: RowMapping, read: Readings, known_from: datetime, known_to: datetime | None
) -> IndexedShowing:
    facts = decode_facts(row["facts"])
    days = _role_days(row, facts, read)
    cited = _cited(read)
    return IndexedShowing(
        showing=row["pk"],
        document=row["document"],
        document_pk=row["document_pk"],
        title=row["title"] or "",
        text=row["text"],
        kind=row["kind"],
        type=row["type"] or next((one["type"] for one in read.types), None),
        standing=row["standing"],
        source=row["source"],
        agencies=_several(facts.agencies),
        rins=_several(facts.rins),
        dockets=_several(facts.dockets),
        cfr=(*_several(facts.cfr), *_touched(read, cited)),
        list_key=row["list_key"],
        language=row["language"],
        countries=tuple(dict.fromkeys((*_several(facts.countries), *_about(read)))),
        eccns=tuple(dict.fromkeys((*_several(facts.eccns), *_of_family("eccn", cited)))),
        actions=_verbs(facts, read),
        cites=cited,
        published_on=row["published_on"],
        # Whoever asks what takes effect on a day means what was put off to that day, too.
        effective_on=_days(facts, read, ("effective", "delayed")),
        comments_close_on=_days(facts, read, ("comments_close",)),
        lane=lane_of(Kind(row["kind"]), Standing(row["standing"])).value,
        placed_on=days[0].on if days else None,
        other_on=tuple(dict.fromkeys(day.on for day in days[1:])),
        shown_from=microseconds(row["recorded_at"]),
        known_from=microseconds(known_from),
        known_to=None if known_to is None else microseconds(known_to),
        position=row["position"],
    )


def _role_days(row: RowMapping, facts: InstrumentFacts, read: Readings) -> tuple[RoleDay, ...]:
    return role_days(
        facts,
        published_on=row["published_on"],
        in_force_from_on=row["in_force_from_on"],
        current_on=row["current_on"],
        told=told_days(read.dates),
    )


def _cited(read: Readings) -> tuple[str, ...]:
    """Every key cited, of a range both ends and what lies between."""
    found: dict[str, None] = {}
    for one in read.citations:
        if one["family"] == Family.COUNTRY.value:
            continue
        found[one["key"]] = None
        if one["through"] is not None:
            found[one["through"]] = None
            found.update(dict.fromkeys(_between(one)))
    return tuple(found)


def _between(one: RowMapping) -> tuple[str, ...]:
    """What lies in a cited range; pages of the gazette are of one paper, which is found itself."""
    return () if one["family"] == Family.FR.value else members(one["key"], one["through"])


def _touched(read: Readings, cited: Sequence[str]) -> tuple[str, ...]:
    """The places of the Code that a text cites, but for the parts inside a range of parts.

    "Parts 730 through 774" is the name of the whole regulations, and touches none of them;
    whoever wants every text that names a part asks with `cites:`.
    """
    ranged = {
        key
        for one in read.citations
        if one["through"] is not None and one["family"] == Family.CFR.value
        for key in _between(one)
        if "." not in key and "(" not in key
    }
    named = {one["key"] for one in read.citations} | {one["through"] for one in read.citations}
    return _of_family("cfr", [key for key in cited if key in named or key not in ranged])


def _of_family(family: str, keys: Sequence[str]) -> tuple[str, ...]:
    opening = f"{family}:"
    return tuple(
        dict.fromkeys(key.removeprefix(opening) for key in keys if key.startswith(opening))
    )


def _days(facts: InstrumentFacts, read: Readings, roles: tuple[str, ...]) -> tuple[date, ...]:
    """The days of these roles that metadata states and those that the words give, each once."""
    stated = () if isinstance(facts.dates, Unsaid) else facts.dates
    told = (one["on_day"] for one in read.dates if one["role"] in roles)
    days = (*(day.on for day in stated if day.role in roles), *(day for day in told if day))
    return tuple(dict.fromkeys(days))


def _verbs(facts: InstrumentFacts, read: Readings) -> tuple[str, ...]:
    told = (one["verb"] for one in read.actions)
    return tuple(dict.fromkeys((*_several(facts.actions), *told)))


def _about(read: Readings) -> tuple[str, ...]:
    """The codes of the countries that the words name."""
    return _of_family("country", [one["key"] for one in read.citations])


def _several(said: tuple[str, ...] | Unsaid) -> tuple[str, ...]:
    return () if isinstance(said, Unsaid) else said
