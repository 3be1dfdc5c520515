"""Acts of the European Union, in every form in which they are handed over."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from app.domain.documents import Kind
from app.domain.instruments import StatedDate
from app.domain.sources import Reading, Words
from app.errors import FormatError
from app.formats.xml import parse_xml
from app.sources.eu_official_journal import SOURCE
from tests.captured import Said, body_of, say

FOLDER = "data/eu-official-journal"
CONSOLIDATED = """<html><head><title>c</title></head><body><div id="docHtml">
<p class="reference">02031R0012 — EN — 15.11.2033 — 002.001</p>
<p class="title-doc-first">COUNCIL REGULATION (EU) 2031/12</p>
<div class="eli-subdivision" id="art_1"><p class="title-article-norm">Article 1</p>
<div class="eli-title"><p class="stitle-article-norm">Lanterns</p></div>
<div class="norm"><span class="no-parag">1.  </span><div class="norm inline-element">Listed:
<div class="grid-container grid-list"><div class="list grid-list-column-1"><span>(a) </span></div>
<div class="grid-list-column-2"><p class="norm">oil lanterns;</p></div></div></div></div></div>
<table class="oj-table"><tr><td><p>Code</p></td><td><p>Goods</p></td></tr>
<tr><td><p>3A001</p></td><td><p>Lamps</p></td></tr></table></div></body></html>"""


def recorded(shared: Path, name: str) -> Said:
    return say(SOURCE, body_of(shared / FOLDER / name))


def only(said: Said) -> Reading:
    (reading,) = said.readings.values()
    return reading


def words(reading: Reading) -> Words:
    assert isinstance(reading.words, Words)
    return reading.words


def test_formex_and_html_of_one_act_are_one_document_with_the_same_lines(shared: Path) -> None:
    formex = only(recorded(shared, "reg-2024-903.fmx.xml.gz"))
    html = only(recorded(shared, "reg-2024-903.html.gz"))
    assert formex.document == html.document
    assert formex.document.id == "eu-oj/32024R0903"
    assert formex.title == html.title
    # The annex is a file of its own in Formex, and stands at the foot of the page in HTML.
    act, _, annex = words(html).text.partition("\n\nANNEX\n\n")
    assert act == words(formex).text
    assert annex.count("\n\n") == 13
    labels = [one.label for one in words(html).provisions]
    assert labels == [*(one.label for one in words(formex).provisions), "annex"]


def test_regulation_2024_903_as_a_person_reads_it_in_the_file(shared: Path) -> None:
    act = only(recorded(shared, "reg-2024-903.fmx.xml.gz"))
    assert (act.document.kind, act.document.type) == (Kind.STATUTE, "regulation")
    assert isinstance(act.title, str)
    assert act.title.startswith("REGULATION (EU) 2024/903 OF THE EUROPEAN PARLIAMENT")
    assert act.facts.citation == "OJ L, 2024/903"
    labels = Counter(one.label.split("(")[0].split()[0] for one in words(act).provisions)
    assert labels["recital"] == 57
    whole = [one for one in words(act).provisions if one.label in ("article 21", "article 23")]
    assert [one.heading for one in whole] == ["Costs", "Entry into force"]
    assert sum(one.label.count("article") for one in words(act).provisions) == 23 + 95
    assert act.facts.dates == (StatedDate(role="signed", on=date(2024, 3, 13)),)


def signs(text: str) -> Counter[str]:
    """Letters and figures, small: capitals are a matter of style in Formex."""
    return Counter(sign for sign in text.casefold() if sign.isalnum())


def test_no_sign_of_a_formex_act_is_lost(shared: Path) -> None:
    body = body_of(shared / FOLDER / "reg-2024-903.fmx.xml.gz")
    texts = parse_xml(body, where="act").xpath("//text()[not(ancestor::BIB.INSTANCE)]")
    assert isinstance(texts, list)
    wanted = signs("".join(str(piece) for piece in texts))
    read = signs(words(only(say(SOURCE, body))).text)
    assert wanted - read == Counter()
    # Twenty notes are numbered by their order, once where they are cited and once at the foot.
    marks = Counter("".join(str(number) for number in range(1, 21)) * 2)
    assert read - wanted == marks


@pytest.mark.parametrize("name", ["COM-2025-43.html.gz", "akn4eu.xml.gz"])
def test_no_sign_of_a_proposal_is_lost(shared: Path, name: str) -> None:
    body = body_of(shared / FOLDER / name)
    root = parse_xml(body, where=name)
    texts = root.xpath("//text()[not(ancestor::*[local-name()='head' or local-name()='meta'])]")
    assert isinstance(texts, list)
    wanted = signs("".join(str(piece) for piece in texts))
    assert wanted - signs(words(only(say(SOURCE, body))).text) == Counter()


def test_an_issues_contents_give_its_acts_their_day_of_publication(shared: Path) -> None:
    listed = only(recorded(shared, "reg-2024-903.toc.fmx.xml"))
    assert listed.document.id == "eu-oj/32024R0903"
    assert str(listed.published_on) == "2024-03-22"
    assert not listed.kind_said
    html = only(recorded(shared, "reg-2024-903.html.gz"))
    assert html.published_on == listed.published_on


def test_a_proposal_of_the_commission_is_known_by_its_celex_number(shared: Path) -> None:
    proposal = only(recorded(shared, "COM-2025-43.html.gz"))
    assert proposal.document.id == "eu-oj/52025PC0043"
    assert proposal.document.kind is Kind.PROPOSED_RULE
    assert str(proposal.published_on) == "2025-02-17"
    assert isinstance(proposal.title, str)
    assert proposal.title.startswith("Proposal for a COUNCIL DECISION on the position")
    labels = [one.label for one in words(proposal).provisions]
    assert labels == [
        *(f"recital {number}" for number in range(1, 9)),
        *("article 1", "article 2", "footnotes"),
    ]
    assert "\n\n(17) " in words(proposal).text


def test_a_text_in_the_european_profile_of_akoma_ntoso(shared: Path) -> None:
    proposal = only(recorded(shared, "akn4eu.xml.gz"))
    assert proposal.document.id == "eu-oj/52022JC0019"
    labels = [one.label for one in words(proposal).provisions]
    assert [label for label in labels if label.startswith("article")] == [
        f"article {number}" for number in range(1, 16)
    ]
    assert labels.count("recital 8") == 1


def test_a_notice_of_cellar_gives_a_procedure_and_the_papers_in_it(shared: Path) -> None:
    said = recorded(shared, "cellar_notice_2013_449_tree.xml.gz")
    assert list(said.readings) == [
        *("eu-oj/procedure/2013_449", "eu-oj/52013PC0937", "eu-oj/52014IE0238"),
        *("eu-oj/52014AP0049", "eu-oj/52014AB0003", "eu-oj/32014R0248"),
    ]
    procedure = words(said.readings["eu-oj/procedure/2013_449"]).text
    assert "Procedure: 2013/0449/COD" in procedure
    assert "Results in: 32014R0248" in procedure
    assert "Event: 2014-01-09: Adoption by Commission" in procedure
    assert procedure.count("\nEvent: ") == 9
    assert said.readings["eu-oj/32014R0248"].document.kind is Kind.STATUTE
    assert said.issues == ()


def test_an_act_taken_apart_by_a_program_is_refused_with_the_way_out(shared: Path) -> None:
    with pytest.raises(FormatError, match="EUR-Lex, or name its fields with --mapping"):
        recorded(shared, "32022R2554_parsed.json.gz")


def test_a_consolidated_version_is_a_document_of_its_own_day() -> None:
    act = only(say(SOURCE, CONSOLIDATED.encode()))
    assert act.document.id == "eu-oj/02031R0012-20331115"
    assert str(act.current_on) == "2033-11-15"
    assert words(act).text == (
        "COUNCIL REGULATION (EU) 2031/12\n\nArticle 1\n\nLanterns\n\n1. Listed:\n\n"
        "(a) oil lanterns;\n\nCode | Goods\n3A001 | Lamps"
    )


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body><p class='normal'>An article about the Official Journal</p></body></html>",
        b"<NOTICE><TITLE>Of another house</TITLE></NOTICE>",
        b"<REPORT><P>Not Formex</P></REPORT>",
        b'{"articles": [], "title": "news"}',
        b"",
    ],
)
def test_what_others_publish_is_left_to_others(body: bytes) -> None:
    assert SOURCE.recognise is not None
    assert SOURCE.recognise(body, "file") is None
