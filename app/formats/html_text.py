"""HTML inside records becomes words a person can read, without running or trusting any of it."""

import re
from html import unescape

from resiliparse.extract.html2text import extract_plain_text

from app.formats.plain_text import normalise

# Parsers build trees; their time grows with the square of the depth. Real pages stay below 100.
DEEPEST = 512
_MOST_TAGS = 5_000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_RAW = ("script", "style", "textarea", "title", "xmp", "noscript")
# Elements that close by themselves: counting them as open would make old pages look deep.
_SELF_CLOSING = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "colgroup",
        "option",
        "optgroup",
        "rt",
        "rp",
    ]
)
_KNOWN = (
    "a|abbr|address|article|aside|b|big|blockquote|br|caption|center|cite|code|dd|del|div|dl|dt|em|"
    "embed|figcaption|figure|font|footer|form|h[1-6]|header|hr|i|iframe|img|ins|li|main|mark|nav|"
    "object|ol|p|pre|q|s|script|section|small|span|strike|strong|style|sub|sup|table|tbody|td|tfoot|"
    "th|thead|time|tr|tt|u|ul|video"
)
_MARKUP = re.compile(rf"</?(?:{_KNOWN})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BLOCK = re.compile(r"<(?:p|br|div|li|h[1-6]|tr|pre|blockquote)\b", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_UNSHOWN = re.compile(r"<(?:script|style)\b[^<>]*>[^<]*", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<![^<>]*>")


def nested_too_deep(html: str, limit: int = DEEPEST) -> bool:
    """Whether tags are open inside each other beyond the limit; one pass, no tree."""
    depth = position = 0
    while match := _TAG.search(html, position):
        position = match.end()
        name = match[2].lower()
        if name in _SELF_CLOSING:
            continue
        if match[1]:
            depth = max(0, depth - 1)
            continue
        if name in _RAW:
            closing = html.find(f"</{match[2]}", position)
            if closing >= 0:
                position = closing + len(match[2]) + 2
                continue
        depth += 1
        if depth > limit:
            return True
    return False


def has_markup(text: str) -> bool:
    """Whether a text holds tags of HTML, as opposed to a `<` that means less than."""
    return bool(_MARKUP.search(text))


def readable_text(html: str) -> str:
    """What a reader would see of a piece of HTML: paragraphs as lines, no tags, no scripts.

    References are decoded once. What is too deep or has too many tags to be parsed safely loses
    its layout, not its words.
    """
    if "<" not in html:
        return normalise(unescape(html))
    if html.count("<") > _MOST_TAGS or nested_too_deep(html):
        return normalise(unescape(_ANY_TAG.sub(" ", _UNSHOWN.sub(" ", html))))
    if "\n" in html and not _BLOCK.search(html):
        html = html.replace("\n", "<br>")
    text = extract_plain_text(
        html,
        preserve_formatting=True,
        main_content=False,
        list_bullets=False,
        alt_texts=False,
        noscript=True,
    )
    return normalise(text)


def text_of(value: str) -> str:
    """A field that may hold HTML or plain words, as plain words.

    Publishers put either into the same field; tags decide. A lone reference (`AT&amp;T`) is
    decoded once even without tags.
    """
    if has_markup(value):
        return readable_text(value)
    return normalise(decoded_once(value))


def decoded_once(value: str) -> str:
    """Character references replaced by their signs, one time: `&amp;lt;` becomes `&lt;`.

    Only those closed by a semicolon: `?a=1&copy=2` is an address, not a sign.
    """
    if "&" not in value:
        return value
    return _REFERENCE.sub(lambda match: unescape(match[0]), value)
