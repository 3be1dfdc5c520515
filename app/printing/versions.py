"""A version in words a reader can choose by: the day it was current, else when it came."""

from dataclasses import dataclass

from app.printing.days import day_words, instant_words
from app.queries.document_views import DocumentView


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionChoice:
    """A version that a reader can choose, by its digest."""

    digest: str
    words: str


def short_digest(version: str) -> str:
    """The part of a version's id that names its words."""
    return version.rpartition("@")[2]


def version_choices(document: DocumentView) -> tuple[VersionChoice, ...]:
    """Every version of a document, oldest first."""
    return tuple(
        VersionChoice(digest=short_digest(one.id), words=version_words(document, one.id))
        for one in document.versions
    )


def version_words(document: DocumentView, version: str) -> str:
    """Such as `current on 25 Mar 2026 (0f3c…)`, or `received 3 Apr 2026 10:00 UTC (0f3c…)`.

    Of words that were shown more than once, as an edit taken back again, the last time counts.
    """
    days = [one.current_on for one in document.showings if one.version == version]
    for day in reversed(days):
        if day is not None:
            return f"current on {day_words(day)} ({short_digest(version)})"
    came = [one.recorded_at for one in document.versions if one.id == version]
    when = f"received {instant_words(came[0])} " if came else ""
    return f"{when}({short_digest(version)})"
