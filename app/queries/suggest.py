"""What a half-typed question may mean, each meaning with what it leads to and how much answers."""

import re
from collections.abc import Iterator
from typing import Final

from app.domain.references import CfrReference, Family, Reference
from app.domain.search import Expression, Or, Term
from app.domain.time import PointInTime
from app.errors import QueryError
from app.extraction.asked import AskedReference, asked_reference, asked_references
from app.linking.keys import reference_of
from app.queries.coverage import coverage_block
from app.queries.grammar.fields import EXAMPLES
from app.queries.grammar.render import render
from app.queries.keys import resolutions
from app.queries.reader import Reader
from app.queries.suggest_held import Held
from app.queries.suggest_views import Suggestion, SuggestView
from app.queries.suggested_names import Name, names_beginning, values_of
from app.vocabulary.spelling import folded

MOST: Final = 8
LONGEST: Final = 200
_MOST_OF_A_KIND: Final = 4
_MOST_TAILS: Final = 4
_SHORTEST_TAIL: Final = 3
_OF_REFERENCES: Final = ("cites", "cfr", "eccn", "rin", "docket", "group")
_FIELD: Final = re.compile(
    r"(?:^|(?<=[\s(-]))(?:(?P<field>[a-z_]{2,}):(?P<value>\"[^\"]*|[^\s(\"]*)"
    r"|(?P<cited>cites|cfr):(?P<words>[^\":]+))$"
)
_WORD: Final = re.compile(r"(?:^|(?<=[\s(-]))[a-z_]{2,}$")


def suggest(reader: Reader, typed: str, point: PointInTime) -> SuggestView:
    """What a question that is being typed may mean, as known at a point in time."""
    if len(typed) > LONGEST:
        hint = f"suggestions are for up to {LONGEST} characters; press Enter to search"
        raise QueryError(f"the question is too long to suggest for; {hint}", name="q", hint=hint)
    found = _suggested(reader, typed, point) if typed.strip() else ()
    return SuggestView(
        query=typed,
        suggestions=_once(found),
        as_of=point.as_of,
        as_known=point.as_known or reader.now,
        coverage=coverage_block(reader, point),
    )


def references_meant(reader: Reader, typed: str, point: PointInTime) -> tuple[Suggestion, ...]:
    """The references that a question names and nothing else; none for any other question."""
    if len(typed) > LONGEST or not _meant(typed.strip()):
        return ()
    return tuple(_references(reader, Held(reader, point), "", typed.strip()))


def _suggested(reader: Reader, typed: str, point: PointInTime) -> Iterator[Suggestion]:
    held = Held(reader, point)
    field = _FIELD.search(typed)
    if field and (field.group("cited") or field.group("field") in EXAMPLES):
        yield from _values(reader, held, typed[: field.start()], field)
        return
    tails = tuple(_tails(typed))
    for before, words in tails:
        found = tuple(_references(reader, held, before, words))
        yield from found
        if found:
            return
    whole = names_beginning(typed, _MOST_OF_A_KIND)
    parties = tuple(held.parties(typed))
    yield from (_named(held, "", one) for one in whole)
    yield from parties
    if not whole and not parties:
        for before, words in tails[1:]:
            if len(words) >= _SHORTEST_TAIL:
                named = names_beginning(words, _MOST_OF_A_KIND, inside=False)
                yield from (_named(held, before, one) for one in named)
    yield from _fields(typed)


def _once(found: Iterator[Suggestion] | tuple[()]) -> tuple[Suggestion, ...]:
    kept: dict[tuple[str, str], Suggestion] = {}
    for one in found:
        kept.setdefault((one.query, one.means), one)
        if len(kept) == MOST:
            break
    return tuple(kept.values())


def _references(reader: Reader, held: Held, before: str, words: str) -> Iterator[Suggestion]:
    """What words that read as a reference name, with the document that answers to it."""
    meant = _meant(words)[:_MOST_OF_A_KIND]
    if not meant:
        return
    resolved = resolutions(reader.connection, [one.reference.key for one in meant], held.at)
    named = {key: one.document for key, one in resolved.items()}
    titles = held.titles([id_ for id_ in named.values() if id_ is not None])
    for one in meant:
        document = None if one.through else named[one.reference.key]
        query = f"{before}{_written(_leading(one), before)}"
        documents, entries = held.count(query)
        yield Suggestion(
            kind="reference",
            text=words,
            means=_said(one),
            query=query,
            document=document,
            title=None if document is None else titles.get(document),
            documents=documents,
            list_entries=entries,
        )


