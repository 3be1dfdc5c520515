"""The press on sockets: feeds, a search with links of its own, an aggregator that is often shut."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

from tests.servers import Asked, answering

_WRITTEN = "%Y%m%d%H%M%S"


@dataclass(frozen=True, slots=True)
class Story:
    """One entry of a feed."""

    title: str
    at: datetime | None
    text: str = ""
    link: str | None = None


def story(title: str, on: date, text: str = "") -> Story:
    """A story of a day, at nine in the morning."""
    return Story(title=title, at=datetime(on.year, on.month, on.day, 9, tzinfo=UTC), text=text)


def rss(stories: Sequence[Story]) -> bytes:
    """A feed as its publisher writes it."""
    items = "".join(_item(one) for one in stories)
    head = "<rss version='2.0'><channel><title>Paper</title><link>https://paper.example/</link>"
    return f"{head}{items}</channel></rss>".encode()


def _item(one: Story) -> str:
    link = one.link or f"https://paper.example/{one.title.replace(' ', '-')}"
    dated = f"<pubDate>{format_datetime(one.at)}</pubDate>" if one.at else ""
    words = f"<description>{escape(one.text)}</description>" if one.text else ""
    named = f"<title>{escape(one.title)}</title><link>{escape(link)}</link>"
    return f"<item>{named}<guid>{escape(link)}</guid>{dated}{words}</item>"


@dataclass(slots=True)
class Gdelt:
    """Articles by the moment they were seen; an answer holds no more than `most` of them."""

    seen: dict[str, datetime] = field(default_factory=dict)
    most: int = 250
    trap: Callable[[Asked], Iterable[bytes] | None] = lambda _asked: None

    def see(self, first_at: datetime, number: int, every: timedelta) -> None:
        """See some articles, one after the other."""
        for one in range(number):
            self.seen[f"https://paper.example/{one}"] = first_at + one * every

    def __call__(self, asked: Asked) -> Iterable[bytes]:
        """Answer as the service would."""
        return self.trap(asked) or self.answer(asked)

    def answer(self, asked: Asked) -> list[bytes]:
        """The honest answer, the newest first."""
        query = parse_qs(urlsplit(asked.path).query)
        since, until = (
            datetime.strptime(query[f"{side}datetime"][0], _WRITTEN).replace(tzinfo=UTC)
            for side in ("start", "end")
        )
        found = sorted(
            ((at, url) for url, at in self.seen.items() if since <= at <= until), reverse=True
        )
        articles = [
            {
                "url": url,
                "url_mobile": "",
                "title": f"Export controls {url[-3:]}",
                "seendate": at.strftime("%Y%m%dT%H%M%SZ"),
                "socialimage": "",
                "domain": "paper.example",
                "language": "English",
                "sourcecountry": "United States",
            }
            for at, url in found[: self.most]
        ]
        return answering(json.dumps({"articles": articles} if articles else {}).encode())
