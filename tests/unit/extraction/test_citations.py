"""What a text cites, in every form of the field, and what only looks like it."""

from itertools import pairwise

import pytest

from app.domain.citations import Setting
from app.domain.documents import Provision
from app.extraction.citations import find_citations, find_notices


def _keys(text: str, setting: Setting | None = None) -> list[str]:
    return [found.reference.key for found in find_citations(text, context=setting)]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("See 15 CFR 744.11(a)(2)(v).", ["cfr:15/744.11(a)(2)(v)"]),
        ("in 40 CFR parts 52 and 70", ["cfr:40/52", "cfr:40/70"]),
        ("under EAR §§ 740.2 and 742.6", ["cfr:15/740.2", "cfr:15/742.6"]),
        ("section 744.23 of the EAR", ["cfr:15/744.23"]),
        ("Supplement No. 4 to part 744 of the EAR", ["cfr:15/744/supp-4"]),
        ("Supplement Nos. 4 and 6 to part 744 (EAR)", ["cfr:15/744/supp-4", "cfr:15/744/supp-6"]),
        (
            "paragraph (d)(3) of Supplement No. 1 to part 736 of the EAR",
            ["cfr:15/736/supp-1(d)(3)"],
        ),
        (
            "paragraphs (a)(1) and (2) of § 744.11 of the EAR",
            ["cfr:15/744.11(a)(1)", "cfr:15/744.11(a)(2)"],
        ),
        (
            "15 CFR 744.11(a)(2)(i) through (iii)",
            ["cfr:15/744.11(a)(2)(i)", "cfr:15/744.11(a)(2)(iii)"],
        ),
        ("15 CFR parts 730-774", ["cfr:15/730", "cfr:15/774"]),
        ("31 CFR chapter V", ["cfr:31/ch-V"]),
        ("part 744 of title 15, Code of Federal Regulations", ["cfr:15/744"]),
        ("12 CFR § 226.5a and 43 CFR 8360.0-7", ["cfr:12/226.5a", "cfr:43/8360.0-7"]),
        ("90 FR 4544, 75 Fed. Reg. 28404", ["fr:90/4544", "fr:75/28404"]),
        ("[FR Doc. 2024-28270 Filed 12-2-24; 8:45 am]", ["frdoc:2024-28270"]),
        ("RIN 0694–AJ74", ["rin:0694-AJ74"]),
        ("RINs 0694-AJ74 and 1400-AF12", ["rin:0694-AJ74", "rin:1400-AF12"]),
        ("comments to BIS-2022-0025", ["docket:BIS-2022-0025"]),
        ("[Docket No. 241119-0296]\nRIN 0694-AJ74", ["docket:241119-0296", "rin:0694-AJ74"]),
        ("Docket Number OFAC-2024-0003", ["docket:OFAC-2024-0003"]),
        ("E.O. 13222 and Executive Orders 13526 and 13549", ["eo:13222", "eo:13526", "eo:13549"]),
        ("Proclamation 10414", ["proc:10414"]),
        ("Presidential Determination No. 2003-23", ["pd:2003-23"]),
        ("Pub. L. 115-232 and PL 111–83", ["publ:115-232", "publ:111-83"]),
        ("section 4402(e) of Public Law 107-171", ["publ:107-171/4402(e)"]),
        ("50 U.S.C. 4801-4852", ["usc:50/4801", "usc:50/4852"]),
        ("22 U.S.C. 2778(a)(1) and (b)", ["usc:22/2778(a)(1)", "usc:22/2778(b)"]),
        ("section 1705 of title 50, United States Code", ["usc:50/1705"]),
        ("110 Stat. 548", ["stat:110/548"]),
        ("3 CFR, 2001 Comp., p. 783", ["cfr-comp:3/2001/783"]),
        ("ECCNs 3A090.a, .b and .z", ["eccn:3A090.a", "eccn:3A090.b", "eccn:3A090.z"]),
        (
            "ECCN 3B001.a.4, c, d, f.1.b, j to p; see",
            [f"eccn:3B001.{it}" for it in ("a.4", "c", "d", "f.1.b", "j", "p")],
        ),
        ("paragraphs .a and .b of ECCN 4A090", ["eccn:4A090.a", "eccn:4A090.b"]),
        ("designated EAR99 by the exporter", ["eccn:EAR99"]),
        ("USML Category XI(c)(12) and (d)", ["usml:XI(c)(12)", "usml:XI(d)"]),
        ("Country Groups D:1, D:4, or D:5", ["group:D:1", "group:D:4", "group:D:5"]),
        ("License Exceptions NAC and ACA", ["exception:NAC", "exception:ACA"]),
        ("License Exception Strategic Trade Authorization", ["exception:STA"]),
        ("the Order (SI 2008/3231)", ["uksi:2008/3231"]),
        ("the Export Control Act 2002", ["ukpga:2002/28"]),
        ("Notice to Exporters 2024/5", ["nte:2024/05"]),
        ("UK control entry PL9013.a", ["entry:uk/PL9013.a"]),
        ("Regulation (EU) 2021/821", ["celex:32021R0821"]),
        ("Delegated Regulation (EU) 2025/2003", ["celex:32025R2003"]),
        ("Council Regulation (EC) No 428/2009", ["celex:32009R0428"]),
        ("Decision 2014/512/CFSP", ["celex:32014D0512"]),
        ("CELEX 32021R0821", ["celex:32021R0821"]),
        ("OJ L 206, 11.6.2021, p. 1", ["oj:L/2021/206/1"]),
        ("OJ L, 2024/2547, 8.11.2024", ["oj:L/2024/2547"]),
        ("MOFCOM Announcement No. 61 of 2025", ["mofcom:2025/61"]),
        ("根据商务部公告2025年第61号", ["mofcom:2025/61"]),
    ],
)
def test_each_form_of_the_field_is_read_to_its_key(text: str, keys: list[str]) -> None:
    assert _keys(text) == keys


