"""Names against the lists at the command line and over HTTP: scores, reasons, list versions."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.asgi import build
from app.domain.time import PointInTime
from app.errors import QueryError
from app.queries.screening import AskedName, Screening, names_in, screen
from tests.recorded import ROOT
from tests.workspaces import Desk

JULY, AUGUST = date(2026, 7, 23), date(2026, 8, 7)
HEADER = "uid,name,type,programs,alternate_names\n"
LIST = HEADER + (
    '1,"QUAYSIDE LANTERN CO., LTD.",entity,SDGT,LANTERN OF THE QUAY; QSL\n'
    '2,"PETREL, Oswald",individual,SDGT,\n'
)


def asked(desk: Desk, *names: str, on: date | None = None, **said: object) -> object:
    with desk.tracker.reader() as reader:
        screening = Screening(names=tuple(AskedName(name=one) for one in names), **said)  # type: ignore[arg-type]  # a test names fields of Screening
        return screen(reader, screening, PointInTime(as_of=on))


@pytest.fixture
def harbour(desk: Desk) -> Desk:
    desk.hand_over("july.csv", LIST, as_of=JULY)
    return desk


def test_what_is_alike_is_shown_and_what_is_not_is_not_cleared(harbour: Desk) -> None:
    client = TestClient(build(harbour.tracker))
    told = client.post(
        "/api/v1/screen",
        json={"names": ["Quayside Lantern", {"name": "Tidewater Bakery", "country": "GB"}, "QSL"]},
    ).json()
    first, second, third = told["names"]
    assert (first["matches"][0]["entry"], first["matches"][0]["is_alias"]) == (
        "us-ofac/sdn/1",
        False,
    )
    total = sum(part["value"] for part in first["matches"][0]["parts"])
    assert first["matches"][0]["score"] == pytest.approx(total)
    assert second["said"] == "nothing at or above 0.85 among 2 entries of these list versions"
    assert second["country"] == "GB"
    assert (third["matches"][0]["matched"], third["matches"][0]["is_alias"]) == ("QSL", True)
    (looked,) = told["lists"]
    assert looked["snapshot"]["current_on"] == "2026-07-23"
    assert looked["snapshot"]["capture"].startswith("us-ofac/")
    assert "clear" not in json.dumps(told)


def test_a_day_before_every_file_has_no_coverage(harbour: Desk) -> None:
    client = TestClient(build(harbour.tracker))
    told = client.post("/api/v1/screen?as_of=2026-01-01", json={"names": ["QSL"]}).json()
    assert not told["complete"]
    assert "no coverage" in told["lists"][0]["note"]
    assert "2026-07-23" in told["lists"][0]["note"]


@pytest.mark.parametrize(
    ("names", "said", "problem"),
    [
        ((), {}, "no name to look for"),
        (("QSL",), {"least": 0.2}, "not between 0.5 and 1"),
        (("QSL",), {"lists": ("us-snd",)}, "did you mean 'us-sdn'"),
        (("x" * 600,), {}, "longer than 500"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(
    harbour: Desk, names: tuple[str, ...], said: dict[str, object], problem: str
) -> None:
    with pytest.raises(QueryError, match=problem):
        asked(harbour, *names, **said)  # type: ignore[arg-type]  # a test names fields of Screening


def test_names_are_lines_or_a_column() -> None:
    assert names_in("\ufeffQSL\n\n  Oswald Petrel \n") == (
        AskedName(name="QSL"),
        AskedName(name="Oswald Petrel"),
    )
    assert names_in('country,name\nCN,"Quay, Ltd."\n,QSL\n') == (
        AskedName(name="Quay, Ltd.", country="CN"),
        AskedName(name="QSL"),
    )


def test_the_commands_tell_the_same(tmp_path: Path) -> None:
    home = {"ONRECORD_HOME": str(tmp_path / "home"), "ONRECORD_WORKSPACE": "test", "PATH": ""}

    def run(*words: str, code: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "app", *words],
            cwd=ROOT,
            env=home,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stderr
        return done.stdout

    for on, rows in ((JULY, LIST), (AUGUST, LIST.replace("Oswald", "Osbert"))):
        path = tmp_path / f"{on}.csv"
        path.write_text(rows)
        run("import", str(path), "--as-of", str(on))
    names = tmp_path / "names.txt"
    names.write_text("Quayside Lantern Ltd\nTidewater Bakery\n")
    told = json.loads(run("screen", str(names), "--json"))
    assert [len(one["matches"]) for one in told["names"]] == [1, 0]
    assert "nothing at or above 0.85 among 2 entries" in run("screen", str(names))
    changes = json.loads(
        run("list-changes", "us-sdn", "--from", str(JULY), "--to", str(AUGUST), "--json")
    )
    assert (changes["from"], changes["to"], changes["held"]) == (str(JULY), str(AUGUST), False)
    assert [(one["entry"], one["field"], one["old"], one["new"]) for one in changes["changed"]] == [
        ("us-ofac/sdn/2", "Name", "PETREL, Oswald", "PETREL, Osbert")
    ]
    assert (changes["added"], changes["removed"], changes["editorial"]) == ([], [], 0)
    assert "PETREL, Osbert" in run("list", "us-sdn", "--name", "petrel osbert")
    assert "no coverage" in run("list", "us-sdn", "--name", "petrel", "--as-of", "2026-01-01")
    assert "nothing to hold it against" in run("list", "us-sdn", "--reconcile")
    run("list-changes", "us-sdn", "--from", str(AUGUST), "--to", str(JULY), code=2)
