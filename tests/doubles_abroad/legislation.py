"""legislation.gov.uk: what is new, page by page; effects on an act; texts, made and revised."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import parse_qs, urlsplit

from tests.servers import Asked, answering

SITE = "https://www.legislation.gov.uk"
_FEED = """<feed xmlns="http://www.w3.org/2005/Atom"
 xmlns:ukm="http://www.legislation.gov.uk/namespaces/metadata">
<id>{site}{path}</id><title>Search results</title>{next}{entries}</feed>"""
_ENTRY = """<entry><id>{site}/id/{act}</id><title>{title}</title><link href="{site}/{act}/made"/>
<published>{on}T09:00:00Z</published><updated>{on}T09:00:00Z</updated></entry>"""
_EFFECT = """<entry><id>{site}/id/effect/{key}</id><title>effect</title><content type="text/xml">
<ukm:Effect EffectId="{key}" Type="inserted" Applied="false" RequiresApplied="true"
 AffectedURI="{site}/id/uksi/2008/3231" AffectedProvisions="art. {number}"
 AffectingURI="{site}/id/uksi/2026/9"/></content></entry>"""
_TEXT = """<Legislation xmlns="http://www.legislation.gov.uk/namespaces/legislation"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:ukm="http://www.legislation.gov.uk/namespaces/metadata"
 DocumentURI="{site}/{act}" IdURI="{site}/id/{act}"><ukm:Metadata><dc:title>The {act} Order
</dc:title></ukm:Metadata><Secondary><Body><P1 id="article-1" IdURI="{site}/id/{act}/article/1">
<Pnumber>1</Pnumber><P1para><Text>Lanterns need a licence.</Text></P1para></P1></Body></Secondary>
</Legislation>"""


@dataclass(slots=True)
class Legislation:
    """New instruments with title and day, newest first; effects by number; page sizes of both."""

    new: list[tuple[str, str, date]] = field(default_factory=list)
    effects: int = 0
    page_size: int = 4
    repeats_first_page: bool = False
    trap: Callable[[Asked], Iterable[bytes] | None] = lambda _asked: None

    def __call__(self, asked: Asked) -> Iterable[bytes]:
        """Answer as the publisher would."""
        return self.trap(asked) or self.answer(asked)

    def answer(self, asked: Asked) -> list[bytes]:
        """The honest answer."""
        parts = urlsplit(asked.path)
        page = int(parse_qs(parts.query).get("page", ["1"])[0])
        if parts.path == "/new/uksi/data.feed":
            entries = [
                _ENTRY.format(site=SITE, act=act, title=title, on=on) for act, title, on in self.new
            ]
            return self._page(parts.path, entries, page)
        if parts.path.startswith("/changes/affected/"):
            effects = range(self.effects)
            entries = [_EFFECT.format(site=SITE, key=f"key-{one}", number=one) for one in effects]
            return self._page(parts.path, entries, page)
        act = "/".join(parts.path.split("/")[1:4])
        return answering(_TEXT.format(site=SITE, act=act).encode())

    def _page(self, path: str, entries: list[str], page: int) -> list[bytes]:
        shown = 1 if self.repeats_first_page else page
        first = (shown - 1) * self.page_size
        has_more = page * self.page_size < len(entries)
        following = f'<link rel="next" href="{SITE}{path}?page={page + 1}"/>' if has_more else ""
        held = "".join(entries[first : first + self.page_size])
        return answering(_FEED.format(site=SITE, path=path, next=following, entries=held).encode())
