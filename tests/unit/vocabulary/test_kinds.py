"""Every type of the field counts as one kind, and has a name for people."""

import pytest

from app.domain.documents import Kind
from app.vocabulary.kinds import actions, kind_of_type, kinds, type_label, types

# The types and actions of the field's list, as its publishers use them.
TYPES = """
statute bill executive_order proclamation presidential_memorandum presidential_determination
presidential_notice final_rule interim_final_rule direct_final_rule temporary_rule proposed_rule
anprm notice_of_inquiry notice notice_comment_extension correcting_amendment ofr_correction
withdrawal temporary_denial_order denial_order settlement_order entity_list_rule
unverified_list_rule temporary_general_licence ofac_general_licence ofac_determination ofac_faq
guidance faq policy_statement advisory_opinion is_informed_letter licence_condition press_release
press_release_enforcement_discretion fact_sheet congressional_letter gao_decision court_filing
court_order ddtc_rule commodity_jurisdiction dsp_notice act statutory_instrument
notice_to_exporters ogel gtcl end_use_notice control_list_consolidated
written_ministerial_statement policy_paper regulation delegated_regulation
implementing_regulation decision recommendation corrigendum national_control_list_notice
general_export_authorisation ministerial_order announcement company_notice bill_stage
scheduled_event treaty plurilateral_statement announcement_reported
"""
ACTIONS = """
impose tighten ease lift rescind suspend reinstate delay extend correct clarify modify propose
seek_comment withdraw announce add_entity remove_entity modify_entity issue_licence deny challenge
codify
"""


def test_every_type_of_the_field_has_a_kind() -> None:
    assert [type_ for type_ in TYPES.split() if type_ not in types()] == []


def test_the_actions_are_those_of_the_field_and_no_others() -> None:
    assert list(actions()) == ACTIONS.split()


def test_every_kind_has_a_name_and_an_explanation() -> None:
    assert set(kinds()) == set(Kind)


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("interim_final_rule", Kind.RULE),
        ("withdrawal", Kind.PROPOSED_RULE),
        ("press_release_enforcement_discretion", Kind.STATEMENT),
        ("announcement_reported", Kind.STATEMENT),
        ("is_informed_letter", Kind.ORDER),
        ("ofac_general_licence", Kind.LICENCE),
        ("court_order", Kind.COURT),
    ],
)
def test_a_type_counts_as_its_kind(type_: str, kind: Kind) -> None:
    assert kind_of_type(type_) is kind


def test_a_press_release_is_never_a_rule() -> None:
    spoken = {key for key, named in types().items() if "press_release" in key or "sheet" in key}
    assert {kind_of_type(key) for key in spoken} == {Kind.STATEMENT}


def test_a_type_nobody_entered_is_refused_rather_than_guessed() -> None:
    with pytest.raises(KeyError):
        kind_of_type("edict")


def test_a_type_is_named_in_words() -> None:
    assert type_label("interim_final_rule") == "interim final rule"
    assert not any("_" in named.label for named in types().values())
