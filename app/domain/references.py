"""What a citation points at, in the normal form of its family."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

NUMBERS_REUSED_BEFORE: Final = 2016


class Family(StrEnum):
    """The families of references; the value is what a key begins with."""

    CFR = "cfr"
    COMPILATION = "cfr-comp"
    FR = "fr"
    FR_DOCUMENT = "frdoc"
    PAPER = "paper"
    RIN = "rin"
    DOCKET = "docket"
    ECCN = "eccn"
    CONTROL_ENTRY = "entry"
    USML = "usml"
    COUNTRY = "country"
    COUNTRY_GROUP = "group"
    LICENCE_EXCEPTION = "exception"
    EXECUTIVE_ORDER = "eo"
    PROCLAMATION = "proc"
    DETERMINATION = "pd"
    PUBLIC_LAW = "publ"
    PRIVATE_LAW = "privl"
    US_CODE = "usc"
    STATUTES = "stat"
    UK_INSTRUMENT = "uksi"
    UK_ACT = "ukpga"
    NOTICE_TO_EXPORTERS = "nte"
    CELEX = "celex"
    OFFICIAL_JOURNAL = "oj"
    MOFCOM = "mofcom"


@dataclass(frozen=True, slots=True)
class CfrReference:
    """A place in the Code of Federal Regulations, from a whole part down to a paragraph.

    `part` and `section` are spelled as the Code spells them (`744`, `744.23`); `division` names
    what is neither section nor paragraph: `supp-4`, `app-A`, `subpart-B`, or `ch-V` of a title.
    """

    title: int
    part: str | None = None
    section: str | None = None
    division: str | None = None
    paragraphs: tuple[str, ...] = ()

    @property
    def family(self) -> Family:
        """The family of codified federal regulations."""
        return Family.CFR

    @property
    def key(self) -> str:
        """`cfr:15/744.23(a)(2)`, `cfr:15/744`, `cfr:15/744/supp-4(d)`, `cfr:31/ch-V`."""
        place = self.section or self.part
        steps = [str(self.title), *(step for step in (place, self.division) if step)]
        return f"cfr:{'/'.join(steps)}{_bracketed(self.paragraphs)}"

    def __str__(self) -> str:
        if self.division:
            kind, _, name = self.division.partition("-")
            words = _DIVISIONS.get(kind, kind)
            of_part = f" to part {self.part}" if self.part else ""
            return f"{self.title} CFR, {words} {name}{_bracketed(self.paragraphs)}{of_part}"
        if self.section:
            return f"{self.title} CFR {self.section}{_bracketed(self.paragraphs)}"
        return f"{self.title} CFR part {self.part}" if self.part else f"{self.title} CFR"


@dataclass(frozen=True, slots=True)
class NumberedReference:
    """A reference that is one number within its family, spelled in its one normal form.

    `number` carries no family word: `0694-AJ74`, `14105`, `3A090.a`, `32021R0821`, `90/4544`.
    """

    family: Family
    number: str
    paragraphs: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """`rin:0694-AJ74`, `fr:90/4544`, `usc:50/4817(b)`: the family, then the number."""
        return f"{self.family.value}:{self.number}{_bracketed(self.paragraphs)}"

    def __str__(self) -> str:
        before, between = _SPOKEN[self.family]
        return f"{before}{self.number.replace('/', between)}{_bracketed(self.paragraphs)}"


Reference = CfrReference | NumberedReference


def fr_document_number(written: str) -> str:
    """A document number as the Register writes it today: hyphens, and five figures since 2016.

    Public inspection and the printed issue may pad one number differently; before 2016 the
    figures are kept as printed, since numbers were reused then.
    """
    number = written.translate(_HYPHENS).upper()
    erratum, _, plain = number.rpartition("-") if number[:1] in "CR" else ("", "", number)
    head, _, tail = (number if erratum else plain).rpartition("-")
    year = head[-4:]
    if year.isdigit() and int(year) >= NUMBERS_REUSED_BEFORE and tail.isdigit():
        return f"{head}-{tail:0>5}"
    return number


def docket_number(written: str) -> str:
    """A docket as its agency spells it, without the words that say it is one."""
    words = " ".join(written.translate(_HYPHENS).strip(" []().,;").split())
    for opening in _DOCKET_WORDS:
        if words[: len(opening)].lower() == opening:
            return docket_number(words[len(opening) :])
    return words


def cfr_part_of(section: str) -> str:
    """The part a section's number begins with: `744` of `744.23`, `109-38` of `109-38.301`."""
    return section.partition(".")[0]


def _bracketed(paragraphs: tuple[str, ...]) -> str:
    return "".join(f"({step})" for step in paragraphs)


_HYPHENS: Final = {ord(sign): "-" for sign in "\u2010\u2011\u2012\u2013\u2014\u2212"}
_DOCKET_WORDS: Final = (
    *("docket numbers", "docket number", "docket nos", "docket no", "docket ids", "docket id"),
    *("dockets", "docket", "numbers", "number", "nos", "no", "ids", "id", ".", ":", "#"),
)
_DIVISIONS: Final = {
    "supp": "Supplement No.",
    "app": "Appendix",
    "subpart": "subpart",
    "subchapter": "subchapter",
    "ch": "chapter",
}
# How a reader would say it: the words before the number, and what stands for its stroke.
_SPOKEN: Final = {
    Family.CFR: ("", " CFR "),
    Family.COMPILATION: ("CFR compilation ", "/"),
    Family.FR: ("", " FR "),
    Family.FR_DOCUMENT: ("FR Doc. ", "/"),
    Family.PAPER: ("paper of ", ", "),
    Family.RIN: ("RIN ", "/"),
    Family.DOCKET: ("Docket No. ", "/"),
    Family.ECCN: ("ECCN ", "/"),
    Family.CONTROL_ENTRY: ("control list entry ", " "),
    Family.USML: ("USML Category ", "/"),
    Family.COUNTRY: ("country ", "/"),
    Family.COUNTRY_GROUP: ("Country Group ", "/"),
    Family.LICENCE_EXCEPTION: ("License Exception ", "/"),
    Family.EXECUTIVE_ORDER: ("Executive Order ", "/"),
    Family.PROCLAMATION: ("Proclamation ", "/"),
    Family.DETERMINATION: ("Presidential Determination No. ", "/"),
    Family.PUBLIC_LAW: ("Pub. L. ", " § "),
    Family.PRIVATE_LAW: ("Priv. L. ", " § "),
    Family.US_CODE: ("", " U.S.C. "),
    Family.STATUTES: ("", " Stat. "),
    Family.UK_INSTRUMENT: ("SI ", "/"),
    Family.UK_ACT: ("", " c. "),
    Family.NOTICE_TO_EXPORTERS: ("NTE ", "/"),
    Family.CELEX: ("CELEX ", "/"),
    Family.OFFICIAL_JOURNAL: ("OJ ", " "),
    Family.MOFCOM: ("MOFCOM Announcement ", " No. "),
}
