"""The strokes of a timeline: colours by class, so that one drawing serves a page and a file.

On a page the style sheet gives every class its colour, in both themes. A file carries its colours
as attributes, for readers that know no style sheets, and its dark ones in a style element.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.printing.addresses import Parameters, address, document_path
from app.printing.timeline.text import quoted

FONT = (
    "'Segoe UI', 'Helvetica Neue', 'Noto Sans', Roboto, Arial, 'DejaVu Sans', "
    "'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
)
# Class, painted attribute, colour by day, colour by night: the tokens of the pages' sheet.
_COLOURS: tuple[tuple[str, str, str, str], ...] = (
    ("tl-paper", "fill", "#fdfcf9", "#15161a"),
    ("tl-ink", "fill", "#1c1a16", "#e8e4db"),
    ("tl-muted", "fill", "#5b564c", "#aba597"),
    ("tl-rule", "stroke", "#d8d2c4", "#383a41"),
    ("tl-firm", "stroke", "#1c1a16", "#b9b3a5"),
    ("tl-law", "fill", "#1c4276", "#9fc0f3"),
    ("tl-statement", "fill", "#754600", "#eab566"),
    ("tl-news", "fill", "#57524a", "#b5afa2"),
    ("tl-lists", "fill", "#1c5634", "#86d3a2"),
    ("tl-law-line", "stroke", "#1c4276", "#9fc0f3"),
    ("tl-statement-line", "stroke", "#754600", "#eab566"),
    ("tl-news-line", "stroke", "#57524a", "#b5afa2"),
    ("tl-lists-line", "stroke", "#1c5634", "#86d3a2"),
    ("tl-pin", "fill", "#b4530a", "#ffb45e"),
    ("tl-pin-line", "stroke", "#b4530a", "#ffb45e"),
    ("tl-clear", "fill", "transparent", "transparent"),
)
_PAPER = next((by_day, by_night) for name, _, by_day, by_night in _COLOURS if name == "tl-paper")
_PAINT: Mapping[str, tuple[str, str]] = {
    name: (attribute, by_day) for name, attribute, by_day, _ in _COLOURS
}


def sheet() -> str:
    """The style element's text for a file: halos around words, and its colours in the dark."""
    rules = "".join(
        f".{name}{{{attribute}:{by_night}}}" for name, attribute, _, by_night in _COLOURS
    )
    dark = "@media (prefers-color-scheme: dark)"
    halo = "@supports (paint-order: stroke){text{paint-order:stroke;stroke-width:3px;stroke:"
    return f"{halo}{_PAPER[0]}}}{dark}{{text{{stroke:{_PAPER[1]}}}}}}}{dark}{{{rules}}}"


@dataclass(slots=True)
class Pen:
    """Collects the elements of one picture; `own_colours` for a file, `links` for a page.

    `told` says whether what is named already carries its longer title: where no pointer rests,
    nobody sees it. `carried` are parameters that links to documents take along.
    """

    own_colours: bool
    links: bool
    told: bool = True
    carried: Parameters = ()
    parts: list[str] = field(default_factory=list)

    def text(
        self, x: float, y: float, words: str, tone: str, *, size: float = 12, anchor: str = "start"
    ) -> None:
        """A line of text with its base at `y`."""
        bold = ' font-weight="600"' if tone.endswith("!") else ""
        at_end = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self.parts.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}"{at_end}{bold}'
            f"{self._tone(tone.rstrip('!'))}>{quoted(words)}</text>"
        )

    def path(self, d: str, *tones: str, width: float = 0, dashes: str = "") -> None:
        """A shape; with a `width` it has a line around it."""
        line = f' stroke-width="{_n(width)}"' if width else ""
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        self.parts.append(f'<path d="{d}"{line}{dashed}{self._tone(*tones)}/>')

    def title(self, words: str, *, only_name: bool = False) -> None:
        """What is told of the group or link that is open, and has perhaps no other name."""
        if self.told or only_name:
            self.parts.append(f"<title>{quoted(words)}</title>")

    def open(self, path: str | None, kind: str = "") -> None:
        """Begin a group; on a page it is a link where there is an address."""
        marked = f' class="{kind}"' if kind else ""
        if self.links and path:
            # The table beneath says and links the same: one stop of the tab key for each is enough.
            self.parts.append(f'<a href="{quoted(path)}" tabindex="-1"{marked}>')
        else:
            self.parts.append(f"<g{marked}>")

    def document(self, id_: str) -> str:
        """The address of a document, as its link here has it."""
        return address(document_path(id_), self.carried)

    def close(self, path: str | None) -> None:
        """End the group that was begun with this address."""
        self.parts.append("</a>" if self.links and path else "</g>")

    def _tone(self, *tones: str) -> str:
        said = f' class="{" ".join(tones)}"'
        if self.own_colours:
            for tone in tones:
                attribute, colour = _PAINT[tone]
                said += f' {attribute}="{colour}"'
        if tones and all(_PAINT[tone][0] == "stroke" for tone in tones):
            said += ' fill="none"'
        return said


def rectangles(boxes: Iterable[tuple[float, float, float, float]]) -> str:
    """Boxes (left, top, width, height) as one path: a thousand bars weigh little so."""
    return "".join(f"M{_n(x)} {_n(y)}h{_n(w)}v{_n(h)}h-{_n(w)}z" for x, y, w, h in boxes)


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    """A straight line as a path."""
    return f"M{_n(x1)} {_n(y1)}L{_n(x2)} {_n(y2)}"


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
