"""A reference becomes one document, or says honestly why it does not."""

from datetime import date

from app.domain.citations import Held
from app.domain.documents import Kind
from app.domain.references import CfrReference, Family, NumberedReference
from app.linking.resolve import own_keys, paper_keys, resolve, thread_keys

RULE = Held(document="us-fr/2024-28270", first_page=96790, last_page=96830)
SECTION = Held(document="us-ecfr/15-744.23")


def _page(number: str) -> NumberedReference:
    return NumberedReference(Family.FR, number)


def test_a_document_answers_to_its_number_and_its_page() -> None:
    keys = own_keys("us-fr/2024-28270", citation="89 FR 96790")
    assert keys == {"frdoc:2024-28270", "fr:89/96790"}


def test_a_number_padded_otherwise_is_the_same_number() -> None:
    assert own_keys("us-fr/2026-09958") == own_keys("us-fr/2026-9958")


def test_units_of_the_code_answer_to_their_place() -> None:
    assert own_keys("us-ecfr/15-744.23") == {"cfr:15/744.23"}
    assert own_keys("us-ecfr/15-744-supp-4") == {"cfr:15/744/supp-4"}
    assert own_keys("us-ecfr/15-744") == {"cfr:15/744"}


def test_a_paragraph_resolves_to_its_section() -> None:
    reference = CfrReference(15, "744", "744.23", None, ("a", "2"))
    assert resolve(reference, {"cfr:15/744.23": (SECTION,)}).document == SECTION.document


def test_a_section_does_not_resolve_to_its_part() -> None:
    part = Held(document="us-ecfr/15-744")
    assert resolve(CfrReference(15, "744", "744.23"), {"cfr:15/744": (part,)}).document is None


def test_nothing_held_is_unresolved_and_a_later_arrival_resolves_it() -> None:
    reference = NumberedReference(Family.FR_DOCUMENT, "2024-28270")
    assert resolve(reference, {}).document is None
    assert resolve(reference, {"frdoc:2024-28270": (RULE,)}).document == RULE.document


def test_a_page_on_which_two_papers_begin_names_neither() -> None:
    other = Held(document="us-fr/2024-00001", first_page=96790, last_page=96790)
    result = resolve(_page("89/96790"), {"fr:89/96790": (RULE, other)})
    assert result.document is None
    assert "2 documents" in result.reason


def test_a_page_inside_a_paper_names_that_paper() -> None:
    within = resolve(_page("89/96800"), {"fr:89": (RULE,)})
    assert within.document == RULE.document
    assert within.reason == "page 96800 lies in 89 FR 96790–96830"
    assert resolve(_page("89/96831"), {"fr:89": (RULE,)}).document is None


def test_a_page_shared_by_two_papers_names_neither() -> None:
    other = Held(document="us-fr/2024-00001", first_page=96830, last_page=96840)
    result = resolve(_page("89/96830"), {"fr:89": (RULE, other)})
    assert result.document is None
    assert result.reason == "2 documents share page 96830"


def test_a_rule_answers_to_its_day_and_each_of_its_bodies() -> None:
    day = date(2025, 1, 15)
    slugs = ("industry-and-security-bureau", "commerce-department", "nobody-knows")
    assert paper_keys(Kind.RULE, day, slugs) == {
        "paper:2025-01-15/rule/bis",
        "paper:2025-01-15/rule/commerce",
    }
    assert paper_keys(Kind.NOTICE, day, slugs) == frozenset()
    assert paper_keys(Kind.RULE, None, slugs) == frozenset()


def test_a_rule_of_a_day_is_named_only_where_it_is_the_only_one() -> None:
    reference = NumberedReference(Family.PAPER, "2025-01-15/rule/bis")
    held = {"paper:2025-01-15/rule/bis": (RULE,)}
    assert resolve(reference, held).document == RULE.document
    assert resolve(reference, {}).reason == "no rule of bis published on 2025-01-15 is held"
    nobody = resolve(NumberedReference(Family.PAPER, "2025-01-15/rule"), held)
    assert (nobody.document, nobody.reason) == (None, "names a day, and not whose paper")


def test_a_rin_names_a_matter_and_joins_its_papers() -> None:
    reference = NumberedReference(Family.RIN, "0694-AJ74")
    assert resolve(reference, {"rin:0694-AJ74": (RULE,)}).document is None
    proposal = thread_keys(rins=("0694-AJ74",), dockets=("Docket No. BIS-2022-0025",))
    assert proposal == {"rin:0694-AJ74", "docket:BIS-2022-0025"}


def test_a_consolidated_text_of_the_union_is_found_as_its_act() -> None:
    act = Held(document="eu-oj/32021R0821")
    reference = NumberedReference(Family.CELEX, "02021R0821-20241108")
    assert resolve(reference, {"celex:32021R0821": (act,)}).document == act.document
