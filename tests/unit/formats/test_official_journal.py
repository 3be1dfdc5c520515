"""European acts are known by the numbers in their own titles."""

import pytest

from app.domain.documents import Kind
from app.formats.official_journal import (
    celex_of_paper,
    celex_of_title,
    is_celex,
    kind_of_celex,
    kind_of_title,
    oj_number,
)


@pytest.mark.parametrize(
    ("title", "celex"),
    [
        ("REGULATION (EU) 2031/12 OF THE EUROPEAN PARLIAMENT", "32031R0012"),
        ("COMMISSION DELEGATED REGULATION (EU) 2025/2003", "32025R2003"),
        ("Council Regulation (EC) No 428/2009 of 5 May 2009", "32009R0428"),
        ("COUNCIL REGULATION (EEC) No 2658/87 of 23 July 1987", "31987R2658"),
        ("DIRECTIVE 2009/43/EC OF THE EUROPEAN PARLIAMENT", "32009L0043"),
        ("COUNCIL DECISION 2014/512/CFSP of 31 July 2014", "32014D0512"),
        ("COUNCIL DECISION (CFSP) 2024/1484 of 27 May 2024", "32024D1484"),
        ("DECISION No 1639/2006/EC OF THE EUROPEAN PARLIAMENT", "32006D1639"),
        ("COMMISSION RECOMMENDATION (EU) 2021/1700", "32021H1700"),
    ],
)
def test_the_title_of_an_act_gives_its_celex_number(title: str, celex: str) -> None:
    assert celex_of_title(title) == celex
    assert is_celex(celex)


@pytest.mark.parametrize(
    "title",
    [
        "COUNCIL DECISION of 5 March 2024 amending Regulation (EU) 2023/1115",
        "Corrigendum to Regulation (EU) 2031/12",
        "Proposal for a REGULATION amending Regulation (EU) No 260/2012",
        "Information on the entry into force of an agreement",
    ],
)
def test_a_number_in_a_title_may_be_another_acts(title: str) -> None:
    assert celex_of_title(title) is None


def test_a_preparatory_paper_is_a_proposal_or_a_communication() -> None:
    assert celex_of_paper("COM(2025) 43 final", "Proposal for a COUNCIL DECISION") == "52025PC0043"
    assert celex_of_paper("COM(2025) 7 final", "COMMUNICATION FROM THE COMMISSION") == "52025DC0007"
    assert celex_of_paper("JOIN(2022) 19", "Joint Proposal for a REGULATION") == "52022JC0019"
    assert celex_of_paper("SWD(2024) 5 final", "Impact assessment") == "52024SC0005"
    assert celex_of_paper("C/2024/123", "Notice") is None


def test_the_first_word_that_names_a_sort_decides_the_kind() -> None:
    implementing = "COMMISSION IMPLEMENTING REGULATION (EU) 2031/5"
    assert kind_of_title(implementing) == (Kind.RULE, "implementing_regulation")
    assert kind_of_title("REGULATION (EU) 2031/12") == (Kind.STATUTE, "regulation")
    assert kind_of_title("Opinion on the proposal for a regulation") == (Kind.STATEMENT, None)
    assert kind_of_title("Proposal for a COUNCIL DECISION") == (Kind.PROPOSED_RULE, None)
    assert kind_of_title("Lanterns") is None


def test_a_celex_number_alone_gives_a_kind() -> None:
    assert kind_of_celex("02021R0821-20251115") == (Kind.STATUTE, "regulation")
    assert kind_of_celex("52013PC0937") == (Kind.PROPOSED_RULE, None)
    assert kind_of_celex("L_202400903") is None


def test_journal_numbers_changed_their_form_in_october_2023() -> None:
    assert oj_number("L", "2024", "903") == "L_202400903"
    assert oj_number("L", "2021", "206", "1") == "L_2021206_0001"
