"""What an instrument is called and what it does, with the words that say so."""

import pytest

from app.domain.documents import Kind
from app.domain.facts import Action, Face
from app.extraction.actions import corrected_by, type_and_actions
from app.extraction.citations import find_citations
from app.extraction.dates import find_dates
from app.vocabulary.kinds import actions, types


def _read(face: Face) -> tuple[str | None, dict[str, Action]]:
    reading, done = type_and_actions(face, find_citations(face.text), find_dates(face.text))
    return reading.type, {action.verb: action for action in done}


@pytest.mark.parametrize(
    ("title", "caption", "kind", "type_"),
    [
        ("Additions to the Entity List", "Final rule.", Kind.RULE, "entity_list_rule"),
        ("Revisions to the Unverified List", "Final rule.", Kind.RULE, "unverified_list_rule"),
        (
            "New Controls",
            "Interim final rule; request for comments.",
            Kind.RULE,
            "interim_final_rule",
        ),
        ("New Controls", "Interim final rule; correction.", Kind.RULE, "correcting_amendment"),
        ("New Controls; Correction", "Correcting amendment.", Kind.RULE, "correcting_amendment"),
        (
            "New Controls",
            "Proposed rule; extension of comment period.",
            Kind.PROPOSED_RULE,
            "notice_comment_extension",
        ),
        ("New Controls", "Proposed rule; withdrawal.", Kind.PROPOSED_RULE, "withdrawal"),
        ("New Controls", "Advance notice of proposed rulemaking.", Kind.PROPOSED_RULE, "anprm"),
        ("Request", "Notice of inquiry.", Kind.NOTICE, "notice_of_inquiry"),
        (
            "Order Renewing Temporary Denial of Export Privileges",
            None,
            Kind.NOTICE,
            "temporary_denial_order",
        ),
        ("Order Denying Export Privileges", None, Kind.NOTICE, "denial_order"),
        ("A Public Meeting", "Notice.", Kind.NOTICE, "notice"),
        ("Executive Order 14105 of August 9, 2023", None, Kind.PRESIDENTIAL, "executive_order"),
        ("Something unheard of", None, None, None),
    ],
)
def test_the_type_is_what_caption_and_title_say(
    title: str, caption: str | None, kind: Kind | None, type_: str | None
) -> None:
    assert _read(Face(title=title, text="", caption=caption, kind=kind))[0] == type_


def test_a_rule_on_munitions_is_the_state_departments() -> None:
    face = Face(title="Categories", text="", caption="Final rule.", kind=Kind.RULE, cfr=("22/121",))
    assert _read(face)[0] == "ddtc_rule"


def test_an_erratum_is_told_by_its_number_and_names_what_it_corrects() -> None:
    face = Face(title="Controls", text="", kind=Kind.RULE, number="C1-2024-28270")
    type_, done = _read(face)
    assert type_ == "ofr_correction"
    assert done["correct"].target is not None
    assert done["correct"].target.key == "frdoc:2024-28270"


def test_an_agencys_correction_names_its_rule_though_metadata_is_silent() -> None:
    text = (
        "ACTION: Correcting amendment.\n\nSUMMARY: This rule corrects errors in the rule published "
        "December 5, 2024.\n\nDATES: Effective December 20, 2024.\n\nSUPPLEMENTARY "
        "INFORMATION: In FR Doc. "
        "2024-28270 appearing at 89 FR 96790 the following is corrected."
    )
    face = Face(title="Controls; Correction", text=text, kind=Kind.RULE, number="2024-30723")
    type_, done = _read(face)
    assert type_ == "correcting_amendment"
    assert done["correct"].target is not None
    assert done["correct"].target.key == "frdoc:2024-28270"


def test_metadata_that_names_the_corrected_paper_is_believed() -> None:
    face = Face(title="x", text="90 FR 1", kind=Kind.RULE, corrects="2024-28270")
    reference = corrected_by(face, find_citations(face.text))
    assert reference is not None
    assert reference.key == "frdoc:2024-28270"


def test_an_extension_names_the_rule_and_the_new_day_seeks_comment() -> None:
    text = (
        "ACTION: Proposed rule; extension of comment period.\n\nSUMMARY: The comment "
        "period for the rule "
        "published at 89 FR 5698 is extended.\n\nDATES: Comments are due by May 13, "
        "2024.\nADDRESSES: z"
    )
    type_, done = _read(Face(title="Customers", text=text, kind=Kind.PROPOSED_RULE))
    assert type_ == "notice_comment_extension"
    assert done["extend"].target is not None
    assert done["extend"].target.key == "fr:89/5698"
    assert "seek_comment" in done


@pytest.mark.parametrize(
    ("summary", "verbs"),
    [
        (
            "This rule adds 26 entities to the Entity List and removes two entities from the "
            "Entity List.",
            {"add_entity", "remove_entity"},
        ),
        ("This rule imposes new license requirements on chips.", {"impose"}),
        ("This rule suspends the amendments made at 90 FR 47201.", {"suspend"}),
        ("This rule rescinds the rule published at 90 FR 4544.", {"rescind"}),
        ("This rule delays the effective date of the rule at 90 FR 4544.", {"delay"}),
        ("This rule eases controls on chips.", {"ease"}),
        ("This rule clarifies the scope of the controls.", {"clarify", "modify"}),
    ],
)
def test_the_summary_says_what_the_rule_does(summary: str, verbs: set[str]) -> None:
    text = f"ACTION: Final rule.\n\nSUMMARY: {summary}\n\nDATES: x"
    assert set(_read(Face(title="Controls", text=text, kind=Kind.RULE))[1]) == verbs


def test_types_and_verbs_are_words_of_the_vocabulary() -> None:
    text = (
        "SUMMARY: BIS adds one entity to the Entity List, corrects, withdraws, suspends, "
        "imposes a new control.\n"
    )
    type_, done = _read(Face(title="Entity List", text=text, caption="Final rule.", kind=Kind.RULE))
    assert type_ in types()
    assert done
    assert set(done) <= set(actions())


def test_each_action_quotes_the_place_it_names() -> None:
    face = Face(
        title="Controls; Correction", text="SUMMARY: This rule corrects a number.\n", kind=Kind.RULE
    )
    for action in _read(face)[1].values():
        words = {"text": face.text, "title": face.title}[action.within]
        assert words[action.start : action.end] == action.quote
