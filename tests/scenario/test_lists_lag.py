"""A list is told in several places, and not on one day: notice, code, consolidated file (G6-G8)."""

import json
from datetime import date
from typing import Final

import pytest
from fastapi.testclient import TestClient

from app.asgi import build
from app.domain.ids import SourceKey
from app.domain.time import PointInTime
from app.queries.lists import list_as_of, named_on_list
from app.queries.reconciliation import reconciliation
from app.queries.reconciliation_views import ReconciliationView
from tests.workspaces import Desk

ROW: Final = (
    "<TR><TD>{country}</TD><TD>{entity}</TD><TD>For all items subject to the EAR. (See § 744.11 of "
    "the EAR)</TD><TD>Presumption of denial.</TD><TD>{notice}</TD></TR>"
)
HEAD: Final = (
    "<THEAD><TR><TH>Country</TH><TH>Entity</TH><TH>License requirement</TH>"
    "<TH>License review policy</TH>"
    "<TH>Federal Register citation</TH></TR></THEAD>"
)
CODE: Final = (
    '<DIV5 N="744" NODE="15:2.1.3" TYPE="PART"><HEAD>PART 744—CONTROL POLICY</HEAD>'
    '<DIV9 N="Supplement No. 4 to Part 744" NODE="15:2.1.3.1" TYPE="APPENDIX">'
    "<HEAD>Supplement No. 4 to Part 744—Entity List</HEAD>"
    '<DIV width="100%"><TABLE>{rows}</TABLE></DIV></DIV9></DIV5>'
)
SECTION: Final = """<DIV8 N="744.22" NODE="15:2.1.3.4.25" TYPE="SECTION">
<HEAD>§ 744.22 Restrictions on certain end users.</HEAD>
<P>(f) <I>Definitions.</I> (1) An end use is a use.</P>
<P>(2) An end user is one of these:</P>
<P>(i) <I>Burma.</I> Bureau of Harbour Charts (BHC) and the Office of Tides.</P>
<P>(ii) <I>Korea, North.</I> Department of Lanterns and Buoys (DLB).</P>
<P>(iii) <I>Other countries.</I> Paragraph (f)(2)(i) names them.</P>
</DIV8>"""
RULE: Final = """<RULE><PREAMB><AGENCY TYPE="S">DEPARTMENT OF COMMERCE</AGENCY>
<SUBAGY>Bureau of Industry and Security</SUBAGY><CFR>15 CFR Part 744</CFR>
<SUBJECT>Additions to the Entity List</SUBJECT>
<ACT><HD SOURCE="HED">ACTION:</HD><P>Final rule.</P></ACT></PREAMB>
<SUPLINF><P>This final rule adds two entities to the Entity List in supplement no. 4 to part 744 of
the EAR.</P></SUPLINF>
<REGTEXT TITLE="15" PART="744"><AMDPAR>2. Supplement No. 4 to part 744 is amended by adding entries
for “Quayside Optics Co., Ltd.” and “Lantern Foundry”:</AMDPAR>
<GPOTABLE COLS="5"><BOXHD><CHED H="1">Country</CHED><CHED H="1">Entity</CHED>
<CHED H="1">License requirement</CHED><CHED H="1">License review policy</CHED>
<CHED H="1">Federal Register citation</CHED></BOXHD>
<ROW><ENT I="01">CHINA, PEOPLE'S REPUBLIC OF</ENT><ENT>Quayside Optics Co., Ltd., a.k.a., the
following one alias: —Quayside. 1 Harbour Road, Ningbo, China.</ENT><ENT>For all items subject to
the EAR. (See § 744.11 of the EAR)</ENT><ENT>Presumption of denial</ENT><ENT>91 FR [INSERT FR PAGE
NUMBER], 5/4/26.</ENT></ROW>
<ROW><ENT I="01">RUSSIA</ENT><ENT>Lantern Foundry, 2 Pier Street, Vyborg, Russia.</ENT><ENT>For all
items subject to the EAR. (See § 744.11 of the EAR)</ENT><ENT>Policy of denial</ENT><ENT>91 FR
[INSERT FR PAGE NUMBER], 5/4/26.</ENT></ROW></GPOTABLE></REGTEXT>
<FRDOC>[FR Doc. 2026-09901 Filed 5-1-26; 8:45 am]</FRDOC></RULE>"""
EARLY, CODED, LATER = date(2026, 4, 1), date(2026, 5, 6), date(2026, 5, 20)


