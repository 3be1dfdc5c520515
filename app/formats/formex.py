"""Formex, the Official Journal's own XML, to an act with its units."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from lxml import etree

from app.errors import FormatError
from app.formats.gpo_text import Block, Opening
from app.formats.language import stated_language
from app.formats.legal_lines import Dialect, Line, composed, lines_of, local_name, words_of
from app.formats.official_journal import JournalAct, celex_of_title, oj_number
from app.formats.plain_text import one_line

ACT_TAGS: Final = frozenset(
    [
        *("ACT", "ANNEX", "CONS.ACT", "CONS.ANNEX", "CONS.DOC", "CORR", "GENERAL", "AGR"),
        *("PROT", "LETTER", "DECLAR", "REPORT", "DECISION", "OTH.ACT"),
        *("COMPETITION", "TREATY"),
    ]
)
CONTENTS_TAG: Final = "PUBLICATION"
MANIFEST_TAG: Final = "DOC"
_BLOCKS: Final = frozenset(
    [
        *("P", "NP", "TXT", "LIST", "ITEM", "TBL", "ALINEA", "PARAG", "DLIST"),
        *("DLIST.ITEM", "GR.SEQ", "TITLE", "TI", "STI", "QUOT.S", "ACT.GEN", "ARTICLE"),
        *("DIVISION", "CORPUS", "ROW", "CELL", "SUBDIV", "NOTE.GR", "GR.NOTES"),
        *("ANNOTATION", "CONSID", "VISA", "TI.ART", "STI.ART"),
    ]
)
_INLINE: Final = frozenset(
    [
        *("HT", "DATE", "NOTE", "QUOT.START", "QUOT.END", "FT", "IE", "FORMULA.S", "BR"),
        *("IMG.CNT", "REF.DOC", "REF.DOC.OJ", "REF.DOC.ECR", "REF.DOC.SE", "REF.NP"),
        *("KEYWORD", "LINK", "FMT.VALUE"),
    ]
)
_NUMBERS: Final = frozenset(("NO.P", "NO.PARAG"))
_SKIPPED: Final = re.compile(r"BIB\..*|FAM\.COMP|INFO\.(?:CONSLEG|PROD)|CONSLEG\.PARAM")
_NUMBER = re.compile(r"\d+[a-z]?", re.IGNORECASE)


def is_formex(tag: str | None, head: bytes) -> bool:
    """Whether a root element and the bytes around it are Formex: some names are common words."""
    if tag not in ACT_TAGS and tag not in (CONTENTS_TAG, MANIFEST_TAG):
        return False
    return b"formex" in head or b"<BIB." in head or b"<INFO.CONSLEG" in head


def read_formex(root: etree._Element, *, where: str) -> JournalAct:
    """An act, annex, corrigendum or notice of one file; its footnotes stand at its end."""
    notes: list[Block] = []
    dialect = _dialect(notes)
    lines: list[Line] = list(lines_of(root, dialect))
    lines += _notes(notes)
    text = composed(lines)
    if not text.text:
        raise FormatError(f"no documents: {where} is Formex without words; see its other files")
    title = _title(root)
    number = _oj_number(root)
    native = _consolidated(root) or (celex_of_title(title or "") if _is_act(root) else None)
    if native is None and number is not None:
        native = f"{number}{_sequence(root)}"
    if native is None:
        raise FormatError(f"{where}: neither its title nor its BIB.INSTANCE gives it a number")
    return JournalAct(
        native=native,
        title=title,
        text=text.text,
        provisions=text.provisions,
        language=stated_language(root.findtext(".//LG.DOC") or root.findtext(".//LG.OJ")),
        oj_number=number,
        signed_on=formex_day(root.find(".//BIB.INSTANCE/DATE")),
        current_on=_consolidated_on(root),
    )


def _dialect(notes: list[Block]) -> Dialect:
    def sign(element: etree._Element) -> str | None:
        name = local_name(element)
        if name == "NOTE":
            return _note(element, notes)
        if name in ("QUOT.START", "QUOT.END"):
            return _character(element.get("CODE"))
        if name == "HT":
            return _styled(element)
        if name == "INCL.ELEMENT":
            return f" [graphic {element.get('FILEREF')}] " if element.get("FILEREF") else ""
        return " " if name == "BR" else None

    def is_inline(element: etree._Element) -> bool:
        name = local_name(element)
        if name in _INLINE:
            return True
        parent = element.getparent()
        return name not in _BLOCKS and parent is not None and _is_mixed(parent)

    def number(element: etree._Element) -> str | None:
        return formex_words(element) or "" if local_name(element) in _NUMBERS else None

    return Dialect(
        is_inline=is_inline,
        sign=sign,
        number=number,
        opening=_opening,
        is_table=lambda element: local_name(element) == "CORPUS",
        is_row=lambda element: local_name(element) == "ROW",
        skipped=lambda element: _SKIPPED.fullmatch(local_name(element)) is not None,
    )


# The signs inside a styled run are styled as well; its notes are counted where it is walked.
_STYLED = Dialect(
    is_inline=lambda _: True,
    sign=lambda element: (
        _character(element.get("CODE")) if local_name(element).startswith("QUOT.") else None
    ),
    number=lambda _: None,
    opening=lambda _: None,
    is_table=lambda _: False,
    is_row=lambda _: False,
    skipped=lambda _: False,
)


def _styled(element: etree._Element) -> str | None:
    """Capitals and raised signs that Formex states and print shows."""
    style = element.get("TYPE")
    if style not in ("UC", "SUP") or element.find(".//NOTE") is not None:
        return None
    words = words_of(element, _STYLED)
    if style == "UC":
        whole = "".join(str(piece) for piece in element.itertext())
        before = " " if whole[:1].isspace() else ""
        after = " " if whole[-1:].isspace() else ""
        return f"{before}{words.upper()}{after}"
    return f"^{words}" if words.isdigit() else words


def _note(element: etree._Element, notes: list[Block]) -> str:
    if element.get("NOTE.REF") or not "".join(str(piece) for piece in element.itertext()).strip():
        return ""
    mark = len(notes) + 1
    notes.append(Block(element=element, text=""))
    dialect = _dialect([])
    text = " ".join(block.text for block, _ in lines_of(_unwrapped(element), dialect))
    notes[mark - 1] = Block(element=element, text=f"({mark}) {text}")
    return f" ({mark})"


def _unwrapped(note: etree._Element) -> etree._Element:
    """A note's content as a block, so that it is walked and not cited again."""
    block = etree.Element("P")
    block.text = note.text
    for child in note:
        block.append(etree.fromstring(etree.tostring(child)))
    return block


