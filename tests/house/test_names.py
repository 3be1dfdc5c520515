"""The project names nothing of the machines it was made on, nor where packages come from."""

import re

import pytest

from tests.house.project_files import project_texts

# Put together here, so that this file does not name them either.
MACHINE = [
    "/wo" + "rk/",
    "/fa" + "rm",
    "/ro" + "ot/",
    "/tmp" + "/w/",
    "/opt/" + "pypi",
    "." + "library/",
]
HOSTS = [
    "python" + "hosted",
    "//py" + "pi.",
    "test.py" + "pi",
    "deb" + ".debian.",
    "registry." + "npm",
]
TOOLS = ["before" + "-stop", "machines/" + "python"]
BANNED = re.compile("|".join(map(re.escape, [*MACHINE, *HOSTS, *TOOLS])), re.IGNORECASE)


def _found(text: str) -> list[str]:
    return [
        f"line {number}: {found.group()}"
        for number, line in enumerate(text.splitlines(), 1)
        if (found := BANNED.search(line))
    ]


def test_no_file_names_a_machine_or_a_package_host() -> None:
    named = {place: found for place, text in project_texts() if (found := _found(text))}
    assert not named


@pytest.mark.parametrize("word", [*MACHINE, *HOSTS, *TOOLS])
def test_a_planted_name_is_found(word: str) -> None:
    assert _found(f"see {word.upper()}somewhere")
