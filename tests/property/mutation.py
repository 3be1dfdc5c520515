"""Files as they should be, and the ways in which a stranger's file is not."""

import csv
import gzip
import io
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from app.errors import FormatError
from app.formats.containers import is_container, members
from tests.crash.material import first_folder
from tests.papers import make_pdf

_LARGEST_SEED = 200_000
_SEEDS_OF_FOLDER = 8
_PLANTED = (
    *(b"<", b">", b"&", b"\x00", b"]]>", b"<![CDATA[", b"<!--", b"-->", b'"', b"\\u0000", b"\xff"),
    *(b"{", b"}", b"[", b"]", b",", b"null", b"1e999", b"-0", b"9" * 400, b"&#x110000;", b"&amp;"),
    *(
        b"<!DOCTYPE x>",
        b"</html>",
        b"<item>",
        b"</item>",
        b"<P>",
        b"\r\n\r\n",
        b"\n\n",
        b"\xe2\x80",
    ),
    *(
        b"9999-99-99",
        b"0000-00-00",
        b"2023-02-30T25:61:61Z",
        b"%PDF-",
        b"From x 2026\n",
        b"\xed\xa0",
    ),
    *(
        "\u202e\u0301\u2028".encode(),
        b"<a href='javascript:x'>",
        b"=1+1",
        b"\xef\xbb\xbf",
        b"\x1f\x8b",
    ),
)
_CFR_PART = b"""<?xml version="1.0"?><DIV5 N="744" NODE="15:2.1.3.4.25" TYPE="PART">
<HEAD>PART 744\xe2\x80\x94CONTROL POLICY</HEAD>
<AUTH><HED>Authority:</HED><PSPACE>50 U.S.C.</PSPACE></AUTH>
<DIV8 N="\xc2\xa7 744.1" NODE="15:2.1.3.4.25.0.1.1" TYPE="SECTION">
<HEAD>\xc2\xa7 744.1 General.</HEAD>
<P>(a) <I>Introduction.</I> In this part licences are named.</P><P>(1) First.</P></DIV8></DIV5>"""
_RULE = b"""<RULE><PREAMB><AGENCY TYPE="F">DEPARTMENT OF COMMERCE</AGENCY><CFR>15 CFR Part 744</CFR>
<RIN>RIN 0694-AA00</RIN><SUBJECT>Additions</SUBJECT><DATES><HD SOURCE="HED">DATES:</HD>
<P>This rule is effective May 1, 2026.</P></DATES></PREAMB>
<REGTEXT TITLE="15" PART="744"><AMDPAR>1. Revise it.</AMDPAR>
<SECTION><SECTNO>744.1</SECTNO><SUBJECT>General.</SUBJECT><P>(a) Words.</P></SECTION></REGTEXT>
<FRDOC>[FR Doc. 2026-01000 Filed 3-2-26; 8:45 am]</FRDOC></RULE>"""
_JSON_FEED = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [
{"id": "1", "url": "https://example.org/1", "title": "One", "content_html": "<p>Words</p>",
"date_published": "2026-03-01T00:00:00Z"}]}"""
_OPML = b"""<opml version="2.0"><head><title>t</title></head><body><outline text="Trade">
<outline text="Acme" type="rss" xmlUrl="https://acme.example/feed"/></outline></body></opml>"""


def own_seeds(folder: Path) -> list[tuple[str, bytes]]:
    """Small whole files of many kinds, written for the purpose."""
    seeds = [
        (path.name, path.read_bytes()) for path in sorted(first_folder(folder / "seeds").iterdir())
    ]
    return [
        *seeds,
        ("part-744.xml", _CFR_PART),
        ("rule.xml", _RULE),
        ("feed.json", _JSON_FEED),
        ("feeds.opml", _OPML),
        ("paper.pdf", make_pdf(["Words of a page.", "Words of another."], title="Paper")),
        ("table.csv", _table()),
    ]


def recorded_seeds(shared: Path) -> list[tuple[str, bytes]]:
    """Some small recorded files of each folder, opened where they are packed."""
    seeds: list[tuple[str, bytes]] = []
    for folder in sorted((shared / "data").iterdir()):
        files = sorted(
            path for path in folder.rglob("*") if path.suffix != ".md" and path.is_file()
        )
        step = max(1, len(files) // _SEEDS_OF_FOLDER)
        for path in files[::step]:
            seeds.extend(islice(_opened(path), 2))
    return seeds


def mutated(seeds: list[tuple[str, bytes]], dice: random.Random) -> tuple[str, bytes, bytes]:
    """One of the seeds, as it was and changed in one to six ways."""
    name, seed = dice.choice(seeds)
    body = seed
    for _ in range(dice.randint(1, 6)):
        body = _changed(body, seeds, dice)
    return name, seed, body


def _opened(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.stat().st_size > 4_000_000:
        return
    body = path.read_bytes()
    try:
        held = (
            [(one.name, one.body) for one in islice(members(body, path.name), 3)]
            if is_container(body)
            else [(path.name, body)]
        )
    except FormatError:
        return
    # The head of a large file is a seed as well: broken off, as downloads are.
    yield from ((name, inner[:_LARGEST_SEED]) for name, inner in held)


def _changed(body: bytes, seeds: list[tuple[str, bytes]], dice: random.Random) -> bytes:
    # Mostly past the head, by which a file is recognised.
    low = min(len(body), 200) if dice.random() < 0.8 else 0
    at = dice.randrange(low, len(body) + 1)
    end = min(len(body), at + dice.choice((1, 8, 80, 800)))
    match dice.randrange(9):
        case 0:
            return body[:at] + bytes([dice.randrange(256)]) + body[at + 1 :]
        case 1:
            return body[:at] + body[end:]
        case 2:
            return body[:at]
        case 3:
            return body[:end] + body[at:end] * dice.choice((1, 5, 50)) + body[end:]
        case 4:
            other = dice.choice(seeds)[1]
            start = dice.randrange(len(other) + 1)
            return body[:at] + other[start : start + 2_000] + body[at:]
        case 5:
            to = dice.randrange(len(body) + 1)
            return body[:to] + body[at:end] + body[to:]
        case 6:
            return body.decode("utf-8", "replace").encode(
                dice.choice(("utf-16", "utf-8", "utf-32"))
            )
        case 7:
            return gzip.compress(body) if dice.random() < 0.3 else body[:at] + body[:end]
        case _:
            return body[:at] + dice.choice(_PLANTED) * dice.choice((1, 1, 3, 200)) + body[at:]


def _table() -> bytes:
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(["_id", "source", "entity_number", "type", "programs", "name", "addresses"])
    for number in range(20):
        writer.writerow([number, "Entity List", number, "", "EL", f"Firm {number}", "1 Road, CN"])
    return held.getvalue().encode()
