"""Mails as programs save them: alternatives, files, mailboxes, and what they say of themselves."""

from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest

from app.errors import FormatError
from app.formats.mail import attachments, is_mail, is_mailbox, messages, read_mail

_PARAGRAPH = "The bureau added firms to its list, and licences are needed for all of them."


def make_mail(**headers: str) -> EmailMessage:
    """A mail with the headers every mail has, and those a test names (`_` for `-`)."""
    mail = EmailMessage()
    said = {
        "From": "Jürgen Desk <desk@example.org>",
        "Subject": "Listing — Café",
        "Date": "Tue, 03 Mar 2026 00:30:00 +0100",
        "Message-ID": "<a1@example.org>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    for name, value in said.items():
        if value:
            mail[name] = value
    mail.set_content(_PARAGRAPH)
    return mail


def test_a_mail_carries_what_its_sender_says() -> None:
    mail = read_mail(make_mail().as_bytes())
    assert (mail.subject, mail.author) == ("Listing — Café", "Jürgen Desk")
    assert mail.message_id == "a1@example.org"
    assert mail.text == _PARAGRAPH
    # The day is the sender's own, although it was still the day before in UTC.
    assert mail.sent_on == date(2026, 3, 3)
    assert mail.sent_at == datetime(2026, 3, 2, 23, 30, tzinfo=UTC)


def test_of_two_alternatives_the_one_that_says_more_is_read() -> None:
    thin = make_mail()
    thin.set_content("See the web version.")
    thin.add_alternative(f"<p>{_PARAGRAPH * 3}</p><script>x()</script>", subtype="html")
    assert read_mail(thin.as_bytes()).text == (_PARAGRAPH * 3)
    whole = make_mail()
    whole.add_alternative(f"<table><tr><td>{_PARAGRAPH}</td></tr></table>", subtype="html")
    assert read_mail(whole.as_bytes()).text == _PARAGRAPH


def test_files_are_named_and_given_out_each_under_a_name_of_its_own() -> None:
    mail = make_mail()
    for body in (b"one", b"two"):
        mail.add_attachment(body, maintype="application", subtype="x", filename="../rules.bin")
    assert [one.name for one in read_mail(mail.as_bytes()).attachments] == ["rules.bin"] * 2
    given = [(one.name, one.body) for one in attachments(mail.as_bytes())]
    assert given == [("rules.bin", b"one"), ("2-rules.bin", b"two")]


def test_a_forwarded_mail_is_a_file_of_the_one_it_came_with() -> None:
    outer = make_mail(Subject="Fwd")
    outer.add_attachment(make_mail(Subject="Inner"))
    ((name, body),) = [(one.name, one.body) for one in attachments(outer.as_bytes())]
    assert name == "message.eml"
    assert read_mail(body).subject == "Inner"


def test_a_signature_is_noted_and_never_believed() -> None:
    signed = make_mail(
        DKIM_Signature="v=1; a=rsa-sha256; d=Example.org; s=x; bh=a; b=c",
        Authentication_Results="mx.example.net; dkim=pass header.d=example.org",
    )
    noted = read_mail(signed.as_bytes()).signature
    assert "DKIM signature of example.org" in noted
    assert "dkim=pass" in noted
    assert "not checked" in noted
    assert "no DKIM signature; not checked" in read_mail(make_mail().as_bytes()).signature


def test_a_date_that_is_not_one_is_no_date() -> None:
    mail = read_mail(make_mail(Date="").as_bytes())
    assert (mail.sent_on, mail.sent_at) == (None, None)
    assert read_mail(make_mail(Date="yesterday").as_bytes()).sent_on is None


def test_letters_of_other_encodings_are_read() -> None:
    body = "Händler".encode("cp1252")
    raw = (
        b"From: a@example.org\nMessage-ID: <x@y>\nContent-Type: text/plain; charset=iso-8859-1\n\n"
    )
    assert read_mail(raw + body).text == "Händler"


def test_a_mail_is_known_by_a_header_that_only_mails_have() -> None:
    assert is_mail(make_mail().as_bytes())
    bare = b"From: a\nSubject: b\n\nWords"
    assert not is_mail(bare)
    assert is_mail(bare, named_so=True)
    assert not is_mail(b"From: the desk of A\n\nDear reader", named_so=True)
    assert not is_mail(b"Title: A note\nDate: 2026\n\nWords")


def test_a_mailbox_holds_each_mail_as_it_was() -> None:
    first, second = make_mail(), make_mail(Subject="Second")
    second.set_content("Hello\n\nFrom here on we go.\n")
    marked = second.as_bytes().replace(b"\nFrom here", b"\n>From here")
    line = b"From desk@example.org Tue Mar  3 10:00:00 2026\n"
    box = line + first.as_bytes() + b"\n" + line + marked + b"\n"
    assert is_mailbox(box)
    assert not is_mail(box)
    read = [read_mail(one) for one in messages(box)]
    assert [one.subject for one in read] == ["Listing — Café", "Second"]
    assert read[1].text == "Hello\n\nFrom here on we go."
    assert not is_mailbox(b"From here on the rule of 2026\nholds for all.\n")


def test_a_mail_without_words_or_subject_is_refused() -> None:
    with pytest.raises(FormatError, match="neither words nor a subject"):
        read_mail(b"From: a@example.org\nMessage-ID: <x@y>\n\n")
