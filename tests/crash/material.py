"""A folder of mixed kinds as a person may hand it over, and the same folder a week later."""

import gzip
import io
import json
import zipfile
from pathlib import Path

_SENTENCE = (
    "The bureau of trade added {firm} to its list, and licences are needed from {day} March on. "
)
_FIRMS = ("Amber Lathes", "Birch Optics", "Cobalt Rotors", "Dune Ceramics", "Elm Foundries")


def first_folder(folder: Path) -> Path:
    """The folder as it is handed over first."""
    return _folder(folder, week=1)


def second_folder(folder: Path) -> Path:
    """The same folder later: an edited page, two feeds grown, a file more, one broken now."""
    return _folder(folder, week=2)


def _folder(folder: Path, *, week: int) -> Path:
    folder.mkdir(parents=True)
    (folder / "page.html").write_bytes(_page("Amber Lathes", week))
    (folder / "copy-of-page.html").write_bytes(_page("Amber Lathes", week))
    (folder / "note.txt").write_text("A note\n\n" + _words("Birch Optics", 3))
    (folder / "feed.xml").write_bytes(_feed(12 + 6 * week))
    (folder / "atom.xml.gz").write_bytes(gzip.compress(_atom(4 + week), mtime=0))
    (folder / "press.zip").write_bytes(_zip(week))
    (folder / "documents.json").write_bytes(_register(8, week))
    (folder / "broken.json").write_bytes(_register(3, week)[: 700 if week == 1 else 500])
    (folder / "letter.eml").write_bytes(_mail(week))
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    if week > 1:
        (folder / "later.html").write_bytes(_page("Elm Foundries", week))
    return folder


def _words(firm: str, day: int) -> str:
    return _SENTENCE.format(firm=firm, day=day) * 6


def _page(firm: str, week: int) -> bytes:
    return (
        f"<!doctype html><html lang='en'><head><title>{firm} listed</title>"
        f"<meta property='article:published_time' content='2026-03-0{week}T08:00:00Z'></head>"
        f"<body><article><h1>{firm} listed</h1><p>{_words(firm, week)}</p>"
        f"<p>{_words('Dune Ceramics', week + 1)}</p></article></body></html>"
    ).encode()


def _feed(count: int) -> bytes:
    items = "".join(
        f"<item><guid isPermaLink='false'>g{number}</guid><title>{firm}, part {number}</title>"
        f"<link>https://example.org/{number}</link><description>{_words(firm, number % 28 + 1)}"
        f"</description><pubDate>Mon, {number % 28 + 1:02d} Mar 2027 07:00:00 GMT</pubDate></item>"
        for number, firm in ((one, _FIRMS[one % len(_FIRMS)]) for one in range(count))
    )
    return (
        "<rss version='2.0'><channel><title>Trade news</title><link>https://example.org/</link>"
        f"{items}</channel></rss>"
    ).encode()


def _atom(count: int) -> bytes:
    entries = "".join(
        f"<entry><id>urn:e{number}</id><title>Statement {number}</title>"
        f"<updated>2026-03-{number + 1:02d}T09:00:00Z</updated>"
        f"<content type='text'>{_words('Cobalt Rotors', number + 1)}</content></entry>"
        for number in range(count)
    )
    return (
        "<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:f</id><title>Statements</title>"
        f"<updated>2026-03-01T00:00:00Z</updated>{entries}</feed>"
    ).encode()


def _zip(week: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, body in (
            ("a/page.html", _page("Birch Optics", week)),
            ("a/notes.txt", b"Notes\n\n" + _words("Elm Foundries", 9).encode()),
            ("feed.xml", _feed(5)),
        ):
            archive.writestr(zipfile.ZipInfo(name), body)
    return packed.getvalue()


def _register(count: int, week: int) -> bytes:
    results = [
        {
            "document_number": f"2026-0{1000 + number}",
            "title": f"Additions to the list, part {number}",
            "type": "Rule",
            "abstract": _words(_FIRMS[number % len(_FIRMS)], week),
            "html_url": f"https://example.org/documents/2026-0{1000 + number}",
            "publication_date": "2026-03-02",
            "effective_on": f"2026-04-0{week}" if number % 2 else None,
            "agencies": [{"name": "Bureau of Invented Trade", "slug": "invented-trade-bureau"}],
        }
        for number in range(count)
    ]
    return json.dumps({"count": count, "total_pages": 1, "results": results}).encode()


def _mail(week: int) -> bytes:
    return (
        "From: Desk <desk@example.org>\r\nTo: you@example.org\r\n"
        f"Subject: Listing of the week\r\nDate: Mon, 0{week + 1} Mar 2026 10:00:00 +0100\r\n"
        f"Message-ID: <week-{week}@example.org>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        f"{_words('Dune Ceramics', week)}\r\n"
    ).encode()
