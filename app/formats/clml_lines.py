"""The running text of CLML, with the numbers of its units as the law prints them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from lxml import etree

from app.formats.gpo_text import Composition, Opening
from app.formats.legal_lines import Dialect, Line, composed, lines_of, local_name, words_of

_INLINE: Final = frozenset(
    [
        *("Abbreviation", "Acronym", "Addition", "Character", "Citation"),
        *("CitationSubRef", "CommentaryRef", "Definition", "Emphasis", "ExternalLink"),
        *("FootnoteRef", "Inferior", "InlineAmendment", "InternalLink", "Leader"),
        *("MarginNoteRef", "Proviso", "Repeal", "SmallCaps", "Span", "Strong"),
        *("Substitution", "Superior", "Term", "Underline", "a", "abbr", "b", "br", "em"),
        *("i", "span", "strong", "sub", "sup", "Em", "Image", "Expanded", "Reference"),
        *("math", "MathML", "Fraction"),
    ]
)
# What the page around the law holds: its metadata, a second table of its own headings, pictures.
_SKIPPED: Final = frozenset(
    ["Metadata", "Contents", "ContentsSchedules", "Resources", "Versions", "MarginNotes"]
)
_UNITS: Final = re.compile(
    r"P[1-7]|P1group|Part|Chapter|Pblock|PsubBlock|Schedule|Appendix|Group|EUPart|EUTitle|"
    r"EUChapter|EUSection|EUSubsection|Division|Annexes?|Form"
)
_QUOTES: Final = {"double": ("“", "”"), "single": ("‘", "’")}
_NAMES: Final = frozenset(
    [
        *("section", "regulation", "article", "rule", "paragraph", "part", "chapter"),
        *("schedule", "crossheading", "group", "title", "annex", "appendix", "division"),
        *("form", "note", "introduction", "body", "schedules", "signature"),
        *("earlier-orders", "clause", "point"),
    ]
)
_SPECIAL: Final = {
    "Commentaries": "annotations",
    "Footnotes": "footnotes",
    "ExplanatoryNotes": "explanatory note",
    "EarlierOrders": "earlier orders",
    "SignedSection": "signature",
    "PrimaryPrelims": "introduction",
    "SecondaryPrelims": "introduction",
    "EUPrelims": "introduction",
}
_PATH = re.compile(
    r"legislation(?:\.data)?\.gov\.uk/(?:id/)?[a-z]{2,6}/[^/]+/[^/]+/(?P<unit>[^?#]+)"
)
_VERSION = re.compile(r"/(?:enacted|made|created|adopted|prospective|\d{4}-\d{2}-\d{2})$")


def clml_lines(element: etree._Element) -> Composition:
    """The text of an element and its labelled units (`section 4(1)`, `schedule 2 paragraph 3`).

    Paragraphs of law quoted for insertion are words of the unit that quotes them: they open no
    unit of their own.
    """
    return composed(_quoted(_appended(list(lines_of(element, _DIALECT)))))


def unit_label(path: str) -> str | None:
    """The path of a unit's address as lawyers write it: `section/18/2/a` is `section 18(2)(a)`."""
    label = ""
    parts = [part for part in path.split("/") if part]
    for before, part in zip(["", *parts], parts, strict=False):
        if (part in _NAMES and before != "crossheading") or before in _NAMES:
            label += f" {part}"
        else:
            label += f"({part})"
    return label.strip() or None


def _number(element: etree._Element) -> str | None:
    """A unit's number with the signs print puts around it."""
    if local_name(element) != "Pnumber":
        return None
    above = element.getparent()
    level = local_name(above) if above is not None else ""
    plain = words_of(element, _NUMBERS)
    if not plain:
        return ""
    bracketed = re.fullmatch(r"P[2-7]", level) is not None
    before = element.get("PuncBefore", "(" if bracketed else "")
    after = element.get("PuncAfter", ")" if bracketed else "")
    return f"{before}{plain}{after}"


def _sign(element: etree._Element) -> str | None:
    name = local_name(element)
    if name == "br":
        return " "
    if name in ("CommentaryRef", "MarginNoteRef"):
        return ""
    if name == "FootnoteRef":
        return f" [{_mark_of(element.get('Ref'))}]"
    if name == "Image":
        return f" [graphic {element.get('ResourceRef')}] " if element.get("ResourceRef") else ""
    return " … " if name == "Leader" else None


