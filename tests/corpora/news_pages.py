"""Recorded news pages with what stands in them by hand-made gold: bodies, phrases, titles, days."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from app.formats.html_text import readable_text


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPage:
    """A page and what is known of it; where several golds may be meant, the nearest one is."""

    name: str
    body: bytes
    bodies: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    days: tuple[str, ...] = ()

    @property
    def is_closed(self) -> bool:
        """Whether the page is of the half that was looked at once, after choosing on the other."""
        return int(sha256(self.name.encode()).hexdigest()[0], 16) % 2 == 1


def held(path: Path) -> bytes:
    """A packed file's bytes."""
    return gzip.decompress(path.read_bytes())


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words, or of four signs where words are not spaced."""
    words = re.findall(r"\w" if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", text) else r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def shared_runs(gold: str, text: str) -> int:
    """How many runs two texts have in common."""
    return (shingles(gold) & shingles(text)).total()


def body_of(gold: dict[str, object]) -> str:
    """The article of a publisher's gold."""
    body = gold["body"]
    assert isinstance(body, dict)
    parts = list(body.get("summary", []))
    for section in body["sections"]:
        parts += [*section["headline"], *section["paragraphs"]]
    return "\n".join(parts)


def all_pages(folder: Path) -> Iterator[GoldPage]:
    """Every page of the recorded folder that has a gold of any sort."""
    for key, told in json.loads(held(folder / "aeb/ground-truth.json.gz")).items():
        path = folder / f"aeb/{key}.html.gz"
        if path.exists():
            yield GoldPage(name=f"aeb/{key}", body=held(path), bodies=(told["articleBody"],))
    for path in sorted(folder.glob("fundus_*.gold.json.gz")):
        stem = path.name.removesuffix(".gold.json.gz")
        golds = list(json.loads(held(path)).values())
        for page in sorted(folder.glob(f"{stem}_2*.html.gz")):
            yield GoldPage(
                name=page.name,
                body=held(page),
                bodies=tuple(body_of(gold) for gold in golds),
                titles=tuple(str(gold["title"]) for gold in golds),
                days=tuple(str(gold["publishing_date"])[:10] for gold in golds),
            )
    yield from _pages_of_readability(folder / "readability")
    yield from _pages_of_phrases(folder / "trafilatura")


def _pages_of_readability(folder: Path) -> Iterator[GoldPage]:
    for page in sorted(folder.glob("*.source.html.gz")):
        expected = held(page.with_name(page.name.replace(".source.", ".expected.")))
        stated = page.name.replace(".source.html.", ".expected-metadata.json.")
        said = json.loads(held(page.with_name(stated)))
        yield GoldPage(
            name=page.name,
            body=held(page),
            bodies=(readable_text(expected.decode()),),
            titles=(said["title"],),
            days=(said["publishedTime"][:10],) if said.get("publishedTime") else (),
        )


def _pages_of_phrases(folder: Path) -> Iterator[GoldPage]:
    for told in json.loads(held(folder / "evaldata.json.gz")).values():
        yield GoldPage(
            name=f"traf/{told['file']}",
            body=held(folder / f"{told['file']}.gz"),
            wanted=tuple(told["with"]),
            unwanted=tuple(told["without"] or ()),
            titles=(told["title"],) if told.get("title") else (),
            days=(told["date"],) if told.get("date") else (),
        )
