"""What changed between two files of a list, and what only looks as if it had."""

import pytest

from app.comparison.list_changes import Entry, field_changes, paired_again, row_changes
from app.comparison.list_values import folded


def entry(id_: str, *lines: tuple[str, str], name: str = "ACME Co., Ltd.") -> Entry:
    return Entry(id=id_, name=name, lines=(("Name", name), *lines))


def kinds(old: Entry, new: Entry) -> list[tuple[str, bool]]:
    return [(one.field, one.editorial) for one in field_changes(old, new)]


@pytest.mark.parametrize(
    ("heading", "old", "new"),
    [
        ("Licence policy", "Presumption of denial.", "Presumption  of denial"),
        ("Name", "ACME Co., Ltd", "Acme Co Ltd."),
        (
            "Entity",
            "ACME, a.k.a., the following alias: Apex",
            "ACME, a.k.a., the following alias: —Apex",
        ),
        ("Entity", "Acme; and Apex; 1 Main St.", "Apex; and Acme; 1 Main St."),
        ("Remarks", "the “second” plant – closed", 'the "second" plant - closed'),
        ("Address", "5 Main St., Bldg. 2", "5 Main Street, Building 2"),
        ("Remarks", "U.S.A. only", "USA only"),
        ("Digest", "a" * 40, "b" * 40),
    ],
)
def test_what_a_typist_changes_is_editorial(heading: str, old: str, new: str) -> None:
    found = field_changes(entry("x/1", (heading, old)), entry("x/1", (heading, new)))
    assert [one.editorial for one in found if one.field == heading] == [True]


@pytest.mark.parametrize(
    ("heading", "old", "new"),
    [
        ("Performance", "0.5 mm", "05 mm"),
        ("Performance", "1.5", "15"),
        ("Name", "José Peña", "Jose Pena"),
        ("Address", "5 Main St.", "6 Main St."),
        ("Licence policy", "Policy of denial", "Presumption of denial"),
        ("Programme", "SDGT", "SDNTK"),
        ("Federal Register notice", "89 FR 96830, 12/2/24", "89 FR 96830, 12/3/24"),
        ("Remarks", "St. Petersburg", "Street Petersburg"),
    ],
)
def test_what_changes_letters_or_figures_is_not(heading: str, old: str, new: str) -> None:
    found = field_changes(entry("x/1", (heading, old)), entry("x/1", (heading, new)))
    assert [one.editorial for one in found if one.field == heading] == [False]


def test_the_order_of_aliases_is_editorial_and_a_new_one_is_not() -> None:
    before = entry("x/1", ("Alias", "Apex"), ("Alias", "Acme Trading"))
    turned = entry("x/1", ("Alias", "Acme Trading"), ("Alias", "Apex"))
    more = entry("x/1", ("Alias", "Apex"), ("Alias", "Acme Trading"), ("Alias", "Summit"))
    assert kinds(before, turned) == [("Alias", True)]
    (change,) = field_changes(before, more)
    assert (change.editorial, change.gone, change.came) == (False, (), ("Summit",))
    assert (change.old, change.new) == ("Apex; Acme Trading", "Apex; Acme Trading; Summit")


def test_a_field_that_comes_or_goes_says_nothing_on_one_side() -> None:
    (change,) = field_changes(entry("x/1"), entry("x/1", ("Remarks", "see the notice")))
    assert (change.field, change.old, change.new) == ("Remarks", None, "see the notice")
    assert not change.editorial


def test_a_heading_worded_anew_is_editorial() -> None:
    before, after = entry("x/1", ("Address", "5 Main")), entry("x/1", ("Address on file", "5 Main"))
    (change,) = field_changes(before, after)
    assert change.editorial
    assert change.old == "Address: 5 Main"
    assert kinds(entry("x/1", ("Address", "5")), entry("x/1", ("ADDRESSES", "5"))) == [
        ("ADDRESSES", True)
    ]


def test_an_edited_row_named_by_a_digest_is_one_row() -> None:
    before = entry(
        "us-csl/el/0a1b2c3d4e5f", ("Country", "CN"), ("Federal Register notice", "1 FR 2")
    )
    after = entry(
        "us-csl/el/f5e4d3c2b1a0", ("Country", "Viet Nam"), ("Federal Register notice", "1 FR 2, 3")
    )
    found = row_changes([before], [after], [])
    assert (found.added, found.removed) == ((), ())
    assert [(one.old.id, one.new.id) for one in found.renumbered] == [(before.id, after.id)]
    assert [one.field for one in found.fields if not one.editorial] == [
        "Country",
        "Federal Register notice",
    ]


def test_a_number_that_changes_is_another_row() -> None:
    gone, came = entry("us-ofac/sdn/36"), entry("us-ofac/sdn/99")
    found = row_changes([gone], [came], [])
    assert [one.id for one in found.removed] == ["us-ofac/sdn/36"]
    assert [one.id for one in found.added] == ["us-ofac/sdn/99"]


def test_two_of_one_name_are_not_paired_by_chance() -> None:
    gone = [entry("a/aaaaaaaaaaaa", ("Country", "CN")), entry("a/bbbbbbbbbbbb", ("Country", "RU"))]
    came = [entry("a/cccccccccccc", ("Country", "IR"))]
    paired, left, right = paired_again(gone, came)
    assert (len(paired), len(left), len(right)) == (0, 2, 1)


def test_a_point_between_figures_is_part_of_the_number() -> None:
    assert folded("3A001.a, 1.5 GHz, 10,000 units") == folded("3a001 A 1.5 ghz 10000 Units")
    assert folded("1.5") != folded("15")
