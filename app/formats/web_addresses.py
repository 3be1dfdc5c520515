"""Which addresses may stand in a record: a link is shown to people, so its scheme matters."""

import re
from urllib.parse import urljoin, urlsplit

_UNSEEN = re.compile(r"[\x00-\x20\x7f-\x9f\u200b\ufeff]+")
_LONGEST = 4096


def web_address(raw: str | None, base: str | None = None) -> str | None:
    """An absolute http or https address, or `None` for everything else (`javascript:`, `tag:`).

    A relative one is resolved against `base`. Browsers drop tabs and line ends inside an
    address, so they are dropped here before the scheme is looked at.
    """
    if not raw:
        return None
    address = re.sub(r"[\t\r\n]+", "", raw).strip(" \x00")
    address = _UNSEEN.sub("%20", address)
    if not address or len(address) > _LONGEST:
        return None
    try:
        whole = urljoin(base, address) if base else address
        parts = urlsplit(whole)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    return whole


def joined_base(*candidates: str | None) -> str | None:
    """The first usable address among some, each relative to those after it."""
    base: str | None = None
    for candidate in reversed(candidates):
        base = web_address(candidate, base) or base
    return base
