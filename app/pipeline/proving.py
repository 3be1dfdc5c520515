"""What a round proves of days, held against the publisher's clock and what was known before."""

from dataclasses import replace
from datetime import datetime

from app.comparison.completeness import Proof, prove
from app.domain.coverage import CoverageDay, CoverageState
from app.domain.sources import Source, Window
from app.pipeline.schedule import DAY
from app.pipeline.walking import Walk
from app.store.transaction import Transaction


def proof_of(
    source: Source, window: Window, walk: Walk, *, roots: int, begun_at: datetime
) -> Proof:
    """What its answers prove, if nothing known before speaks against it.

    A day is over only where both our clock, as the round began, and the newest of the publisher's
    own say so. Where no answer tells its publisher's clock, ours alone decides.
    """
    said_at = max((one.said_at for one in walk.looked.values() if one.said_at), default=None)
    settled_on = source.settled_on(min(begun_at, said_at or begun_at))
    proof = prove(window, walk.answered, list(walk.missed), roots=roots, settled_on=settled_on)
    if said_at is None:
        return proof
    today = source.day_of(min(said_at, max(one.at for one in walk.looked.values())))
    proof = replace(proof, days=tuple(day for day in proof.days if day.on <= today))
    if begun_at - said_at < DAY:
        return proof
    why = (
        f"by the clock of {source.key} it is {today}, and by ours {source.day_of(begun_at)}; no "
        "later day is proven: see whether the clock of this machine is right"
    )
    return replace(proof, obstacles=(*proof.obstacles, why))


def believed(transaction: Transaction, source: Source, walk: Walk, proof: Proof) -> Proof:
    """The proof, without the word that a day is empty which is known to hold something.

    Its publisher may have given the papers of that day another. Where the whole round found
    nothing, it is not to be believed about the other days either: an empty list comes as easily as
    an error page.
    """
    if not proof.days:
        return proof
    known = transaction.coverage.days(source.key, proof.days[0].on, proof.days[-1].on)
    full = {day.on for day in known if day.state is CoverageState.COMPLETE}
    emptied = [day for day in proof.days if day.state is CoverageState.EMPTY and day.on in full]
    if not emptied:
        return proof
    if any(one.account.records for one in walk.answered):
        return replace(proof, days=tuple(day for day in proof.days if day not in emptied))
    why = (
        f"{source.key} says that nothing was published on {emptied[0].on}, and something was; "
        "nothing is concluded from this round: see whether its form moved"
    )
    return Proof(days=(), obstacles=(*proof.obstacles, why))


def held_days(transaction: Transaction, source: Source, walk: Walk) -> list[CoverageDay]:
    """The days of answers whose lists lost so much that they are held until it is confirmed."""
    days: list[CoverageDay] = []
    for looked in walk.looked.values():
        if looked.capture is None or not looked.holds_lists:
            continue
        found = transaction.lists.holds.held_of(looked.capture)
        if found is not None:
            named = ", ".join(found[1])
            days.append(
                CoverageDay(
                    source=source.key,
                    on=source.day_of(looked.at),
                    state=CoverageState.HELD,
                    proof=f"{named} shrank too much in {looked.capture} and is held",
                )
            )
    return days
