"""The date a page shows its readers but does not mark: taken only where it can be pointed at."""

import re
from copy import deepcopy
from datetime import date

import htmldate
from lxml.html import HtmlElement

# Fixed, so that the same page gives the same answer on every day it is read.
_EARLIEST, _LATEST = "1995-01-01", "2199-12-31"
_LONGEST = 160
_ATTRIBUTES = ("datetime", "content", "title", "data-date", "data-time", "value")
_UNSHOWN = ("meta", "script", "style", "link", "noscript", "template")
_CLASS_OF_CHANGE = re.compile(
    r"(?:^|[\s_-])(?:updated|modified|last-?modified|datemodified)(?:$|[\s_-])", re.IGNORECASE
)
_MARKED_CHANGED = re.compile(
    r"\b(?:updated|modified|aktualisiert|ge[aä]ndert|mis à jour|actualizado|aggiornato)\b",
    re.IGNORECASE,
)


def visible_date(tree: HtmlElement) -> tuple[date, str] | None:
    """A day and the element that shows it, or `None` where no element can be named.

    The finder may conclude a day from pieces; without a single short text that writes the day
    out, that is a guess and is dropped. So is a text that speaks of a change.
    """
    shown_tree = _as_shown(tree)
    written = htmldate.find_date(
        shown_tree,
        extensive_search=False,
        original_date=True,
        min_date=_EARLIEST,
        max_date=_LATEST,
    )
    if not written:
        return None
    on = date.fromisoformat(written)
    shown = _written_out(on)
    for element in shown_tree.iter():
        if not isinstance(element.tag, str):
            continue
        for text, place in _texts(element):
            # The address of a picture holds the day of the picture.
            if "//" in text:
                continue
            if len(text) <= _LONGEST and shown.search(text) and not _MARKED_CHANGED.search(text):
                return on, f"{place} {text.strip()[:60]!r}"
    return None


def _as_shown(tree: HtmlElement) -> HtmlElement:
    """The page without what no reader sees and without what is marked as a day of change.

    The finder looks into tags of modification too, and a day of change is none of publication.
    """
    shown = deepcopy(tree)
    for element in list(shown.iter(*_UNSHOWN)):
        element.drop_tree()
    for element in list(shown.iter("time", "span", "div", "p", "abbr")):
        marks = (element.get(name) or "" for name in ("class", "id", "itemprop", "property"))
        if _CLASS_OF_CHANGE.search(" ".join(marks)) and element.getparent() is not None:
            element.drop_tree()
    return shown


def _written_out(on: date) -> re.Pattern[str]:
    """The day in any order of its parts, the month as a number or a word between the others."""
    day, month, year = f"0?{on.day}", f"0?{on.month}", f"(?:{on.year}|{on.year % 100:02d})"
    return re.compile(
        rf"(?<!\d)(?:{day}\D{{1,20}}?(?:{month}\D{{1,3}})?{year}"
        rf"|{on.year}\D{{0,3}}{month}\D{{0,3}}{day}"
        rf"|{month}[/.-]{day}[/.-]{year})(?!\d)"
    )


def _texts(element: HtmlElement) -> list[tuple[str, str]]:
    tag = str(element.tag)
    found = [(element.get(name) or "", f"{tag} {name}") for name in _ATTRIBUTES]
    found += [(element.text or "", f"{tag} text"), (element.tail or "", f"text after {tag}")]
    return [(text, place) for text, place in found if text.strip()]
