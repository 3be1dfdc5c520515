"""What the library that reads feeds gets wrong, and is put right here."""

from app.formats.feed import read_feed


def test_an_entry_s_own_base_is_not_held_against_the_next_entry() -> None:
    body = (
        "<rss><channel><title>News</title><link>https://example.org/</link>"
        '<item xml:base="https://example.org/first/"><title>A</title><link>a</link></item>'
        "<item><title>B</title><link>b</link></item></channel></rss>"
    )
    urls = [entry.url for entry in read_feed(body.encode()).entries]
    assert urls == ["https://example.org/first/a", "https://example.org/b"]


def test_a_drawing_is_not_words() -> None:
    body = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id><title>T</title><entry><id>1</id>'
        b'<title>A</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
        b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="50px"/></svg></div></content>'
        b"</entry></feed>"
    )
    (entry,) = read_feed(body).entries
    assert entry.text == "A"
