"""Tables of the export regulations: entries, groups by day, exceptions, acts, dockets."""

from datetime import date

from app.vocabulary.acts import uk_acts
from app.vocabulary.country_groups import country_groups, groups_of, shown_on
from app.vocabulary.docket_agencies import docket_agencies
from app.vocabulary.eccn import control_list, is_eccn, is_listed
from app.vocabulary.licence_exceptions import exception_names, licence_exceptions


def test_every_entry_of_the_control_list_has_the_form_of_one() -> None:
    assert len(control_list()) > 600
    assert all(is_eccn(entry) for entry in control_list())


def test_an_entry_of_the_past_is_still_known_and_an_invented_one_is_not() -> None:
    assert is_listed("0A018")
    assert not is_listed("3A777")


def test_a_country_is_in_the_groups_of_the_day_that_is_asked_about() -> None:
    assert "B" in groups_of("NI", date(2024, 3, 14)).groups
    assert groups_of("NI", date(2024, 3, 15)).groups == ("D:1", "D:5")


def test_a_day_before_the_table_is_not_sure() -> None:
    assert not groups_of("CN", date(2020, 1, 1)).sure
    assert groups_of("CN", shown_on()).sure


def test_groups_exceptions_acts_and_dockets_have_their_names() -> None:
    assert {"A", "A:5", "D:5", "E:2"} <= set(country_groups())
    assert licence_exceptions()["STA"] == "740.20"
    assert ("Strategic Trade Authorization", "STA") in exception_names()
    assert ("Export Control Act 2002", "ukpga", "2002/28") in uk_acts()
    assert {"BIS", "DOS", "OFAC"} <= docket_agencies()
    assert "CVE" not in docket_agencies()
