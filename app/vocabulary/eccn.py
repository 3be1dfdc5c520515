"""What an export control classification number looks like (design terms B6)."""

import re

_ECCN = re.compile(r"[0-9][A-E][0-9]{3}(?:\.[a-z](?:\.[0-9]{1,2}(?:\.[a-z](?:\.[0-9]{1,2})?)?)?)?")


def is_eccn(text: str) -> bool:
    """Whether a text is one ECCN, or the name of all that is on no list, in normal form.

    Numbers of other lists (`PL9013` of the United Kingdom, the 500 series of the Union) are none.
    """
    return text == "EAR99" or _ECCN.fullmatch(text) is not None
