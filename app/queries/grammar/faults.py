"""What is wrong with a question, said with its place and the next step."""

from collections.abc import Iterable
from difflib import get_close_matches

from app.errors import QueryError


def fault(message: str, *, at: int, hint: str) -> QueryError:
    """An error that names its place in the question, in code points from 0, and what to do."""
    return QueryError(f"{message} at position {at}; {hint}", position=at, hint=hint)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The nearest known word as a hint, or the whole list where none is near."""
    choices = sorted(known)
    near = get_close_matches(word.lower(), choices, n=1, cutoff=0.6)
    return f"did you mean {near[0]!r}?" if near else f"choose one of: {', '.join(choices)}"
