"""What a GOV.UK page is, by its type and title, and what became of one that is gone."""

import re
from typing import Final

from app.domain.documents import Kind
from app.formats.html_text import text_of
from app.formats.records import Record
from app.vocabulary.govuk_types import kind_of_page

STAND_IN: Final = Kind.NOTICE
_NOTICE = re.compile(r"notice to exporters\b|NTE\s*20\d\d/\d", re.IGNORECASE)
_LICENCE = re.compile(
    r"open general (?:export|trade control|transhipment) licen[cs]e", re.IGNORECASE
)


def kind_of(document_type: str, title: str) -> tuple[Kind, str | None, bool]:
    """Kind and type of a page; its title tells the two sorts that have no type of their own."""
    if _NOTICE.match(title):
        return Kind.NOTICE, "notice_to_exporters", True
    if _LICENCE.match(title):
        return Kind.LICENCE, "ogel", True
    known = kind_of_page(document_type)
    return (*known, True) if known is not None else (STAND_IN, None, False)


def what_became_of(item: Record, details: Record | None) -> tuple[str, str]:
    """What the publisher did with a page it no longer shows, and its own words on that."""
    explanation = text_of(details.text_or_none("explanation") or "") if details else ""
    moved = [one.text_or_none("destination") for one in item.records("redirects")]
    elsewhere = details.text_or_none("alternative_path") if details else None
    to = next((one for one in (*moved, elsewhere) if one), None)
    is_moved = to is not None or item.text_or_none("document_type") == "redirect"
    said = "moved this page" if is_moved else "removed it"
    why = f" ({explanation})" if explanation else ""
    return f"{said}{f' to {to}' if to else ''}{why}", explanation


def notice_of(item: Record, details: Record | None) -> Record | None:
    """What the publisher said when it withdrew a page, in today's place or that of older items."""
    notice = item.record("withdrawn_notice")
    if notice is not None and notice.names():
        return notice
    return details.record("archive_notice") if details is not None else None
