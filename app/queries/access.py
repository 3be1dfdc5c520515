"""Who may change things through a server: until there are keys, people at this machine."""

import ipaddress
from urllib.parse import urlsplit

_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
# What a proxy adds when it passes on somebody else's request. Any caller can write these as well,
# so nothing they say is believed; that they are there is enough.
RELAYED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


def refusal_to_write(
    *,
    client: str | None,
    host: str | None,
    origin: str | None,
    site: str | None,
    relayed: bool = False,
) -> str | None:
    """Why a request may change nothing here, in one sentence; `None` where it may.

    `client` is the address it comes from, `host` the name it was sent to, `origin` and `site`
    what a browser says of the page that sent it; `relayed` that a proxy passed it on, so that it
    comes from this machine whoever asked. A foreign page can make a browser send a form
    here, and a foreign name can be made to mean this machine: both are told by what the browser
    adds. A program at this machine adds neither.
    """
    way = "; use the command line at the machine itself"
    if client is None or not _is_this_machine(client):
        return f"changes are made only from the machine that serves this{way}"
    if relayed:
        return f"changes are not made through a proxy, which may speak for anyone{way}"
    if host is None or _name_of(f"//{host}") not in _LOCAL_NAMES:
        return f"changes are made only under this machine's own name, such as 127.0.0.1{way}"
    if site not in (None, "same-origin", "none"):
        return f"another site's page asked for this change{way}"
    # Our own pages send no referrer, and then a browser says "null" of their forms as well.
    ours = site == "same-origin" if origin == "null" else True
    if not ours or (origin not in (None, "null") and _netloc_of(origin or "") != host):
        return f"a page of {origin} asked for this change{way}"
    return None


def _is_this_machine(client: str) -> bool:
    try:
        return ipaddress.ip_address(client).is_loopback
    except ValueError:
        return False


def _netloc_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


def _name_of(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
