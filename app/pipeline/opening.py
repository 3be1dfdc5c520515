"""What a capture's bytes say, by the reader of its shape: values alone, nothing written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.coverage import Account
from app.domain.documents import Capture, Issue
from app.domain.ids import DocumentId
from app.domain.lists import ListSnapshot
from app.domain.sources import Reading, Request, Source
from app.errors import FormatError
from app.pipeline.isolated import open_apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Everything one capture says.

    `requests` is what it leads to and `accounts` what it proves of how much there is: both are
    for collecting, and importing has no use for them. Where there is a `problem`, or a record was
    lost, each account has a flaw: nothing is proven by bytes that were not understood whole.
    """

    readings: tuple[Reading, ...] = ()
    issues: tuple[Issue, ...] = ()
    lists: tuple[ListSnapshot, ...] = ()
    requests: tuple[Request, ...] = ()
    accounts: tuple[Account, ...] = ()
    problem: str | None = None

    @property
    def quarantined(self) -> int:
        """How many records were set aside whole."""
        return sum(issue.lost_record for issue in self.issues)


def maker_of(sources: Sequence[Source], shape: str) -> tuple[Source, str] | None:
    """The source whose reader knows a shape, with that reader's name and version."""
    for source in sources:
        if shape in source.readers:
            return source, f"{source.key}.{shape}/{source.version}"
    return None


def open_capture(source: Source, capture: Capture) -> Contents:
    """What a capture says; a reader that fails is named, and what it said before stands."""
    readings: list[Reading] = []
    issues: list[Issue] = []
    lists: list[ListSnapshot] = []
    requests: list[Request] = []
    accounts: list[Account] = []
    problem: str | None = None
    try:
        for said in source.readers[capture.shape](_opened_apart(source, capture)):
            match said:
                case Reading():
                    readings.append(_at_home(said, source, capture))
                case Issue():
                    issues.append(said)
                case ListSnapshot():
                    lists.append(said)
                case Request():
                    requests.append(said)
                case Account():
                    accounts.append(said)
    except FormatError as error:
        problem = str(error)
    except Exception as error:  # noqa: BLE001  # a hostile file must not stop the others
        problem = (
            f"the reader of {capture.shape} failed on this file ({type(error).__name__}: {error}); "
            "its bytes are kept: please report it with the file"
        )
    contents = Contents(
        readings=tuple(readings),
        issues=tuple(issues),
        lists=tuple(lists),
        requests=tuple(requests),
        problem=problem,
    )
    return replace(contents, accounts=_sound(accounts, contents))


def _sound(accounts: Sequence[Account], contents: Contents) -> tuple[Account, ...]:
    lost = contents.quarantined
    flaw = contents.problem
    if flaw is None and lost:
        flaw = f"{lost:,} {'record' if lost == 1 else 'records'} could not be read"
    if flaw is None:
        return tuple(accounts)
    return tuple(replace(one, flaw=one.flaw or flaw) for one in accounts)


def _opened_apart(source: Source, capture: Capture) -> Capture:
    """A capture as its reader takes it: where its bytes may do harm, what a child made of them."""
    opener = source.opened_apart.get(capture.shape)
    if opener is None:
        return capture
    try:
        return replace(capture, body=open_apart(opener, capture.body))
    except FormatError as fault:
        raise FormatError(f"{capture.place}: {fault}") from fault


def _at_home(reading: Reading, reader: Source, capture: Capture) -> Reading:
    """A reading under the source its capture is of.

    A reader names documents after its own publisher; where a person named another source, or the
    sample story tells of an invented gazette, the documents are that one's.
    """
    document = reading.document
    if document.source != reader.key or capture.source == reader.key:
        return reading
    native = document.id.removeprefix(f"{reader.key}/")
    id_ = DocumentId(f"{capture.source}/{native}")
    return replace(reading, document=replace(document, id=id_, source=capture.source))
