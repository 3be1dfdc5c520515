"""A workspace that asks publishers: feeds followed, rounds of every outcome, a year of days."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from html import escape
from itertools import cycle

from sqlalchemy import insert

from app.domain.coverage import CoverageState
from app.domain.documents import Standing
from app.domain.ids import SourceKey
from app.domain.reviews import ReviewState
from app.domain.sources import Source, Window
from app.pipeline.follow_feed import pause_source
from app.pipeline.review import ReviewAsked, review
from app.store.collecting import Look, LookOutcome, RoundEnd, RoundOutcome
from app.store.schema import CoverageDayRow
from app.store.sources import AddedFeed
from app.store.transaction import Transaction
from tests.pages import material
from tests.pages.hostile_texts import forms
from tests.workspaces import Desk

HOW_MANY = 60
LONG_PROBLEM = (
    "https://acme.example/export-controls/press-releases/2026/02/feed.xml?agencies%5B%5D=industry-"
    "and-security-bureau&per_page=1000&order=newest answered 503 Service Unavailable three times, "
    "and asked to be left alone until noon"
)
PROOF = "12 records in us-fr/20260228T060000000000Z-aaaaaaaaaaaa, as many as the publisher stated"
_DAY = timedelta(days=1)
_YEAR = 366


def asked(desk: Desk) -> None:
    """Everything there is to show, and sixty sources asked for a year with every outcome."""
    material.everything(desk)
    for number, title in enumerate((material.LONG_TITLE, material.ARABIC, material.HAN)):
        _follow(desk, f"news-title-{number}", title)
    kept = _asked_sources(desk)
    for number in range(max(HOW_MANY - len(kept), 0)):
        _follow(desk, f"news-feed-{number}", f"Gazette of pier {number}")
    sources = _asked_sources(desk)[:HOW_MANY]
    _days(desk, sources, [PROOF])
    _rounds(desk, sources, [LONG_PROBLEM])
    pause_source(desk.tracker.store, desk.clock, sources[5].key, made_by="person/page")
    _decided(desk, ["The bureau’s own paper says so; see docket BIS-2026-0001."])


def barely(desk: Desk) -> None:
    """One article, and one source that was asked once and read whole for a week."""
    material.one_article(desk)
    _follow(desk, "news-acme", "Acme export notes")
    (source,) = (one for one in desk.tracker.sources if one.key == "news-acme")
    _days(desk, [source], [PROOF], length=7)
    _rounds(desk, [source], [LONG_PROBLEM])


def payloads(desk: Desk) -> None:
    """Every hostile text as a feed's name, a round's problem, a day's proof and a person's note."""
    material.payloads(desk)
    for number, form in enumerate(forms()):
        _follow(desk, f"news-hostile-{number}", form)
    sources = _asked_sources(desk)
    _days(desk, sources[:3], forms())
    _rounds(desk, sources, forms())
    _decided(desk, forms())


def awkward_feed() -> str:
    """A feed whose titles are long, Arabic, Chinese or missing, and one of whose days is none."""
    return _feed(material.HAN, (material.LONG_TITLE, material.ARABIC, material.HAN, ""))


def hostile_feed() -> str:
    """A feed whose titles are forms of attack still after they were read as markup."""
    titles = [escape(escape(form)) for form in forms() if "\u2028" not in form]
    return _feed(titles[0], titles[:10])


def _feed(name: str, titles: Sequence[str]) -> str:
    entries = "".join(
        f"<item><title>{title}</title><link>https://acme.example/{number}</link>"
        f"<guid>{number}</guid><pubDate>{27 - number if title else 99} Feb 2026 10:00:00 GMT"
        f"</pubDate><description>{title} and more of it.</description></item>"
        for number, title in enumerate(titles)
    )
    return f'<rss version="2.0"><channel><title>{name}</title>{entries}</channel></rss>'


def _decided(desk: Desk, notes: Sequence[str]) -> None:
    """A rule for each note, what a person decided about it, and the log of that."""
    rules = [
        {
            "document_number": f"2026-{80_000 + number}",
            "title": note,
            "type": "Rule",
            "publication_date": "2026-02-11",
            "html_url": f"https://register.example/2026-{80_000 + number}",
        }
        for number, note in enumerate(notes)
    ]
    desk.hand_over("rules.json", json.dumps({"count": len(rules), "results": rules}))
    desk.index()
    store = desk.tracker.store
    for note, rule in zip(notes, rules, strict=True):
        said = ReviewAsked(
            subject=f"us-fr/{rule['document_number']}",
            state=ReviewState.CONFIRMED,
            note=note,
            made_by=f"person/{note}",
            reading="type",
        )
        review(store, desk.clock, said)


def _asked_sources(desk: Desk) -> list[Source]:
    """Followed feeds first: their names are the awkward ones."""
    found = [one for one in desk.tracker.sources if one.begin is not None]
    return sorted(found, key=lambda one: not one.key.startswith(("news-title", "news-hostile")))


def _follow(desk: Desk, key: str, title: str) -> None:
    feed = AddedFeed(
        key=SourceKey(key),
        title=title,
        url=f"https://{key}.example/feed.xml",
        jurisdiction="none",
        standing=Standing.REPORT,
        weight="unattributed",
        owner=title,
        zone="UTC",
    )
    store = desk.tracker.store
    store.transact(lambda tx: tx.sources.add_feed(feed, at=tx.opened_at), desk.clock)


def _days(
    desk: Desk, sources: Sequence[Source], proofs: Sequence[str], *, length: int = _YEAR
) -> None:
    last_on = desk.clock().date() - _DAY
    said = cycle(proofs)
    rows = [
        {
            "source": source.key,
            "on_day": on,
            "state": state.value,
            "proof": next(said),
            "recorded_at": desk.clock(),
        }
        for number, source in enumerate(sources)
        for on, state in _states(last_on, length, number)
    ]
    with desk.tracker.store.writing_engine.begin() as connection:
        connection.execute(insert(CoverageDayRow), rows)


def _states(last_on: date, length: int, number: int) -> Iterator[tuple[date, CoverageState]]:
    """Weekends empty, a gap of a month here and there, some days held, some never proven."""
    for back in range(length):
        on = last_on - back * _DAY
        is_missed = (back * 7 + number) % 47 == 0 and back > 7
        if is_missed or 100 < back + number < 130:
            continue
        if 40 < back < 48 and number % 3 == 0:
            yield on, CoverageState.HELD
        else:
            yield on, CoverageState.EMPTY if on.weekday() > 4 else CoverageState.COMPLETE


def _rounds(desk: Desk, sources: Sequence[Source], problems: Sequence[str]) -> None:
    """Three rounds of each source; every fourth is left failing, every seventh on hold."""
    said = cycle(problems)
    for at in range(3):
        for number, source in enumerate(sources):
            outcome = RoundOutcome.WHOLE
            if number % 4 == 3 or at == 1:
                outcome = RoundOutcome.PARTIAL if at < 2 else RoundOutcome.FAILED
            elif number % 7 == 6 and at == 2:
                outcome = RoundOutcome.HELD
            problem = None if outcome is RoundOutcome.WHOLE else next(said)
            work = partial(_round, source=source.key, outcome=outcome, problem=problem)
            desk.tracker.store.transact(work, desk.clock)
        desk.clock.advance(minutes=1)


def _round(
    transaction: Transaction, *, source: SourceKey, outcome: RoundOutcome, problem: str | None
) -> None:
    at = transaction.opened_at
    window = Window(first_on=at.date() - 9 * _DAY, last_on=at.date())
    rounds = transaction.rounds
    pk = rounds.begin(source, window, owner="test", at=at, is_gone=lambda *_: False)
    assert pk is not None
    if problem is not None:
        failed = LookOutcome.FAILED
        look = Look(url=problem, looked_at=at, outcome=failed, problem=problem)
        rounds.looked(pk, look)
    end = RoundEnd(
        outcome=outcome,
        looks=3,
        new=2 if problem is None else 0,
        failures=0 if problem is None else 2,
        problem=problem,
        next_at=at + timedelta(hours=1),
    )
    rounds.close(pk, end, at=at + timedelta(seconds=20))
