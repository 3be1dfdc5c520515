"""A person decides about a reading; the decision is kept, logged, and stands above every maker."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.clock import Clock
from app.domain.reviews import Decided, Review, ReviewState
from app.errors import NotFoundError, QueryError
from app.pipeline.corrections import corrected_row
from app.pipeline.extract import extract_document
from app.pipeline.reviewed import TABLES
from app.store.engine import Store
from app.store.passages import Passage, Read
from app.store.transaction import Transaction

_PASSAGE: Final = re.compile(r"(?P<version>.+@[0-9a-f]{12})~(?P<start>\d{1,12})-(?P<end>\d{1,12})")
_AROUND: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAsked:
    """What a person says of a thing: `sets` are corrected values by name."""

    subject: str
    state: ReviewState
    note: str
    made_by: str
    reading: str = ""
    sets: Mapping[str, str] = field(default_factory=dict)


def review(store: Store, clock: Clock, asked: ReviewAsked) -> Review:
    """Keep a decision about a passage's readings or a document's type, and read anew under it."""
    if not asked.note.strip():
        raise QueryError("a decision needs a note that others can read", name="note")
    if asked.reading and asked.reading not in TABLES:
        raise QueryError(
            f"no reading {asked.reading!r}; readings are {', '.join(TABLES)}", name="reading"
        )
    if asked.sets and asked.state is not ReviewState.CORRECTED:
        raise QueryError("values go with --state corrected", name="set")
    decided, document_pk = store.transact(lambda tx: _decide(tx, asked), clock)
    extract_document(store, clock, document_pk)
    return decided


def _decide(transaction: Transaction, asked: ReviewAsked) -> tuple[Review, int]:
    address = _PASSAGE.fullmatch(asked.subject)
    if address is None:
        decided, document_pk = _of_type(transaction, asked)
    else:
        decided, document_pk = _of_passage(transaction, asked, address)
    transaction.review(decided, document_pk=document_pk)
    transaction.log(
        Decided(
            made_by=decided.made_by,
            action=f"review {decided.state.value}",
            subject=decided.subject,
            detail={
                "reading": decided.reading,
                "note": decided.note,
                **{f"set {name}": value for name, value in asked.sets.items()},
            },
        )
    )
    return decided, document_pk


def _of_type(transaction: Transaction, asked: ReviewAsked) -> tuple[Review, int]:
    document_pk = transaction.passages.document_pk(asked.subject)
    if document_pk is None:
        raise NotFoundError(
            f"{asked.subject!r} is neither a passage nor a document held here; "
            "`onrecord show ID --json` gives the addresses of a document's readings"
        )
    if asked.reading != "type":
        raise QueryError(
            "of a whole document only its type can be reviewed: say --reading type; for a "
            "citation, a day or an action give the address of its passage",
            name="reading",
        )
    standing = transaction.passages.types(document_pk)
    return _review(asked, "type", standing), document_pk


def _of_passage(
    transaction: Transaction, asked: ReviewAsked, address: re.Match[str]
) -> tuple[Review, int]:
    passage = transaction.passages.find(
        address["version"], int(address["start"]), int(address["end"])
    )
    if passage is None:
        raise NotFoundError(
            f"no version {address['version']!r} with such a passage is held here; "
            "`onrecord show ID --json` gives the addresses of a document's readings"
        )
    if not passage.rows and asked.state in (ReviewState.WRONG, ReviewState.CONFIRMED):
        at = ", ".join(f"{address['version']}~{start}-{end}" for start, end in passage.near)
        raise QueryError(
            f"nothing was read at exactly {passage.quote!r}"
            + (f"; near it at {at}" if at else "; `onrecord show ID` lists what was read"),
            name="id",
        )
    if asked.state is ReviewState.OPEN and asked.reading:
        _check_open(transaction, asked, passage)
    reading = asked.reading or _only(passage, asked)
    decided = _review(asked, reading, passage.rows.get(reading, ()), passage)
    return decided, passage.document_pk


def _check_open(transaction: Transaction, asked: ReviewAsked, passage: Passage) -> None:
    """One decision about all readings of a passage is taken back whole, or it would stand on."""
    standing = transaction.reviews.standing().get(passage.document_pk, ())
    if any(one.subject == asked.subject and not one.reading for one in standing):
        raise QueryError(
            "what was decided there is about all its readings at once; leave --reading out",
            name="reading",
        )


def _only(passage: Passage, asked: ReviewAsked) -> str:
    """The one kind of reading that a passage has; all of them may be wrong or opened together."""
    if asked.state is ReviewState.OPEN:
        return ""
    if len(passage.rows) == 1:
        return next(iter(passage.rows))
    if asked.state is ReviewState.WRONG:
        return ""
    told = " and ".join(passage.rows) or "nothing"
    raise QueryError(
        f"{told} was read at this passage; say which is meant with --reading", name="reading"
    )


def _review(
    asked: ReviewAsked,
    reading: str,
    standing: Sequence[Read],
    passage: Passage | None = None,
) -> Review:
    rows: list[dict[str, str | int | None]] = []
    if asked.state is ReviewState.CORRECTED:
        rows = [corrected_row(reading, asked.sets, standing[0] if standing else None)]
    if asked.state is ReviewState.CONFIRMED:
        rows = [corrected_row(reading, {}, row) for row in standing]
        if not rows:
            raise QueryError(f"no {reading} was read there that could be confirmed", name="state")
    return Review(
        subject=asked.subject,
        state=asked.state,
        note=asked.note.strip(),
        made_by=asked.made_by,
        reading=reading,
        quote="" if passage is None else passage.quote,
        before="" if passage is None else passage.before(_AROUND),
        after="" if passage is None else passage.after(_AROUND),
        rows=tuple(rows),
    )
