"""Citations against labels of someone who had not read the rules, tags of publishers, and news."""

import gzip
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from app.domain.documents import Issue
from app.domain.references import docket_number, fr_document_number
from app.extraction.citations import find_citations
from app.formats.federal_register_xml import PrintedDocument, printed_documents
from tests.corpora.labelled_citations import (
    Made,
    Row,
    made_of,
    one_line,
    part_744,
    rows,
    score,
    setting_of,
)

PRECISION, RECALL = 0.97, 0.98
FALSE_IN_A_THOUSAND = 1
_ISSUES = (
    "federal-register-xml/FR-2016-04-15_full-issue.xml.gz",
    "regtext/fr_issue/FR-2024-02-12.xml.gz",
)


def test_our_own_sentences_are_read_and_look_alikes_are_not() -> None:
    own = list(rows("own"))
    result = score((row, made_of(row["text"])) for row in own)
    assert result.labels >= 75
    assert result.recall >= 0.97, result
    assert result.precision >= 0.96, result
    assert not [row["id"] for row in own if row["kind"] == "negative" and made_of(row["text"])]


@pytest.mark.shared
def test_part_744_is_read_at_least_as_well_as_promised(shared: Path) -> None:
    passages = part_744(shared)

    def judged() -> Iterator[tuple[Row, Made]]:
        for row in rows("part744"):
            place = row["locator"]
            text = passages[(place["unit"], place["kind"], place["n"])]
            yield row, made_of(text, setting_of(row["context"]))

    result = score(judged())
    assert result.labels >= 470
    assert result.precision >= PRECISION, result
    assert result.recall >= RECALL, result


@pytest.mark.shared
def test_an_amending_text_is_read_at_least_as_well_as_promised(shared: Path) -> None:
    packed = shared / "data/agora-fulltext/texts.jsonl.gz"
    texts = [json.loads(line) for line in gzip.decompress(packed.read_bytes()).splitlines()]
    text = next(row["text"] for row in texts if str(row["agora_id"]) == "1820")
    lines = [one_line(line) for line in text.split("\n") if line.strip()]
    whole = made_of("\n".join(lines))
    begins = [0]
    for line in lines:
        begins.append(begins[-1] + len(line) + 1)

    def judged() -> Iterator[tuple[Row, Made]]:
        for row in rows("agora1820"):
            at = row["locator"]["paragraph"] - 1
            first, last = begins[at], begins[at + 1]
            inside = [it for it in whole if first <= it[0] < last]
            yield row, [(start - first, end - first, key) for start, end, key in inside]

    result = score(judged())
    assert result.labels >= 480
    assert result.precision >= PRECISION, result
    assert result.recall >= RECALL, result


def _printed(shared: Path) -> Iterator[PrintedDocument]:
    for name in _ISSUES:
        body = gzip.decompress((shared / "data" / name).read_bytes())
        parser = etree.XMLParser(recover=True, huge_tree=True)
        for document in printed_documents(etree.fromstring(body, parser)):
            if not isinstance(document, Issue):
                yield document


@pytest.mark.shared
def test_what_the_register_tags_is_found_in_the_words(shared: Path) -> None:
    tagged = missed = 0
    for document in _printed(shared):
        keys = {one.reference.key for one in find_citations(document.text)}
        wanted = {f"rin:{rin}" for rin in document.rins}
        wanted |= {f"cfr:{part}" for part in document.cfr}
        wanted |= {f"docket:{docket_number(it)}" for it in document.dockets if re.search(r"\d", it)}
        wanted.add(f"frdoc:{fr_document_number(document.number)}")
        tagged += len(wanted)
        missed += len(wanted - keys)
    assert tagged > 480
    assert missed <= tagged * 0.01


@pytest.mark.shared
def test_plain_news_holds_at_most_one_false_citation_in_a_thousand_texts(shared: Path) -> None:
    texts = found = 0
    for day in ("2023-10-17", "2023-10-20"):
        packed = shared / "data/rss-news" / f"all_{day}.jsonl.gz"
        for line in gzip.decompress(packed.read_bytes()).splitlines():
            entry = json.loads(line)
            plain = re.sub(r"<[^>]+>", " ", html.unescape(entry.get("description") or ""))
            texts += 1
            found += len(find_citations(f"{entry.get('title') or ''}\n\n{plain}"))
    assert texts > 6_000
    assert found <= texts / 1_000 * FALSE_IN_A_THOUSAND
