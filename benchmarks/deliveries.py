"""What an installation is handed in bulk: feeds, pages and files of records; the same each time."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import islice

from app.domain.ids import SourceKey
from app.formats.containers import members
from app.formats.mapping import Mapping, read_mapping
from benchmarks.corpus import SEED, documents
from tests.recorded import shared_folder

ENTRIES_OF_FEED = 200
_RECORDED = "data/rss-bench/bench_2023-05.jsonl.gz"
MAPPING = """
files = "*.jsonl"
source = "rss-bench"
standing = "report"
kind = "report"
[fields]
id = "link"
url = "link"
title = "title"
published_at = "date_published"
text = "description"
language = "language"
owner = "source"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One file with the number of documents in it."""

    name: str
    body: bytes
    count: int


def mapping() -> Mapping:
    """How the files of records are read."""
    return read_mapping(MAPPING)


def feeds(entries: int) -> Iterator[Delivery]:
    """Feeds of two hundred entries, each of about a thousand letters."""
    rows = documents(entries)
    number = 0
    while batch := list(islice(rows, ENTRIES_OF_FEED)):
        number += 1
        items = "".join(
            f"<item><guid isPermaLink='false'>n{number}-{row.document_pk}</guid>"
            f"<title>{escape(row.title or '')}</title>"
            f"<link>https://news.example/{number}/{row.document_pk}</link>"
            f"<pubDate>{row.published_on or row.placed_on:%d %b %Y} 08:00:00 GMT</pubDate>"
            f"<description>{escape(f'<p>{row.text[:1_000]}</p>')}</description></item>"
            for row in batch
        )
        body = (
            "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>"
            f"<title>News {number}</title><link>https://news.example/{number}</link>"
            f"{items}</channel></rss>"
        )
        yield Delivery(name=f"{number}.xml", body=body.encode(), count=len(batch))


def pages(count: int) -> Iterator[Delivery]:
    """Saved pages with an article of about four thousand letters and a page around it."""
    around = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(60))
    for row in documents(count):
        words = "".join(f"<p>{part}.</p>" for part in row.text.split(". "))
        body = (
            f"<!doctype html><html lang='en'><head><title>{escape(row.title or '')}</title>"
            "<meta property='article:published_time' content='2025-03-01T08:00:00Z'></head>"
            f"<body><nav><ul>{around}</ul></nav><article><h1>{row.title}</h1>{words}</article>"
            f"<footer><ul>{around}</ul></footer></body></html>"
        )
        yield Delivery(name=f"{row.document_pk}.html", body=body.encode(), count=1)


def records(count: int) -> tuple[str, list[Delivery]]:
    """A file of records, recorded where it is at hand and else invented; and which it is."""
    recorded = shared_folder() / _RECORDED
    if recorded.exists():
        (held,) = members(recorded.read_bytes(), recorded.name)
        lines = held.body.splitlines(keepends=True)[:count]
        return "recorded", _in_files(lines)
    dice = random.Random(SEED)
    lines = [
        json.dumps(
            {
                "date_published": f"2025-03-{dice.randint(1, 28):02d} 08:00:00+00:00",
                "description": row.text[:300],
                "language": "en-US",
                "link": f"https://news.example/{row.document_pk}",
                "source": f"https://news.example/feed/{dice.randint(1, 80)}",
                "title": row.title,
            }
        ).encode()
        + b"\n"
        for row in documents(count)
    ]
    return "invented", _in_files(lines)


def _in_files(lines: list[bytes]) -> list[Delivery]:
    return [
        Delivery(
            name=f"{at}.jsonl",
            body=b"".join(lines[at : at + 5_000]),
            count=len(lines[at : at + 5_000]),
        )
        for at in range(0, len(lines), 5_000)
    ]


def source_of_records() -> SourceKey:
    """Whose the records are."""
    return SourceKey("rss-bench")
