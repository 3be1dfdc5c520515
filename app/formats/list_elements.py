"""Elements of a list in XML to labelled lines, so that no element of an entry is left out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from app.domain.documents import Issue
from app.formats.list_rows import Line
from app.formats.plain_text import one_line

_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the elements and attributes of a list are called here.

    `lines` label an element that makes a line of its own; `within` holds the elements that only
    hold others; `parts` label what stands inside a line, blank where the value needs no label;
    `first` names the parts that lead their line.
    """

    lines: Mapping[str, str]
    within: frozenset[str] = frozenset()
    parts: Mapping[str, str] = field(default_factory=dict)
    first: tuple[str, ...] = ()
    left_to_the_reader: frozenset[str] = frozenset()


class Elements:
    """Reads entries of one file and remembers the names nobody has met."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._rank = {tag: at for at, tag in enumerate(names.first)}
        self._unmet: dict[str, int] = {}

    def lines(self, entry: etree._Element) -> Iterator[Line]:
        """A line for each element of an entry that holds anything, in the order of the file."""
        for child in children(entry):
            tag = local_name(child)
            if tag in self._names.left_to_the_reader:
                continue
            if tag in self._names.within:
                yield from self.lines(child)
                continue
            if tag not in self._names.lines:
                self._count(tag)
            value = self.value(child)
            if value:
                yield self._names.lines.get(tag) or spoken(tag), value

    def value(self, element: etree._Element) -> str:
        """All that one element holds, on one line."""
        found = [(tag, text) for tag, text in self._pieces(element) if text]
        found.sort(key=lambda piece: self._rank.get(piece[0], len(self._rank)))
        return ", ".join(self._piece(tag, text) for tag, text in found)

    def unmet(self) -> Iterator[Issue]:
        """One issue for each element or attribute that is new here, with how often it came."""
        for tag, times in self._unmet.items():
            yield Issue(
                where=f"element {tag}",
                problem=f"element {tag!r} is new here ({times} times); it is kept in the text: "
                "tell the maintainers of its source what it means",
            )

    def _pieces(self, element: etree._Element) -> Iterator[tuple[str, str]]:
        yield from ((_bare(str(name)), str(said)) for name, said in element.attrib.items())
        yield "", one_line(element.text or "")
        for child in children(element):
            tag = local_name(child)
            if len(child) or child.attrib:
                yield tag, self.value(child)
            else:
                yield tag, one_line(child.text or "")

    def _piece(self, tag: str, text: str) -> str:
        if not tag:
            return text
        if tag not in self._names.parts and tag not in self._names.lines:
            self._count(tag)
        label = self._names.parts.get(tag)
        if label is None:
            label = self._names.lines.get(tag, spoken(tag)).lower()
        return f"{label} {text}" if label else text

    def _count(self, tag: str) -> None:
        self._unmet[tag] = self._unmet.get(tag, 0) + 1


def children(element: etree._Element) -> Iterator[etree._Element]:
    """The elements inside one, without comments and processing instructions."""
    return (child for child in element if isinstance(child.tag, str))


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace: publishers move theirs."""
    return _bare(str(element.tag))


def texts(element: etree._Element, *path: str) -> list[str]:
    """The words of every element at the end of a path of names, blank ones left out."""
    found = [element]
    for name in path:
        found = [child for one in found for child in children(one) if local_name(child) == name]
    said = (one_line(one.text or "") for one in found)
    return [one for one in said if one]


def text(element: etree._Element, *path: str) -> str | None:
    """The words of the first of them, or `None`."""
    found = texts(element, *path)
    return found[0] if found else None


def spoken(tag: str) -> str:
    """A name of the standard in plain words: `placeOfBirth` is "Place of birth"."""
    return " ".join(_HUMPS.sub(" ", tag).split()).lower().capitalize()


def _bare(name: str) -> str:
    return name.rsplit("}", 1)[-1]