def coded(*rows: tuple[str, str, str]) -> str:
    told = "".join(ROW.format(country=c, entity=e, notice=n) for c, e, n in rows)
    return CODE.format(rows=f"{HEAD}<TBODY>{told}</TBODY>")


def consolidated(*rows: tuple[str, str, str], source: str = "Entity List (EL)") -> str:
    results = [
        {"source": source, "name": name, "addresses": [{"country": country}]}
        | ({"federal_register_notice": notice} if notice else {})
        for name, country, notice in rows
    ]
    return json.dumps({"total": len(rows), "results": results})


OLD = ("RUSSIA", "Pier Nine Trading LLC, 9 Pier Street, Vyborg, Russia.", "88 FR 100, 1/3/23.")
NEW = (
    "CHINA, PEOPLE'S REPUBLIC OF",
    "Quayside Optics Co., Ltd., 1 Harbour Road, Ningbo, China.",
    "91 FR 22222, 5/4/26.",
)


def reconciled(desk: Desk, key: str, on: date | None = None) -> ReconciliationView:
    with desk.tracker.reader() as reader:
        return reconciliation(reader, key, PointInTime(as_of=on))


def gaps(view: ReconciliationView) -> list[tuple[str, str, str, int | None]]:
    return [(one.name, one.named_in, one.missing_in, one.age_days) for one in view.gaps]


@pytest.fixture
def harbour(desk: Desk) -> Desk:
    """A notice of 4 May with two parties; the code has one of them, the consolidated file none."""
    notice = SourceKey("us-fr")
    desk.hand_over("rule.xml", RULE, source=notice, published_on=date(2026, 5, 4))
    desk.hand_over("code.xml", coded(OLD, NEW), as_of=CODED)
    desk.hand_over(
        "csl.json",
        consolidated(("Pier Nine Trading", "RU", "88 FR 98"), ("Buoy Bank", "BY", "87 FR 5")),
        as_of=LATER,
    )
    desk.index()
    return desk


def test_a_party_in_the_notice_and_not_in_the_file_is_a_lag_with_its_age(harbour: Desk) -> None:
    view = reconciled(harbour, "us-el", LATER)
    assert [one.role for one in view.channels] == ["notice", "consolidated", "codified"]
    assert ("Quayside Optics Co., Ltd", "us-fr", "us-csl", 16) in gaps(view)
    assert ("Lantern Foundry", "us-fr", "us-csl", 16) in gaps(view)
    assert ("Lantern Foundry", "us-fr", "us-ecfr", 2) in gaps(view)
    assert ("Quayside Optics Co., Ltd", "us-ecfr", "us-csl", 16) in gaps(view)
    assert not [one for one in gaps(view) if one[0].startswith("Pier Nine")]
    notice = next(one for one in view.gaps if one.named_in == "us-fr")
    assert notice.notice_document == "us-fr/2026-09901"


def test_a_party_in_the_file_alone_counts_from_its_own_notice(harbour: Desk) -> None:
    (alone,) = [one for one in reconciled(harbour, "us-el", LATER).gaps if one.name == "Buoy Bank"]
    assert (alone.named_in, alone.missing_in, alone.notice) == ("us-csl", "us-ecfr", "87 FR 5")
    assert alone.since_on == date(2022, 12, 31)
    assert alone.since == "last day of the notice's volume"


