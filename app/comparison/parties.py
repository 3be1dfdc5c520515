"""Whether two channels of one list name the same party: by its number, or by name and country."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.comparison.screening import ListedName, NameIndex
from app.comparison.screening_names import folded_name

# One publisher's typist against another's: above this two names are one name, given one country.
_SAME: Final = 0.93
# A gazette prints name and address in one cell, and not always with a sign between them: where a
# name of this many words goes on in the other channel, what goes on is an address.
_FEWEST_WORDS: Final = 3
# The Entity List has Hong Kong and Macau under China, consolidated files have them apart.
_UNDER: Final = {"HK": "CN", "MO": "CN"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A party as one channel names it; `number` is the publisher's where that lasts."""

    id: str
    number: str | None
    name: str
    aliases: tuple[str, ...]
    countries: tuple[str, ...]


class Channel:
    """The parties of one channel, to be found by those of another."""

    def __init__(self, parties: Iterable[Named]) -> None:
        self._parties = list(parties)
        self._numbers = {one.number for one in self._parties if one.number}
        self._by_name: dict[str, list[Named]] = defaultdict(list)
        self._by_start: dict[str, list[Named]] = defaultdict(list)
        for one in self._parties:
            for name in (one.name, *one.aliases):
                words = folded_name(name).words
                self._by_name["".join(words)].append(one)
                for end in range(_FEWEST_WORDS, len(words)):
                    self._by_start["".join(words[:end])].append(one)
        self._index: NameIndex | None = None

    def lacks(self, asked: Sequence[Named]) -> list[Named]:
        """Those of other parties that are not here under any name of theirs."""
        return [one for one in asked if not self._holds(one)]

    def _holds(self, asked: Named) -> bool:
        if asked.number and asked.number in self._numbers:
            return True
        return any(
            _agree(asked.countries, one.countries)
            for name in (asked.name, *asked.aliases)
            for one in self._alike(folded_name(name).words)
        ) or self._holds_nearly(asked)

    def _alike(self, words: Sequence[str]) -> Iterator[Named]:
        """Parties of that name, or where one name goes on as the other's address begins."""
        yield from self._by_name.get("".join(words), ())
        yield from self._by_start.get("".join(words), ())
        for end in range(_FEWEST_WORDS, len(words)):
            yield from self._by_name.get("".join(words[:end]), ())

    def _holds_nearly(self, asked: Named) -> bool:
        if self._index is None:
            self._index = NameIndex(
                ListedName(
                    entry=one.id,
                    list_key="",
                    name=name,
                    primary=one.name,
                    is_alias=False,
                    countries=one.countries,
                )
                for one in self._parties
                for name in (one.name, *one.aliases)
            )
        return any(
            _agree(asked.countries, found.listed.countries)
            for name in (asked.name, *asked.aliases)
            for found in self._index.matches(name, least=_SAME)
        )


def _agree(some: Sequence[str], others: Sequence[str]) -> bool:
    """Countries agree where one is shared, or one side says none."""
    here, there = ({_UNDER.get(one, one) for one in many} for many in (some, others))
    return not here or not there or bool(here & there)