@pytest.mark.parametrize(
    "text",
    [
        "The war of 1951-1957, the year 2024-25 and the plan 2019-2020",
        "Telephone 202-482-4811 or (202) 482-2000",
        "A Boeing 737-800, an A320-214, an F-35A on road A1079 and highway B4632",
        "RTX 4090, H100, A100-80GB, Kirin 9000S, MI300X, the 5A200",
        "Engine part 3A001 was replaced, P/N 3B001; model 2B350; flight 4A003",
        "Room 3A001 in the building; apartment 1C350",
        "CVE-2023-20198, ISO 27001-2022, COVID-19, GPT-4",
        "Title 42, Rule 10b-5, a 401(k), a Category 5 storm, Article 230, part 2 of the series",
        "Order 2024-12345 of the court; the box 2024-28270 of cereals",
        "The Group of 20 and its Country Group of experts",
        "SI 2024 swimsuit issue; OJ Simpson; the RIN TIN TIN show; EO 9 minutes",
    ],
)
def test_what_only_looks_like_a_citation_is_none(text: str) -> None:
    assert _keys(text) == []


def test_a_dockets_inner_number_is_no_document_number() -> None:
    assert _keys("Docket ID EPA-HQ-OAR-2024-0112") == ["docket:EPA-HQ-OAR-2024-0112"]


def test_an_entry_that_never_stood_on_the_list_is_no_eccn() -> None:
    assert _keys("Export controls on ECCN 3A777 and on 3A001") == ["eccn:3A001"]


def test_a_number_of_another_list_is_never_an_eccn() -> None:
    assert _keys("管制编码：1C902.a") == ["entry:cn/1C902.a"]
    assert _keys("Annex I, 3A001.a.1", Setting(jurisdiction="eu")) == ["entry:eu/3A001.a.1"]


def test_a_range_says_how_far_it_reaches() -> None:
    near, far = find_citations("items in ECCN 3B001.a.4 through .d")
    assert near.through is not None
    assert (near.reference.key, near.through.key) == ("eccn:3B001.a.4", "eccn:3B001.d")
    assert (far.quote, far.reference.key) == (".d", "eccn:3B001.d")


def test_this_part_means_the_part_that_the_text_stands_in() -> None:
    setting = Setting(title=15, part="744", section="744.23", codified=True)
    text = (
        "As § 744.21 of this part and paragraph (c) of this section say, see Supplement "
        "No. 4 to this part."
    )
    assert _keys(text, setting) == ["cfr:15/744.21", "cfr:15/744.23(c)", "cfr:15/744/supp-4"]


def test_this_section_is_the_provision_around_the_words() -> None:
    text = "Alpha text.\nSee paragraph (a) of this section."
    provisions = (
        Provision(label="15/744.1", heading=None, start=0, end=11),
        Provision(label="15/744.2", heading=None, start=12, end=len(text)),
    )
    assert _keys(text, Setting(title=15, part="744", provisions=provisions)) == ["cfr:15/744.2(a)"]


