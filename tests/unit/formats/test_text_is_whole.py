"""No sign of the recorded law is lost on its way to readable text."""

import re
from collections import Counter
from pathlib import Path

import pytest

from app.domain.documents import Kind
from app.domain.sources import Words
from app.formats.federal_register_xml import DOCUMENT_TAGS
from app.formats.xml import parse_xml
from app.sources.us_ecfr import SOURCE as ECFR
from app.sources.us_federal_register import SOURCE as REGISTER
from tests.captured import body_of, say

# What the reader writes out that the file carries by position or in attributes only: strokes
# between cells, marks of notes and powers, rows of stars, and the names of graphics.
WRITTEN_OUT = set("|[]^*")


def signs(text: str) -> Counter[str]:
    return Counter(re.sub(r"\s", "", text))


@pytest.mark.parametrize(
    "name",
    [
        "federal-register-xml/FR-2016-04-15_full-issue.xml.gz",
        "regtext/fr_issue/FR-2024-02-12.xml.gz",
        "regtext/fr_rules/2013-01248.xml.gz",
        "regtext/fr_rules/E8-23178.xml.gz",
    ],
)
def test_every_sign_of_a_register_document_is_in_its_text(shared: Path, name: str) -> None:
    body = body_of(shared / "data" / name)
    root = parse_xml(body, where=name, official=True)
    documents = list(root.iter(*DOCUMENT_TAGS))
    texts = [one.words for one in say(REGISTER, body).readings.values()]
    assert len(documents) == len(texts)
    for element, words in zip(documents, texts, strict=True):
        assert isinstance(words, Words)
        lost = signs("".join(str(part) for part in element.xpath(".//text()"))) - signs(words.text)
        assert lost == Counter()
        graphics = len(re.findall(r"\[graphic ", words.text))
        added = signs(words.text) - signs("".join(str(p) for p in element.xpath(".//text()")))
        assert set(added) <= WRITTEN_OUT | (set("graphic") if graphics else set())


@pytest.mark.parametrize(
    "name",
    [
        "ecfr-xml/title-15_part-744_2026-07-18.xml.gz",
        "ecfr-xml/title-10_part-110_2026-05-29.xml.gz",
        "ecfr-xml/title-22_part-121_2026-03-25.xml.gz",
        "cfr-annual-xml/CFR-2003-title27-vol2-part447.xml.gz",
        "cfr-annual-xml/CFR-2013-title37-vol1-part1.xml.gz",
        "regtext/cfr_annual/CFR-2012-title12-vol8-part1005.xml.gz",
    ],
)
def test_every_sign_of_a_part_is_in_one_of_its_documents(shared: Path, name: str) -> None:
    body = body_of(shared / "data" / name)
    root = parse_xml(body, where=name, official=True)
    part = root if root.tag == "DIV5" else root.find("PART")
    assert part is not None
    said = say(ECFR, body)
    read: Counter[str] = Counter()
    for one in said.readings.values():
        if one.document.kind is not Kind.LIST_ENTRY and isinstance(one.words, Words):
            read += signs(one.words.text)
    assert signs("".join(str(text) for text in part.xpath(".//text()"))) - read == Counter()
    assert said.issues == ()
