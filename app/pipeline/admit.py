"""Files a person hands over to captures: what each is, whose, and whether it is held already."""

import difflib
import re
from collections.abc import Mapping as Row
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from app.domain.documents import Capture, Custody, Standing
from app.domain.ids import (
    LOCAL,
    CaptureId,
    Digest,
    DocumentId,
    SourceKey,
    capture_id,
    digest_of,
    digested_id,
    document_id,
)
from app.domain.sources import Source
from app.errors import NotFoundError, QueryError
from app.formats.mapping import Mapping
from app.store.transaction import Transaction

_KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
WHOLE_TEXTS = frozenset({"text", "article", "pdf"})


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """What a person says of the files handed over."""

    source: SourceKey | None = None
    mapping: Mapping | None = None
    mapping_text: str | None = None
    id: str | None = None
    published_on: date | None = None
    as_of: date | None = None
    about: DocumentId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedFile:
    """One file, or one member of an archive: `place` is its absolute path, member included."""

    place: str
    name: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What a file is: the shape that reads it, whose it is, and with what standing it speaks."""

    source: SourceKey
    shape: str
    standing: Standing
    custody: Custody


class Claims(TypedDict):
    """What is said of a file: where all of it is as last time, the file is the same."""

    digest: Digest
    source: SourceKey
    shape: str
    custody: Custody
    standing: Standing
    about: DocumentId | None
    published_on: date | None
    claims_current_on: date | None
    mapping: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """A capture's row; `held` gives the earlier reading's counts where the bytes are the same."""

    capture_pk: int
    same_records: int | None = None
    same_quarantined: int = 0
    problem: str | None = None


def recognise(sources: Sequence[Source], file: HandedFile, said: HandOver) -> Recognised | None:
    """What a file is, by its content; `None` where it is no kind we know."""
    if said.mapping is not None and said.mapping.covers(file.place):
        return Recognised(
            source=said.source or said.mapping.source or LOCAL,
            shape="records",
            standing=said.mapping.standing,
            custody=Custody.VOUCHED,
        )
    named = next((source for source in sources if source.key == said.source), None)
    asked = [named] if named is not None else []
    asked += [source for source in sources if source not in asked]
    for source in asked:
        shape = source.recognise(file.body, file.name) if source.recognise else None
        if shape is None:
            continue
        if said.source is None:
            return Recognised(
                source=source.key,
                shape=shape,
                standing=Standing.REPORT,
                custody=Custody.HANDED_OVER,
            )
        return Recognised(
            source=said.source,
            shape=shape,
            standing=named.standing if named is not None else Standing.REPORT,
            custody=Custody.VOUCHED,
        )
    return None


def new_source(sources: Sequence[Source], known: set[SourceKey], key: SourceKey) -> Source | None:
    """The source to write down for a key a person names, or `None` where it is known.

    A key that looks like a slip of a known one is an error with that one as the suggestion.
    """
    if key in known or any(source.key == key for source in sources):
        return None
    near = difflib.get_close_matches(key, sorted(known), n=1, cutoff=0.75)
    if near or not _KEY.fullmatch(key):
        hint = f"did you mean {near[0]!r}?" if near else "write it like news-acme"
        raise QueryError(f"no source {key!r} is known; {hint}", name="source", position=0)
    return Source(
        key=key,
        title=key,
        jurisdiction="unknown",
        standing=Standing.REPORT,
        readers={},
    )


def admit(transaction: Transaction, file: HandedFile, what: Recognised, said: HandOver) -> Admitted:
    """Keep a file's bytes, unless they are the last ones from its place, said to be the same.

    What a person said of them before and does not say now still stands.
    """
    digest = digest_of(file.body)
    last = transaction.captures.last_from(file.place)
    about = _about(transaction, file, what, said)
    claims = Claims(
        digest=digest,
        source=what.source,
        shape=what.shape,
        custody=what.custody,
        standing=what.standing,
        about=about,
        published_on=said.published_on or _said_before(last, about),
        claims_current_on=said.as_of,
        mapping=said.mapping_text if what.shape == "records" else None,
    )
    if last is not None and _is_told_again(last, claims, said):
        if last["read_by"] is None:
            return Admitted(capture_pk=last["pk"])
        return Admitted(
            capture_pk=last["pk"],
            same_records=last["records"] - last["quarantined"],
            same_quarantined=last["quarantined"],
            problem=last["problem"],
        )
    return Admitted(capture_pk=transaction.captures.add(_capture(transaction, file, claims)))


def _said_before(last: Row[Any, Any] | None, about: DocumentId | None) -> date | None:
    """The day that a person gave for an earlier version of the same text at the same place."""
    if last is None or about is None or last["about"] != about:
        return None
    given: date | None = last["published_on"]
    return given


def _is_told_again(last: Row[Any, Any], claims: Claims, said: HandOver) -> bool:
    said_now = {"digest", "shape", "mapping"}
    if said.source is not None or said.mapping is not None:
        said_now |= {"source", "custody", "standing"}
    if said.id is not None or said.about is not None:
        said_now.add("about")
    if said.published_on is not None:
        said_now.add("published_on")
    if said.as_of is not None:
        said_now.add("claims_current_on")
    return all(last[name] == value for name, value in claims.items() if name in said_now)


def _capture(transaction: Transaction, file: HandedFile, claims: Claims) -> Capture:
    return Capture(
        id=_free_id(transaction, file, claims),
        place=file.place,
        captured_at=transaction.opened_at,
        body=file.body,
        **claims,
    )


def _free_id(transaction: Transaction, file: HandedFile, claims: Claims) -> CaptureId:
    """Where a clock stands still, the same bytes may come twice in one instant, said otherwise."""
    at, place = transaction.opened_at, file.place
    id_ = capture_id(claims["source"], at, place, claims["digest"])
    while transaction.captures.has(id_):
        place += "\x1f"
        id_ = capture_id(claims["source"], at, place, claims["digest"])
    return id_


def _about(
    transaction: Transaction, file: HandedFile, what: Recognised, said: HandOver
) -> DocumentId | None:
    """The document that a text with no identity of its own is a version of.

    Its path names it, or the id that a person gave for its path; but a copy of bytes held under
    another path is the same document, as long as this path has none of its own.
    """
    if what.shape not in WHOLE_TEXTS:
        return said.about
    if said.about is not None:
        return _held(transaction, said.about)
    if said.id is not None:
        return _named(transaction, said.id, what.source)
    if what.source != LOCAL:
        return None
    captures = transaction.captures
    last = captures.last_from(file.place)
    if last is not None and last["about"] is not None:
        given = DocumentId(last["about"])
        if not captures.is_told_elsewhere(given, file.place):
            return given
    own = digested_id(LOCAL, file.place)
    if captures.is_about_something(own):
        return own
    held = captures.document_holding(digest_of(file.body), what.shape)
    return held if held is not None and held.startswith(f"{LOCAL}/") else own


def _held(transaction: Transaction, about: DocumentId) -> DocumentId:
    if about not in transaction.documents.held([about]):
        raise NotFoundError(
            f"--about names {about!r}, which is not held here; import that document first, or "
            "name this text with --id"
        )
    return about


def _named(transaction: Transaction, said: str, source: SourceKey) -> DocumentId:
    """The document of an id that a person gave, whole or without its source."""
    key, slash, native = said.partition("/")
    if not slash:
        key, native = source, said
    if not native.strip():
        raise QueryError("--id is blank; give a name such as my-text", name="id", position=0)
    id_ = document_id(SourceKey(key), native)
    if id_ != f"{key}/{native}":
        raise QueryError(
            f"--id {said!r} could not stand in an address; {id_!r} could", name="id", position=0
        )
    known = transaction.sources.keys()
    if key != source and key in known:
        raise QueryError(
            f"--id {said!r} names a document of {key}, and this text is of {source}; say "
            f"--source {key} if {key} published it, or --about if its words belong to it",
            name="id",
            position=0,
        )
    return id_
