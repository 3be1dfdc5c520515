"""A hit as people read it: a title or opening words, who speaks, and excerpts with their hits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.documents import Kind
from app.printing.addresses import address, document_path, passage_path
from app.printing.badges import Mark, standing_mark
from app.queries.views import Excerpt, Hit
from app.vocabulary.kinds import actions, kinds, types

_OPENING = 110

Carried = tuple[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words that are all of a hit, or none of it."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcerptLine:
    """An excerpt cut at its hits; `path` opens the first of them in its text."""

    runs: tuple[Run, ...]
    path: str
    from_start: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HitLine:
    """One hit. `untitled` where the title is none and its words are the text's opening ones."""

    id: str
    path: str
    title: tuple[Run, ...]
    untitled: bool
    kind: str
    standing: Mark
    source: str
    source_title: str
    published_on: date | None
    language: str | None
    url: str | None
    excerpts: tuple[ExcerptLine, ...]


def hit_line(hit: Hit, titles: Mapping[str, str], carried: Sequence[Carried] = ()) -> HitLine:
    """A hit for reading; `titles` are the names of sources by key.

    `carried` are parameters its links take along: the question, the clocks. An excerpt that says
    what the title has just said, as of a report of which nothing else is held, is left out.
    """
    texts = [one for one in hit.excerpts if one.field == "text"]
    return HitLine(
        id=hit.id,
        path=address(document_path(hit.id), carried),
        title=_title(hit, texts),
        untitled=not hit.title,
        kind=kind_words(hit.kind, hit.type),
        standing=standing_mark(hit.standing),
        source=hit.source,
        source_title=titles.get(hit.source, hit.source),
        published_on=hit.published_on,
        language=hit.language,
        url=hit.url,
        excerpts=tuple(_excerpt_line(hit, one, carried) for one in says_more(hit, texts)),
    )


def says_more(hit: Hit, excerpts: Sequence[Excerpt]) -> tuple[Excerpt, ...]:
    """The excerpts whose words are not just the title again."""
    title = " ".join((hit.title or "").split())
    return tuple(one for one in excerpts if " ".join(one.text.split()) != title)


def kind_words(kind: str, type_: str | None) -> str:
    """What a document is called: its fine type where the table has it, else its kind."""
    if type_ is not None and type_ in types():
        return types()[type_].label
    return kinds()[Kind(kind)].label


def verb_words(verb: str) -> str:
    """What an action is called, where the table has it."""
    return actions()[verb].label if verb in actions() else verb.replace("_", " ")


def opening_words(text: str) -> str:
    """The first words of a text, whole words only, for a document that has no title."""
    opening = " ".join(text[: _OPENING * 4].split())
    if len(opening) <= _OPENING:
        return opening
    cut = opening[:_OPENING].rsplit(" ", 1)[0]
    return f"{cut}…"


def runs(text: str, highlights: Sequence[tuple[int, int]]) -> tuple[Run, ...]:
    """A text cut at its highlights, nothing lost and nothing said twice."""
    found: list[Run] = []
    place = 0
    for from_, to in highlights:
        start, end = max(from_, place), min(to, len(text))
        if start >= end:
            continue
        if start > place:
            found.append(Run(text=text[place:start], hit=False))
        found.append(Run(text=text[start:end], hit=True))
        place = end
    if place < len(text):
        found.append(Run(text=text[place:], hit=False))
    return tuple(found)


def _title(hit: Hit, texts: Sequence[Excerpt]) -> tuple[Run, ...]:
    if not hit.title:
        opening = opening_words(texts[0].text) if texts else hit.id
        return (Run(text=opening, hit=False),)
    in_title = next((one for one in hit.excerpts if one.field == "title"), None)
    return runs(hit.title, () if in_title is None else in_title.highlights)


def _excerpt_line(hit: Hit, excerpt: Excerpt, carried: Sequence[Carried]) -> ExcerptLine:
    start, end = excerpt.highlights[0] if excerpt.highlights else (0, len(excerpt.text))
    found = runs(excerpt.text, excerpt.highlights)
    path = passage_path(hit.version, excerpt.start + start, excerpt.start + end)
    return ExcerptLine(
        runs=found,
        path=address(path if end > start else document_path(hit.id), carried),
        from_start=excerpt.start == 0,
    )
