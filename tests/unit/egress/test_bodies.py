"""Packed bodies are opened whole or not at all, and never beyond what was allowed."""

import gzip
import random
import sys
import zlib
from collections.abc import Callable

import brotli
import pytest

from app.egress.bodies import Body, BodyFault, coding_of
from app.egress.exchange import FaultKind

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MiB = 1024 * 1024
TEXT = bytes(random.Random(6).choices(b"export control rule 744.11 <p>\n", k=40_000))


def _raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


PACKERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "gzip in two members": (
        "x-gzip",
        lambda body: gzip.compress(body[:999]) + gzip.compress(body[999:]),
    ),
    "gzip filled with zeros": ("gzip", lambda body: gzip.compress(body) + b"\0" * 512),
    "deflate": ("deflate", zlib.compress),
    "raw deflate": ("deflate", _raw_deflate),
    "brotli": ("br", brotli.compress),
    "zstd": ("zstd", zstd.compress),
    "nothing": ("identity", bytes),
}
PACKED = pytest.mark.parametrize("packing", PACKERS)


def _opened(coding: str, packed: bytes, *, step: int = 4096, decoded_cap: int = 8 * MiB) -> bytes:
    body = Body(coding=coding_of([coding]), wire_cap=8 * MiB, decoded_cap=decoded_cap)
    for at in range(0, len(packed), step):
        body.take(packed[at : at + step])
    return body.whole()


@PACKED
@pytest.mark.parametrize("step", [1, 13, 4096, 65536])
def test_a_body_is_opened_however_it_comes_in(packing: str, step: int) -> None:
    coding, pack = PACKERS[packing]
    assert _opened(coding, pack(TEXT), step=step) == TEXT


@PACKED
def test_an_empty_body_is_empty_in_any_packing(packing: str) -> None:
    coding, pack = PACKERS[packing]
    assert _opened(coding, pack(b"")) == b""
    assert _opened(coding, b"") == b""


@pytest.mark.parametrize("packing", [name for name in PACKERS if name != "nothing"])
def test_a_body_cut_anywhere_in_its_packing_is_no_body(packing: str) -> None:
    coding, pack = PACKERS[packing]
    packed = pack(TEXT).rstrip(b"\0") if "zeros" in packing else pack(TEXT)
    first_member = len(gzip.compress(TEXT[:999])) if "members" in packing else None
    for percent in range(1, 100):
        at = len(packed) * percent // 100
        if at == first_member:
            continue
        with pytest.raises(BodyFault) as fault:
            _opened(coding, packed[:at])
        assert fault.value.kind is FaultKind.CUT


@pytest.mark.parametrize(
    ("coding", "bomb"),
    [
        ("gzip", gzip.compress(bytes(48 * MiB))),
        ("deflate", zlib.compress(bytes(48 * MiB))),
        ("br", brotli.compress(bytes(48 * MiB), quality=4)),
        ("zstd", zstd.compress(bytes(48 * MiB))),
    ],
)
@pytest.mark.parametrize("step", [1024, 8 * MiB])
def test_a_bomb_is_given_up_at_the_cap(coding: str, bomb: bytes, step: int) -> None:
    with pytest.raises(BodyFault, match=r"holds more than|grows to more than") as fault:
        _opened(coding, bomb, step=step)
    assert fault.value.kind is FaultKind.TOO_LARGE


def test_a_bomb_below_the_cap_is_known_by_how_much_it_grows() -> None:
    packed = gzip.compress(bytes(4 * MiB))
    with pytest.raises(BodyFault, match="grows to more than 250 times"):
        _opened("gzip", packed)


def test_a_dull_but_honest_list_is_no_bomb() -> None:
    rows = b"".join(
        b'{"id": "%d", "name": "", "programs": []},\n' % number for number in range(90_000)
    )
    assert _opened("gzip", gzip.compress(rows)) == rows


def test_a_cap_counts_what_is_kept() -> None:
    assert len(_opened("", bytes(1000), decoded_cap=1000)) == 1000
    with pytest.raises(BodyFault, match="more than the 999 bytes"):
        _opened("", bytes(1000), decoded_cap=999)


@pytest.mark.parametrize("named", [["gzip, gzip"], ["gzip", "br"], ["deflate,gzip, br"]])
def test_a_body_packed_twice_is_refused_by_name(named: list[str]) -> None:
    with pytest.raises(BodyFault, match="packed more than once"):
        coding_of(named)


@pytest.mark.parametrize("coding", ["compress", "aes128gcm", "exi", "gzip\x1b[2J", "x" * 500])
def test_a_packing_nobody_offered_is_refused_by_name(coding: str) -> None:
    with pytest.raises(BodyFault) as fault:
        Body(coding=coding_of([coding]), wire_cap=10, decoded_cap=10)
    said = str(fault.value)
    assert repr(coding[:40])[1:8] in said
    assert said.isprintable()
    assert len(said) < 200


def test_saying_that_nothing_is_packed_is_no_packing() -> None:
    assert coding_of(["identity", "", "GZIP"]) == "gzip"
    assert coding_of([]) == ""


@pytest.mark.parametrize("packing", ["gzip", "deflate", "brotli", "zstd"])
def test_what_follows_the_end_of_a_packing_is_not_passed_over(packing: str) -> None:
    coding, pack = PACKERS[packing]
    with pytest.raises(BodyFault):
        _opened(coding, pack(TEXT) + b"and more")


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_what_is_not_packed_as_said_is_refused(coding: str) -> None:
    with pytest.raises(BodyFault):
        _opened(coding, b"<html>not packed at all</html>" * 50)


def test_ever_new_members_are_not_followed_for_ever() -> None:
    with pytest.raises(BodyFault, match="goes on"):
        _opened("gzip", gzip.compress(b"") * 2000)
