"""GOV.UK's search and content API: pages by day, a page's history, and strict parameters."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import parse_qs, urlsplit

from tests.servers import Asked, answering

SITE = "https://www.gov.uk"
ASSETS = "https://assets.publishing.service.gov.uk"
_KNOWN = frozenset(
    ("filter_organisations", "fields", "filter_public_timestamp", "order", "count", "start", "q")
)
Json = dict[str, object]


def page(path: str, at: str, **changed: object) -> Json:
    """A content item as the API gives it."""
    return {
        "base_path": f"/{path}",
        "content_id": "5e5dc1ab",
        "document_type": "guidance",
        "schema_name": "publication",
        "title": path.rsplit("/", 1)[-1].replace("-", " "),
        "description": f"About {path}.",
        "locale": "en",
        "first_published_at": at,
        "public_updated_at": at,
        "details": {"body": f"<p>Full words of {path}.</p>", "change_history": []},
        "links": {},
        **changed,
    }


@dataclass(slots=True)
class GovUk:
    """What stands there now; `trap` may answer in its place, `most` caps what a page holds."""

    pages: dict[str, Json] = field(default_factory=dict)
    most: int = 1500
    files: dict[str, bytes] = field(default_factory=dict)
    trap: Callable[[Asked], Iterable[bytes] | None] = lambda _asked: None

    def put(self, path: str, at: str, **changed: object) -> None:
        """Publish a page, or change it."""
        self.pages[path] = page(path, at, **changed)

    def collection(self, path: str, *members: str) -> None:
        """Publish a collection of pages."""
        links = {"documents": [{"base_path": f"/{member}"} for member in members]}
        changed: Json = {"document_type": "document_collection", "links": links}
        self.pages[path] = page(path, "2026-01-05T09:00:00Z", **changed)

    def __call__(self, asked: Asked) -> Iterable[bytes]:
        """Answer as the publisher would."""
        return self.trap(asked) or self.answer(asked)

    def answer(self, asked: Asked) -> list[bytes]:
        """The honest answer."""
        parts = urlsplit(asked.path)
        if parts.path == "/api/search.json":
            return self._search(parse_qs(parts.query))
        if parts.path in self.files:
            return answering(self.files[parts.path])
        found = self.pages.get(parts.path.removeprefix("/api/content/"))
        if found is None:
            return answering(b'{"error": "not found"}', status=404)
        return answering(json.dumps(found).encode(), headers={"Content-Type": "application/json"})

    def _search(self, query: dict[str, list[str]]) -> list[bytes]:
        if unknown := sorted(query.keys() - _KNOWN):
            said = json.dumps({"error": f"Unexpected parameters: {', '.join(unknown)}"})
            return answering(said.encode(), status=422)
        bounds = dict(part.split(":", 1) for part in query["filter_public_timestamp"][0].split(","))
        start, count = int(query.get("start", ["0"])[0]), int(query["count"][0])
        if count > 1500:
            return answering(b'{"error": "Maximum result set size exceeded"}', status=422)
        found = sorted(
            (str(one["public_updated_at"]), path)
            for path, one in self.pages.items()
            if bounds["from"] <= str(one["public_updated_at"])[:10] <= bounds["to"]
            and one["document_type"] not in ("gone", "redirect", "document_collection")
        )
        results = [
            {
                "title": self.pages[path]["title"],
                "link": f"/{path}",
                "public_timestamp": at,
                "description": self.pages[path]["description"],
                "content_store_document_type": self.pages[path]["document_type"],
                "_id": f"/{path}",
            }
            for at, path in found[start : start + min(count, self.most)]
        ]
        body: Json = {"results": results, "total": len(found), "start": start}
        return answering(json.dumps({**body, "suggested_queries": []}).encode())


def on(day: date, hour: int = 9) -> str:
    """An instant of a day, as the publisher writes it."""
    return f"{day.isoformat()}T{hour:02}:00:00Z"
