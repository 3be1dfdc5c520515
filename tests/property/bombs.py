"""Small files that become large, deep or endless when they are read, made anew each time."""

import gzip
import io
import json
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

MIB = 1024 * 1024
_RSS = "<rss version='2.0'><channel><title>T</title><link>https://example.org/</link>{}</channel></rss>"
_ENTITIES = "".join(
    f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" if n else "<!ENTITY e0 'lol'>" for n in range(12)
)
_SECRET = "<!DOCTYPE x [<!ENTITY secret SYSTEM 'file:///etc/passwd'>]>"


@dataclass(frozen=True, slots=True)
class Bomb:
    """A file's name and how it is made; `readable` where it is harmless once it is bounded."""

    name: str
    make: Callable[[], bytes | str]
    readable: bool = False

    def body(self) -> bytes:
        """The file's bytes."""
        made = self.make()
        return made.encode() if isinstance(made, str) else made


def _gzip_of_zeros() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([packer.compress(bytes(MIB)) for _ in range(300)]) + packer.flush()


def _nested_gzip() -> bytes:
    body = _gzip_of_zeros()
    for _ in range(6):
        body = gzip.compress(body)
    return body


def _zip(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return held.getvalue()


def _zips_in_zips() -> bytes:
    body = _zip({"zeros.txt": bytes(10 * MIB)})
    for level in range(5):
        body = _zip({f"{level}-{number}.zip": body for number in range(16)})
    return body


def _endless_zip() -> bytes:
    return _zip({f"{number}.txt": b"" for number in range(20_500)})


def _tar_that_claims() -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w"):
        claimed = tarfile.TarInfo("huge.txt")
        claimed.size = 10**12
        held.write(claimed.tobuf())
    return held.getvalue()


def _rss(inside: str, before: str = "") -> bytes:
    return (before + _RSS.format(inside)).encode()


def _item(inside: str) -> str:
    return f"<item><guid>g</guid><link>https://example.org/1</link>{inside}</item>"


def _fr(record: str) -> bytes:
    return f'{{"count": 1, "results": [{record}]}}'.encode()


def _page(inside: str) -> bytes:
    return f"<!doctype html><html><body><article>{inside}</article></body></html>".encode()


def _mail(headers: str, body: str = "Words.") -> bytes:
    return f"From: a@example.org\r\nMessage-ID: <a@b>\r\n{headers}\r\n\r\n{body}".encode()


def _nested_mail(depth: int) -> bytes:
    opened = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(depth)
    )
    return b"From: a@example.org\r\nMessage-ID: <a@b>\r\n" + opened.encode() + b"\r\nwords\r\n"


def _pdf(objects: list[bytes]) -> bytes:
    return (
        b"%PDF-1.4\n"
        + b"".join(b"%d 0 obj%sendobj\n" % (n, one) for n, one in enumerate(objects, 1))
        + b"trailer<</Root 1 0 R>>"
    )


def _pdf_stream(size: int) -> bytes:
    packed = zlib.compress(b"BT /F1 9 Tf (" + b"a" * size + b") Tj ET", 9)
    return _pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R"
            b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Courier>>>>>>>>",
            b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed),
        ]
    )


def _pdf_of_pages(claimed: int) -> bytes:
    loop = b"<</Type/Pages/Count %d/Kids[2 0 R 3 0 R]>>" % claimed
    return _pdf([b"<</Type/Catalog/Pages 2 0 R>>", loop, b"<</Type/Page/Parent 2 0 R>>"])


