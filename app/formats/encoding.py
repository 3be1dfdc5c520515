"""Bytes become text in one place, so that every reader sees the same letters."""

import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

_MARKS = (
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\xff\xfe", "utf-16-le"),
)
_WIDE_STARTS = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
)
_DECLARED_WITHIN = 16_384
_GUESSED_FROM = 65_536
# Below this share of bytes over 127 a guess has too little to go on: text of that kind on the
# web is Western, with a few accents and curly quotation marks.
_WESTERN_SHARE = 0.03
# Packed bytes have one control sign in nine, texts of any encoding next to none.
_CONTROL_SHARE = 0.02
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1b"))
_XML_DECLARATION = re.compile(
    rb"""^\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']\s*([\w.:-]+)""", re.IGNORECASE
)
_META = re.compile(rb"""<meta\b[^>]{0,500}?\bcharset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
# What publishers write, and what they mean: the supersets that browsers use.
_MEANT = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "big5": "big5hkscs",
    "tis-620": "cp874",
}
_PLAUSIBLE = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r"),
    *("gb18030", "big5", "cp932", "euc_jp", "cp949"),
]

_WESTERN = {
    byte: bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in range(128, 160)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text, the encoding it was in, and what said so; `guessed` where nothing did."""

    text: str
    encoding: str
    evidence: str
    guessed: bool = False


def decode(body: bytes, *, stated: str | None = None) -> Decoded:
    """Read bytes as text; never fails, and says when it guessed.

    Valid UTF-8 with letters beyond ASCII is UTF-8 whatever its prolog claims: chance does not
    produce it. `stated` is a character set from outside the bytes, such as a response header.
    """
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            text = body[len(mark) :].decode(encoding, "replace")
            return Decoded(text=text, encoding=encoding, evidence="byte order mark")
    if wide := _wide(body):
        return Decoded(text=body.decode(wide, "replace"), encoding=wide, evidence="zero bytes")
    # Escape-sequence encodings are ASCII bytes too, so their declaration must be heard first.
    has_escapes = body.isascii() and b"\x1b" in body
    if not has_escapes and (valid := _strictly(body, "utf-8")) is not None:
        return Decoded(text=valid, encoding="utf-8", evidence="valid UTF-8")
    for evidence, name in _declarations(body, stated):
        declared = _strictly(body, name)
        if declared is not None:
            return Decoded(text=declared, encoding=name, evidence=evidence)
    return _nearly_utf8(body) or _guess(body)


def _wide(body: bytes) -> str | None:
    for start, encoding in _WIDE_STARTS:
        if body.startswith(start):
            return encoding
    head = body[:4096]
    if len(head) < 8 or head.count(0) < len(head) * 0.3:
        return None
    # Western text in UTF-16 has its zero bytes on one side only.
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if odd > 10 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 10 * odd else None


def _declarations(body: bytes, stated: str | None) -> list[tuple[str, str]]:
    head = body[:_DECLARED_WITHIN]
    found = []
    if match := _XML_DECLARATION.match(head):
        found.append(("XML declaration", match[1]))
    if match := _META.search(re.sub(rb"<!--.{0,8000}?-->", b"", head, flags=re.DOTALL)):
        found.append(("meta charset", match[1]))
    named = [(evidence, name.decode("ascii", "ignore").lower()) for evidence, name in found]
    if stated:
        named.insert(0, ("response header", stated.strip().strip("\"'").lower()))
    return [(evidence, _MEANT.get(name, name)) for evidence, name in named]


def _strictly(body: bytes, encoding: str) -> str | None:
    # Wide encodings were settled by their marks; a declaration that names one here is mistaken.
    if encoding.startswith(("utf-16", "utf-32", "utf_16", "utf_32", "ucs", "utf-7")):
        return None
    if encoding == "cp1252":
        return _western(body)
    try:
        return body.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _western(body: bytes) -> str:
    # Five bytes have no letter in windows-1252; browsers read them as controls.
    return body.decode("latin-1").translate(_WESTERN)


def _nearly_utf8(body: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes, as when a publisher cuts a text in mid-letter."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for sign in text[:_GUESSED_FROM] if sign > "\x7f") - broken
    if whole <= broken:
        return None
    return Decoded(text=text, encoding="utf-8", evidence=f"UTF-8 but for {broken} bytes")


def _is_no_text(sample: bytes) -> bool:
    """Whether control signs say that this is a picture or an archive; guessing at it is slow."""
    return len(sample) - len(sample.translate(None, _CONTROLS)) > len(sample) * _CONTROL_SHARE


def _guess(body: bytes) -> Decoded:
    sample = body[:_GUESSED_FROM]
    if len(sample) < len(body):
        # Cut after an ASCII sign, so that no letter of several bytes is cut in two.
        sample = sample[: max(sample.rfind(b"\n"), sample.rfind(b" ")) + 1] or sample
    high = sum(1 for byte in sample if byte > 0x7F)
    if high > len(sample) * _WESTERN_SHARE and not _is_no_text(sample):
        best = from_bytes(sample, cp_isolation=_PLAUSIBLE).best()
        if best is not None:
            text = body.decode(best.encoding, "replace")
            return Decoded(text=text, encoding=best.encoding, evidence="guess", guessed=True)
    return Decoded(text=_western(body), encoding="cp1252", evidence="guess", guessed=True)
