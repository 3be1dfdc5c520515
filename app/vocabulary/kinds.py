"""What an instrument is called: its fine type, the coarse kind it counts as, what it does."""

from dataclasses import dataclass
from functools import cache

from app.domain.documents import Kind
from app.vocabulary.tables import rows, text

_FILE = "kinds.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeName:
    """An instrument type of the field: the kind it counts as, and its name for people."""

    key: str
    kind: Kind
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A key of the grammar with its name for people and one line of explanation."""

    key: str
    label: str
    explanation: str


@cache
def types() -> dict[str, TypeName]:
    """Every instrument type the product knows, by key, in the order of the table."""
    found: dict[str, TypeName] = {}
    for kind, named in rows(_FILE, "types"):
        for key in named:
            found[key] = TypeName(key=key, kind=Kind(kind), label=text(named, key))
    return found


@cache
def kinds() -> dict[Kind, Named]:
    """The kinds, each with its name and explanation."""
    return {Kind(named.key): named for named in _named("kinds")}


@cache
def actions() -> dict[str, Named]:
    """What an act can do in the world: the words of the grammar's `action:`."""
    return {named.key: named for named in _named("actions")}


def kind_of_type(type_: str) -> Kind:
    """The kind an instrument type counts as.

    A type nobody entered in the table raises `KeyError`: a guessed kind would put an act among
    the wrong ones without anybody noticing.
    """
    return types()[type_].kind


def type_label(type_: str) -> str:
    """A type's name for people ("interim final rule"); raises `KeyError` where it is unknown."""
    return types()[type_].label


def _named(section: str) -> tuple[Named, ...]:
    return tuple(
        Named(key=key, label=text(row, "label"), explanation=text(row, "explanation"))
        for key, row in rows(_FILE, section)
    )
