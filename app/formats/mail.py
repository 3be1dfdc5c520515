"""An e-mail becomes its sender's words, without quoting styles, pixels or anything that runs."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import EmailPolicy
from email.utils import parseaddr
from typing import Final

from app.errors import FormatError
from app.formats.containers import Member
from app.formats.encoding import decode
from app.formats.html_text import readable_text
from app.formats.plain_text import normalise, one_line
from app.formats.written_dates import read_date

LARGEST: Final = 64 * 1024 * 1024
_MOST_PARTS = 1_000
_DEEPEST = 20
# The time and memory that decoding a header takes grow with the square of its length.
_LONGEST_HEADER = 16 * 1024
_LARGEST_HTML = 8 * 1024 * 1024
# A part for those who see no HTML often says only that there is HTML to be seen.
_THIN_SHARE = 0.3
_LOOKED_AT = 65_536
_HEADER = re.compile(rb"([!-9;-~]{1,76}):[ \t]?[^\r\n]*\r?\n(?:[ \t]+[^\r\n]*\r?\n)*")
_ENVELOPE = re.compile(rb"From \S[^\r\n]*\r?\n")
_MARKS = frozenset((b"message-id", b"mime-version", b"received", b"return-path", b"dkim-signature"))
_NEEDED = frozenset((b"from", b"date", b"subject", b"to", b"sender"))
_NEXT = re.compile(rb"(?:\A|\r?\n\r?\n)(?=From \S[^\r\n]*[0-9]{4}(?: [+-][0-9]{4})?[ \t]*\r?\n)")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_DOMAIN = re.compile(r"\bd\s*=\s*([\w.-]+)")
_DKIM_RESULT = re.compile(r"\bdkim\s*=\s*(\w+)", re.IGNORECASE)

# What the standard library raises on headers and bodies made to break it, instead of saying so.
_READER_FAULTS = (
    *(MessageError, ValueError, TypeError, AttributeError, LookupError),
    *(AssertionError, RecursionError, OverflowError),
)


class _Bounded(EmailPolicy):
    """The standard library's reading of headers, of each no more than its first 16 KiB."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        return str(super().header_fetch_parse(name, value[:_LONGEST_HEADER]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that came with a mail."""

    name: str
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail. Everything but the words is what its sender claims.

    `signature` says what the mail tells of its own authenticity, none of it checked here.
    """

    text: str
    subject: str | None
    author: str | None
    message_id: str | None
    sent_on: date | None
    sent_at: datetime | None
    signature: str
    attachments: tuple[Attachment, ...]


def is_mail(body: bytes, *, named_so: bool = False) -> bool:
    """Whether bytes begin as one mail: header lines, and one among them that only mails have.

    `named_so` lets mails pass that were saved without those.
    """
    names = _header_names(body[:_LOOKED_AT])
    return bool(names & _NEEDED) and (bool(names & _MARKS) or (named_so and len(names) > 1))


def is_mailbox(body: bytes) -> bool:
    """Whether bytes are mails one after another, each under a line of its own (`From …`)."""
    envelope = _ENVELOPE.match(body)
    if envelope is None:
        return False
    names = _header_names(body[envelope.end() : envelope.end() + _LOOKED_AT])
    return len(names & (_NEEDED | _MARKS)) > 1


def messages(body: bytes) -> Iterator[bytes]:
    """The mails of a mailbox, each as it was before the mailbox marked its lines."""
    starts = [found.end() for found in _NEXT.finditer(body)]
    for start, end in zip(starts, [*starts[1:], len(body)], strict=True):
        envelope = _ENVELOPE.match(body, start)
        yield _QUOTED_FROM.sub(rb"\1", body[envelope.end() if envelope else start : end])


def read_mail(body: bytes) -> Mail:
    """Read one mail; raises `FormatError` where nothing in it can be read."""
    if len(body) > LARGEST:
        raise FormatError(f"the mail has {len(body):,} bytes, more than {LARGEST:,}; save its text")
    if body.count(b"\n--") > _MOST_PARTS * 10:
        raise FormatError(f"the mail has more than {_MOST_PARTS:,} parts; save its text")
    try:
        parser: BytesParser[EmailMessage] = BytesParser(
            EmailMessage,
            policy=_Bounded(),  # type: ignore[arg-type]  # its class cannot name its message's
        )
        return _mail(parser.parsebytes(body))
    except _READER_FAULTS as broken:
        raise FormatError(
            f"the mail breaks its reader ({type(broken).__name__}: {broken}); save its text"
        ) from broken


def attachments(body: bytes) -> Iterator[Member]:
    """The files that came with the mails of these bytes; none where they cannot be read."""
    is_one = not is_mailbox(body)
    for number, one in enumerate((body,) if is_one else messages(body)):
        try:
            found = read_mail(one).attachments
        except FormatError:
            continue
        folder = "" if is_one else f"message[{number}]/"
        for name, held in _named_apart(found):
            yield Member(name=folder + name, body=held)


def _named_apart(found: tuple[Attachment, ...]) -> Iterator[tuple[str, bytes]]:
    """Each file with a name that no other of the same mail has."""
    taken: Counter[str] = Counter()
    for one in found:
        taken[one.name] += 1
        count = taken[one.name]
        yield (one.name if count == 1 else f"{count}-{one.name}"), one.body


def _header_names(head: bytes) -> set[bytes]:
    names: set[bytes] = set()
    position = 0
    while (match := _HEADER.match(head, position)) and len(names) < 100:
        names.add(match[1].lower())
        position = match.end()
    ended = head[position : position + 2].startswith((b"\n", b"\r\n")) or position == len(head)
    return names if ended or len(head) == _LOOKED_AT else set()


def _mail(message: EmailMessage) -> Mail:
    subject = one_line(_header(message, "Subject")) or None
    found = _Found()
    text = normalise(_words(message, found, 0))
    if not text and subject is None:
        raise FormatError("the mail holds neither words nor a subject; check that it is whole")
    name, address = parseaddr(_header(message, "From"))
    sent = read_date(re.sub(r"\s*\([^()]*\)\s*$", "", _header(message, "Date")))
    message_id = _header(message, "Message-ID").strip().strip("<>").strip()
    return Mail(
        text=text or subject or "",
        subject=subject,
        author=one_line(name or address) or None,
        message_id=message_id or None,
        sent_on=sent.on if sent else None,
        sent_at=sent.at if sent else None,
        signature=_signature(message),
        attachments=tuple(found.attachments),
    )


class _Found:
    """What comes to light while a mail's parts are walked."""

    def __init__(self) -> None:
        self.parts = 0
        self.attachments: list[Attachment] = []


