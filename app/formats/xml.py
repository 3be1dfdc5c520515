"""One guarded way to parse XML: no entities, no network, a bounded size."""

import io
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Final, Literal

from lxml import etree

from app.errors import FormatError

OFFICIAL_CAP: Final = 64 * 1024 * 1024
# One paragraph of a stranger's file may not be larger than libxml2's own default allows; the
# Register's daily issues hold tables that are.
STRANGER_CAP: Final = 16 * 1024 * 1024
# Lists of a publisher that are read entry by entry, each let go after it was read.
STREAM_CAP: Final = 256 * 1024 * 1024
# Declarations of a document type stand before the first element; real ones are a few lines.
_DECLARED_WITHIN: Final = 65_536
# A name for a sign or a few words is read as those; a longer value keeps its name.
_LONGEST_VALUE: Final = 64
_DOCTYPE: Final = re.compile(
    rb"""<!DOCTYPE[^\[>]*+
    (?:\[(?P<inner>(?:<!--.*?-->|"[^"]*+"|'[^']*+'|[^\]"'<]++|<(?!!--))*+)\]\s*+)?>""",
    re.DOTALL | re.VERBOSE,
)
_ENTITY: Final = re.compile(
    rb"""<!ENTITY\s+(?P<part>%\s+)?(?P<name>[^\s"'<>]{1,200})\s+
    (?:(?P<outside>SYSTEM|PUBLIC)\b|"(?P<double>[^"]*+)"|'(?P<single>[^']*+)')""",
    re.VERBOSE,
)
_SIGN: Final = re.compile(rb"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);")
_Event = Literal["start", "end"]
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


def parse_xml(body: bytes, *, where: str, official: bool = False) -> etree._Element:
    """The root element of some bytes.

    External entities, document type definitions and the network are never touched. A name that a
    document declares for a few signs is read as those; every other keeps its name in the text, as
    `&name;`. Names declared by other names are refused: they are how a small file swells.
    `official` lifts libxml2's own limits on depth and length, for publishers' large files, under a
    cap of our own. Broken or oversized XML raises `FormatError` naming line and column.
    """
    cap = OFFICIAL_CAP if official else STRANGER_CAP
    if len(body) > cap:
        raise FormatError(
            f"{where}: {len(body):,} bytes of XML are above the cap of {cap:,}; "
            "hand over a smaller part of it (one CFR part, one daily issue)"
        )
    declared = declared_entities(body, where=where)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        # With names of its own a file keeps libxml2's limits, which know how attributes swell.
        huge_tree=official and not declared and not body.startswith(_WIDE),
        remove_comments=False,
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise FormatError(
            f"{where}: not well-formed XML ({fault}); fetch the file again, it may be cut short"
        ) from fault
    if b"<!DOCTYPE" in body[:_DECLARED_WITHIN]:
        _keep_names(root, declared)
    return root


def passing_elements(body: bytes, *, where: str, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """The elements of some names, one after another as the file gives them.

    Each is let go when the next is asked for, so that a list of any length takes the memory of one
    entry. The same is never touched as in `parse_xml`, and the same refused.
    """
    for _, element in _passing(body, ("end",), tuple(f"{{*}}{tag}" for tag in tags), where=where):
        yield element
        _let_go(element)


def passing_children(body: bytes, *, where: str) -> Iterator[etree._Element]:
    """Every child of the first element, in the same way; that one is its parent."""
    depth = 0
    for event, element in _passing(body, ("start", "end"), None, where=where):
        depth += 1 if event == "start" else -1
        if event == "end" and depth == 1:
            yield element
            _let_go(element)


def _passing(
    body: bytes, events: Iterable[_Event], tags: tuple[str, ...] | None, *, where: str
) -> Iterator[tuple[str, etree._Element]]:
    if len(body) > STREAM_CAP:
        raise FormatError(
            f"{where}: {len(body):,} bytes of XML are above the cap of {STREAM_CAP:,}; "
            "hand over the list in another form"
        )
    declared = declared_entities(body, where=where)
    passing = etree.iterparse(
        io.BytesIO(body),
        events=events,
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=not declared and not body.startswith(_WIDE),
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for event, element in passing:
            if declared and event == "end":
                _keep_names(element, declared)
            yield event, element
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise FormatError(
            f"{where}: not well-formed XML ({fault}); fetch the file again, it may be cut short"
        ) from fault


def _let_go(element: etree._Element) -> None:
    """Empty an element, and take those before it off the tree."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def declared_entities(body: bytes, *, where: str) -> dict[str, str]:
    """The names that a document declares for words of its own, each with those words.

    Raises `FormatError` where one is declared by others, or where the declarations do not end.
    """
    head = body[:_DECLARED_WITHIN]
    if b"<!DOCTYPE" not in head:
        return {}
    match = _DOCTYPE.search(head)
    inner = (match["inner"] or b"") if match is not None else head
    if match is None and b"<!ENTITY" in head:
        raise FormatError(
            f"{where}: declarations of its document type do not end within "
            f"{_DECLARED_WITHIN:,} bytes; save it without them"
        )
    found: dict[str, str] = {}
    for entity in _ENTITY.finditer(inner):
        if entity["outside"] is not None:
            continue
        value = entity["double"] if entity["double"] is not None else entity["single"]
        if entity["part"] is not None or b"&" in _SIGN.sub(b"", value) or b"%" in value:
            raise FormatError(
                f"{where}: it declares {entity['name'].decode('utf-8', 'replace')!r} by other "
                "names, as files made to swell do; save it without its document type"
            )
        found[entity["name"].decode("utf-8", "replace")] = value.decode("utf-8", "replace")
    return found


def _keep_names(root: etree._Element, declared: dict[str, str]) -> None:
    """Put words in the place of each entity, so that no text ends where one stands."""
    for node in list(root.iter(etree.Entity)):
        parent = node.getparent()
        if parent is None:
            continue
        written = str(node.text)
        value = declared.get(written[1:-1])
        if value is not None and len(value) <= _LONGEST_VALUE and "<" not in value:
            written = unescape(value)
        words = written + (node.tail or "")
        before = node.getprevious()
        if before is None:
            parent.text = (parent.text or "") + words
        else:
            before.tail = (before.tail or "") + words
        node.tail = None
        parent.remove(node)


def root_tag(body: bytes) -> str | None:
    """The local name of the first element, looked up in the first bytes without parsing.

    For telling kinds of file apart cheaply: `None` where the bytes do not begin as XML.
    """
    head = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"<!DOCTYPE" in head:
        head = _DOCTYPE.sub(b"", body[:_DECLARED_WITHIN], count=1)
        head = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    while head.startswith((b"<?", b"<!")):
        mark = b"-->" if head.startswith(b"<!--") else b">"
        end = head.find(mark)
        if end < 0:
            return None
        head = head[end + len(mark) :].lstrip()
    if not head.startswith(b"<"):
        return None
    name = head[1:].split(b">", 1)[0].split(None, 1)
    if not name:
        return None
    return name[0].rstrip(b"/").rsplit(b":", 1)[-1].decode("ascii", "replace") or None
