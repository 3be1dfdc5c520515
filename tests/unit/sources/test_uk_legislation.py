"""What legislation.gov.uk gives: fragments, feeds, and effects one by one."""

from pathlib import Path

import pytest

from app.domain.documents import Extent, Kind
from app.domain.instruments import InstrumentFacts
from app.domain.sources import Reading, Words
from app.formats.legal_lines import local_name
from app.formats.xml import parse_xml
from app.sources.uk_legislation import SOURCE
from tests.captured import Said, body_of, say

FOLDER = "data/uk-official"
FRAGMENTS = {
    "clml_fragment_1.xml": ("ukpga/2022/44/section/18/2/a", 1),
    "clml_fragment_3.xml": (
        "ukpga/2022/44/crossheading/reduction-of-domestic-energy-bills-in-england-wales-and-scotland",
        13,
    ),
    "clml_fragment_4.xml": (
        "ukpga/2022/44/crossheading/reduction-of-domestic-energy-bills-in-northern-ireland",
        None,
    ),
    "clml_fragment_6.xml": ("uksi/2022/1406/part/2", None),
    "clml_fragment_7.xml": ("ukpga/2025/16/section/1", None),
}
EFFECTS = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:ukm="http://www.legislation.gov.uk/namespaces/metadata">
<id>http://www.legislation.gov.uk/changes/affected/uksi/2031/77/data.feed</id>
<link rel="next" href="http://www.legislation.gov.uk/changes/affected/uksi/2031/77/data.feed?page=2"/>
<entry><id>http://www.legislation.gov.uk/changes/x</id><content type="text/xml">
<ukm:Effect EffectId="key-1" URI="http://www.legislation.gov.uk/id/effect/key-1" Applied="false"
 RequiresApplied="true" Type="inserted" AffectedURI="http://www.legislation.gov.uk/id/uksi/2031/77"
 AffectedProvisions="art. 2A" AffectingURI="http://www.legislation.gov.uk/id/uksi/2032/5"
 AffectingProvisions="art. 3" Modified="2032-02-03T10:00:00Z">
<ukm:AffectedTitle>The Lantern Order 2031</ukm:AffectedTitle>
<ukm:AffectingTitle>The Lantern (Amendment) Order 2032</ukm:AffectingTitle>
<ukm:InForceDates><ukm:InForce Date="2032-06-01" Qualification="wholly in force"/>
<ukm:InForce Prospective="true"/></ukm:InForceDates></ukm:Effect></content></entry>
<entry><id>http://www.example.org/not-an-instrument</id><title>Lost</title></entry></feed>"""


def words(reading: Reading) -> Words:
    assert isinstance(reading.words, Words)
    return reading.words


def dates(facts: InstrumentFacts) -> list[tuple[str, str, str]]:
    assert isinstance(facts.dates, tuple)
    return [(one.role, one.on.isoformat(), one.scope) for one in facts.dates]


def recorded(shared: Path, name: str) -> Said:
    return say(SOURCE, body_of(shared / FOLDER / name))


@pytest.mark.parametrize("name", FRAGMENTS)
def test_a_fragment_is_known_by_its_own_identifier(shared: Path, name: str) -> None:
    native, units = FRAGMENTS[name]
    said = recorded(shared, name)
    (reading,) = said.readings.values()
    assert reading.document.id == f"uk-legislation/{native}"
    assert reading.document.kind is Kind.SECTION
    assert said.issues == ()
    if units is not None:
        assert len(words(reading).provisions) == units


@pytest.mark.parametrize("name", FRAGMENTS)
def test_no_word_of_a_fragment_is_lost(shared: Path, name: str) -> None:
    body = body_of(shared / FOLDER / name)
    (reading,) = say(SOURCE, body).readings.values()
    root = parse_xml(body, where=name)
    assert local_name(root)
    wanted = " ".join("".join(str(one) for one in root.itertext()).split())
    letters = [sign for sign in wanted if sign.isalnum()]
    assert [sign for sign in words(reading).text if sign.isalnum()] == letters


