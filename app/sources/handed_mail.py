"""Mails with no publisher of their own: what a person saved and hands over."""

from collections import Counter
from collections.abc import Iterator

from app.domain.documents import Capture, Document, Extent, Issue, Kind, Standing
from app.domain.ids import LOCAL, digested_id
from app.domain.sources import Reading, Source, Words
from app.errors import FormatError
from app.formats.language import language_of
from app.formats.mail import Mail, is_mail, is_mailbox, messages, read_mail

KEY = LOCAL


def recognise(body: bytes, name: str) -> str | None:
    """A mail or a mailbox by its first lines; a bare one also by the name `.eml`."""
    if is_mailbox(body):
        return "mailbox"
    return "mail" if is_mail(body, named_so=name.lower().endswith(".eml")) else None


def read_one(capture: Capture) -> Iterator[Reading | Issue]:
    """A mail is its sender's words; what it says of its own authenticity is noted, not believed."""
    try:
        mail = read_mail(capture.body)
    except FormatError as fault:
        raise FormatError(f"{capture.place}: {fault}") from fault
    reading = _reading(capture, mail, "")
    yield Issue(where="headers", problem=mail.signature, document=reading.document.id)
    yield reading


def read_mailbox(capture: Capture) -> Iterator[Reading | Issue]:
    """Each mail of a mailbox; one that cannot be read is set aside, the others are kept."""
    signatures: Counter[str] = Counter()
    for number, body in enumerate(messages(capture.body)):
        where = f"message[{number}]"
        try:
            mail = read_mail(body)
        except FormatError as fault:
            yield Issue(where=where, problem=str(fault), lost_record=True)
            continue
        signatures[mail.signature] += 1
        yield _reading(capture, mail, where)
    for signature, count in sorted(signatures.items()):
        yield Issue(where="headers", problem=f"{count:,} mails: {signature}")


def _reading(capture: Capture, mail: Mail, where: str) -> Reading:
    # Without its own name a mail is known by who wrote what, and when.
    named = mail.message_id or f"{mail.author}\x1f{mail.sent_at or mail.sent_on}\x1f{mail.text}"
    given = capture.published_on
    files = [f"{one.name} ({one.media_type})" for one in mail.attachments]
    text = "\n\n".join([mail.text, *(["Attached: " + ", ".join(files)] if files else [])])
    id_ = capture.about if capture.about and not where else digested_id(capture.source, named)
    return Reading(
        document=Document(id=id_, source=capture.source, kind=Kind.REPORT),
        where=where,
        words=Words(text=text, extent=Extent.FULL, language=language_of(mail.text)),
        title=mail.subject,
        url=None,
        published_on=given or mail.sent_on,
        published_at=None if given else mail.sent_at,
        date_evidence=_evidence(mail, is_given=given is not None),
        author=mail.author,
    )


def _evidence(mail: Mail, *, is_given: bool) -> str | None:
    if is_given:
        return "given by a person"
    return "Date header" if mail.sent_on else None


SOURCE = Source(
    key=KEY,
    title="Texts handed over",
    jurisdiction="none",
    standing=Standing.REPORT,
    readers={"mail": read_one, "mailbox": read_mailbox},
    recognise=recognise,
)
