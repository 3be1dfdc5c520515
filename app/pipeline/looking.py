"""One look: a request, its answer kept and read at once, and what that leads to and proves."""

from dataclasses import dataclass, replace
from datetime import datetime

from app.clock import Clock
from app.domain.coverage import Account
from app.domain.documents import Capture, Custody
from app.domain.ids import CaptureId, capture_id, digest_of
from app.domain.sources import Request, Source
from app.fetching.answers import (
    Answer,
    Failure,
    Fetch,
    Manner,
    Outcome,
    Unchanged,
    Validators,
)
from app.fetching.judging import address_of
from app.pipeline.opening import maker_of, open_capture
from app.pipeline.read import Opening, ReadingSum, read_capture, reopen
from app.store.captures import Captures, Collected
from app.store.collecting import Look, LookOutcome
from app.store.engine import Store
from app.store.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Eye:
    """What looking needs: a store, the way outward, a clock, and who opens large bodies."""

    store: Store
    fetcher: Fetch
    clock: Clock
    body_limit: int
    opening: Opening = open_capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What one look came to.

    `problem` says why it proves nothing: no answer came, or none that could be read. A failure
    is `lasting` where asking again will not help. `doubt` is what a person should see, and why
    the answer proves nothing though it was read. `said_at` is the publisher's own clock.
    """

    url: str
    at: datetime
    outcome: LookOutcome
    capture: CaptureId | None = None
    requests: tuple[Request, ...] = ()
    accounts: tuple[Account, ...] = ()
    holds_lists: bool = False
    records: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    reworded: int = 0
    shrunk: int = 0
    problem: str | None = None
    doubt: str | None = None
    lasting: bool = False
    retry_at: datetime | None = None
    said_at: datetime | None = None


def look(eye: Eye, source: Source, round_pk: int, request: Request) -> Looked:
    """Ask once; the answer is kept with the look in one transaction, then read in its own."""
    with eye.store.reader() as connection:
        last = Captures(connection).last_collected(address_of(request), request, source=source.key)
    if request.lasting and last is not None and last.problem is None and last.is_whole:
        return _held(eye, source, request, last)
    said = _refused(
        eye.fetcher.fetch(request, _validators(last), manner=Manner.of(source)),
        source=source,
        body_limit=eye.body_limit,
        is_held=last is not None,
    )
    if isinstance(said, Failure):
        return _failed(eye, round_pk, request, said)
    doubt = _cut(said)
    if last is not None and (isinstance(said, Unchanged) or digest_of(said.body) == last.digest):
        looked = _unchanged(eye, source, round_pk, request, last, doubt=doubt)
    else:
        assert isinstance(said, Answer), "what is unchanged is held"
        looked = _captured(eye, source, round_pk, request, said)
    return replace(_doubted(looked, doubt), said_at=said.said_at)


def _refused(said: Outcome, *, source: Source, body_limit: int, is_held: bool) -> Outcome:
    """An answer, unless it cannot be kept or speaks of what is not held."""
    if isinstance(said, Answer) and len(said.body) > body_limit * source.body_limits:
        why = (
            f"{said.url} answered with {len(said.body):,} bytes, more than the "
            f"{body_limit * source.body_limits:,} one body of {source.key} may hold; raise "
            "ONRECORD_BODY_LIMIT if it is what was asked for"
        )
        return Failure(url=said.url, why=why, status=said.status)
    if isinstance(said, Unchanged) and not is_held:
        why = (
            f"{said.url} says that nothing changed, and nothing is held of it; it will be asked "
            "again"
        )
        return Failure(url=said.url, why=why, status=304)
    return said


def _cut(said: Answer | Unchanged) -> str | None:
    """Why an answer may not be all of itself; it is read, and proves nothing."""
    if isinstance(said, Unchanged) or said.framed:
        return None
    return (
        f"{said.url} was ended by hanging up, so its end cannot be told from a cut; "
        "it will be asked again"
    )


def read_left(eye: Eye, source: Source) -> None:
    """Read what a process that died had kept and not read, before anything newer comes."""
    with eye.store.reader() as connection:
        left = Captures(connection).unread_of(source.key)
    for pk in left:
        read_capture(eye.store, (source,), eye.clock, pk, opening=eye.opening)


def _validators(last: Collected | None) -> Validators | None:
    """None where the last answer was broken: it has to come whole, changed or not."""
    if last is None or last.problem is not None:
        return None
    if last.etag is None and last.last_modified is None:
        return None
    return Validators(etag=last.etag, last_modified=last.last_modified)


def _failed(eye: Eye, round_pk: int, request: Request, failure: Failure) -> Looked:
    url, at = address_of(request), eye.clock()
    noted = replace(
        _look(request, at, LookOutcome.FAILED), status=failure.status, problem=failure.why
    )
    eye.store.transact(lambda tx: tx.rounds.looked(round_pk, noted), eye.clock)
    return Looked(
        url=url,
        at=at,
        outcome=LookOutcome.FAILED,
        problem=failure.why,
        lasting=failure.permanent,
        retry_at=failure.retry_at,
    )


def _look(request: Request, at: datetime, outcome: LookOutcome) -> Look:
    return Look(
        url=address_of(request),
        accept=request.accept,
        language=request.language,
        looked_at=at,
        outcome=outcome,
    )


def _unchanged(
    eye: Eye,
    source: Source,
    round_pk: int,
    request: Request,
    last: Collected,
    *,
    doubt: str | None,
) -> Looked:
    """The same as last time: it leads on and proves as the bytes did, and nothing is written."""
    noted = _look(request, eye.clock(), LookOutcome.UNCHANGED)
    noted = replace(noted, capture_pk=last.pk, problem=doubt)
    eye.store.transact(lambda tx: tx.rounds.looked(round_pk, noted), eye.clock)
    return _held(eye, source, request, last)


def _held(eye: Eye, source: Source, request: Request, last: Collected) -> Looked:
    """What is held of an address, as its bytes would be read if they came now."""
    at = eye.clock()
    known = maker_of((source,), request.shape)
    if known is None or last.read_by != known[1]:
        read = read_capture(eye.store, (source,), eye.clock, last.pk, opening=eye.opening)
        looked = _looked(eye, request, at, last.id, read)
        return replace(looked, outcome=LookOutcome.UNCHANGED)
    contents = reopen(eye.store, (source,), last.pk, at=at, opening=eye.opening)
    read = ReadingSum(
        same=last.records - contents.quarantined,
        quarantined=contents.quarantined,
        problem=contents.problem,
        contents=contents,
    )
    looked = _looked(eye, request, at, last.id, read)
    return replace(looked, outcome=LookOutcome.UNCHANGED)


def _captured(eye: Eye, source: Source, round_pk: int, request: Request, answer: Answer) -> Looked:
    def keep(transaction: Transaction) -> tuple[int, CaptureId]:
        capture = _capture(transaction, source, request, answer)
        pk = transaction.captures.add(capture)
        noted = _look(request, answer.captured_at, LookOutcome.CAPTURED)
        noted = replace(noted, status=answer.status, capture_pk=pk, problem=_cut(answer))
        transaction.rounds.looked(round_pk, noted)
        return pk, capture.id

    pk, id_ = eye.store.transact(keep, eye.clock)
    read = read_capture(eye.store, (source,), eye.clock, pk, opening=eye.opening)
    return _looked(eye, request, answer.captured_at, id_, read)


def _capture(transaction: Transaction, source: Source, request: Request, answer: Answer) -> Capture:
    url, digest = address_of(request), digest_of(answer.body)
    marked = url
    id_ = capture_id(source.key, answer.captured_at, marked, digest)
    while transaction.captures.has(id_):
        # Where a clock stands still, A, B and A again may all come in one instant.
        marked += "\x1f"
        id_ = capture_id(source.key, answer.captured_at, marked, digest)
    return Capture(
        id=id_,
        source=source.key,
        place=url,
        shape=request.shape,
        captured_at=answer.captured_at,
        digest=digest,
        body=answer.body,
        custody=Custody.COLLECTED,
        standing=source.standing,
        about=request.about,
        url=url,
        status=answer.status,
        media_type=answer.media_type,
        # Of what may be cut short the whole is asked for again, never whether it changed.
        etag=answer.etag if answer.framed else None,
        last_modified=answer.last_modified if answer.framed else None,
    )


def _looked(
    eye: Eye, request: Request, at: datetime, capture: CaptureId, read: ReadingSum
) -> Looked:
    contents = read.contents
    looked = Looked(
        url=address_of(request),
        at=at,
        outcome=LookOutcome.CAPTURED,
        capture=capture,
        requests=contents.requests,
        accounts=contents.accounts,
        holds_lists=bool(contents.lists),
        records=read.records,
        new=read.new,
        changed=read.changed,
        same=read.same,
        reworded=read.reworded,
        shrunk=read.shrunk,
        problem=read.problem,
        lasting=read.problem is not None,
    )
    return _doubted(looked, _emptied(eye, request, read))


def _doubted(looked: Looked, doubt: str | None) -> Looked:
    """An answer that was read, and proves nothing where there is a doubt."""
    if doubt is None:
        return looked
    flawed = tuple(replace(one, flaw=one.flaw or doubt) for one in looked.accounts)
    return replace(looked, accounts=flawed, doubt=looked.doubt or doubt)


def _emptied(eye: Eye, request: Request, read: ReadingSum) -> str | None:
    """What to say of an answer that holds nothing, where the same address used to hold some."""
    if read.records or read.problem is not None:
        return None
    url = address_of(request)
    with eye.store.reader() as connection:
        most = Captures(connection).most_records(url, request.shape)
    if not most:
        return None
    return (
        f"{url} holds nothing any more, and held {most:,} records before; nothing is concluded "
        "from that: open it in a browser and see whether it moved"
    )
