"""The house has one word for each thing, and the glossary says what it means."""

import ast
import re

from tests.house.project_files import modules
from tests.recorded import ROOT


def _nouns() -> dict[str, str]:
    """The public classes of the domain, with the module of each."""
    return {
        node.name: place
        for place, _, tree in modules("app")
        if place.startswith("app/domain/")
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }


def _entries() -> set[str]:
    """What stands as code in the headings, first cells and list openings of the glossary."""
    openings = []
    for line in (ROOT / "docs" / "glossary.md").read_text().splitlines():
        if line.startswith("|"):
            openings.append(line.split("|")[1])
        elif line.startswith(("#", "-", "*")):
            openings.append(line.split(":")[0].split(" — ")[0])
    return {word for opening in openings for word in re.findall(r"`(\w+)`", opening)}


def test_every_noun_of_the_domain_is_in_the_glossary() -> None:
    entries = _entries()
    unsaid = {name: place for name, place in _nouns().items() if name not in entries}
    assert not unsaid, "give each an entry in docs/glossary.md, or a name that is there"


def test_the_glossary_names_no_noun_that_is_gone() -> None:
    assert len(_nouns()) > 20
    camel = {entry for entry in _entries() if re.fullmatch(r"[A-Z][a-z]+([A-Z][a-z]+)+", entry)}
    everywhere = {
        node.name
        for _, _, tree in modules("app")
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    assert camel <= everywhere
