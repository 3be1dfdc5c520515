"""What was asked of a publisher, read off the address of the answer."""

from collections.abc import Callable, Iterator
from datetime import date
from urllib.parse import parse_qsl, urlsplit

from app.domain.coverage import Account
from app.domain.documents import Capture, Issue
from app.domain.lists import ListSnapshot
from app.domain.sources import Reader, Reading, Request

Said = Reading | Request | Issue | ListSnapshot | Account
Parameters = tuple[tuple[str, str], ...]


def asked(capture: Capture) -> Parameters:
    """The parameters of the address that a capture came from, in their order."""
    address = capture.url or capture.place
    return tuple(parse_qsl(urlsplit(address).query, keep_blank_values=True))


def first(parameters: Parameters, name: str) -> str | None:
    """The first value of a parameter, or `None` where it was not asked with."""
    return next((value for key, value in parameters if key == name), None)


def replaced(parameters: Parameters, **changed: str) -> Parameters:
    """The same parameters in the same order, some with other values; new ones come last."""
    kept = tuple((key, changed.get(key, value)) for key, value in parameters)
    met = {key for key, _ in parameters}
    return (*kept, *((key, value) for key, value in changed.items() if key not in met))


def without_query(capture: Capture) -> str:
    """The address that a capture came from, its parameters left out."""
    return (capture.url or capture.place).partition("?")[0]


def day_or_none(written: str | None) -> date | None:
    """A day written `YYYY-MM-DD`, or `None` for anything else."""
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        return None


def of_now(reader: Callable[[Capture], Iterator[Said]]) -> Reader:
    """The same reader, with the account of how matters stand now behind what it says."""

    def read(capture: Capture) -> Iterator[Said]:
        yield from standing_now(reader(capture), capture)

    return read


def standing_now(said: Iterator[Said], capture: Capture) -> Iterator[Said]:
    """All that a reader says of a list or page, and the account of how it stands now.

    Its records are the documents read; where one was lost, or the list's own snapshot has a flaw,
    the account has it too.
    """
    records: list[str] = []
    lost = 0
    flaw: str | None = None
    for one in said:
        match one:
            case Reading():
                records.append(one.document.id)
            case Issue():
                lost += one.lost_record
            case ListSnapshot():
                flaw = flaw or one.flaw
        yield one
    if lost:
        flaw = flaw or f"{lost:,} of its {lost + len(records):,} records could not be read"
    yield Account(
        question=capture.url or capture.place,
        records=tuple((record, None) for record in dict.fromkeys(records)),
        flaw=flaw,
    )
