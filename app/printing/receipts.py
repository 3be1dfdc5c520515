"""A receipt in words: what the silence of an answer rests on, and what it says nothing of."""

from collections.abc import Mapping

from app.domain.coverage import Receipt, SourceCoverage
from app.printing.days import day_words, instant_words

_NAMED = 4


def receipt_words(receipt: Receipt, titles: Mapping[str, str]) -> str:
    """One or two sentences for under an answer that found nothing."""
    if not receipt.sources:
        return (
            "No source that speaks to this is asked on a schedule, so it may have been published "
            "all the same."
        )
    if all(one.to_on is None for one in receipt.sources):
        total = len(receipt.sources)
        named = "the one source" if total == 1 else f"any of the {total:,} sources"
        return (
            f"No day has been read whole of {named} that could speak to this, so it may have been "
            "published all the same."
        )
    whole = [one for one in receipt.sources if one.complete]
    wanting = [one for one in receipt.sources if not one.complete]
    said = []
    if whole:
        oldest = min(one.to_on for one in whole if one.to_on is not None)
        count = "1 source" if len(whole) == 1 else f"{len(whole):,} sources"
        said.append(f"Nothing in {count}, read whole to {day_words(oldest)}.")
    if wanting:
        named = ", ".join(_wanting(one, titles) for one in wanting[:_NAMED])
        more = f" and {len(wanting) - _NAMED:,} more" if len(wanting) > _NAMED else ""
        said.append(f"The silence says nothing of {named}{more}.")
    return " ".join(said)


def _wanting(one: SourceCoverage, titles: Mapping[str, str]) -> str:
    title = titles.get(one.source, str(one.source))
    if one.to_on is None:
        return f"{title} (no day read whole)"
    since = (
        ""
        if one.last_success is None
        else f", asked in vain since {instant_words(one.last_success)}"
    )
    return f"{title} (read whole to {day_words(one.to_on)}{since})"
