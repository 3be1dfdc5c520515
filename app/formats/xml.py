"""One guarded way to parse XML: no entities, no network, a bounded size."""

from typing import Final

from lxml import etree

from app.errors import FormatError

OFFICIAL_CAP: Final = 64 * 1024 * 1024
# One paragraph of a stranger's file may not be larger than libxml2's own default allows; the
# Register's daily issues hold tables that are.
STRANGER_CAP: Final = 16 * 1024 * 1024


def parse_xml(body: bytes, *, where: str, official: bool = False) -> etree._Element:
    """The root element of some bytes.

    External entities, document type definitions and the network are never touched. `official`
    lifts libxml2's own limits on depth and length, for publishers' large files, under a cap of
    our own. Broken or oversized XML raises `FormatError` naming line and column.
    """
    cap = OFFICIAL_CAP if official else STRANGER_CAP
    if len(body) > cap:
        raise FormatError(
            f"{where}: {len(body):,} bytes of XML are above the cap of {cap:,}; "
            "hand over a smaller part of it (one CFR part, one daily issue)"
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=official,
        remove_comments=False,
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise FormatError(
            f"{where}: not well-formed XML ({fault}); fetch the file again, it may be cut short"
        ) from fault
    return root


def root_tag(body: bytes) -> str | None:
    """The local name of the first element, looked up in the first bytes without parsing.

    For telling kinds of file apart cheaply: `None` where the bytes do not begin as XML.
    """
    head = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
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
