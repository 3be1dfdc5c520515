"""A mention in a text, which is not yet the thing mentioned."""

from dataclasses import dataclass

from app.domain.documents import Provision
from app.domain.references import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Words of a text that point at something: code points `start` to `end`, and what at.

    `quote` is exactly those words. `through` is the far end of a range ("parts 730 through 774"),
    on the citation of its near end; the far end has a citation of its own too. `rule` names the
    rule that read it.
    """

    start: int
    end: int
    quote: str
    reference: Reference
    rule: str
    through: Reference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where a text stands, which decides what "this part" or "§ 744.21" means in it.

    All is optional. `codified` says that the text is itself a unit of the Code, whose own
    headings are no citations; `jurisdiction` (`us`, `uk`, `eu`, `cn`) says whose control list a
    bare entry number is of. `provisions` tell the section around a paragraph.
    """

    title: int | None = None
    part: str | None = None
    section: str | None = None
    provisions: tuple[Provision, ...] = ()
    codified: bool = False
    jurisdiction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A document that may be meant, with the pages of the Register that it fills, if any."""

    document: str
    first_page: int = 0
    last_page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What became of a reference: the one document it names, or why none could be named.

    `document` is `None` where nothing held answers to it or several do; `reason` says which.
    """

    reference: Reference
    document: str | None
    reason: str
