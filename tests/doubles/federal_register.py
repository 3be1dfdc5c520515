"""A double of the Federal Register's API: it counts no further than 10,000 and turns pages back."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from app.formats.federal_register_facts import FIELDS
from tests.servers import Asked, answering

SITE = "https://www.federalregister.gov"
GOVINFO = "https://www.govinfo.gov"
KNOWN_SLUGS = frozenset(
    (
        "industry-and-security-bureau",
        "foreign-assets-control-office",
        "state-department",
        "commerce-department",
    )
)
PARENTS = {"industry-and-security-bureau": "commerce-department"}
Paper = Mapping[str, object]
Params = list[tuple[str, str]]


def paper(number: str, on: date, **said: object) -> dict[str, object]:
    """A document as the API describes it, of the export bureau unless said otherwise."""
    slug = str(said.pop("slug", "industry-and-security-bureau"))
    agencies = [{"name": slug, "raw_name": slug.upper(), "id": 241, "parent_id": 54, "slug": slug}]
    if slug in PARENTS:
        parent = {"name": PARENTS[slug], "id": 54, "parent_id": None, "slug": PARENTS[slug]}
        agencies.insert(0, parent)
    return {
        **dict.fromkeys(FIELDS),
        "document_number": number,
        "title": f"Paper {number}",
        "type": "Rule",
        "publication_date": on.isoformat(),
        "html_url": f"{SITE}/documents/{on:%Y/%m/%d}/{number}/paper",
        "full_text_xml_url": f"{SITE}/documents/full_text/xml/{on:%Y/%m/%d}/{number}.xml",
        "agencies": agencies,
        "cfr_references": [{"title": 15, "part": "744", "chapter": None}],
        "docket_ids": [],
        "regulation_id_numbers": [],
        **said,
    }


def full_text(number: str) -> bytes:
    """The text of a document in GPO's XML."""
    return (
        f"<RULE><PREAMB><SUBJECT>Paper {number}</SUBJECT></PREAMB>"
        f"<SUPLINF><P>The words of {number}, as they were printed.</P></SUPLINF>"
        f"<FRDOC>[FR Doc. {number} Filed 1-8-26; 4:15 pm]</FRDOC></RULE>"
    ).encode()


def granule(number: str, on: date) -> bytes:
    """The same words as GPO's page of them."""
    return (
        f"<html><head><title>Federal Register</title></head><body><pre>\n"
        f"[Federal Register Volume 91, Number 6 ({on:%A, %B} {on.day}, {on.year})]\n"
        f"[Rules and Regulations]\n[Pages 101-102]\n[FR Doc No: {number}]\n\n"
        f"The words of {number}, as GPO prints them &amp; keeps them.\n</pre></body></html>"
    ).encode()


