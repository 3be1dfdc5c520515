"""Links of a GOV.UK page to others: whose it is, and what it is a part of."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from app.formats.govuk_content import SITE, listed_records
from app.formats.records import Record
from app.formats.web_addresses import web_address

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


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedFile:
    """A file that a page offers: its address, and the end of its name in small letters."""

    url: str
    extension: str
    title: str


def linked_paths(item: Record, name: str) -> tuple[str, ...]:
    """The paths of the pages that a page's links of one name lead to, each once, in its order."""
    links = item.record("links")
    if links is None:
        return ()
    linked = listed_records(links, name)
    found = [one.text_or_none("base_path") for one in linked]
    for one in (links, *linked):
        one.known(*one.names())
    return tuple(dict.fromkeys(path.strip("/") for path in found if path))


def attached_files(details: Record | None) -> tuple[AttachedFile, ...]:
    """The files a page offers for download, in its order; an HTML page of its own is none."""
    found: list[AttachedFile] = []
    for one in () if details is None else listed_records(details, "attachments"):
        address = web_address(one.text_or_none("url"), f"{SITE}/")
        if address is None or one.text_or_none("attachment_type") == "html":
            continue
        name = urlsplit(address).path.rsplit("/", 1)[-1]
        found.append(
            AttachedFile(
                url=address,
                extension=name.rpartition(".")[2].lower(),
                title=one.text_or_none("title") or name,
            )
        )
    return tuple(found)
