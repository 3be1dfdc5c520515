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
        (
            b'<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//N//DTD" "http://e.org/r.dtd"><rss>',
            "rss",
        ),
        (b"<!DOCTYPE opml [\n<!ENTITY nbsp '&#160;'>\n<!-- don't ]> -->\n]>\n<opml/>", "opml"),
        (b'<!DOCTYPE x [ <!ENTITY a "]>"> ]><sdnList>', "sdnList"),
        (b"<!DOCTYPE " + b"[" * 100_000, None),
    ],
)
def test_the_first_element_is_named_from_the_first_bytes(body: bytes, tag: str | None) -> None:
    assert root_tag(body) == tag


def words(body: bytes) -> str:
    """All text of a document."""
    return "".join(str(one) for one in parse_xml(body, where="x", official=True).itertext())


@pytest.mark.parametrize(
    ("declared", "text"),
    [
        ("<!ENTITY nbsp '&#160;'><!ENTITY who \"B &amp; C\">", "a\xa0b B & C c"),
        ("<!ENTITY nbsp SYSTEM 'file:///etc/hostname'>", "a&nbsp;b &who; c"),
        (f"<!ENTITY who '{'long ' * 20}'>", "a&nbsp;b &who; c"),
        ("<!ENTITY who '<i>x</i>'>", "a&nbsp;b &who; c"),
    ],
)
def test_names_of_a_document_s_own_are_read_or_kept_and_no_text_ends_there(
    declared: str, text: str
) -> None:
    outside = '<!ENTITY % latin PUBLIC "-//N//X" "http://e.org/latin.ent"> %latin;'
    body = f"<!DOCTYPE r [{declared}{outside}]><r><p>a&nbsp;b &who;<i/> c</p></r>"
    assert words(body.encode()) == text


@pytest.mark.parametrize(
    "declared",
    [
        "<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;'>",
        "<!ENTITY % a 'lol'>",
        "<!ENTITY a '&#37;b;'><!ENTITY b '%c;'>",
    ],
)
def test_names_declared_by_other_names_are_refused(declared: str) -> None:
    with pytest.raises(FormatError, match="by other names"):
        parse_xml(f"<!DOCTYPE r [{declared}]><r>&b;</r>".encode(), where="x", official=True)


def test_one_long_name_in_many_attributes_does_not_swell() -> None:
    value, uses = "x" * 50_000, "<p a='&v;&v;&v;&v;&v;&v;&v;&v;&v;&v;'/>" * 20_000
    with pytest.raises(FormatError):
        words(f"<!DOCTYPE r [<!ENTITY v '{value}'>]><r>{uses}</r>".encode())


def test_declarations_that_do_not_end_are_refused() -> None:
    with pytest.raises(FormatError, match="do not end"):
        words(b"<!DOCTYPE r [" + b"<!ENTITY a 'b'>" * 10_000 + b"]><r/>")