@dataclass(slots=True)
class Register:
    """The documents it holds; `texts_missing` are those whose XML is not there yet.

    It counts up to `counts_to`, and gives at most `largest_page` documents at once.
    """

    papers: list[Paper] = field(default_factory=list)
    texts_missing: set[str] = field(default_factory=set)
    cursor: bool = False
    counts_to: int = 10_000
    largest_page: int = 2_000
    found: dict[tuple[tuple[str, str], ...], list[Paper]] = field(default_factory=dict)
    searched: list[Paper] = field(default_factory=list)

    def __call__(self, asked: Asked) -> Iterable[bytes]:
        """Answer as the service would."""
        parts = urlsplit(asked.path)
        params = parse_qsl(parts.query, keep_blank_values=True)
        number = parts.path.rpartition("/")[2].rpartition(".")[0]
        if parts.path == "/api/v1/documents.json":
            return self._search(params)
        if parts.path.startswith("/documents/full_text/") and number not in self.texts_missing:
            return answering(full_text(number), headers={"Content-Type": "text/xml"})
        if parts.path.startswith("/content/pkg/FR-"):
            on = date.fromisoformat(parts.path.split("/")[3].removeprefix("FR-"))
            return answering(granule(number, on), headers={"Content-Type": "text/html"})
        return answering(b'{"status":404,"message":"Record Not Found"}', status=404)

    def _search(self, params: Params) -> list[bytes]:
        fault = _fault(params)
        if fault is not None:
            return _json(fault, status=400)
        said = dict(params)
        found = self._found(params)
        per_page = min(int(said.get("per_page", "20")), self.largest_page)
        per_page = 20 if per_page == 1 else per_page
        page = int(said.get("page", "1"))
        if page > 50:
            page = 1
        count = min(len(found), self.counts_to)
        answer: dict[str, object] = {"description": "Documents", "count": count}
        if not found:
            return _json(answer)
        start = (page - 1) * per_page
        shown = found[start : start + per_page]
        fields = [value for key, value in params if key == "fields[]"]
        answer["total_pages"] = min(-(-count // per_page), 50)
        answer["results"] = [
            {name: one[name] for name in one if name in fields} if fields else dict(one)
            for one in shown
        ]
        if start + per_page < count and page < 50:
            answer["next_page_url"] = self._next(params, page + 1, per_page)
        return _json(answer)

    def _found(self, params: Params) -> list[Paper]:
        """What the conditions find, oldest first; a search is made once, its pages cut from it."""
        if self.searched is not self.papers:
            self.found, self.searched = {}, self.papers
        asked = tuple(one for one in params if one[0].startswith("conditions"))
        if asked not in self.found:
            met = [one for one in self.papers if _matches(one, params)]
            met.sort(key=lambda one: (str(one["publication_date"]), str(one["document_number"])))
            self.found[asked] = met
        return self.found[asked]

    def _next(self, params: Params, page: int, per_page: int) -> str:
        """Its own link drops the fields and the name of the file, and may name a cursor."""
        kept = [one for one in params if one[0] not in ("page", "per_page", "fields[]", "order")]
        going_on = [("format", "json"), ("page", str(page)), ("per_page", str(per_page))]
        going_on += [("search_after_cursor", "WzE3MzU2")] if self.cursor else []
        return f"{SITE}/api/v1/documents?{urlencode(kept + going_on)}"


def _fault(params: Params) -> dict[str, object] | None:
    for key, value in params:
        if key == "fields[]" and value not in FIELDS:
            return {"status": 400, "message": f"field '{value}' not valid"}
        if key == "conditions[agencies][]" and value not in KNOWN_SLUGS:
            return {"errors": {"agencies": "is not valid"}}
    return None


def _matches(one: Paper, params: Params) -> bool:
    on = str(one["publication_date"])
    agencies = one["agencies"]
    slugs = {agency["slug"] for agency in agencies} if isinstance(agencies, list) else set()
    parts = one["cfr_references"]
    cited = {str(c["title"]) for c in parts} if isinstance(parts, list) else set()
    for key, value in params:
        if key == "conditions[publication_date][gte]" and on < value:
            return False
        if key == "conditions[publication_date][lte]" and on > value:
            return False
        # Documented as OR; answered as AND.
        if key == "conditions[agencies][]" and value not in slugs:
            return False
        if key == "conditions[type][]" and one["type"] != "Presidential Document":
            return False
        if key == "conditions[cfr][title]" and value not in cited:
            return False
    return True


@dataclass(slots=True)
class Inspection:
    """What is filed now and what was filed by day; `kept` survives by number after it is gone."""

    now: list[Paper] = field(default_factory=list)
    by_day: dict[str, list[Paper]] = field(default_factory=dict)
    kept: dict[str, Paper] = field(default_factory=dict)

    def __call__(self, asked: Asked) -> Iterable[bytes]:
        """Answer as the service would."""
        parts = urlsplit(asked.path)
        stamps = {
            "special_filings_updated_at": "2026-03-01T11:15:00Z",
            "regular_filings_updated_at": "2026-03-01T08:45:00.000-05:00",
        }
        name = parts.path.rpartition("/")[2].removesuffix(".json")
        if name == "current":
            return _json({"count": len(self.now), "results": self.now, **stamps})
        if name == "public-inspection-documents":
            return self._of_a_day(dict(parse_qsl(parts.query)))
        if name in self.kept:
            return _json(dict(self.kept[name]))
        return _json({"status": 404, "message": "Record Not Found"}, status=404)

    def _of_a_day(self, params: dict[str, str]) -> list[bytes]:
        filed = self.by_day.get(params["conditions[available_on]"], [])
        if not filed:
            return _json({"count": 0, "results": []})
        page, per_page = int(params.get("page", "1")), 2
        shown = filed[(page - 1) * per_page : page * per_page]
        said: dict[str, object] = {"count": len(filed), "results": shown}
        if page * per_page < len(filed):
            inner = (
                f"action=index&controller={quote('api/v1/public_inspection_documents', safe='')}"
            )
            said["next_page_url"] = (
                f"{SITE}/api/v1/public_inspection_documents?{inner}&page={page + 1}"
            )
        return _json(said)


def filing(number: str, on: date, filed_at: str, **said: object) -> dict[str, object]:
    """A filed document as the service describes it: its agencies' names may be null."""
    return {
        "agencies": [
            {
                "name": "Industry and Security Bureau",
                "id": 241,
                "parent_id": 54,
                "slug": "industry-and-security-bureau",
            }
        ],
        "agency_letters": [],
        "agency_names": None,
        "docket_numbers": [],
        "document_number": number,
        "editorial_note": None,
        "filed_at": filed_at,
        "filing_type": "special",
        "html_url": f"{SITE}/public-inspection/{number}/paper",
        "publication_date": on.isoformat(),
        "title": f"Filed {number} ",
        "type": "Rule",
        **said,
    }


def _json(said: dict[str, object], status: int = 200) -> list[bytes]:
    headers = {"Content-Type": "application/json"}
    return answering(json.dumps(said).encode(), status=status, headers=headers)
