"""What is unusual of a round, though nothing failed: too little, too much, or texts that went."""

from collections.abc import Collection

from app.domain.sources import Source, Window
from app.pipeline.looking import Looked
from app.pipeline.schedule import DAY


def alarms_of(
    source: Source, looks: Collection[Looked], *, usual_window: Window | None
) -> tuple[str, ...]:
    """Each a sentence for a person.

    `usual_window` is given where a scheduled round came whole: only then is it a question whether
    as much came as usually does.
    """
    found = (
        None if usual_window is None else _volume(source, looks, usual_window),
        _selectors(source, looks),
    )
    return tuple(one for one in found if one is not None)


def _selectors(source: Source, looks: Collection[Looked]) -> str | None:
    """A page that lost nearly all its text has more likely changed its form than its mind."""
    reworded, shrunk = sum(one.reworded for one in looks), sum(one.shrunk for one in looks)
    if shrunk * 2 <= reworded:
        return None
    return (
        f"{shrunk:,} of {reworded:,} pages of {source.key} that changed lost nine tenths of their "
        "text; open one in a browser and see whether its form moved"
    )


def _volume(source: Source, looks: Collection[Looked], window: Window) -> str | None:
    expected, records = source.expects, sum(one.records for one in looks)
    if expected is None:
        return None
    length, usual = (window.last_on - window.first_on) // DAY, source.looks_back // DAY
    if records < expected.least and length >= usual:
        said = f"at least {expected.least:,}"
    elif records > expected.most and length <= usual + 1:
        said = f"at most {expected.most:,}"
    else:
        return None
    return (
        f"{source.key} brought {records:,} records, and {said} are usual; see whether its form "
        "moved"
    )