def _named(held: Held, before: str, one: Name, *, kind: str | None = None) -> Suggestion:
    query = f"{before}{render(Term(field=one.field, value=one.value))}"
    documents, entries = held.count(query)
    return Suggestion(
        kind=kind or one.field,
        text=one.label,
        means=f"{one.field}:{one.value}",
        query=query,
        documents=documents,
        list_entries=entries,
    )


def _values(reader: Reader, held: Held, before: str, typed: re.Match[str]) -> Iterator[Suggestion]:
    """What a field takes that begins as its half-typed value does."""
    field = typed.group("field") or typed.group("cited")
    value = (typed.group("value") or typed.group("words") or "").lstrip('"')
    if field in _OF_REFERENCES and value:
        yield from _references(reader, held, before, value)
    sought = folded(value)
    named = values_of(field)
    if field == "source":
        named = tuple(Name(field=field, value=it.key, label=it.title) for it in reader.sources)
    fitting = [one for one in named if _begins(one, sought)]
    fitting.sort(key=lambda one: not folded(one.value).startswith(sought))
    yield from (_named(held, before, one, kind="value") for one in fitting[:MOST])


def _begins(one: Name, sought: str) -> bool:
    label = folded(one.label)
    return folded(one.value).startswith(sought) or f" {label}".find(f" {sought}") >= 0


def _fields(typed: str) -> Iterator[Suggestion]:
    """The fields of the grammar that a half-typed word may become."""
    if (word := _WORD.search(typed)) is None:
        return
    for field in [name for name in EXAMPLES if name.startswith(word.group())]:
        yield Suggestion(
            kind="field",
            text=f"{field}:",
            means=f"such as {EXAMPLES[field]}",
            query=f"{typed[: word.start()]}{field}:",
        )


def _tails(typed: str) -> Iterator[tuple[str, str]]:
    """The whole question, then its last words, each with what stands before them."""
    whole = typed.lstrip()
    yield "", whole.rstrip()
    starts = [one.start() for one in re.finditer(r"(?<=[\s(])[^\s(]", whole)]
    for start in starts[-_MOST_TAILS:]:
        yield whole[:start], whole[start:].rstrip()


def _meant(words: str) -> tuple[AskedReference, ...]:
    """What is meant by a reference as people write it, or by its key: `fr:90/4544`."""
    meant = asked_references(words)
    if meant or ":" not in words or " " in words:
        return meant
    try:
        return (AskedReference(reference_of(words)),)
    except ValueError:
        return ()


def _leading(asked: AskedReference) -> Expression:
    """The question that finds what a reference is about."""
    ends = [asked.reference] if asked.through is None else [asked.reference, asked.through]
    found = tuple(part for one in ends for part in _conditions(one))
    return found[0] if len(found) == 1 else Or(parts=found)


def _conditions(reference: Reference) -> Iterator[Expression]:
    number = reference.key.partition(":")[2]
    if isinstance(reference, CfrReference):
        yield Term(field="cfr", value=number.lower())
    elif reference.family is Family.ECCN:
        yield Term(field="eccn", value=number)
    elif reference.family is Family.COUNTRY_GROUP:
        yield Term(field="group", value=number)
    else:
        if reference.family in (Family.RIN, Family.DOCKET):
            # Metadata states it of a document itself; other documents mention it.
            yield Term(field=reference.family.value, value=number)
        spoken = str(reference)
        plain = asked_reference(spoken) == reference
        yield Term(field="cites", value=spoken if plain else reference.key)


def _said(asked: AskedReference) -> str:
    return str(asked.reference) + (f" to {asked.through}" if asked.through else "")


def _written(expression: Expression, before: str) -> str:
    written = render(expression)
    return f"({written})" if before and isinstance(expression, Or) else written