def test_a_fragment_of_a_revised_act_says_from_when_its_words_hold(shared: Path) -> None:
    (reading,) = recorded(shared, "clml_fragment_4.xml").readings.values()
    assert not isinstance(reading.in_force, str)
    assert str(reading.in_force).count("2022, 10, 25") == 1
    assert reading.facts.citation == "2022 c. 44"
    assert reading.title == "Reduction of domestic energy bills in Northern Ireland"
    labels = [one.label for one in words(reading).provisions]
    assert labels[:4] == [
        "crossheading reduction-of-domestic-energy-bills-in-northern-ireland",
        *("section 5", "section 5(1)", "section 5(2)"),
    ]


def test_a_section_cut_out_without_its_group_keeps_the_heading(shared: Path) -> None:
    (reading,) = recorded(shared, "clml_fragment_7.xml").readings.values()
    assert reading.title == "Great British Energy"
    assert reading.url == "http://www.legislation.gov.uk/ukpga/2025/16/section/1/enacted"
    assert words(reading).text.startswith("Great British Energy\n\n1 (1) The Secretary of State")
    assert words(reading).provisions[0].label == "section 1"


def test_quoted_law_stands_in_the_quotation_marks_that_print_shows(shared: Path) -> None:
    (reading,) = recorded(shared, "clml_fragment_1.xml").readings.values()
    assert words(reading).text.count("“(1A) ") == 1
    assert words(reading).text.endswith("stations.”, and")


def test_a_feed_gives_instruments_with_their_days(shared: Path) -> None:
    said = recorded(shared, "legislation_feed_page2.atom.xml.gz")
    assert list(said.readings) == [
        f"uk-legislation/{native}"
        for native in ("ukpga/2015/12", "anaw/2015/4", "asp/2015/4", "nia/2015/4", "ukpga/2015/4")
    ]
    first = said.readings["uk-legislation/ukpga/2015/12"]
    assert str(first.published_on) == "2015-03-27"
    assert first.date_evidence == "published"
    assert dates(first.facts) == [
        ("enacted", "2015-03-26", "all"),
        ("updated", "2015-04-16", "all"),
    ]
    assert first.facts.citation == "2015 c. 12"
    assert (first.document.kind, first.document.type) == (Kind.STATUTE, "act")
    welsh = said.readings["uk-legislation/anaw/2015/4"]
    assert welsh.title == "Planning (Wales) Act 2015 / Deddf Cynllunio (Cymru) 2015"
    assert words(welsh).language is None
    assert words(welsh).extent is Extent.SUMMARY
    assert str(said.readings["uk-legislation/nia/2015/4"].published_on) == "2015-03-12"
    assert said.issues == ()


def test_the_changes_feed_gives_each_effect_as_a_row_of_a_list() -> None:
    said = say(SOURCE, EFFECTS)
    effect = said.readings["uk-legislation/effect/key-1"]
    assert effect.document.kind is Kind.LIST_ENTRY
    assert effect.document.list_key == "uk-effects"
    assert effect.title == (
        "art. 2A of The Lantern Order 2031 (uksi/2031/77): inserted, by art. 3 "
        "The Lantern (Amendment) Order 2032 (uksi/2032/5)"
    )
    assert "Applied to the text: no\n" in words(effect).text
    assert "In force: prospective" in words(effect).text
    assert dates(effect.facts) == [
        ("effective", "2032-06-01", "art. 2A"),
        ("updated", "2032-02-03", "all"),
    ]
    assert [request.shape for request in said.requests] == ["uk-feed"]


def test_an_entry_that_names_no_instrument_is_set_aside_alone() -> None:
    said = say(SOURCE, EFFECTS)
    assert [lost.where for lost in said.lost] == ["entry[1].id"]


@pytest.mark.parametrize(
    "body",
    [
        b"<feed xmlns='http://www.w3.org/2005/Atom'><id>https://news.example.org/</id></feed>",
        b"<feed><id>tag:x</id><entry><id>http://www.legislation.gov.uk/id/uksi/1/1</id></entry></feed>",
        b"<Part><Title>of a play</Title></Part>",
        b"<html><a href='https://www.legislation.gov.uk/'>law</a></html>",
    ],
)
def test_feeds_and_pages_of_others_are_left_to_others(body: bytes) -> None:
    assert SOURCE.recognise is not None
    assert SOURCE.recognise(body, "file") is None
