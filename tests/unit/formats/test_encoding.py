"""Bytes become the letters their writer meant."""

import pytest

from app.formats.encoding import decode


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-32-le", b"\xff\xfe\x00\x00"),
        ("utf-32-be", b"\x00\x00\xfe\xff"),
    ],
)
def test_a_byte_order_mark_settles_the_encoding(encoding: str, mark: bytes) -> None:
    decoded = decode(mark + "Größe 半导体".encode(encoding))
    assert decoded.text == "Größe 半导体"
    assert decoded.evidence == "byte order mark"
    assert not decoded.guessed


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_wide_text_without_a_mark_is_known_by_its_zero_bytes(encoding: str) -> None:
    assert decode("<rss><title>Café</title></rss>".encode(encoding)).text.startswith("<rss>")


def test_a_prolog_that_claims_latin_over_utf8_bytes_is_not_believed() -> None:
    body = '<?xml version="1.0" encoding="ISO-8859-1"?><t>Café 칩</t>'.encode()
    assert "Café 칩" in decode(body).text


def test_a_prolog_that_claims_utf8_over_western_bytes_is_not_believed() -> None:
    body = '<?xml version="1.0" encoding="UTF-8"?><t>Le café est fermé</t>'.encode("cp1252")
    decoded = decode(body)
    assert "café est fermé" in decoded.text
    assert decoded.guessed


def test_latin1_means_windows_1252_as_in_every_browser() -> None:
    body = b'<?xml version="1.0" encoding="iso-8859-1"?><t>\x93quoted\x94 \x80</t>'
    assert "\u201cquoted\u201d \u20ac" in decode(body).text


def test_a_charset_in_a_late_meta_tag_is_heard() -> None:
    padding = "<!-- " + "padding " * 200 + " -->"
    page = f"<html>{padding}<meta charset='koi8-r'><p>Привет, мир</p></html>"
    decoded = decode(page.encode("koi8-r"))
    assert "Привет, мир" in decoded.text
    assert decoded.evidence == "meta charset"


def test_a_charset_in_a_comment_is_not_heard() -> None:
    page = "<!-- <meta charset='koi8-r'> --><meta charset='cp1251'><p>Привет</p>"
    assert "Привет" in decode(page.encode("cp1251")).text


def test_a_stated_charset_outranks_the_page_s_own() -> None:
    page = "<meta charset='cp1252'><p>Привет</p>".encode("cp1251")
    assert "Привет" in decode(page, stated="windows-1251").text


def test_gb2312_is_read_as_its_superset() -> None:
    body = '<?xml version="1.0" encoding="gb2312"?><t>朱镕基</t>'.encode("gb18030")
    assert "朱镕基" in decode(body).text


def test_a_text_cut_in_mid_letter_stays_utf8() -> None:
    decoded = decode("Ein größerer Überblick über die Änderungen für später ü".encode()[:-1])
    assert decoded.text.startswith("Ein größerer Überblick")
    assert "UTF-8 but for 1" in decoded.evidence


def test_an_undeclared_russian_text_is_guessed_and_said_to_be() -> None:
    words = "Министерство торговли сообщило о новых правилах экспорта полупроводников. " * 5
    decoded = decode(words.encode("cp1251"))
    assert decoded.text == words
    assert decoded.guessed


def test_a_made_up_encoding_does_no_harm() -> None:
    body = b'<?xml version="1.0" encoding="x-nonsense"?><t>caf\xe9</t>'
    assert "café" in decode(body).text


def test_nothing_at_all_is_an_empty_text() -> None:
    assert decode(b"").text == ""
