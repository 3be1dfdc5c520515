"""A person types a reference alone, in any case and with words left out, and is understood."""

import pytest

from app.extraction.asked import asked_reference, asked_references

_MEANT = {
    "744.11(c)": "cfr:15/744.11(c)",
    "§ 744.11(c)": "cfr:15/744.11(c)",
    "15 CFR 744.11(c)": "cfr:15/744.11(c)",
    "15 cfr 744.11 (c)": "cfr:15/744.11(c)",
    "15/744.11(c)": "cfr:15/744.11(c)",
    "paragraph (c) of § 744.11": "cfr:15/744.11(c)",
    "part 744": "cfr:15/744",
    "121.1": "cfr:22/121.1",
    "31 CFR ch. V": "cfr:31/ch-V",
    "Supplement No. 4 to part 744": "cfr:15/744/supp-4",
    "supp 4 to 744": "cfr:15/744/supp-4",
    "15 CFR part 774, Supplement No. 1": "cfr:15/774/supp-1",
    "subpart B of part 560": "cfr:31/560/subpart-B",
    "3 CFR, 2001 Comp., p. 783": "cfr-comp:3/2001/783",
    "90 FR 4544": "fr:90/4544",
    "90fr4544": "fr:90/4544",
    "90 Fed. Reg. 4544": "fr:90/4544",
    "2025-00636": "frdoc:2025-00636",
    "C1-2024-28270": "frdoc:C1-2024-28270",
    "RIN 0694-AJ74": "rin:0694-AJ74",
    "0694-aj74": "rin:0694-AJ74",
    "BIS-2022-0025": "docket:BIS-2022-0025",
    "241119-0296": "docket:241119-0296",
    "3A090.a": "eccn:3A090.a",
    "eccn 3a090.a": "eccn:3A090.a",
    "EAR99": "eccn:EAR99",
    "PL9013.a": "entry:uk/PL9013.a",
    "usml xi(c)": "usml:XI(c)",
    "D:5": "group:D:5",
    "license exception NAC": "exception:NAC",
    "E.O. 13873": "eo:13873",
    "Proclamation 10414": "proc:10414",
    "Presidential Determination 2024-05": "pd:2024-05",
    "P.L. 115-232": "publ:115-232",
    "50 usc 4801": "usc:50/4801",
    "132 Stat. 2208": "stat:132/2208",
    "SI 2008/3231": "uksi:2008/3231",
    "Export Control Act 2002": "ukpga:2002/28",
    "NTE 2024/05": "nte:2024/05",
    "32021R0821": "celex:32021R0821",
    "Regulation (EU) 2021/821": "celex:32021R0821",
    "OJ L/2023/2135": "oj:L/2023/2135",
    "MOFCOM announcement 61 of 2025": "mofcom:2025/61",
    "商务部公告2025年第61号": "mofcom:2025/61",
}


@pytest.mark.parametrize(("asked", "key"), _MEANT.items())
def test_a_person_may_type_a_reference_alone(asked: str, key: str) -> None:
    reference = asked_reference(asked)
    assert reference is not None
    assert reference.key == key


@pytest.mark.parametrize(
    "asked",
    [
        *(
            "export controls",
            "",
            "  ",
            "Entity List",
            "2024",
            "42",
            "B",
            "24/7",
            "USA",
            "3D printing",
        ),
        *("1951-1957", "2010-2015", "13 May 2025", "15 CFR 744.11(c) and chips", "the 50 % rule"),
    ],
)
def test_plain_words_years_and_figures_are_no_reference(asked: str) -> None:
    assert asked_references(asked) == ()


def test_what_two_acts_are_called_names_both() -> None:
    keys = [one.reference.key for one in asked_references("2021/821")]
    assert keys == ["uksi:2021/821", "celex:32021R0821"]


def test_a_range_names_both_its_ends_and_is_no_single_reference() -> None:
    (found,) = asked_references("ECCN 3B001.a.4 through .d")
    assert (found.reference.key, found.through and found.through.key) == (
        "eccn:3B001.a.4",
        "eccn:3B001.d",
    )
    assert asked_reference("parts 730 through 774") is None