def _notes(notes: list[Block]) -> Iterator[Line]:
    for index, block in enumerate(notes):
        yield block, Opening(label="footnotes", heading=None) if index == 0 else None


def _opening(element: etree._Element) -> Opening | None:
    name = local_name(element)
    identifier = element.get("IDENTIFIER") or ""
    if name == "ARTICLE":
        number = _number_in(formex_words(element.find("TI.ART")) or "") or identifier.lstrip("0")
        return Opening(label=f"article {number}", heading=formex_words(element.find("STI.ART")))
    if name == "PARAG":
        article = next(element.iterancestors("ARTICLE"), None)
        number = (formex_words(element.find("NO.PARAG")) or "").strip(" .()")
        if article is None or not number or _is_quoted(element):
            return None
        within = _number_in(formex_words(article.find("TI.ART")) or "")
        return Opening(label=f"article {within}({number})", heading=None)
    if name == "CONSID":
        number = (formex_words(element.find(".//NO.P")) or "").strip(" .()")
        return Opening(label=f"recital {number}" if number else "recital", heading=None)
    if name == "DIVISION" and not _is_quoted(element):
        title = formex_words(element.find("TITLE/TI"))
        heading = formex_words(element.find("TITLE/STI"))
        return Opening(label=title.lower(), heading=heading) if title else None
    labels = {"PREAMBLE": "preamble", "FINAL": "final part", "ANNEX": "annex"}
    if name in labels and not _is_quoted(element):
        title = formex_words(element.find("TITLE/TI")) if name == "ANNEX" else None
        heading = formex_words(element.find("TITLE/STI")) if name == "ANNEX" else None
        return Opening(label=(title or labels[name]).lower()[:80], heading=heading)
    return None


def _is_quoted(element: etree._Element) -> bool:
    return any(local_name(above).startswith("QUOT.S") for above in element.iterancestors())


def _is_mixed(element: etree._Element) -> bool:
    tails = (child.tail for child in element)
    return any((words or "").strip() for words in (element.text, *tails))


def _character(code: str | None) -> str:
    try:
        return chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return '"'


def formex_words(element: etree._Element | None) -> str | None:
    """An element's words on one line, or `None` where it is absent or empty."""
    if element is None:
        return None
    return words_of(element, _dialect([])) or None


def _sequence(root: etree._Element) -> str:
    """Which file of a document this is: annexes have numbers (`0001.0002`) of their own."""
    written = root.findtext(".//BIB.INSTANCE/NO.SEQ") or ""
    numbers = [int(part) for part in re.findall(r"\d+", written)]
    return "".join(f"-{number}" for number in numbers) if numbers not in ([], [1]) else ""


def _title(root: etree._Element) -> str | None:
    found = root.find("TITLE")
    return formex_words(found if found is not None else root.find(".//TITLE"))


def _is_act(root: etree._Element) -> bool:
    return local_name(root) in ("ACT", "CONS.ACT", "DECISION")


def _oj_number(root: etree._Element) -> str | None:
    reference = root.find(".//BIB.INSTANCE/DOCUMENT.REF")
    if reference is None:
        return None
    series = one_line(reference.findtext("COLL") or "")
    year = reference.findtext(".//YEAR") or ""
    number = reference.findtext(".//NO.CURRENT")
    page = None if number else reference.findtext("PAGE.FIRST")
    number = number or reference.findtext("NO.OJ") or ""
    found = _NUMBER.search(number)
    if not series or not re.fullmatch(r"\d{4}", year) or found is None:
        return None
    first = _NUMBER.search(page or "")
    return oj_number(series, year, re.sub(r"\D", "", found[0]), first[0] if first else None)


def _consolidated(root: etree._Element) -> str | None:
    """`02021R0821-20251115`, as the heading of a consolidated version gives it."""
    info = root.find(".//INFO.CONSLEG")
    reference = info.get("CONSLEG.REF") if info is not None else None
    if info is None or not reference or not re.fullmatch(r"\d{4}[A-Z]\d{4}", reference):
        return None
    started = info.get("START.DATE") or info.get("CONSLEG.DATE") or ""
    return f"0{reference}-{started}" if re.fullmatch(r"\d{8}", started) else f"0{reference}"


def _consolidated_on(root: etree._Element) -> date | None:
    info = root.find(".//INFO.CONSLEG")
    return None if info is None else _day_of(info.get("START.DATE") or info.get("CONSLEG.DATE"))


def formex_day(element: etree._Element | None) -> date | None:
    """The day a `DATE` element states."""
    return None if element is None else _day_of(element.get("ISO") or element.text)


def _day_of(written: str | None) -> date | None:
    try:
        return date.fromisoformat((written or "").strip())
    except ValueError:
        return None


def _number_in(words: str) -> str:
    found = _NUMBER.search(words)
    return found[0] if found else words.lower()
