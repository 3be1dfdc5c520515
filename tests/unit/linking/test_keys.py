"""Under which keys documents are held, and which reference a key is of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.citations import Citation
from app.domain.documents import Kind
from app.domain.references import CfrReference, Family, NumberedReference, Reference, cfr_part_of
from app.extraction.citations import find_citations
from app.linking.keys import Answering, answers_to, matters_of, reference_of, whole_key

steps = st.lists(st.sampled_from(["a", "1", "iv", "A", "2"]), max_size=4).map(tuple)
sections = st.sampled_from(["744.23", "120.1", "1.401-1", "109-38.301", "52.2020a"])
numbered = st.sampled_from(
    [
        *((Family.FR, "89/96790"), (Family.FR_DOCUMENT, "2024-28270"), (Family.ECCN, "3A090.a.1")),
        *((Family.RIN, "0694-AJ74"), (Family.US_CODE, "50/4817"), (Family.USML, "XI")),
        *((Family.EXECUTIVE_ORDER, "14105"), (Family.UK_INSTRUMENT, "2008/3231")),
        *((Family.MOFCOM, "2025/46"), (Family.COUNTRY_GROUP, "D:5")),
    ]
)


@st.composite
def cfr(draw: st.DrawFn) -> Reference:
    paragraphs = draw(steps)
    section = draw(sections)
    return draw(
        st.sampled_from(
            [
                CfrReference(15, cfr_part_of(section), section, None, paragraphs),
                CfrReference(15, "744", None, None, ()),
                CfrReference(41, "109-38", None, None, ()),
                CfrReference(15, "744", None, "supp-4", paragraphs),
                CfrReference(31, None, None, "ch-V", ()),
                CfrReference(15),
            ]
        )
    )


@given(cfr())
def test_a_place_in_the_code_is_read_back_from_its_key(reference: Reference) -> None:
    assert reference_of(reference.key) == reference


@given(numbered, steps)
def test_a_number_is_read_back_from_its_key(
    named: tuple[Family, str], paragraphs: tuple[str, ...]
) -> None:
    reference = NumberedReference(named[0], named[1], paragraphs)
    assert reference_of(reference.key) == reference
    assert whole_key(reference) == NumberedReference(*named).key.lower()


def test_a_corrigendum_of_the_union_keeps_its_brackets() -> None:
    reference = NumberedReference(Family.CELEX, "32021R0821R(01)")
    assert reference_of(reference.key) == reference


@pytest.mark.parametrize("key", ["", "fr:", "90 FR 4544", "nobody:1", "cfr:x/1"])
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        reference_of(key)


def test_a_paper_answers_to_its_page_and_its_volume() -> None:
    text = "[Federal Register Volume 89, Number 233]\n[Pages 96790-96830]\nA rule."
    assert answers_to(["fr:89/96790"], kind=Kind.RULE, title="", text=text, in_title=()) == (
        Answering(key="fr:89/96790", first_page=96790, last_page=96830),
        Answering(key="fr:89", first_page=96790, last_page=96830),
    )


def test_an_order_of_the_president_answers_to_its_number() -> None:
    text = "Title 3-\nThe President\nExecutive Order 14105 of August 9, 2023\n\nAddressing"
    found = answers_to((), kind=Kind.PRESIDENTIAL, title="Addressing", text=text, in_title=())
    assert [one.key for one in found] == ["eo:14105"]
    assert not answers_to((), kind=Kind.RULE, title="", text=text, in_title=())


def test_a_notice_to_exporters_answers_to_the_number_in_front_of_its_title() -> None:
    for title, keys in (("NTE 2024/05: a licence", ["nte:2024/05"]), ("On NTE 2024/05", [])):
        found = answers_to(
            (), kind=Kind.NOTICE, title=title, text="", in_title=find_citations(title)
        )
        assert [one.key.replace("/5", "/05") for one in found] == keys


def test_a_matter_is_named_by_metadata_else_by_the_head_of_a_paper() -> None:
    rin = NumberedReference(Family.RIN, "0694-AJ74")
    head = Citation(start=10, end=23, quote="RIN 0694-AJ74", reference=rin, rule="rin")
    late = Citation(start=9_000, end=9_013, quote="RIN 0694-AJ74", reference=rin, rule="rin")
    assert matters_of(rins=("0694-AB12",), dockets=(), citations=[head]) == ("rin:0694-ab12",)
    assert matters_of(rins=(), dockets=(), citations=[head]) == ("rin:0694-aj74",)
    assert matters_of(rins=(), dockets=(), citations=[late]) == ()
