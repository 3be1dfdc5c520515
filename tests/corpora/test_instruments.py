"""Dates, types and actions of real papers against labels of someone who had not read the rules."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from app.domain.documents import Issue, Kind
from app.domain.facts import DatedFact, Face
from app.extraction.actions import type_and_actions
from app.extraction.citations import find_citations
from app.extraction.dates import find_dates
from app.formats.federal_register_xml import PrintedDocument, printed_documents

LABELS = Path(__file__).parent / "instruments" / "labels_fr_issues.jsonl"
_FOLDERS = ("federal-register-xml", "regtext/fr_issue")
_KINDS = {
    "RULE": Kind.RULE,
    "PRORULE": Kind.PROPOSED_RULE,
    "NOTICE": Kind.NOTICE,
    "PRESDOCU": Kind.PRESIDENTIAL,
}
# Roles of the labels that the product knows under another name, or counts as another.
_SAME = {"applicable": ("effective", "compliance"), "savings_until": ("savings",)}
Row = dict[str, Any]


def _documents(shared: Path) -> dict[str, PrintedDocument]:
    found: dict[str, PrintedDocument] = {}
    for folder in _FOLDERS:
        for packed in sorted((shared / "data" / folder).glob("FR-*.xml.gz")):
            parser = etree.XMLParser(recover=True, huge_tree=True)
            root = etree.fromstring(gzip.decompress(packed.read_bytes()), parser)
            for document in printed_documents(root):
                if not isinstance(document, Issue):
                    found.setdefault(document.number, document)
    return found


def _labelled(shared: Path) -> Iterator[tuple[Row, PrintedDocument, tuple[DatedFact, ...]]]:
    documents = _documents(shared)
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        document = documents[row["document"]]
        facts = find_dates(
            document.text, published_on=document.issued_on, provisions=document.provisions
        )
        yield row, document, facts


@pytest.mark.shared
def test_the_days_of_papers_are_read_at_least_as_well_as_promised(shared: Path) -> None:
    labels = found = made = false = 0
    for row, _, facts in _labelled(shared):
        told = [(fact.role.value, str(fact.on) if fact.on else None) for fact in facts]
        known: set[tuple[str, str | None]] = set()
        for label in row["dates"]:
            if label.get("optional") or label.get("past"):
                known |= {day for day in told if day[1] == label["on"]}
            elif label["role"] != "published":
                roles = _SAME.get(label["role"], (label["role"],))
                hit = {day for day in told if day[0] in roles and day[1] == label["on"]}
                labels += 1
                found += bool(hit)
                known |= hit
        made += len(told)
        false += sum(day not in known for day in told)
    assert labels >= 250
    assert found / labels >= 0.95
    assert 1 - false / made >= 0.97


@pytest.mark.shared
def test_types_and_actions_are_read_at_least_as_well_as_promised(shared: Path) -> None:
    papers = right = wanted = found = false = 0
    for row, document, facts in _labelled(shared):
        face = Face(
            title=document.title or "",
            text=document.text,
            caption=document.action,
            kind=_KINDS.get(document.tag),
            number=document.number,
            agencies=document.agencies,
            cfr=document.cfr,
        )
        reading, actions = type_and_actions(face, find_citations(document.text), facts)
        papers += 1
        right += reading.type in (row["type"], *row.get("type_also", ()))
        verbs = {action.verb for action in actions}
        wanted += len(row["actions"])
        found += len(verbs & set(row["actions"]))
        false += len(verbs - set(row["actions"]) - set(row.get("actions_also") or ()))
    assert papers >= 100
    assert right / papers >= 0.97
    assert found / wanted >= 0.8
    assert found / (found + false) >= 0.85


def test_the_labels_name_papers_of_both_halves() -> None:
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    last = [int(re.findall(r"\d", row["document"])[-1]) % 2 for row in rows]
    assert 0 < sum(last) < len(rows)
