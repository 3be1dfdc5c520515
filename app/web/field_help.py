"""The fields of the grammar with an example and a meaning each, for whoever asks."""

from dataclasses import dataclass

from app.queries.grammar.fields import EXAMPLES


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldHelp:
    """A field of the grammar, an example, and what it narrows to."""

    field: str
    example: str
    meaning: str


FIELD_HELP = tuple(
    FieldHelp(field=field, example=EXAMPLES[field], meaning=meaning)
    for field, meaning in (
        ("title", "words of the title"),
        ("published", "day in the gazette or on the page: a day, month, year or span"),
        ("effective", "day on which the text takes effect"),
        ("comments_close", "last day for comments"),
        ("changed", "when this installation last saw it change"),
        ("kind", "what it is, coarsely"),
        ("type", "what it is, exactly"),
        ("standing", "who speaks"),
        ("action", "what it does"),
        ("agency", "whose it is"),
        ("source", "where it was published"),
        ("list", "entries of a list"),
        ("cfr", "part or section of the CFR that it touches"),
        ("rin", "regulation identifier number"),
        ("docket", "the agency’s docket"),
        ("lang", "language of the text"),
        ("country", "country that it is about"),
        ("eccn", "control number, or the beginning of one"),
        ("id", "one document"),
        ("cites", "what is cited: a page, a section, an order, a document"),
        ("cited_by", "what a document cites"),
        ("group", "country group, as of today or of a day"),
    )
    if field in EXAMPLES
)
