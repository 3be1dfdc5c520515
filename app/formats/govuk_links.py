"""Links of a GOV.UK page to others: whose it is, and what it is a part of."""

from dataclasses import dataclass
from typing import Final

from app.formats.govuk_content import listed_records
from app.formats.records import Record

# A page within another is of the kind of that other, which alone says what it is.
PART_OF_ANOTHER: Final = frozenset(["html_publication"])
_ORGANISATIONS: Final = "/government/organisations/"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """`agencies` are slugs of organisations; `parent_type` is said of a page within another."""

    agencies: tuple[str, ...] = ()
    parent_type: str | None = None

    @classmethod
    def of(cls, item: Record) -> "PageLinks":
        """What an item's links say; links of a form nobody has met say nothing."""
        links = item.record("links")
        if links is None:
            return cls()
        slugs: list[str] = []
        for name in ("organisations", "primary_publishing_organisation"):
            for organisation in listed_records(links, name):
                path = organisation.text_or_none("base_path") or ""
                if path.startswith(_ORGANISATIONS):
                    slugs.append(path.rsplit("/", 1)[-1])
                organisation.known(*organisation.names())
        parent = None
        if item.text_or_none("document_type") in PART_OF_ANOTHER:
            for above in listed_records(links, "parent"):
                parent = above.text_or_none("document_type")
                above.known(*above.names())
        links.known(*links.names())
        return cls(agencies=tuple(dict.fromkeys(slugs)), parent_type=parent)
