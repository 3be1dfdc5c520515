"""Hits as a shell prints them, and what to say where there are none."""

from rich.text import Text

from app.cli.console import OUT
from app.printing.days import day_words
from app.printing.hits import kind_words, says_more
from app.queries.rescue import Rescue
from app.queries.views import Hit, Page


def print_page(page: Page) -> None:
    """The hits, how many there are, and the list entries beside them."""
    for hit in page.hits:
        _print_hit(hit)
    if page.total:
        named = "list entries" if page.list_entries_shown else "documents"
        OUT.print(f"{len(page.hits):,} of {page.total:,} {named}")
    if page.list_entries_beside:
        one = page.list_entries_beside == 1
        OUT.print(
            f"{page.list_entries_beside:,} {'entry of a list' if one else 'entries of lists'} also "
            f"{'answers' if one else 'answer'}: add kind:list_entry"
        )


def print_nothing(why: Rescue, receipt: str, *, behind: int) -> None:
    """What is held where nothing answers, what that silence rests on, and which condition is to
    blame.

    An index that has not followed the changes knows nothing of what is held.
    """
    if not why.held and behind:
        OUT.print("The index has not followed what is held, so this is no answer yet.")
        return
    if not why.held:
        OUT.print(
            "Nothing is held in this workspace yet: `onrecord import PATH` fills it; the sample of "
            "`onrecord demo` is in a workspace of its own."
        )
        return
    OUT.print(f"Nothing among the {why.held:,} documents held answers that.")
    OUT.print(receipt, markup=False)
    for one in why.narrowings if len(why.narrowings) > 1 else ():
        OUT.print(
            f"  {one.condition}: found in {one.alone:,}; the rest of the question in {one.rest:,}",
            markup=False,
        )


def print_counts(page: Page) -> None:
    """Counts over all hits, for each field that has any."""
    for name, counts in page.facets.items():
        if counts:
            listed = ", ".join(f"{one.value} {one.count:,}" for one in counts)
            OUT.print(f"{name}: {listed}", markup=False)


def _print_hit(hit: Hit) -> None:
    day = day_words(hit.published_on) if hit.published_on else "undated"
    OUT.print(Text.assemble((hit.title or "(no title)", "bold"), f"  {day}"))
    kind = kind_words(hit.kind, hit.type)
    OUT.print(f"  {hit.id}  {kind}, {hit.standing}, {hit.source}", markup=False, style="dim")
    for excerpt in says_more(hit, [one for one in hit.excerpts if one.field == "text"]):
        text = Text(f"  {excerpt.text}".replace("\n", " "))
        for start, end in excerpt.highlights:
            text.stylize("bold underline", start + 2, end + 2)
        OUT.print(text)
