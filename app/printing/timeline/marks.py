"""The shapes of a timeline's days: each role of a day has its own, and its own words."""

from collections.abc import Callable, Iterable

from app.printing.timeline.pen import Pen

_R = 4.5


def _circle(x: float, y: float) -> str:
    return f"M{x - _R:.1f} {y:.1f}a{_R} {_R} 0 1 0 {2 * _R} 0a{_R} {_R} 0 1 0 -{2 * _R} 0z"


def _diamond(x: float, y: float) -> str:
    r = _R + 1
    return f"M{x:.1f} {y - r:.1f}l{r} {r}l-{r} {r}l-{r} -{r}z"


def _triangle(x: float, y: float) -> str:
    return f"M{x:.1f} {y - _R - 0.5:.1f}l{_R + 0.5} {2 * _R}h-{2 * _R + 1}z"


def _square(x: float, y: float) -> str:
    r = _R - 0.6
    return f"M{x - r:.1f} {y - r:.1f}h{2 * r:.1f}v{2 * r:.1f}h-{2 * r:.1f}z"


def _cross(x: float, y: float) -> str:
    return f"M{x - _R:.1f} {y - _R:.1f}l{2 * _R} {2 * _R}m-{2 * _R} 0l{2 * _R} -{2 * _R}"


# Role: its words, its shape, whether it is filled.
_MARKS: dict[str, tuple[str, Callable[[float, float], str], bool]] = {
    "published": ("published", _circle, True),
    "effective": ("takes effect", _diamond, True),
    "in_force": ("in force from", _diamond, True),
    "announced": ("announced", _triangle, True),
    "filed": ("filed for public inspection", _triangle, False),
    "signed": ("signed", _square, True),
    "comments_close": ("comments close", _square, False),
    "compliance": ("compliance due", _diamond, False),
    "expiry": ("expires", _cross, False),
    "current": ("seen as current", _circle, False),
}
_OTHER = "other day"


def role_words(role: str) -> str:
    """A role as a reader is told it."""
    return _MARKS[role][0] if role in _MARKS else role.replace("_", " ")


def draw_mark(pen: Pen, role: str, lane: str, x: float, y: float) -> None:
    """The shape of a role in its lane's colour."""
    _, shape, filled = _MARKS.get(role, (_OTHER, _circle, False))
    if shape is _cross:
        pen.path(shape(x, y), f"tl-{lane}-line", width=1.8)
    elif filled:
        pen.path(shape(x, y), f"tl-{lane}")
    else:
        pen.path(shape(x, y), "tl-paper", f"tl-{lane}-line", width=1.6)


def roles_in_order(roles: Iterable[str]) -> list[str]:
    """Roles as a legend lists them."""
    known = list(_MARKS)
    return sorted(set(roles), key=lambda role: (known.index(role) if role in known else 99, role))
