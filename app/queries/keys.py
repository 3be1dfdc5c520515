"""Which documents answer to which keys, at the moment of asking."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Select, select

from app.domain.citations import Held, Resolution
from app.domain.references import Family, NumberedReference, Reference
from app.linking.keys import reference_of
from app.linking.resolve import resolve, wanted_keys
from app.queries.readings import known_at
from app.store.derived_rows import KnownAsRow
from app.store.schema import DocumentRow, ShowingRow

_BATCH = 400
_MOST_PAGES = 1_000  # no paper of the Register has more


def resolutions(
    connection: Connection, keys: Iterable[str], at: datetime
) -> Mapping[str, Resolution]:
    """What became of each key: the document it names among those shown at an instant, or why not.

    Nothing of this is kept, so a document that arrives later resolves earlier citations by itself.
    """
    references = {key: reference_of(key) for key in dict.fromkeys(keys)}
    wanted = {key: wanted_keys(one) for key, one in references.items()}
    held = _held(connection, {one for many in wanted.values() for one in many}, at)
    found: dict[str, Resolution] = {}
    for key, reference in references.items():
        holdings: dict[str, Sequence[Held]] = {
            one: held[one.lower()] for one in wanted[key] if one.lower() in held
        }
        if not holdings:
            holdings.update(_around(connection, reference, at))
        found[key] = resolve(reference, holdings)
    return found


def keys_of(connection: Connection, document: str, at: datetime) -> tuple[str, ...]:
    """The keys that a document answers to, each page that it fills included."""
    rows = connection.execute(
        select(KnownAsRow.key, KnownAsRow.first_page, KnownAsRow.last_page)
        .join(DocumentRow, DocumentRow.pk == KnownAsRow.document_pk)
        .where(DocumentRow.id == document, *known_at(KnownAsRow, at))
        .order_by(KnownAsRow.pk)
    )
    found: list[str] = []
    for row in rows:
        if not row.key.startswith("fr:") or "/" in row.key:
            found.append(row.key)
            continue
        last = min(row.last_page, row.first_page + _MOST_PAGES)
        found += [f"{row.key}/{page}" for page in range(row.first_page, last + 1)]
    return tuple(dict.fromkeys(found))


def titles_of(connection: Connection, ids: Iterable[str], at: datetime) -> Mapping[str, str]:
    """The titles under which documents were shown at an instant; those without one are left out."""
    found: dict[str, str] = {}
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), _BATCH):
        asked = (
            select(DocumentRow.id, ShowingRow.title)
            .join(ShowingRow, ShowingRow.document_pk == DocumentRow.pk)
            .where(DocumentRow.id.in_(ordered[start : start + _BATCH]))
            .where(*known_at(ShowingRow, at))
        )
        found.update((row.id, row.title) for row in connection.execute(asked) if row.title)
    return found


def _held(connection: Connection, keys: Iterable[str], at: datetime) -> dict[str, list[Held]]:
    found: dict[str, list[Held]] = {}
    ordered = sorted({key.lower() for key in keys})
    for start in range(0, len(ordered), _BATCH):
        asked = _shown_under(at).where(KnownAsRow.key.in_(ordered[start : start + _BATCH]))
        for row in connection.execute(asked):
            found.setdefault(row.key, []).append(
                Held(document=row.id, first_page=row.first_page, last_page=row.last_page)
            )
    return found


def _around(
    connection: Connection, reference: Reference, at: datetime
) -> dict[str, Sequence[Held]]:
    """The papers of a volume that a page lies within, under the volume's key."""
    if reference.family is not Family.FR or not isinstance(reference, NumberedReference):
        return {}
    volume, _, page = reference.number.partition("/")
    asked = _shown_under(at).where(
        KnownAsRow.key == f"fr:{volume}",
        KnownAsRow.first_page <= int(page),
        KnownAsRow.last_page >= int(page),
    )
    held = [
        Held(document=row.id, first_page=row.first_page, last_page=row.last_page)
        for row in connection.execute(asked)
    ]
    return {f"fr:{volume}": held}


def _shown_under(at: datetime) -> Select[str, str, int, int]:
    """Documents shown at an instant, under the keys they were known to have then."""
    return (
        select(KnownAsRow.key, DocumentRow.id, KnownAsRow.first_page, KnownAsRow.last_page)
        .join(DocumentRow, DocumentRow.pk == KnownAsRow.document_pk)
        .join(ShowingRow, ShowingRow.document_pk == DocumentRow.pk)
        .where(*known_at(KnownAsRow, at))
        .where(*known_at(ShowingRow, at))
    )