def test_an_instruction_names_the_section_of_its_paragraphs() -> None:
    text = (
        "15 CFR part 702 is amended.\n2. Amend § 702.7 by revising paragraphs (a)(2) and "
        "(b) to read:"
    )
    assert _keys(text) == ["cfr:15/702", "cfr:15/702.7", "cfr:15/702.7(a)(2)", "cfr:15/702.7(b)"]


def test_a_section_of_an_unknown_title_is_no_citation() -> None:
    assert _keys("The plan's § 744.21 and section 12.3 of the lease") == []


def test_the_heading_of_a_unit_of_the_code_does_not_cite_itself() -> None:
    setting = Setting(title=15, part="744", section="744.1", codified=True)
    assert _keys("§ 744.1 General provisions.\nSee § 744.1 again.", setting) == ["cfr:15/744.1"]


def test_every_quote_is_the_words_at_its_place() -> None:
    text = "É: 15 CFR 744.11(a) and (c); ECCNs 3A090.a, .b; 商务部公告2025年第61号; 90 FR 4544."
    found = find_citations(text)
    assert len(found) == 6
    assert all(text[one.start : one.end] == one.quote for one in found)
    assert all(one.end <= after.start for one, after in pairwise(found))


def test_other_numbers_in_a_bracketed_caption_are_no_dockets() -> None:
    text = (
        "[Docket No. FAA-2023-1480; Project Identifier MCAI-2023-00725-T; Amendment 39-22673; "
        "AD 2024-03-04]\n\nAGENCY: The office.\n\n[CFDA Number: 93.564]\n"
    )
    keys = [key for key in _keys(text) if key.startswith("docket:")]
    assert keys[0] == "docket:FAA-2023-1480"
    assert not [key for key in keys if "39-22673" in key or "2024-03-04" in key or "93.564" in key]


@pytest.mark.parametrize(
    "text",
    [
        "The collection covers 1951-1957 and 2010-2015.",
        "FR Doc. offices were open 1951-1957.",
        "Engine part 3A001 was replaced on flight 9A515.",
        "Model 3A090 of the airline's engine series, P/N 5E002.",
        "The 3D printer cost 4E001 yuan.",
    ],
)
def test_look_alikes_are_no_citations(text: str) -> None:
    assert _keys(text) == []


def test_a_row_of_a_list_names_its_notices_and_nothing_else() -> None:
    row = (
        "Name: Acme 15 CFR 744 Ltd\nAddress: Building 3A001, E.O. 13873 Road\n"
        "Federal Register notice: 89 FR 96830, 12/2/24. 90 FR 4615, 1/16/25."
    )
    assert [one.reference.key for one in find_notices(row)] == ["fr:89/96830", "fr:90/4615"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("ECCN 3A090 a, which BIS added", ["eccn:3A090.a"]),
        ("ECCN 3A090 a new entry", ["eccn:3A090"]),
        ("ECCN 3A001.z items", ["eccn:3A001.z"]),
        ("3A001.b.2.c.1 (ECCN)", ["eccn:3A001.b.2.c.1"]),
        ("ECCN 9A515.x and 9x515", ["eccn:9A515.x", "eccn:9x515"]),
        ("ECCN 0A521 items", ["eccn:0A521"]),
        ("ECCNs 3B001.a.4 through .d", ["eccn:3B001.a.4", "eccn:3B001.d"]),
        ("Docket EPA-HQ-OPP-2016-0122", ["docket:EPA-HQ-OPP-2016-0122"]),
        ("FR Doc. offices of FAA-2023-1480", ["docket:FAA-2023-1480"]),
    ],
)
def test_forms_and_traps_of_the_field(text: str, keys: list[str]) -> None:
    assert _keys(text) == keys


def test_entries_of_other_lists_are_never_forced_into_the_american_one() -> None:
    assert _keys("entry 4A506 of Annex I", Setting(jurisdiction="eu")) == ["entry:eu/4A506"]
    assert _keys("PL9013.a and ML11", Setting(jurisdiction="uk")) == [
        "entry:uk/PL9013.a",
        "entry:uk/ML11",
    ]
    assert not [
        key for key in _keys("物项 3A001 出口", Setting(jurisdiction="cn")) if "eccn" in key
    ]
