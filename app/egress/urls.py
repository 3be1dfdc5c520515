"""Reads an address someone gave into what would be connected to, or says why nobody may ask it.

There is one reader, and what it read is what is used: nothing behind it parses the text again. So
a host is either a plain name, or an address in its one normal spelling. Spellings that another
reader might take for something else are refused instead of being put right.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import quote, urljoin

import idna

from app.egress.addresses import PUBLIC_ONLY, Policy, reason_against_address

_URL = re.compile(r"(https?)://([^/?#]*)([^#]*)(?:#.*)?", re.IGNORECASE)
_AUTHORITY = re.compile(r"(\[[^\[\]]*\]|[^\[\]:]*)(?::(.*))?")
_USER_INFO = re.compile(r"^(\s*[a-zA-Z][a-zA-Z0-9+.-]*:[\\/]*)[^/?#]*@")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_LAST_LABEL = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9]")
# What makes readers of the web take a whole host for an IPv4 address: its last part is a number.
_ENDS_IN_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)\.?")
# Characters that other readers drop, or take for a slash or for the end of the host.
_NEVER = re.compile("[\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_OTHER_DOTS = re.compile("[\u3002\uff0e\uff61]")
# What may stand in a path and a question as it is; the rest is percent-encoded.
_PATH_SAFE = "/?:@!$&'()*+,;=-._~%[]"
_LONGEST = 8192

_WEB_PORTS = {"http": 80, "https": 443}
# Ports from 1024 on, where a request for a page could be taken for a command.
_DANGEROUS_PORTS = frozenset(
    (
        *(1433, 1521, 1719, 1720, 1723, 2049, 2375, 2376, 2379, 2380, 3306, 3389, 3659, 4045, 4190),
        *(5060, 5061, 5432, 5672, 5900, 5984, 5985, 5986, 6000, 6379, 6443, 6566, 6665, 6666, 6667),
        *(6668, 6669, 6679, 6697, 9092, 9200, 9300, 10080, 10250, 10255, 11211),
        *(27017, 27018, 27019),
    )
)
_PORT_RULE = (
    "is not one the web is served on: 80, 443 and those from 1024 on are asked, but for those of "
    "well-known other services; give an address at one of these"
)
_LOCAL_RULE = (
    "its host is a name that only means something inside a network; give a public name, or have "
    "the operator except its address in ONRECORD_EGRESS_ALLOW"
)
_LOCAL_SUFFIXES = (
    "localhost",
    "localdomain",
    "local",
    "internal",
    "intranet",
    "private",
    "corp",
    "home",
    "lan",
    "home.arpa",
    "in-addr.arpa",
    "ip6.arpa",
    "onion",
    "test",
    "invalid",
    "alt",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a URL asks for: `host` is a plain name or an address in normal spelling, no brackets.

    `is_address` tells the two apart. `only_exempt` marks what no public address may answer for: a
    name that only means something inside a network, a port that is not the web's. `path` holds
    the question too.
    """

    scheme: str
    host: str
    port: int
    path: str
    is_address: bool
    only_exempt: bool = False

    @property
    def netloc(self) -> str:
        """Host and, where it is not the usual one, port: as the `Host` header has it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _WEB_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what credentials belong to."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def url(self) -> str:
        """The URL in its normal form, without fragment."""
        return f"{self.origin}{self.path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A URL that is not asked: `why` says the reason and the next step, without naming the URL."""

    why: str


def read_url(url: str, policy: Policy = PUBLIC_ONLY) -> Target | Refusal:
    """What a URL leads to, or why it is refused; nothing is resolved and nothing connected."""
    url = url.strip(" ")
    if len(url) > _LONGEST:
        return Refusal(why=f"it is longer than {_LONGEST} characters; shorten it")
    if _NEVER.search(url):
        return Refusal(why="it has a backslash or a control character in it; write it without")
    found = _URL.fullmatch(url)
    if found is None:
        return Refusal(why="it is no web address; give one that begins with https:// or http://")
    scheme, authority, path = found[1].lower(), found[2], found[3]
    if "@" in authority:
        return Refusal(
            why="it has a user name or password before the host; take everything up to @ out"
        )
    parts = _AUTHORITY.fullmatch(authority)
    if parts is None or not parts[1]:
        return Refusal(why="its host cannot be read; give a host name such as www.example.gov")
    port = _port(scheme, parts[2])
    if isinstance(port, Refusal):
        return port
    host = _host(parts[1])
    if isinstance(host, Refusal):
        return host
    is_address = ":" in host or _is_ipv4(host)
    target = Target(
        scheme=scheme,
        host=host,
        port=port,
        path=_path(path),
        is_address=is_address,
        only_exempt=not _is_web_port(port) or (not is_address and _is_local(host)),
    )
    why = _reason_against(target, policy)
    return Refusal(why=why) if why else target