def _words(part: EmailMessage, found: _Found, depth: int) -> str:
    """The words of a part, its files laid aside; of alternatives, the one that says more."""
    found.parts += 1
    if found.parts > _MOST_PARTS or depth > _DEEPEST:
        raise FormatError("the mail nests or repeats its parts beyond reason; save its text")
    kind = part.get_content_type()
    if kind != "message/rfc822" and part.is_multipart():
        inside = [one for one in part.iter_parts() if isinstance(one, EmailMessage)]
        if kind == "multipart/alternative":
            return _fullest([(one, _words(one, found, depth + 1)) for one in inside])
        return "\n\n".join(words for one in inside if (words := _words(one, found, depth + 1)))
    if _is_file(part):
        found.attachments.extend(_attached(part, kind))
        return ""
    return _text(part, kind)


def _fullest(choices: list[tuple[EmailMessage, str]]) -> str:
    plain = next((words for one, words in choices if one.get_content_type() == "text/plain"), "")
    longest = max((words for _, words in choices), key=len, default="")
    return plain if len(plain) >= _THIN_SHARE * len(longest) else longest


def _is_file(part: EmailMessage) -> bool:
    if part.get_content_type() not in ("text/plain", "text/html"):
        return True
    return part.get_content_disposition() == "attachment" or part.get_filename() is not None


def _attached(part: EmailMessage, kind: str) -> Iterator[Attachment]:
    name = part.get_filename()
    if kind == "message/rfc822":
        for inner in part.iter_parts():
            whole = inner.as_bytes()
            yield Attachment(name=_plain_name(name or "message.eml"), media_type=kind, body=whole)
        return
    held = part.get_payload(decode=True)
    # Pictures that belong to the page have no name of their own, and are no files to anyone.
    if name is None and part.get_content_disposition() != "attachment":
        return
    if isinstance(held, bytes):
        yield Attachment(name=_plain_name(name or "attachment"), media_type=kind, body=held)


def _plain_name(name: str) -> str:
    return one_line(name.replace("\\", "/")).rsplit("/", 1)[-1] or "attachment"


def _text(part: EmailMessage, kind: str) -> str:
    held = part.get_payload(decode=True)
    if not isinstance(held, bytes):
        return ""
    words = decode(held, stated=part.get_content_charset()).text
    if kind != "text/html":
        return normalise(words)
    if len(words) > _LARGEST_HTML:
        raise FormatError("the mail's page is too large to be read; save its text")
    return readable_text(words)


def _header(message: EmailMessage, name: str) -> str:
    """A header decoded; one that cannot be is taken as it is written."""
    try:
        value = message.get(name)
        return "" if value is None else str(value)[:_LONGEST_HEADER]
    except _READER_FAULTS:
        raw = dict(message.raw_items()).get(name, "")
        return str(raw)[:_LONGEST_HEADER]


def _signature(message: EmailMessage) -> str:
    signed = [
        domain[1].lower()
        for header in _all(message, "DKIM-Signature")
        if (domain := _DOMAIN.search(header))
    ]
    noted = [
        result[1].lower()
        for header in _all(message, "Authentication-Results")
        for result in _DKIM_RESULT.finditer(header)
    ]
    said = (
        f"DKIM signature of {', '.join(dict.fromkeys(signed))}" if signed else "no DKIM signature"
    )
    if noted:
        said += f"; a server on its way noted dkim={', '.join(dict.fromkeys(noted))}"
    return f"{said}; not checked here, so the sender is only claimed"


def _all(message: EmailMessage, name: str) -> list[str]:
    return [
        str(value)[:_LONGEST_HEADER]
        for header, value in message.raw_items()
        if header.lower() == name.lower()
    ]
