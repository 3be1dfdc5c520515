"""Packed files open into what they hold, and never into more than they may."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable

import pytest

from app.errors import FormatError
from app.formats.containers import Limits, is_container, members


def zipped(**files: bytes) -> bytes:
    """A zip of these files; two underscores stand for a slash."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name.replace("__", "/"), body)
    return out.getvalue()


def tarred(files: dict[str, bytes], *, links: dict[str, str] | None = None) -> bytes:
    """A tar of these files and symbolic links."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, target in (links or {}).items():
            link = tarfile.TarInfo(name)
            link.type, link.linkname = tarfile.SYMTYPE, target
            archive.addfile(link)
        for name, body in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(body)
            archive.addfile(entry, io.BytesIO(body))
    return out.getvalue()


def opened(body: bytes, name: str, limits: Limits | None = None) -> dict[str, bytes]:
    """Every member by name."""
    return {member.name: member.body for member in members(body, name, limits)}


def test_a_gz_holds_one_file_called_like_it() -> None:
    assert opened(gzip.compress(b"words"), "report.txt.gz") == {"report.txt": b"words"}


def test_gz_members_one_after_another_are_one_file() -> None:
    assert opened(gzip.compress(b"a") + gzip.compress(b"b"), "x.gz") == {"x": b"ab"}


def test_a_zip_holds_its_files_and_no_folders() -> None:
    assert opened(zipped(a__b=b"1", a__=b"", c=b"2"), "x.zip") == {"a/b": b"1", "c": b"2"}


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_tar_holds_its_files_packed_or_not(pack: Callable[[bytes], bytes]) -> None:
    body = pack(tarred({"a/b.txt": b"1", "c.txt": b"2"}))
    assert opened(body, "x.tar.gz") == {"a/b.txt": b"1", "c.txt": b"2"}


def test_containers_inside_are_opened_too() -> None:
    inner = zipped(deep=b"words")
    assert opened(gzip.compress(gzip.compress(b"twice")), "a.txt.gz.gz") == {
        "a.txt.gz/a.txt": b"twice"
    }
    assert opened(tarred({"in.zip": inner}), "x.tar") == {"in.zip/deep": b"words"}


def test_below_the_third_level_a_container_comes_out_as_it_is() -> None:
    body = b"words"
    for _ in range(4):
        body = gzip.compress(body)
    (held,) = opened(body, "a.gz.gz.gz.gz").values()
    assert is_container(held)
    assert gzip.decompress(held) == b"words"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("..\\..\\a.txt", "a.txt"),
        ("C:\\a.txt", "a.txt"),
        ("a/./b/../c.txt", "a/b/c.txt"),
    ],
)
def test_names_that_climb_out_are_brought_back(written: str, name: str) -> None:
    assert list(opened(tarred({written: b"x"}), "x.tar")) == [name]


def test_links_out_of_a_tar_are_not_followed() -> None:
    body = tarred({"a.txt": b"1"}, links={"b.txt": "/etc/passwd"})
    assert opened(body, "x.tar") == {"a.txt": b"1"}


def test_a_bomb_is_refused_by_its_ratio() -> None:
    bomb = gzip.compress(b"\x00" * 40_000_000)
    with pytest.raises(FormatError, match="times its size"):
        opened(bomb, "bomb.gz")
    with pytest.raises(FormatError, match=r"bomb\.zip, member zeros: .* times its size"):
        opened(zipped(zeros=b"\x00" * 40_000_000), "bomb.zip")


def test_a_tar_full_of_zeros_is_refused_too() -> None:
    with pytest.raises(FormatError, match="times its size"):
        opened(gzip.compress(tarred({"zeros": b"\x00" * 40_000_000})), "bomb.tar.gz")


def test_repetitive_records_are_no_bomb() -> None:
    records = b'{"a": 1}\n' * 500_000
    assert opened(gzip.compress(records), "a.jsonl.gz") == {"a.jsonl": records}


def test_every_limit_is_said_with_the_member_that_broke_it() -> None:
    body = zipped(a=b"x" * 100, b=b"y" * 100)
    with pytest.raises(FormatError, match=r"x\.zip, member a: it is larger than 50"):
        opened(body, "x.zip", Limits(member=50))
    with pytest.raises(FormatError, match=r"member b: it unpacks to more than 150"):
        opened(body, "x.zip", Limits(total=150))
    with pytest.raises(FormatError, match=r"x\.zip: it holds more than 1 files"):
        opened(body, "x.zip", Limits(members=1))


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (gzip.compress(b"words" * 1000, mtime=0)[:-20], "cut.gz"),
        (zipped(a=b"words" * 1000)[:-30], "cut.zip"),
        (gzip.compress(tarred({"a": b"w" * 9000}), mtime=0)[:60], "cut.tar.gz"),
        (tarred({"a": b"w" * 9000})[:5000], "cut.tar"),
        (b"no container at all", "x.gz"),
    ],
    ids=lambda told: told if isinstance(told, str) else "bytes",
)
def test_a_broken_container_is_named_with_what_to_do(body: bytes, name: str) -> None:
    with pytest.raises(FormatError, match=rf"{name}.*unpack it yourself"):
        opened(body, name)


def test_files_before_the_fault_are_given() -> None:
    body = tarred({"a": b"1" * 600, "b": b"2" * 9000})[: 512 + 1024 + 512 + 3000]
    held = members(body, "x.tar")
    assert next(held).name == "a"
    with pytest.raises(FormatError):
        next(held)


def test_a_nameless_member_is_passed_over() -> None:
    body = zipped(a=b"1", bb=b"2").replace(b"bb", b"\x00\x00")
    assert opened(body, "x.zip") == {"a": b"1"}


def test_a_locked_zip_says_so() -> None:
    body = bytearray(zipped(a=b"words"))
    central = body.rfind(b"PK\x01\x02")
    body[6] |= 1
    body[central + 8] |= 1
    with pytest.raises(FormatError, match="password"):
        opened(bytes(body), "locked.zip")


@pytest.mark.parametrize("body", [b"", b"plain words", b"<rss/>", b"PK", b"%PDF-1.7"])
def test_other_files_are_no_containers(body: bytes) -> None:
    assert not is_container(body)