def _appended(lines: Sequence[Line]) -> Iterator[Line]:
    """Words that go on after quoted law (`, and`) stand on the quotation's last line."""
    held: Line | None = None
    after = ""
    for block, opening in lines:
        if held is not None and local_name(block.element) == "AppendText":
            after += block.text if block.text[:1] in ",.;:)" else f" {block.text}"
            continue
        if held is not None:
            yield _closed(held, block.element, after)
        held, after = (block, opening), ""
    if held is not None:
        yield _closed(held, None, after)


def _closed(line: Line, following: etree._Element | None, after: str) -> Line:
    """A line with the closing marks of the quotations that end on it, and what comes after."""
    block, opening = line
    marks = "".join(
        _QUOTES.get(quoted.get("Format") or "", ("", ""))[1]
        for quoted in block.element.iterancestors()
        if local_name(quoted) == "BlockAmendment" and not _is_within(following, quoted)
    )
    return replace(block, text=f"{block.text}{marks}{after}"), opening


def _quoted(lines: Iterable[Line]) -> list[Line]:
    """Lines with the opening marks of the quotations that begin on them.

    CLML states the marks of quoted law as an attribute, print shows them.
    """
    opened: list[Line] = []
    before: etree._Element | None = None
    for block, opening in lines:
        quotations = [
            quoted
            for quoted in block.element.iterancestors()
            if local_name(quoted) == "BlockAmendment" and not _is_within(before, quoted)
        ]
        marks = "".join(
            _QUOTES.get(quoted.get("Format") or "", ("", ""))[0] for quoted in reversed(quotations)
        )
        note = _note_mark(block.element, before)
        opened.append((replace(block, text=f"{note}{marks}{block.text}"), opening))
        before = block.element
    return opened


def _note_mark(element: etree._Element, before: etree._Element | None) -> str:
    """The mark of a footnote before its first words, as it stands in the text above."""
    for above in element.iterancestors():
        if local_name(above) == "Footnote" and not _is_within(before, above):
            return f"[{_mark_of(above.get('id'))}] "
    return ""


def _mark_of(reference: str | None) -> str:
    return re.sub(r"^f0*", "", reference or "") or "*"


def _is_within(element: etree._Element | None, above: etree._Element) -> bool:
    if element is None:
        return False
    return element is above or any(one is above for one in element.iterancestors())


def _opening(element: etree._Element) -> Opening | None:
    name = local_name(element)
    if name in _SPECIAL:
        return Opening(label=_SPECIAL[name], heading=None)
    if _UNITS.fullmatch(name) is None or _is_quoted(element):
        return None
    if name == "P1group":
        units = [child for child in element if local_name(child) == "P1"]
        label = _label(units[0]) if units else None
    else:
        above = element.getparent()
        # A section that stands under its heading opens with the heading.
        if (
            name == "P1"
            and above is not None
            and local_name(above) == "P1group"
            and (next((one for one in above if local_name(one) == "P1"), None) is element)
        ):
            return None
        label = _label(element)
    return Opening(label=label, heading=_heading(element)) if label else None


def _label(element: etree._Element) -> str | None:
    for name in ("IdURI", "DocumentURI"):
        found = _PATH.search(element.get(name) or "")
        if found is not None:
            return unit_label(_VERSION.sub("", found["unit"]))
    return None


def _heading(element: etree._Element) -> str | None:
    title = next((one for one in element if local_name(one) in ("Title", "TitleBlock")), None)
    return words_of(title, _DIALECT) or None if title is not None else None


def _is_quoted(element: etree._Element) -> bool:
    return any(local_name(above) == "BlockAmendment" for above in element.iterancestors())


def _is_inline(element: etree._Element) -> bool:
    return local_name(element) in _INLINE


def _dialect(*, numbered: bool) -> Dialect:
    return Dialect(
        is_inline=_is_inline,
        sign=_sign,
        number=_number if numbered else lambda _: None,
        opening=_opening,
        is_table=lambda element: local_name(element) == "table",
        is_row=lambda element: local_name(element) == "tr",
        skipped=lambda element: local_name(element) in _SKIPPED,
    )


_NUMBERS: Final = _dialect(numbered=False)
_DIALECT: Final = _dialect(numbered=True)
