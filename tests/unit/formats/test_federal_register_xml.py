"""A daily issue or one document of the Register, told as plain documents."""

from datetime import date, datetime

from lxml import etree

from app.domain.documents import Issue
from app.formats.federal_register_xml import PrintedDocument, printed_documents

ISSUE = """
<FEDREG><VOL>91</VOL><NO>5</NO><DATE>Friday, January 9, 2026</DATE>
<CNTNTS><AGCY><HD>Widgets Bureau</HD></AGCY></CNTNTS>
<RULES><RULE><PREAMB><PRTPAGE P="1001"/>
<AGENCY TYPE="S">DEPARTMENT OF WIDGETS</AGENCY><SUBAGY>Bureau of Widget Control</SUBAGY>
<CFR>15 CFR Parts 742 and 744</CFR><DEPDOC>[Docket No. 260101-0001]</DEPDOC>
<RIN>RIN 0694-ZZ99</RIN><SUBJECT>Control of Widgets</SUBJECT>
<ACT><HD SOURCE="HED">ACTION:</HD><P>Interim final rule.</P></ACT>
<SUM><HD SOURCE="HED">SUMMARY:</HD><P>Widgets are controlled.</P></SUM>
<EFFDATE><HD SOURCE="HED">DATES:</HD><P>Effective January 9, 2026.</P></EFFDATE></PREAMB>
<SUPLINF><HD SOURCE="HED">SUPPLEMENTARY INFORMATION:</HD><HD SOURCE="HD1">Background</HD>
<P>Long ago.<SU>1</SU><FTREF/></P><FTNT><P><SU>1</SU> See elsewhere.</P></FTNT>
<REGTEXT TITLE="15" PART="744"><AMDPAR>1. Revise § 744.99 to read as follows:</AMDPAR>
<SECTION><SECTNO>§ 744.99</SECTNO><SUBJECT>Widgets.</SUBJECT><STARS/><P>(b) Widgets.</P></SECTION>
</REGTEXT><SIG><NAME>A. Person,</NAME><TITLE>Under Secretary.</TITLE></SIG></SUPLINF>
<FRDOC>[FR Doc. 2026–00012 Filed 1-8-26; 4:15 pm]</FRDOC><BILCOD>BILLING CODE 1</BILCOD></RULE>
<RULE><PREAMB><SUBJECT>No number</SUBJECT></PREAMB></RULE></RULES>
<NEWPART><PRESDOCS><PRESDOCU><PROCLA><TITLE3>Title 3—</TITLE3><PRES>The President<PRTPAGE P="1005"/>
</PRES><PROC>Proclamation 10001 of January 6, 2026</PROC><HD SOURCE="HED">Widget Day, 2026</HD>
<FP>Widgets are fine.</FP><FRDOC>[FR Doc. 2026-00034 </FRDOC><FILED>Filed 1-8-26; 8:45 am]</FILED>
</PROCLA></PRESDOCU></PRESDOCS></NEWPART></FEDREG>
"""


def read(xml: str) -> tuple[list[PrintedDocument], list[Issue]]:
    found = list(printed_documents(etree.fromstring(xml)))
    documents = [one for one in found if isinstance(one, PrintedDocument)]
    return documents, [one for one in found if isinstance(one, Issue)]


def test_a_rule_is_read_with_its_preamble() -> None:
    rule = read(ISSUE)[0][0]
    assert (rule.number, rule.tag, rule.title) == ("2026-00012", "RULE", "Control of Widgets")
    assert rule.agencies == ("Bureau of Widget Control", "DEPARTMENT OF WIDGETS")
    assert (rule.action, rule.dates) == ("Interim final rule.", "Effective January 9, 2026.")
    assert (rule.rins, rule.dockets) == (("0694-ZZ99",), ("Docket No. 260101-0001",))
    assert rule.cfr == ("15/742", "15/744")
    assert (rule.issued_on, rule.citation) == (date(2026, 1, 9), "91 FR 1001")
    assert rule.filing is not None
    assert rule.filing.at == datetime(2026, 1, 8, 16, 15)  # noqa: DTZ001  # the printed clock


def test_a_rules_units_are_addressed_in_its_text() -> None:
    rule = read(ISSUE)[0][0]
    units = {one.label: rule.text[one.start : one.end] for one in rule.provisions}
    assert units["summary"] == "SUMMARY: Widgets are controlled."
    assert units["heading-1"] == "Background\n\nLong ago. [1]\n\n1 See elsewhere."
    assert units["instruction-1"] == "1. Revise § 744.99 to read as follows:"
    assert units["15/744.99"] == "§ 744.99 Widgets.\n\n* * * * *\n\n(b) Widgets."
    assert units["signature"] == "A. Person,\n\nUnder Secretary."


def test_a_document_without_a_number_is_lost_and_the_next_one_is_read() -> None:
    documents, issues = read(ISSUE)
    assert [one.number for one in documents] == ["2026-00012", "2026-00034"]
    assert [(issue.where, issue.lost_record) for issue in issues] == [("RULE[2]", True)]


def test_a_presidential_paper_is_known_by_its_caption() -> None:
    paper = read(ISSUE)[0][1]
    assert paper.title == "Widget Day, 2026"
    assert paper.presidential == "Proclamation 10001 of January 6, 2026"
    assert paper.citation == "91 FR 1005"
    assert paper.filing is not None
    assert paper.filing.on == date(2026, 1, 8)


def test_a_single_rule_says_when_it_was_filed_and_not_when_it_was_published() -> None:
    document = read(
        "<RULE><PREAMB><SUBJECT>S</SUBJECT></PREAMB>"
        "<FRDOC>[FR Doc. 04-1 Filed 7-21-04]</FRDOC></RULE>"
    )[0][0]
    assert document.issued_on is None
    assert document.citation is None
    assert document.filing is not None
    assert (document.filing.on, document.filing.at) == (date(2004, 7, 21), None)


def test_a_kind_of_document_nobody_has_met_is_still_read() -> None:
    documents, _ = read(
        "<FEDREG><DATE>Friday, January 9, 2026</DATE><NEWKIND><HD>Later</HD>"
        "<FRDOC>[FR Doc. 2026-00099 Filed 1-8-26; 8:45 am]</FRDOC></NEWKIND></FEDREG>"
    )
    assert [(one.tag, one.number, one.title) for one in documents] == [
        ("NEWKIND", "2026-00099", "Later")
    ]