def reason_against(url: str, policy: Policy = PUBLIC_ONLY) -> str | None:
    """Why this URL may not be asked, in a sentence for whoever typed it, or `None`.

    For forms and settings: it judges what is written and connects to nothing. A name that passes
    is judged again by its addresses whenever it is asked.
    """
    read = read_url(url, policy)
    return refusal_sentence(url, read) if isinstance(read, Refusal) else None


def refusal_sentence(url: str, refusal: Refusal) -> str:
    """The refusal with the URL it speaks of, in characters that cannot mislead a reader."""
    shown = _USER_INFO.sub(r"\1…@", url)
    shown = shown if len(shown) <= 200 else f"{shown[:200]}…"
    return f"{shown!a} is not asked: {refusal.why}".replace("\\u2026", "…")


def redirected(target: Target, location: str) -> str:
    """Where a `Location` header leads, still to be judged; relative ones start at the target."""
    try:
        return urljoin(target.url, location.strip(" "))
    except ValueError:
        return location


def _port(scheme: str, text: str | None) -> int | Refusal:
    if text is None:
        return _WEB_PORTS[scheme]
    if not re.fullmatch(r"[1-9][0-9]{0,4}", text) or int(text) > 65535:
        return Refusal(why="its port is not a number from 1 to 65535; give one, or leave it out")
    return int(text)


def _host(text: str) -> str | Refusal:
    if text.startswith("["):
        return _ipv6(text[1:-1])
    if _OTHER_DOTS.search(text):
        return Refusal(why="its host has dots of another script in it; write plain dots")
    if "%" in text:
        return Refusal(why="its host is percent-encoded; write the name itself")
    if not text.isascii():
        try:
            text = idna.encode(text, strict=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            return Refusal(
                why="its host has characters no name can hold; write it in its xn-- form"
            )
    host = text.lower()
    if _is_ipv4(host):
        return host
    if _ENDS_IN_NUMBER.fullmatch(host):
        return Refusal(
            why="its host is a number that some read as an address; write four numbers from 0 to "
            "255 with dots between them"
        )
    return _name(host)


def _name(host: str) -> str | Refusal:
    if host.endswith("."):
        return Refusal(why="its host ends in a dot; write it without")
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        return Refusal(
            why="its host is no plain name: letters, digits and hyphens, with single dots; "
            "check its spelling"
        )
    if not _LAST_LABEL.fullmatch(labels[-1]):
        return Refusal(why="its host ends in something that is no domain; check its spelling")
    return host


def _ipv6(text: str) -> str | Refusal:
    if "%" in text:
        return Refusal(why="its address names an interface of this machine; leave out the % part")
    try:
        normal = str(IPv6Address(text))
    except ValueError:
        return Refusal(why="what stands in brackets is no IPv6 address; check its spelling")
    if normal != text.lower():
        return Refusal(why=f"its address is not in its normal spelling; write [{normal}]")
    return normal


def _is_ipv4(host: str) -> bool:
    try:
        return str(IPv4Address(host)) == host
    except ValueError:
        return False


def _is_local(host: str) -> bool:
    return "." not in host or any(
        host == suffix or host.endswith(f".{suffix}") for suffix in _LOCAL_SUFFIXES
    )


def _path(text: str) -> str:
    encoded = quote(text, safe=_PATH_SAFE)
    return encoded if encoded.startswith("/") else f"/{encoded}"


def _is_web_port(port: int) -> bool:
    return port in _WEB_PORTS.values() or (port >= 1024 and port not in _DANGEROUS_PORTS)


def _reason_against(target: Target, policy: Policy) -> str | None:
    if target.is_address and (why := reason_against_address(target.host, target.port, policy)):
        return f"its address must not be reached: {why}; give a public address"
    if not target.only_exempt:
        return None
    if target.is_address:
        exempt = policy.exempts(ip_address(target.host), target.port)
    else:
        exempt = policy.concerns(target.port)
    if not _is_web_port(target.port):
        named = exempt and policy.opens_port(target.port)
        return None if named else f"port {target.port} {_PORT_RULE}"
    return None if exempt else _LOCAL_RULE
