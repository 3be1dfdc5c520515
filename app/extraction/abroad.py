"""Acts of the United Kingdom, the European Union and China as texts cite them."""

import re
from collections.abc import Iterator
from typing import Final

from app.domain.references import Family, NumberedReference
from app.extraction.scan import SEPARATOR, Found, near
from app.vocabulary.acts import uk_acts

_INSTRUMENT: Final = re.compile(
    r"(?<![\w.])(?:S\.?\s?I\.?|Statutory Instruments?)\s*(?:[Nn]o\.?\s*)?"
    r"(?=(?:19|20)\d\d\s?(?:/\s?|[Nn]o\.?\s?)\d{1,4}(?!\d))"
)
_INSTRUMENT_NUMBER: Final = re.compile(r"((?:19|20)\d\d)\s?(?:/\s?|[Nn]o\.?\s?)(\d{1,4})(?![\d/])")
_LEGISLATION: Final = re.compile(r"legislation\.gov\.uk/(?:id/)?(uksi|ukpga)/(\d{4})/(\d{1,4})")
_CHAPTER: Final = re.compile(
    r"\b(?:Act\s+(?P<year>(?:1[89]|20)\d\d)\s*\(c\.\s?(?P<of>\d{1,3})\)"
    r"|(?P<alone>(?:1[89]|20)\d\d)\s+c\.\s?(?P<number>\d{1,3})\b)"
)
_NOTICE: Final = re.compile(
    r"\b(?:NTEs?|[Nn]otices?\s+to\s+[Ee]xporters?)\s*(?:\(NTE\)\s*)?:?\s*(?:[Nn]o\.?\s*)?"
    r"(?=20\d\d\s?/\s?\d{1,2}(?!\d))"
)
_NOTICE_NUMBER: Final = re.compile(r"(20\d\d)\s?/\s?(\d{1,2})(?!\d)")
_UNION: Final = re.compile(
    r"\b(?P<kind>Regulations?|Directives?|Decisions?|Recommendations?|Common Positions?)\s+"
    r"(?:(?P<body>\((?:EU|EC|EEC|EU, Euratom|CFSP|Euratom)\)|EU|EC)\s*)?"
    r"(?P<no>[Nn]o\.?\s*)?(?=\d{1,4}/\d{1,4})"
)
_UNION_NUMBER: Final = re.compile(r"(\d{1,4})/(\d{1,4})(?:/(EU|EC|EEC|CFSP|Euratom)\b)?(?![\d/])")
_CELEX: Final = re.compile(r"([03](?<!\w[03])\d{4}[RLDHEQ]\d{4}(?:-\d{8})?(?:R\(\d\d\))?)(?!\w)")
_ELI: Final = re.compile(
    r"data\.europa\.eu/eli/(reg|dir|dec|reco)(?:_impl|_del)?/(\d{4})/(\d{1,4})"
)
_JOURNAL: Final = re.compile(
    r"\bOJ\s+(?P<series>[LC])\s?,?\s?(?:(?P<new>20\d\d)/(?P<number>\d{1,5})"
    r"|(?P<issue>\d{1,3}\s?[IAE]?)\s?,\s?\d{1,2}\.\s?\d{1,2}\.\s?(?P<year>\d{4})(?:\s?,"
    r"\s?p\.\s?(?P<page>\d{1,4}))?)"
)
_LETTER: Final = {"regulation": "R", "directive": "L", "decision": "D", "recommendation": "H"}
_CJK_MOFCOM: Final = re.compile(
    r"(?:(?:中华人民共和国)?商务部[^。；;\n]{0,40}?)?公告\s?(?:〔|\[|［)?(?P<year>20\d\d)\s?(?:年|〕|\]"
    r"|］)?\s?第?\s?(?P<number>\d{1,3})\s?号"
    r"|商务部公告第\s?(?P<n2>\d{1,3})\s?号\s?[（(]?\s?(?P<y2>20\d\d)"
)
_MOFCOM: Final = re.compile(
    r"\b(?:(?:MOFCOM|MOC|(?:China['’]s\s+)?(?:Ministry of Commerce|Commerce "
    r"Ministry)(?:\s?\(MOFCOM\))?)"
    r"(?:(?:,|\sand|\s&)\s(?:the\s)?(?:GAC(?:C)?|General Administration of Customs)[\w "
    r"]{0,20})?(?:['’]s)?\s+)?"
    r"(?:[Jj]oint\s+)?(?:Announcement|Notice|Public Notice|Decree)s?\s+"
    r"(?:(?P<y1>20\d\d)\s?,?\s*(?:No\.?|#)\s?(?P<n1>\d{1,3})"
    r"|(?:No\.?|#|Number)\s?(?P<n2>\d{1,3})\s?(?:,|\s?of|\s?\(|\s?\[|/)\s?(?P<y2>20\d\d))"
)
# "第27号和第28号": further numbers of the same year.
_MORE: Final = re.compile(r"第\s?(\d{1,3})\s?号")
_BETWEEN: Final = "和、及与第号0123456789 "
_CHINESE: Final = re.compile(r"MOFCOM|[Mm]inistry|Chin(?:a|ese)\b|Beijing|商务部")


