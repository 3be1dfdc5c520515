"""Formex tables of contents: which acts an issue of the Official Journal holds, and its day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from lxml import etree

from app.domain.documents import Issue
from app.formats.formex import formex_day, formex_words
from app.formats.official_journal import celex_of_title, oj_number

_FILE: Final = re.compile(r"(?P<series>[LC])_?(?P<year>\d{4})(?P<number>\d{3,5})[A-Z]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedItem:
    """One item of an issue's contents: the file that holds it, under its printed heading."""

    where: str
    native: str
    oj_number: str
    heading: str | None
    title: str | None
    published_on: date | None


def read_contents(root: etree._Element) -> Iterator[ListedItem | Issue]:
    """The items of an issue, each with the day of the issue and the number its file is named by."""
    published_on = formex_day(root.find(".//BIB.OJ/DATE"))
    for index, item in enumerate(root.iter("ITEM.PUB")):
        where = f"ITEM.PUB[{index}]"
        named = item.get("DOC.INSTANCE") or _instance(item)
        found = _FILE.match(named or "")
        if found is None:
            problem = f"the item names no file of an act ({named!r}); see the issue as published"
            yield Issue(where=where, problem=problem, lost_record=True)
            continue
        heading = _heading(item)
        title = formex_words(item.find(".//TITLE")) or formex_words(item.find(".//TI"))
        number = oj_number(found["series"], found["year"], found["number"])
        celex = celex_of_title(title or "")
        if celex is None and heading and len(found["number"]) == 5:
            celex = celex_of_title(
                f"{_singular(heading)} (EU) {found['year']}/{int(found['number'])}"
            )
        yield ListedItem(
            where=where,
            native=celex or _listed_native(number, named or ""),
            oj_number=number,
            heading=heading,
            title=title,
            published_on=published_on,
        )


def _instance(item: etree._Element) -> str | None:
    inner = item.find(".//REF.PHYS")
    return inner.get("FILE") if inner is not None else None


def _heading(item: etree._Element) -> str | None:
    for above in item.iterancestors("SUBSECTION", "SECTION"):
        if words := formex_words(above.find("TITLE")):
            return words
    return None


def _singular(heading: str) -> str:
    return re.sub(r"s\b", "", heading.strip(), flags=re.IGNORECASE)


def _listed_native(number: str, named: str) -> str:
    """Issues held several acts before October 2023: the file's own digits tell them apart."""
    digits = re.search(r"\.(\d{8})\.", named)
    return f"{number}-{digits[1]}" if digits else number
