"""How large a list was from file to file, as bars that a page shows with the same figures below."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.queries.list_change_views import SizeView

WIDTH = 720
HEIGHT = 96
_MOST_BARS = 120
_WIDEST = 48.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeBar:
    """One file's bar, and the figures it stands for."""

    size: SizeView
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeBars:
    """The sizes of a list, oldest first; `left_out` counts older files that are not drawn."""

    bars: tuple[SizeBar, ...]
    most: int
    left_out: int
    width: int = WIDTH
    height: int = HEIGHT


def size_bars(sizes: Sequence[SizeView]) -> SizeBars | None:
    """Bars from nought up, so that a loss looks as large as it is; none for a single file."""
    drawn = sizes[-_MOST_BARS:]
    if len(drawn) < 2:
        return None
    most = max(*(one.entries for one in drawn), 1)
    step = min(WIDTH / len(drawn), _WIDEST)
    return SizeBars(
        bars=tuple(
            SizeBar(
                size=one,
                x=round(at * step, 2),
                y=round(HEIGHT - _tall(one.entries, most), 2),
                width=round(max(step - 2.0, 0.8), 2),
                height=round(_tall(one.entries, most), 2),
            )
            for at, one in enumerate(drawn)
        ),
        most=most,
        left_out=len(sizes) - len(drawn),
    )


def _tall(entries: int, most: int) -> float:
    return max(HEIGHT * entries / most, 2.0) if entries else 0.0