def british(text: str) -> Iterator[Found]:
    """As in "SI 2008/3231", "Export Control Act 2002", "NTE 2024/05"."""
    for head in near(text, _INSTRUMENT, ("S.I", "SI", "S. I", "tatutory Inst"), 1):
        yield from _numbered(text, head, _INSTRUMENT_NUMBER, Family.UK_INSTRUMENT)
    for head in near(text, _NOTICE, ("NTE", "xporter"), 16):
        yield from _numbered(text, head, _NOTICE_NUMBER, Family.NOTICE_TO_EXPORTERS)
    for link in near(text, _LEGISLATION, ("legislation.gov",), 0):
        target = NumberedReference(Family(link.group(1)), f"{link.group(2)}/{int(link.group(3))}")
        yield Found(link.start(), link.end(), target, "uk/address", "exact")
    for chapter in near(text, _CHAPTER, ("(c.", " c. "), 12):
        year = chapter.group("year") or chapter.group("alone")
        number = int(chapter.group("of") or chapter.group("number"))
        target = NumberedReference(Family.UK_ACT, f"{year}/{number}")
        yield Found(chapter.start(), chapter.end(), target, "ukpga/chapter", "worded")
    for title, family, number_ in uk_acts():
        at = text.find(title)
        while at >= 0:
            end = at + len(title)
            if not text[end : end + 1].isdigit():
                target = NumberedReference(Family(family), number_)
                yield Found(at, end, target, "uk/title", "exact")
            at = text.find(title, end)


def european(text: str) -> Iterator[Found]:
    """As in "Regulation (EU) 2021/821", "Regulation (EC) No 428/2009", CELEX, the Journal."""
    for head in near(text, _UNION, ("/",), 64):
        kind = head.group("kind").lower().rstrip("s")
        begin, at = head.start(), head.end()
        while number := _UNION_NUMBER.match(text, at):
            body = (head.group("body") or "").strip("()") or number.group(3) or ""
            numbered = bool(head.group("no")) or body in ("EC", "EEC")
            celex = _celex(kind, number.groups(), sure=bool(body), numbered=numbered)
            if celex is None:
                break
            target = NumberedReference(Family.CELEX, celex)
            yield Found(begin, number.end(), target, "celex/act", "exact")
            separator = SEPARATOR.match(text, number.end())
            if separator is None or separator.group("range"):
                break
            begin = separator.end()
            again = _UNION.match(text, begin) or re.compile(r"\(\w+\)\s*(?:No\s*)?").match(
                text, begin
            )
            if again and again.re is _UNION:
                break
            at = again.end() if again else begin
    for number in _CELEX.finditer(text):
        if _plausible_year(number.group(1)[1:5]):
            target = NumberedReference(Family.CELEX, number.group(1))
            yield Found(number.start(), number.end(), target, "celex/number", "exact")
    for link in near(text, _ELI, ("europa.eu/eli",), 5):
        letter = {"reg": "R", "dir": "L", "dec": "D", "reco": "H"}[link.group(1)]
        celex = f"3{link.group(2)}{letter}{int(link.group(3)):04}"
        yield Found(
            link.start(), link.end(), NumberedReference(Family.CELEX, celex), "celex/eli", "exact"
        )
    yield from _journal(text)


