"""How names are compared here: without case, accents, articles and full stops."""

import unicodedata


def folded(name: str) -> str:
    """A name's form for comparison: "The U.S.A." and "usa" are one, and so are é and e.

    "&" is read as "and"; typographic apostrophes and hyphens count as plain ones. Scripts without
    case or accents come out as they are.
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = plain.replace("’", "'").replace("–", "-").replace("&", " and ").replace(".", "")
    words = plain.replace(",", " ").split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)
