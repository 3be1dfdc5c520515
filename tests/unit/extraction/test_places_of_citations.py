"""Citations whose section, title or end is told by the words around them."""

import pytest

from app.domain.citations import Setting
from app.extraction.citations import find_citations


def _keys(text: str, setting: Setting | None = None) -> list[str]:
    return [one.reference.key for one in find_citations(text, context=setting)]


def test_an_instruction_turns_to_its_own_section() -> None:
    setting = Setting(title=15, part="791", section="791.2")
    text = "6. Amend § 791.3 by revising paragraphs (a)(2), (4) and (b), to read as follows:"
    wanted = ["791.3", "791.3(a)(2)", "791.3(a)(4)", "791.3(b)"]
    assert _keys(text, setting) == [f"cfr:15/{section}" for section in wanted]


def test_a_rule_of_one_title_means_that_title_by_its_sections() -> None:
    text = "12. Amend § 478.74 by revising paragraph (b)."
    assert _keys(text, Setting(title=27)) == ["cfr:27/478.74", "cfr:27/478.74(b)"]
    assert _keys("See section 4.2 of the guide.", Setting(title=27)) == []
    assert _keys("Section 478.74 is being amended.", Setting(title=27)) == ["cfr:27/478.74"]


def test_quoted_words_of_a_section_speak_of_that_section() -> None:
    setting = Setting(title=12, part="1005")
    text = (
        "The rule revises § 1005.33(c) so that it states: “under paragraph (a)(1) of this section”."
    )
    assert _keys(text, setting) == ["cfr:12/1005.33(c)", "cfr:12/1005.33(a)(1)"]


def test_a_paragraph_excluded_from_a_section_is_that_sections() -> None:
    setting = Setting(title=15, part="746", section="746.8", codified=True)
    text = "License Exception BAG (§ 740.14, excluding paragraph (e), of the EAR)."
    assert "cfr:15/740.14(e)" in _keys(text, setting)


def test_a_paragraph_of_an_acts_section_is_not_the_codes() -> None:
    setting = Setting(title=31, part="594", section="594.201", codified=True)
    assert _keys("a list under paragraph (c) of Section 3 of the Shields Act", setting) == []


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("See 2 U.S.C. 1501et seq.", ["usc:2/1501"]),
        ("the Act (19 U.S.C. 81a-81u)", ["usc:19/81a", "usc:19/81u"]),
        ("EFTA (15 U.S.C. 1693o–1)", ["usc:15/1693o-1"]),
        ("EFTA (15 U.S.C. 78dd-1)", ["usc:15/78dd-1"]),
        ("50 U.S.C. 4801–4852", ["usc:50/4801", "usc:50/4852"]),
    ],
)
def test_sections_of_statutes_with_letters(text: str, keys: list[str]) -> None:
    assert _keys(text) == keys


def test_an_entry_except_for_one_paragraph_names_both() -> None:
    assert _keys("under ECCN 0A505 except for .c, regardless") == ["eccn:0A505", "eccn:0A505.c"]


def test_codes_of_accounts_in_the_heading_are_no_dockets() -> None:
    line = "[S1D1S SS08011000 SX064A000 245S180110; Docket No. 2031-0012]"
    text = f"OFFICE OF ELMS\n\n{line}\n\nElms\n\nAGENCY: x"
    assert _keys(text) == ["docket:2031-0012"]