BOMBS = (
    Bomb("zeros.xml.gz", _gzip_of_zeros),
    Bomb("zeros.gz.gz.gz.gz.gz.gz.gz", _nested_gzip),
    Bomb("zips.zip", _zips_in_zips),
    Bomb("many.zip", _endless_zip),
    Bomb("claims.tar", _tar_that_claims),
    Bomb(
        "laughs.xml",
        lambda: _rss(_item("<title>&e11;</title>"), f"<!DOCTYPE x [{_ENTITIES}]>"),
        readable=True,
    ),
    Bomb(
        "laughs.opml",
        lambda: (
            f"<!DOCTYPE x [{_ENTITIES}]><opml><outline xmlUrl='https://a.example/' "
            "text='&e11;'/></opml>"
        ),
    ),
    Bomb(
        "laughs-rule.xml",
        lambda: f"<!DOCTYPE x [{_ENTITIES}]><RULE><SUBJECT>&e11;</SUBJECT></RULE>",
    ),
    Bomb("outside.xml", lambda: _rss(_item("<title>&secret;</title>"), _SECRET), readable=True),
    Bomb(
        "outside-rule.xml",
        lambda: f"{_SECRET}<RULE><PREAMB><SUBJECT>&secret;</SUBJECT></PREAMB></RULE>",
        readable=True,
    ),
    Bomb(
        "attributes-rule.xml",
        lambda: (
            f"<!DOCTYPE x [<!ENTITY v '{'x' * 60_000}'>]><RULE><PREAMB>"
            + "<SUBJECT A='&v;&v;&v;&v;&v;&v;&v;&v;'/>" * 20_000
            + "</PREAMB></RULE>"
        ),
    ),
    Bomb("token.xml", lambda: _rss(_item(f"<title>{'a' * 20 * MIB}</title>"))),
    Bomb(
        "token-8.xml",
        lambda: _rss(_item(f"<title>{'a' * (8 * MIB - 1000)}</title>")),
        readable=True,
    ),
    Bomb(
        "attribute.xml", lambda: _rss(_item(f"<enclosure url='{'a' * 7 * MIB}'/>")), readable=True
    ),
    Bomb(
        "attribute-rule.xml",
        lambda: f"<RULE A='{'a' * 7 * MIB}'><SUBJECT>s</SUBJECT></RULE>",
        readable=True,
    ),
    Bomb("attribute.html", lambda: _page(f"<p class='{'a' * 7 * MIB}'>Words</p>"), readable=True),
    Bomb("deep.html", lambda: _page("<div>" * 100_000 + "words")),
    Bomb("deep-tables.html", lambda: _page("<table><tr><td>" * 40_000 + "words")),
    Bomb("deep-lists.html", lambda: _page("<ul><li>" * 12_000 + "words")),
    Bomb("deep.xml", lambda: _rss("<a>" * 100_000)),
    Bomb(
        "deep-rule.xml",
        lambda: "<RULE>" + "<P>" * 100_000 + "x" + "</P>" * 100_000 + "</RULE>",
    ),
    Bomb(
        "deep-part.xml",
        lambda: "<DIV5 N='744' TYPE='PART'>" + "<DIV6>" * 100_000 + "</DIV6>" * 100_000 + "</DIV5>",
    ),
    Bomb(
        "deep-entry.xml",
        lambda: _rss(_item("<description>" + "&lt;div&gt;" * 100_000 + "</description>")),
        readable=True,
    ),
    Bomb(
        "deep.opml",
        lambda: "<opml>" + "<outline text='a'>" * 100_000 + "</outline>" * 100_000 + "</opml>",
    ),
    Bomb("deep.json", lambda: b'{"count": 1, "results": ' + b"[" * 1_000_000),
    Bomb(
        "deep-closed.json",
        lambda: _fr('{"document_number": "2026-1", "agencies": ' + "[" * 900 + "]" * 900 + "}"),
        readable=True,
    ),
    Bomb("number.json", lambda: _fr('{"document_number": ' + "9" * 5_000_000 + "}")),
    Bomb(
        "large-number.json",
        lambda: _fr(
            '{"document_number": "2026-00001", "title": "t", "type": "Rule", "start_page": 1e308, '
            '"page_length": 99999999999999999999999999, "publication_date": "2026-03-02"}'
        ),
        readable=True,
    ),
    Bomb("items.xml", lambda: _rss("<item/>" * 1_100_000)),
    Bomb("entries.xml", lambda: _rss("<item><title>a</title></item>" * 200_000)),
    Bomb("comments.html", lambda: b"<!--" * 1_000_000),
    Bomb("comments.xml", lambda: b"<?xml version='1.0'?>" + b"<!-- -" * 500_000),
    Bomb("declarations.xml", lambda: b"<!DOCTYPE " + b"[" * 1_000_000),
    Bomb("references.xml", lambda: _rss(_item("<title>" + "&amp;" * 1_000_000 + "</title>"))),
    Bomb("spaces.html", lambda: b" " * 4_000_000 + b"<html>" + b" " * 4_000_000, readable=True),
    Bomb("meta.html", lambda: b"<html><head>" + b"<meta charset" * 400_000),
    Bomb("nuls.csv", lambda: b"_id,source,entity_number,type\r\n" + b"\x00,\x00\r\n" * 100_000),
    Bomb(
        "cell.csv",
        lambda: b"_id,source,entity_number,type,programs,name\r\n1,SDN,1,," + b'"' + b"a" * 7 * MIB,
    ),
    Bomb(
        "columns.csv", lambda: b"_id,source,entity_number,type,programs,name\r\n" + b"," * 5_000_000
    ),
    Bomb("lines.txt", lambda: b"\n" * 8_000_000),
    Bomb("accents.txt", lambda: "a" + "\u0301" * 2_000_000, readable=True),
    Bomb("parts.eml", lambda: _nested_mail(20_000)),
    Bomb(
        "many-parts.eml",
        lambda: _mail("Content-Type: multipart/mixed; boundary=b", "--b\r\n\r\nx\r\n" * 100_000),
    ),
    Bomb("addresses.eml", lambda: _mail("To: " + "a@example.org, " * 100_000), readable=True),
    Bomb("encoded.eml", lambda: _mail("Subject: " + "=?utf-8?q?a?= " * 200_000), readable=True),
    Bomb("comment.eml", lambda: _mail("Date: " + "(" * 200_000), readable=True),
    Bomb("from.eml", lambda: b"From: " + b"(" * 200_000 + b"\r\nMessage-ID: <a@b>\r\n\r\nwords"),
    Bomb(
        "disposition.eml",
        lambda: _mail("Content-Type: text/plain; " + "a*0=b; " * 100_000),
        readable=True,
    ),
    Bomb(
        "box.mbox",
        lambda: b"From a Wed Mar  4 10:00:00 2026\nFrom: a\nSubject: b\n\n" * 20_000,
        readable=True,
    ),
    Bomb("stream.pdf", lambda: _pdf_stream(2_000 * 100_000)),
    Bomb("loop.pdf", lambda: _pdf_of_pages(1_000_000_000)),
    Bomb("pages.pdf", lambda: _pdf_of_pages(9_999)),
    Bomb(
        "feed.json",
        lambda: json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "t",
                "items": [{"id": str(n)} for n in range(20_000)],
            }
        ),
        readable=True,
    ),
)
