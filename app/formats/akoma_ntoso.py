"""Akoma Ntoso, the standard XML of parliaments, to a text with its units."""

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from app.domain.documents import Provision
from app.errors import FormatError
from app.formats.gpo_text import Block, Opening
from app.formats.language import stated_language
from app.formats.legal_lines import Dialect, Line, composed, lines_of, local_name, words_of

ROOT_TAG: Final = "akomaNtoso"
_INLINE: Final = frozenset(
    [
        *("a", "abbr", "affectedDocument", "b", "br", "changed", "concept", "courtType"),
        *("date", "def", "del", "docAuthority", "docCommittee", "docDate"),
        *("docIntroducer", "docJurisdiction", "img", "docketNumber", "docNumber"),
        *("docProponent", "docPurpose", "docStage", "docStatus", "eol", "docTitle"),
        *("docType", "em", "embeddedText", "entity", "event", "extractText", "fillIn"),
        *("i", "inline", "ins", "judge", "lawyer", "legislature", "location", "mmod"),
        *("mod", "mref", "neutral", "noteRef", "object", "omissis", "opinion", "outcome"),
        *("party", "placeholder", "process", "q", "quantity", "quotedText", "ref"),
        *("relatedDocument", "remark", "rmod", "rref", "session", "shortTitle", "span"),
        *("sub", "sup", "term", "time", "u", "vote", "authorialNote", "person"),
        *("quotation", "unitName", "quotedStructureInline"),
    ]
)
_LABELLED: Final = frozenset(
    [
        *("article", "section", "part", "chapter", "title", "book", "annex"),
        *("attachment", "rule", "schedule", "recital", "regulation", "hcontainer"),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AkomaNtosoText:
    """A text of the standard, and what its identification says of the work.

    `number` is `FRBRnumber`, `uri` that of the work; either may be blank in a draft.
    """

    title: str | None
    text: str
    provisions: tuple[Provision, ...]
    language: str | None
    number: str | None
    uri: str | None
    country: str | None


def read_akoma_ntoso(root: etree._Element, *, where: str) -> AkomaNtosoText:
    """The one text of a document; its metadata block holds no words of it."""
    notes: list[Block] = []
    lines: list[Line] = list(lines_of(root, _dialect(notes)))
    lines += [
        (note, Opening(label="footnotes", heading=None) if index == 0 else None)
        for index, note in enumerate(notes)
    ]
    text = composed(lines)
    if not text.text:
        raise FormatError(f"no documents: {where} is Akoma Ntoso without words")
    title = root.find(".//{*}longTitle")
    title = title if title is not None else root.find(".//{*}docTitle")
    language = root.find(".//{*}FRBRExpression/{*}FRBRlanguage")
    return AkomaNtosoText(
        title=words_of(title, _dialect([])) or None if title is not None else None,
        text=text.text,
        provisions=text.provisions,
        language=stated_language(language.get("language") if language is not None else None),
        number=_value(root, "FRBRnumber"),
        uri=_value(root, "FRBRuri") or _value(root, "FRBRthis"),
        country=_value(root, "FRBRcountry"),
    )


def _value(root: etree._Element, name: str) -> str | None:
    found = root.find(f".//{{*}}FRBRWork/{{*}}{name}")
    return (found.get("value") or "").strip() or None if found is not None else None


def _dialect(notes: list[Block]) -> Dialect:
    def sign(element: etree._Element) -> str | None:
        name = local_name(element)
        if name == "authorialNote":
            mark = element.get("marker") or str(len(notes) + 1)
            words = " ".join("".join(str(piece) for piece in element.itertext()).split())
            notes.append(Block(element=element, text=f"({mark}) {words}"))
            return f" ({mark})"
        return " " if name in ("br", "eol") else None

    return Dialect(
        is_inline=lambda element: local_name(element) in _INLINE,
        sign=sign,
        number=_number,
        opening=_opening,
        is_table=lambda element: local_name(element) == "table",
        is_row=lambda element: local_name(element) == "tr",
        skipped=lambda element: local_name(element) == "meta",
    )


def _number(element: etree._Element) -> str | None:
    """A paragraph's number stands before its words; an article's is a line of its own."""
    if local_name(element) != "num":
        return None
    above = element.getparent()
    if above is not None and local_name(above) in _LABELLED - {"recital"}:
        return None
    return " ".join("".join(str(piece) for piece in element.itertext()).split())


def _opening(element: etree._Element) -> Opening | None:
    name = local_name(element)
    if name in ("preamble", "conclusions"):
        return Opening(label=name, heading=None)
    if name not in _LABELLED:
        return None
    number = element.find("{*}num")
    heading = element.find("{*}heading")
    if number is None:
        return None
    label = " ".join("".join(str(piece) for piece in number.itertext()).split()).lower()
    if not re.match(rf"(?:{name}|part|annex|schedule)\b", label):
        label = f"{name} {label.strip('() .')}"
    return Opening(
        label=label[:80], heading=words_of(heading, _dialect([])) if heading is not None else None
    )
