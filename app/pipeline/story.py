"""The sample story through the same doors as everything else, each delivery at its own instant."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.documents import Standing
from app.domain.sources import Source
from app.pipeline.admit import HandedFile, HandOver
from app.pipeline.importing import FileOutcome, Importer, import_file
from app.sample import SampleFile, SampleSource
from app.store.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What became of a delivery, and when it arrived."""

    at: datetime
    outcome: FileOutcome


def tell(
    importer: Importer,
    told_by: Sequence[SampleSource],
    story: Sequence[SampleFile],
    on_delivery: Callable[[], None],
) -> list[Delivered]:
    """Import a story delivery by delivery, the clock moved to when each arrived."""
    publishers = [_source(one) for one in told_by]

    def write_down(transaction: Transaction) -> None:
        for one in publishers:
            transaction.sources.add(one, at=transaction.opened_at)

    importer.store.transact(write_down, importer.clock)
    told: list[Delivered] = []
    for delivery in story:
        # The story's sources recognise nothing by themselves: every reader of the house is asked.
        at_its_time = replace(
            importer,
            sources=(*importer.sources, *publishers),
            clock=_stopped(delivery.received_at),
            said=HandOver(source=delivery.source, published_on=delivery.published_on),
        )
        file = HandedFile(place=delivery.place, name=delivery.name, body=delivery.body)
        told.append(Delivered(at=delivery.received_at, outcome=import_file(at_its_time, file)))
        on_delivery()
    return told


def _source(one: SampleSource) -> Source:
    return Source(
        key=one.key,
        title=one.title,
        jurisdiction=one.jurisdiction,
        standing=Standing.SAMPLE,
        readers={},
        weight=one.weight,
        owner=one.owner,
    )


def _stopped(at: datetime) -> Callable[[], datetime]:
    return lambda: at
