"""Forms by which papers say by when: to comply, to report, to comment; and of days moved away."""

from typing import Final

from app.domain.facts import DateRole
from app.extraction.form_words import CLOCK, UNTIL, Form, form

DUTIES: Final[tuple[Form, ...]] = (
    # "Extends the compliance date from A to B": A is over before it came.
    form(
        None,
        "moved-from",
        r"\b(?:compliance|expiration|expiry|termination|sunset|implementation|deadline|end)"
        rf"\s(?:dates?|deadlines?|periods?)?[^;]{{0,160}}\bfrom\s+{CLOCK}$",
        after=r",?\s+(?:to|until|through)\b",
    ),
    form(
        DateRole.COMPLIANCE,
        "compliance-moved",
        r"\b(?:extend|delay|defer|postpon|chang|mov|revis)(?:s|es|ing|ed)?\b[^;]{0,60}"
        rf"\bcompliance (?:dates?|deadlines?|periods?)\b[^;]{{0,160}}\b(?:to|until"
        rf"|through)\s{CLOCK}$",
        unless=r"\b(?:propos\w+|requested|requests)\b",
    ),
    form(
        DateRole.COMPLIANCE,
        "compliance-moved",
        rf"\b(?:extend|delay|defer|postpon)(?:s|ing)\s(?:until|to)\s{CLOCK}$",
        after=r",?\s+(?:the\s|its\s)(?:\w+\s)?compliance (?:date|deadline|period)",
    ),
    form(
        DateRole.COMPLIANCE,
        "compliance-until",
        r"\bcompliance\b[^;]{0,120}\b(?:(?:not|only) (?:be )?(?:required|mandatory)|not compulsory)"
        rf"\b[^;]{{0,60}}\b(?:until|before|from|as of|prior to)\s{CLOCK}$",
    ),
    form(
        DateRole.COMPLIANCE,
        "compliance-until",
        rf"\b(?:giv(?:es?|ing)|ha(?:ve|s)|allow(?:s|ing)?)\b[^;]{{0,80}}\b(?:until"
        rf"|through)\s{CLOCK}$",
        after=r",?\s+to\s(?:\w+\s){0,2}?(?:comply|come into compliance|implement|transition)\b",
        unless=r"\b(?:propos\w+|would)\b",
    ),
    form(
        DateRole.COMPLIANCE,
        "compliance-moved",
        r"\bcompliance (?:date|deadline|period)s?\b[^;]{0,120}\b(?:is|are|been|being) (?:\w+ )?"
        r"(?:extended|delayed|postponed|deferred|moved|changed|revised)\b[^;]{0,80}\b(?:to|until"
        rf"|through)\s{CLOCK}$",
        unless=r"\bpropos\w+\b",
    ),
    form(
        DateRole.COMMENTS_CLOSE,
        "comment-period",
        r"\b(?:opens?|opening|initiat\w+|begin\w*|establish\w+|announc\w+) (?:of )?(?:an? |the )$",
        after=r"(?=\W)",
    ),
    form(
        DateRole.COMPLIANCE,
        "announced-as",
        rf"\b(?:announc|set|establish|designat)\w*\s(?:that\s)?{CLOCK}$",
        after=r",? (?:as|is|will be) the (?:\w+ ){0,2}?compliance (?:date|deadline)\b",
    ),
    form(
        DateRole.COMPLIANCE,
        "compliance-required",
        r"\bcompliance\b[^;]{0,120}\b(?:is|be|are) (?:required|mandatory)\s(?:as of|by|beginning"
        r"|from"
        rf"|starting|no later than)?\s?{CLOCK}$|\bcompliance (?:date|period"
        rf"|deadline)s?\b[^;]{{0,80}}\b"
        rf"(?:is|are|ends?|begins?|of|will be)\s{CLOCK}$",
        unless=r"\b(?:propos\w+|would|was|were|not|extend\w*|comments?)\b",
    ),
    form(
        DateRole.COMPLIANCE,
        "duty-due",
        r"\b(?:data|reports?|fees?|payments?|certifications?|plans?|forms?|royalties)\b[^;]{0,80}"
        r"\b(?:must|shall|are required to) be (?:submitted|filed|paid|reported|completed"
        r"|provided)\b"
        rf"[^;]{{0,160}}\b(?:by|no later than|on or before)\s{CLOCK}$|\bmandatory data "
        rf"collection are "
        rf"due(?: on| by)?\s{CLOCK}$",
        unless=r"\b(?:propos\w+|comments?|applica\w+|regist\w+|nominat\w+|requests?|petitions?"
        r"|briefs?"
        r"|bids?|proposals?|abstracts?|case|would|was|were|grant\w*|award\w*)\b",
    ),
    form(None, "actual-notice-ends", rf"\bactual notice will be used from\s[^;]*{UNTIL}"),
    form(
        DateRole.COMMENTS_CLOSE,
        "comments-now",
        r"\bcomment(?:s|(?:ing)? period|(?:ing)? deadline)\b[^;]{0,120}\b(?:(?:will|is|are) now"
        rf"\s(?:\w+\s)?(?:close|end|due|extended)|is now|are now)\s[^;]{{0,30}}?{CLOCK}$",
        unless=r"\bpropos\w+ to\b",
    ),
    form(
        DateRole.COMMENTS_CLOSE,
        "comments-by",
        r"\b(?:comment(?:s|ing|ers)?(?: period)?|submissions?|responses?|views|rebuttals?|feedback"
        r"|input|written data)\b[^;]{0,240}\b(?:by|before|until|through|later than|due(?: (?:on"
        r"|by))?"
        rf"|(?:will|is|are|that) (?:close|end|due)(?: on)?|closes(?: on)?|ends(?: on)?|closing on"
        rf"|is extended to|deadline (?:is|of|for comments is))\s{CLOCK}$",
        unless=r"\b(?:was|were|had|been|previously|originally|published|regist(?:er|ration)|oral"
        r"|meetings?|hearings?|workshop|briefs?|testimony|applications?|nominations?|petition\w*"
        r"|proposals|received (?:\w+ ){0,4}comments?|respond\w*|would|scheduled to|after "
        r"considering"
        r"|clearance|expires?|expiration|compliance|effective|extension of time|investigation"
        r"|determination|transmitted|trip|symposium|webinar|session|agenda|materials|data "
        r"collection)\b",
    ),
)
