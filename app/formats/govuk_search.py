"""An answer of GOV.UK's search as a page of a listing: what it names, and how much there is."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.coverage import Account
from app.domain.documents import Capture
from app.errors import FormatError
from app.formats.asked import asked, day_or_none, first
from app.formats.govuk_content import moment, path_of
from app.formats.records import Record

TIMES = "filter_public_timestamp"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPage:
    """A page that a search names: its path, `None` on another site, and its day in London."""

    address: str
    path: str | None
    on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """One page of an answer: `following` is the place of the next one, `None` after the last."""

    account: Account
    named: tuple[NamedPage, ...]
    following: int | None


def search_page(answer: Record, capture: Capture) -> SearchPage:
    """What an answer to a question about a window of days proves of it.

    An answer without results or a total is no answer, however it calls itself.
    """
    total = answer.whole_or_none("total")
    if "results" not in answer or total is None:
        raise FormatError(
            f"error body: {capture.place} has no results or no total; see what the search says"
        )
    parameters = asked(capture)
    start = int(first(parameters, "start") or 0)
    named = tuple(_named(result) for result in answer.records("results"))
    reached = start + len(named)
    said = answer.whole_or_none("start")
    flaw = None
    if said is not None and said != start:
        flaw = f"asked for results from {start:,} on, and told of those from {said:,}"
    elif not named and reached < total:
        flaw = f"an empty page at {start:,} of {total:,} results"
    first_on, last_on = _window(first(parameters, TIMES) or "")
    account = Account(
        question="&".join(f"{key}={value}" for key, value in parameters if key != "start"),
        first_on=first_on,
        last_on=last_on,
        records=tuple((one.path or one.address, one.on) for one in named),
        stated=total,
        more=reached < total and flaw is None,
        flaw=flaw,
    )
    return SearchPage(account=account, named=named, following=reached if account.more else None)


def _named(result: Record) -> NamedPage:
    # A result that cannot be read is one of the publisher's all the same.
    try:
        address = result.text_or_none("link") or result.text_or_none("url") or ""
        said = moment(result, "public_timestamp")
    except FormatError:
        return NamedPage(address=result.where, path=None, on=None)
    return NamedPage(
        address=address or result.where, path=path_of(address), on=said.on if said else None
    )


def times_of(first_on: date, last_on: date) -> str:
    """The search's filter for some days in London.

    Its days are those of UTC, which in summer begin an hour after London's: so it is asked from
    the day before.
    """
    return f"from:{first_on - _DAY},to:{last_on}"


def _window(written: str) -> tuple[date | None, date | None]:
    bounds = dict(part.split(":", 1) for part in written.split(",") if ":" in part)
    asked_from = day_or_none(bounds.get("from"))
    return asked_from + _DAY if asked_from else None, day_or_none(bounds.get("to"))
