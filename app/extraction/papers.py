"""Which type of paper of the Register some words are, where no caption and no record says it.

A title and an abstract speak of other papers too ("a final rule published on …"); only words by
which a paper speaks of itself count ("this interim final rule", "is proposing to").
"""

from app.domain.documents import Kind
from app.extraction.paper_words import (
    BY_PRESIDENTS,
    BY_THE_WAY,
    CALLED_FINAL,
    CONTENTS_LINE,
    ENFORCES,
    ITAR,
    LAWMAKING,
    NAMES_ITSELF,
    NO_RULE,
    NOTICED,
    NUMBERED,
    OF_A_LIST,
    OF_A_RULE,
    PROCLAIMED,
    READ,
    RULES,
    Rule,
)
from app.extraction.sentences import sentences


def is_register_number(number: str | None) -> bool:
    """Whether a number is one that the Register gives its papers."""
    return bool(number and NUMBERED.fullmatch(number))


def type_by_words(title: str, text: str, *, numbered: bool) -> tuple[str, Kind] | None:
    """The type and kind that a title and the first words tell of the paper they belong to.

    `numbered` says that the Register numbered it: what makes no rule is then a notice.
    """
    title = " ".join(title.split())
    words = _own(title, text)
    if numbered and (signed := _presidential(title, words)):
        return signed, Kind.PRESIDENTIAL
    no_rule = NO_RULE.search(title) is not None
    for rule in RULES:
        if _says(rule, title, words) and (found := _settled(rule, title, words, no_rule=no_rule)):
            return found
    enforced = ENFORCES.search(words)
    for rule in () if enforced else LAWMAKING:
        if rule.type == "temporary_rule" and CALLED_FINAL.search(words):
            continue
        if _says(rule, title, words) and (not no_rule or NAMES_ITSELF.search(words)):
            return _of_body(rule, title)
    if numbered:
        if not no_rule and ITAR.search(title) and not words.startswith("Notice"):
            return "ddtc_rule", Kind.RULE
        return "notice", Kind.NOTICE
    return ("notice", Kind.NOTICE) if NOTICED.search(words) else None


def _own(title: str, text: str) -> str:
    """The first words without the title and without what speaks of other papers or by the way."""
    words = " ".join(text[: READ + len(title)].split()).removeprefix(title).strip()
    spans = sentences(words, 0, len(words))
    return " ".join(words[a:b] for a, b in spans if not BY_THE_WAY.search(words[a:b]))


def _says(rule: Rule, title: str, words: str) -> bool:
    return bool(
        (rule.title and rule.title.search(title)) or (rule.words and rule.words.search(words))
    )


def _settled(rule: Rule, title: str, words: str, *, no_rule: bool) -> tuple[str, Kind] | None:
    """What mends or ends a notice is a notice; of a rule it has a type of its own."""
    if rule.type in ("correcting_amendment", "withdrawal"):
        told = rule.words.search(words) if rule.words and not _in_title(rule, title) else None
        if told and NAMES_ITSELF.search(words, 0, told.start()):
            # A rule that mends others by the way.
            return None
        of_a_rule = not no_rule and OF_A_RULE.search(f"{title} {words}")
        return (rule.type, rule.kind) if of_a_rule else ("notice", Kind.NOTICE)
    if rule.type == "notice_comment_extension" and no_rule and not _in_title(rule, title):
        return None
    return rule.type, rule.kind


def _in_title(rule: Rule, title: str) -> bool:
    return rule.title is not None and rule.title.search(title) is not None


def _of_body(rule: Rule, title: str) -> tuple[str, Kind]:
    """A rule of a list or of the State Department has a type of its own."""
    if rule.kind is Kind.RULE:
        for type_, pattern in OF_A_LIST:
            if pattern.search(title) and rule.type == "final_rule":
                return type_, Kind.RULE
        if ITAR.search(title) and rule.type == "final_rule":
            return "ddtc_rule", Kind.RULE
    return rule.type, rule.kind


def _presidential(title: str, words: str) -> str | None:
    """What presidents sign has no abstract, at most the line of the contents that names it."""
    if len(words) > CONTENTS_LINE:
        return None
    for type_, pattern in BY_PRESIDENTS:
        if pattern.search(title) or pattern.search(words):
            return type_
    return "proclamation" if PROCLAIMED.search(title) else None
