"""A document as an entry of a reader's own bibliography: RIS, BibTeX, CSL-JSON."""

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

_UNSAFE_IN_KEYS: Final = re.compile(r"[^A-Za-z0-9]+")
_BIBTEX: Final = {
    **{ord(sign): f"\\{sign}" for sign in "&%$#_{}"},
    ord("\\"): r"\textbackslash{}",
    ord("~"): r"\textasciitilde{}",
    ord("^"): r"\textasciicircum{}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceEntry:
    """What a bibliography says of a document. `news` where a report and no official paper.

    `permalink` keeps showing these words; `note` names version, capture and digest.
    """

    id: str
    title: str
    authors: tuple[str, ...]
    publisher: str
    published_on: date | None
    captured_on: date
    number: str | None
    citation: str | None
    language: str | None
    news: bool
    permalink: str
    note: str


def ris(one: ReferenceEntry) -> str:
    """The entry as RIS; each field is one line, whatever the title holds."""
    on = one.published_on
    said = [
        ("TY", "NEWS" if one.news else "GOVDOC"),
        ("ID", _key(one)),
        ("TI", one.title),
        *(("AU", author) for author in one.authors),
        ("PB", one.publisher),
        ("PY", None if on is None else f"{on.year:04d}"),
        ("DA", None if on is None else f"{on:%Y/%m/%d}"),
        ("Y2", f"{one.captured_on:%Y/%m/%d}"),
        ("M1", one.number),
        ("VL", one.citation),
        ("LA", one.language),
        ("UR", one.permalink),
        ("N1", one.note),
    ]
    lines = [f"{tag}  - {_line(words)}" for tag, words in said if words]
    return "\r\n".join([*lines, "ER  - ", ""])


def bibtex(one: ReferenceEntry) -> str:
    """The entry as BibTeX; what TeX would take for a command is escaped."""
    on = one.published_on
    authors = " and ".join(f"{{{_tex(author)}}}" for author in one.authors)
    said = [
        ("title", f"{{{_tex(one.title)}}}"),
        ("author", authors),
        ("publisher", _tex(one.publisher)),
        ("year", "" if on is None else f"{on.year:04d}"),
        ("month", "" if on is None else str(on.month)),
        ("day", "" if on is None else str(on.day)),
        ("number", _tex(one.number or "")),
        ("howpublished", _tex(one.citation or "")),
        ("language", _tex(one.language or "")),
        ("url", one.permalink),
        ("urldate", one.captured_on.isoformat()),
        ("note", _tex(one.note)),
    ]
    fields = ",\n".join(f"  {name} = {{{words}}}" for name, words in said if words)
    return f"@misc{{{_key(one)},\n{fields}\n}}\n"


def csl_json(one: ReferenceEntry) -> str:
    """The entry as CSL-JSON: a list of one."""
    said: dict[str, object] = {
        "id": one.id,
        "type": "article-newspaper" if one.news else "document",
        "title": _line(one.title),
        "author": [{"literal": author} for author in one.authors],
        "publisher": one.publisher,
        "issued": None if one.published_on is None else _parts(one.published_on),
        "accessed": _parts(one.captured_on),
        "number": one.number,
        "references": one.citation,
        "language": one.language,
        "URL": one.permalink,
        "note": one.note,
    }
    kept = {name: value for name, value in said.items() if value}
    return json.dumps([kept], ensure_ascii=False, indent=2) + "\n"


def _parts(on: date) -> dict[str, object]:
    return {"date-parts": [[on.year, on.month, on.day]]}


def _key(one: ReferenceEntry) -> str:
    return _UNSAFE_IN_KEYS.sub("-", one.id).strip("-")


def _line(words: str) -> str:
    return " ".join(words.split())


def _tex(words: str) -> str:
    return _line(words).translate(_BIBTEX)