def chinese(text: str) -> Iterator[Found]:
    """As in "MOFCOM Announcement No. 61 of 2025", "商务部公告2025年第61号"."""
    if not _CHINESE.search(text):
        return
    for pattern in (_CJK_MOFCOM, _MOFCOM):
        for found in pattern.finditer(text):
            groups = found.groupdict()
            year = next(groups[name] for name in ("year", "y1", "y2") if groups.get(name))
            number = next(groups[name] for name in ("number", "n1", "n2") if groups.get(name))
            target = NumberedReference(Family.MOFCOM, f"{year}/{int(number)}")
            yield Found(found.start(), found.end(), target, "mofcom/announcement", "exact")
            for more in _MORE.finditer(text, found.end(), found.end() + 60):
                number = more.group(1)
                if text[found.end() : more.start()].strip(_BETWEEN):
                    break
                target = NumberedReference(Family.MOFCOM, f"{year}/{int(number)}")
                yield Found(more.start(), more.end(), target, "mofcom/announcement", "exact")


def _numbered(
    text: str, head: re.Match[str], pattern: re.Pattern[str], family: Family
) -> Iterator[Found]:
    begin, at = head.start(), head.end()
    while number := pattern.match(text, at):
        figures = (
            f"{int(number.group(2)):02}"
            if family is Family.NOTICE_TO_EXPORTERS
            else number.group(2)
        )
        if family is Family.UK_INSTRUMENT:
            figures = str(int(number.group(2)))
        target = NumberedReference(family, f"{number.group(1)}/{figures}")
        yield Found(begin, number.end(), target, f"{family.value}/worded", "exact")
        separator = SEPARATOR.match(text, number.end())
        if separator is None or separator.group("range"):
            break
        begin = at = separator.end()


def _journal(text: str) -> Iterator[Found]:
    for found in near(text, _JOURNAL, ("OJ",), 0):
        series = found.group("series")
        if found.group("new"):
            number = f"{series}/{found.group('new')}/{int(found.group('number'))}"
        else:
            issue = found.group("issue").replace(" ", "")
            page = f"/{found.group('page')}" if found.group("page") else ""
            number = f"{series}/{found.group('year')}/{issue}{page}"
        target = NumberedReference(Family.OFFICIAL_JOURNAL, number)
        yield Found(found.start(), found.end(), target, "oj/page", "exact")


def _celex(kind: str, numbers: tuple[str, ...], *, sure: bool, numbered: bool) -> str | None:
    """The CELEX number of an act.

    Since 2015 the year comes first; before that, for regulations, after "No". Without the
    Union's mark only a full year settles it.
    """
    first, second = numbers[:2]
    year_first = kind != "regulation" or (int(first) >= 2015 and not numbered)
    year, number = (first, second) if year_first else (second, first)
    if len(year) == 2:
        year = f"19{year}"
    if not _plausible_year(year) or not (sure or (len(year) == 4 and int(year) >= 2015)):
        return None
    letter = "E" if kind == "common position" else _LETTER[kind]
    return f"3{year}{letter}{int(number):04}"


def _plausible_year(year: str) -> bool:
    return year.isdigit() and 1952 <= int(year) <= 2099
