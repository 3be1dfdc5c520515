"""A double of the eCFR's versioner: it knows no today, and sends a title for a blank section."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import parse_qsl, urlsplit

from tests.servers import Asked, answering

SITE = "https://www.ecfr.gov"
TITLES = ("10", "15", "22", "31")
PARTS = {"10": ("110", "810"), "15": ("730", "744", "922"), "22": ("120", "51"), "31": ("501",)}


@dataclass(slots=True)
class Versioner:
    """What it holds: the day it is complete up to, and what changed on which day."""

    up_to: date
    changes: list[dict[str, object]] = field(default_factory=list)
    words: dict[tuple[str, date], str] = field(default_factory=dict)
    sends_whole_titles: bool = False

    def change(self, title: str, part: str, section: str, on: date, **said: object) -> None:
        """A section changed in the issue of a day."""
        self.changes.append(
            {
                "date": on.isoformat(),
                "amendment_date": on.isoformat(),
                "issue_date": on.isoformat(),
                "identifier": section,
                "name": f"§ {section} Words.",
                "part": part,
                "substantive": True,
                "removed": False,
                "subpart": None,
                "title": title,
                "type": "section",
                **said,
            }
        )

    def __call__(self, asked: Asked) -> Iterable[bytes]:
        """Answer as the service would."""
        parts = urlsplit(asked.path)
        params = dict(parse_qsl(parts.query, keep_blank_values=True))
        _, _, call = parts.path.partition("/api/versioner/v1/")
        if call == "titles.json":
            return _json(self._titles())
        sort, _, rest = call.partition("/")
        if sort == "versions":
            if "json" not in asked.headers.get("accept", ""):
                return answering(b"", status=406)
            title = rest.removeprefix("title-").removesuffix(".json")
            return _json(self._versions(title, params))
        day, _, name = rest.partition("/")
        on, title = date.fromisoformat(day), name.partition("-")[2].partition(".")[0]
        if on > self.up_to:
            return answering(b'{"error":"Not Found"}', status=404)
        if sort == "structure":
            return _json(_structure(title))
        whole = self.sends_whole_titles or not params.get("part") or params.get("section") == ""
        wanted = PARTS[title] if whole else (params["part"],)
        return answering(self._xml(title, wanted, on), headers={"Content-Type": "text/xml"})

    def _titles(self) -> dict[str, object]:
        said = [
            {
                "number": int(title),
                "name": f"Title {title}",
                "latest_amended_on": self.up_to.isoformat(),
                "latest_issue_date": self.up_to.isoformat(),
                "up_to_date_as_of": self.up_to.isoformat(),
                "reserved": False,
            }
            for title in TITLES
        ]
        reserved = {"number": 35, "name": "Reserved", "up_to_date_as_of": None, "reserved": True}
        return {"titles": [*said, reserved], "meta": {"date": self.up_to.isoformat()}}

    def _versions(self, title: str, params: dict[str, str]) -> dict[str, object]:
        first, last = params["issue_date[gte]"], params["issue_date[lte]"]
        found = [
            one
            for one in self.changes
            if one["title"] == title and first <= str(one["issue_date"]) <= last
        ]
        page = int(params.get("page", "1"))
        shown = found[(page - 1) * 1_000 : page * 1_000]
        meta = {"title": title, "result_count": str(len(found)), "issue_date": {"gte": first}}
        return {"content_versions": shown, "meta": meta}

    def _xml(self, title: str, parts: Iterable[str], on: date) -> bytes:
        divisions = "".join(self._part(title, part, on) for part in parts)
        if "</DIV5><DIV5" not in divisions:
            return divisions.encode()
        return f'<DIV1 N="{title}" TYPE="TITLE">{divisions}</DIV1>'.encode()

    def _part(self, title: str, part: str, on: date) -> str:
        days = [day for key, day in self.words if key == part and day <= on]
        words = self.words[part, max(days)] if days else f"The first words of part {part}."
        path = json.dumps({"path": f"/on/{on}/title-{title}/part-{part}"}).replace('"', "&quot;")
        return (
            f'<DIV5 N="{part}" TYPE="PART" hierarchy_metadata="{path}">'
            f"<HEAD>PART {part}—WORDS</HEAD>"
            f'<DIV8 N="{part}.1" TYPE="SECTION" hierarchy_metadata="{path}">'
            f"<HEAD>§ {part}.1 Words.</HEAD><P>{words}</P></DIV8></DIV5>"
        )


def _structure(title: str) -> dict[str, object]:
    parts = [
        {"identifier": part, "label": f"Part {part}", "type": "part", "reserved": False}
        for part in PARTS[title]
    ]
    empty = {"identifier": "731", "label": "Part 731", "type": "part", "reserved": True}
    chapter = {"identifier": "VII", "type": "chapter", "children": [*parts, empty]}
    return {"identifier": title, "type": "title", "children": [chapter]}


def _json(said: dict[str, object]) -> list[bytes]:
    return answering(json.dumps(said).encode(), headers={"Content-Type": "application/json"})
