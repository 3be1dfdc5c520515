"""XML is parsed without entities, and broken XML says where it breaks."""

import pytest

from app.errors import FormatError
from app.formats.gpo_lines import line_of
from app.formats.xml import STRANGER_CAP, parse_xml, root_tag


def test_broken_xml_names_file_and_line() -> None:
    with pytest.raises(FormatError, match=r"rule\.xml: not well-formed.*line 2"):
        parse_xml(b"<RULE>\n<P>cut short", where="rule.xml")


def test_an_external_entity_is_never_read() -> None:
    body = b'<!DOCTYPE P [<!ENTITY x SYSTEM "file:///etc/hostname">]><P>a &x; b</P>'
    assert line_of(parse_xml(body, where="x")) == "a &x; b"


def test_a_file_above_the_cap_is_refused_unless_it_is_official() -> None:
    body = b"<P>" + b"a" * STRANGER_CAP + b"</P>"
    with pytest.raises(FormatError, match="above the cap"):
        parse_xml(body, where="x")
    assert parse_xml(body, where="x", official=True).tag == "P"


@pytest.mark.parametrize(
    ("body", "tag"),
    [
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a > b -->\n<FEDREG xmlns:x="y">', "FEDREG"),
        (b"  <DIV5 N='744'>", "DIV5"),
        (b"<RULE/>", "RULE"),
        (b"{}", None),
        (b"", None),
        (b"<", None),
        (b"<!-- never ends", None),
    ],
)
def test_the_first_element_is_named_from_the_first_bytes(body: bytes, tag: str | None) -> None:
    assert root_tag(body) == tag
