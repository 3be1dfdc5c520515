"""A person hands over mails, PDFs and a list of feeds, and finds what is in them."""

from email.message import EmailMessage
from pathlib import Path

from app.pipeline.importing import import_files
from tests.papers import make_pdf
from tests.workspaces import Desk


def _mail() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "desk@example.org", "Listing of the week"
    mail["Date"], mail["Message-ID"] = "Tue, 03 Mar 2026 10:00:00 +0000", "<a1@example.org>"
    mail.set_content("The bureau added lathes to its list.")
    paper = make_pdf(["A page on rotors.", "A page on ceramics."], title="Rotors")
    mail.add_attachment(paper, maintype="application", subtype="pdf", filename="rotors.pdf")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    return mail.as_bytes()


def test_a_mail_and_the_files_it_came_with_are_found_each_by_itself(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "week.eml"
    path.write_bytes(_mail())
    told = list(import_files(desk.importer(), [path], lambda _path: None))
    assert [(Path(one.path).name, one.kind, one.new) for one in told] == [
        ("week.eml", "mail", 1),
        ("rotors.pdf", "pdf", 1),
        ("logo.png", "no known kind", 0),
    ]
    assert told[1].path == f"{path}!/rotors.pdf"
    desk.index()
    assert [hit.title for hit in desk.search("lathes").hits] == ["Listing of the week"]
    (paper,) = desk.search("ceramics").hits
    assert desk.show(paper.id).title == "Rotors"
    again = list(import_files(desk.importer(), [path], lambda _path: None))
    assert sum(one.same for one in again) == 2
    assert sum(one.new + one.changed for one in again) == 0


def test_the_same_mail_saved_twice_is_one_document(desk: Desk) -> None:
    assert desk.hand_over("a.eml", _mail()).new == 1
    box = b"From desk@example.org Tue Mar  3 10:00:00 2026\n" + _mail()
    assert desk.hand_over("box", box).same == 1


def test_a_pdf_that_cannot_be_opened_is_a_problem_of_that_file_alone(desk: Desk) -> None:
    outcome = desk.hand_over("a.pdf", make_pdf(["Words."])[:80])
    assert outcome.kind == "pdf"
    assert "fetch it again" in (outcome.problem or "")
    assert desk.hand_over("b.pdf", make_pdf(["Words."])).new == 1


def test_feeds_of_a_list_are_found_by_name_and_not_in_everyday_searches(desk: Desk) -> None:
    listed = b"<opml><body><outline text='Lathes' xmlUrl='https://a.example/f'/></body></opml>"
    assert desk.hand_over("feeds.opml", listed).new == 1
    assert desk.hand_over("week.eml", _mail()).new == 1
    desk.index()
    assert [hit.title for hit in desk.search("lathes").hits] == ["Listing of the week"]
    assert [hit.title for hit in desk.search("lathes kind:list_entry").hits] == ["Lathes"]
