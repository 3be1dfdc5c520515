"""The redline page: two versions of a document, what changed marked word by word."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request

from app.comparison.redline import Piece, Unit
from app.domain.time import PointInTime
from app.printing.addresses import address, clocks, document_path, redline_path
from app.printing.hits import opening_words
from app.printing.versions import VersionChoice, short_digest, version_choices, version_words
from app.queries.reader import Reader
from app.queries.redline import redline_between
from app.web.frame import Page, Saying, framed
from app.web.paging import Paging, paging

_BUDGET = 40_000  # bytes of text on one page
_AROUND = 1  # unchanged units shown on each side of a changed one


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A unit as it is shown, or the count of unchanged ones that are not."""

    changed: bool
    pieces: tuple[Piece, ...]
    passed_over: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RedlinePage(Page):
    """The page."""

    id: str
    title: str
    language: str | None
    path: str
    document_path: str
    old: str
    new: str
    old_words: str
    new_words: str
    old_path: str
    new_path: str
    choices: tuple[VersionChoice, ...]
    changed_units: int
    units: tuple[Shown, ...]
    paging: Paging


def redline_page(
    request: Request, reader: Reader, point: PointInTime, id_: str, part: int | None
) -> RedlinePage:
    """The page."""
    asked = [request.query_params.get(name, "").strip() or None for name in ("from", "to")]
    view = redline_between(reader, id_, asked[0], asked[1], point)
    cut = _cut(_around(view.units))
    here = min(part or 1, len(cut))
    digests = [("from", short_digest(view.old)), ("to", short_digest(view.new))]
    title = view.document.title or f"“{opening_words(view.document.text)}”"
    saying = Saying(
        title=f"Redline: {title[:160]}",
        section="",
        path=redline_path(id_),
        parameters=[*digests, ("part", "" if part is None else str(part))],
        sources=(view.document.source,),
        named=f"redline of {title}, {view.old} to {view.new}",
    )

    def path(number: int) -> str:
        return address(redline_path(id_), [*digests, ("part", str(number)), *clocks(point)])

    return RedlinePage(
        frame=framed(request, reader, point, saying),
        id=view.document.id,
        title=title,
        language=view.document.language,
        path=redline_path(id_),
        document_path=address(document_path(view.document.id), clocks(point)),
        old=short_digest(view.old),
        new=short_digest(view.new),
        old_words=version_words(view.document, view.old),
        new_words=version_words(view.document, view.new),
        old_path=address(document_path(view.old), clocks(point)),
        new_path=address(document_path(view.new), clocks(point)),
        choices=version_choices(view.document),
        changed_units=sum(unit.changed for unit in view.units),
        units=cut[here - 1],
        paging=paging(here, len(cut), path),
    )


def _around(units: Sequence[Unit]) -> list[Shown]:
    """Changed units with what stands around them; what is passed over is counted."""
    near: set[int] = set()
    for at, unit in enumerate(units):
        if unit.changed:
            near.update(range(at - _AROUND, at + _AROUND + 1))
    shown: list[Shown] = []
    passed = 0
    for at, unit in enumerate(units):
        if at not in near:
            passed += 1
            continue
        if passed:
            shown.append(Shown(changed=False, pieces=(), passed_over=passed))
            passed = 0
        shown.append(Shown(changed=unit.changed, pieces=unit.pieces))
    if passed:
        shown.append(Shown(changed=False, pieces=(), passed_over=passed))
    return shown


def _cut(shown: Sequence[Shown]) -> list[tuple[Shown, ...]]:
    """Pages of a redline; one unit that is too long for any page is cut between its pieces."""
    pages: list[list[Shown]] = [[]]
    weight = 0
    for one in (slice_ for unit in shown for slice_ in _sliced(unit)):
        heavy = sum(len(piece.text.encode()) for piece in one.pieces) + 60
        if weight + heavy > _BUDGET and pages[-1]:
            pages.append([])
            weight = 0
        pages[-1].append(one)
        weight += heavy
    return [tuple(page) for page in pages]


def _sliced(unit: Shown) -> list[Shown]:
    quarter = _BUDGET // 4
    slices: list[list[Piece]] = [[]]
    weight = 0
    for piece in unit.pieces:
        for start in range(0, len(piece.text), quarter):
            if weight > quarter:
                slices.append([])
                weight = 0
            text = piece.text[start : start + quarter]
            slices[-1].append(Piece(change=piece.change, text=text))
            weight += len(text.encode())
    return [
        Shown(changed=unit.changed, pieces=tuple(one), passed_over=unit.passed_over)
        for one in slices
    ]