def test_a_file_older_than_the_notice_lags_behind_nothing(desk: Desk) -> None:
    desk.hand_over("code.xml", coded(OLD, NEW), as_of=CODED)
    desk.hand_over("csl.json", consolidated(("Pier Nine Trading", "RU", "")), as_of=EARLY)
    view = reconciled(desk, "us-el")
    assert gaps(view) == []
    assert [(one.named_in, one.undecided) for one in view.lags if one.undecided] == [("us-ecfr", 1)]


def test_one_channel_alone_is_held_against_nothing(desk: Desk) -> None:
    desk.hand_over("csl.json", consolidated(("Acme", "RU", ""), source="ITAR Debarred (DTC)"))
    view = reconciled(desk, "us-dtc")
    assert view.note is not None
    assert "from Consolidated Screening List alone" in view.note
    assert (view.gaps, view.lags) == ((), ())


def test_a_party_on_one_channel_of_a_publisher_only(desk: Desk) -> None:
    own = "uid,name,type,programs,alternate_names\n1,ACME,entity,SDGT,\n2,QUAY BANK,entity,SDGT,\n"
    desk.hand_over("sdn.csv", own, as_of=date(2026, 5, 1))
    row = {"source": "Specially Designated Nationals (SDN)", "name": "ACME", "entity_number": "1"}
    late = {"total": 1, "results": [row]}
    desk.hand_over("csl.json", json.dumps(late), as_of=date(2026, 5, 8))
    assert gaps(reconciled(desk, "us-sdn")) == [("QUAY BANK", "us-ofac", "us-csl", 7)]


def test_who_is_off_the_newest_file_of_a_channel_is_no_lag(desk: Desk) -> None:
    head = "uid,name,type,programs,alternate_names\n1,ACME,entity,SDGT,\n"
    desk.hand_over("may.csv", head + "2,QUAY BANK,entity,SDGT,\n", as_of=date(2026, 5, 1))
    row = {"source": "Specially Designated Nationals (SDN)", "name": "ACME", "entity_number": "1"}
    told = json.dumps({"total": 1, "results": [row]})
    desk.hand_over("csl.json", told, as_of=date(2026, 5, 8))
    desk.hand_over("june.csv", head, as_of=date(2026, 6, 1))
    assert gaps(reconciled(desk, "us-sdn")) == []


def test_parties_named_only_in_the_text_of_a_rule_are_a_list(desk: Desk) -> None:
    desk.hand_over("section.xml", SECTION, as_of=CODED)
    with desk.tracker.reader() as reader:
        view = list_as_of(reader, "us-mieu", PointInTime(as_of=LATER))
        named = named_on_list(reader, "us-mieu", PointInTime(as_of=LATER), "BHC")
        before = named_on_list(reader, "us-mieu", PointInTime(as_of=EARLY), "BHC")
    assert sorted(str(one.title) for one in view.entries) == [
        "Bureau of Harbour Charts",
        "Department of Lanterns and Buoys",
        "Office of Tides",
    ]
    assert [one.matched for one in named.entries] == ["Alias: BHC"]
    assert not before.held
    assert before.note is not None
    assert "no coverage" in before.note
    assert "2026-05-06" in before.note
    assert desk.show(str(named.entries[0].id)).text.endswith("Named in: 15 CFR 744.22(f)(2)(i)")


def test_the_doors_tell_of_lags(harbour: Desk) -> None:
    client = TestClient(build(harbour.tracker))
    told = client.get("/api/v1/lists/us-el/reconciliation", params={"as_of": "2026-05-20"}).json()
    assert {(one["name"], one["missing_in"]) for one in told["gaps"]} >= {
        ("Lantern Foundry", "us-csl")
    }
    page = client.get("/lists/us-el/reconciliation", params={"as_of": "2026-05-20"}).text
    assert "Lantern Foundry" in page
    assert "Hold them against each other" in client.get("/lists/us-el?as_of=2026-05-20").text
    assert client.get("/lists/us-el/reconciliation?as_of=2020-01-01").status_code == 200
