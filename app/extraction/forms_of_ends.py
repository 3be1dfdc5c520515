"""Forms by which papers say until when: of denials, licences, exemptions, closures, programmes."""

from typing import Final

from app.domain.facts import DateRole
from app.extraction.form_words import CLOCK, PAST, UNTIL, UNTOLD, Form, form

_THINGS: Final = (
    r"(?:licen[cs]es?|GL(?:\s?\d+\w?)?|permits?|orders?|exemptions?|waivers?|authori[sz]ations?"
    r"|designations?|charter|rules?|regulations?|program(?:me)?s?|pilots?|certifications?"
    r"|committee|panel|council|board|commission|agreements?|exclusions?|restrictions?"
    r"|prohibitions?|SFAR[\w. ]*|moratorium|declarations?|emergency|requirements?|measures?"
    r"|flexibilit(?:y|ies)|relief|suspensions?|withdrawals?|closures?|quotas?|rates?|fees?|it"
    r"|they|debarment|denial|term|validity|tolerances?|amendments?|deviation|leases?|ban"
    r"|approvals?|plan|policy)"
)


ENDS: Final[tuple[Form, ...]] = (
    # "First, until A, Acme … may not participate": what orders of denial say.
    form(
        DateRole.EXPIRY,
        "denied-until",
        r"\b(?:den(?:y|ies|ied|ying|ial of)|revok\w+|debar\w*)\b[^;]{0,160}"
        rf"\b(?:privileges|licenses?|debarred|exporting|participat\w+)\b[^;]{{0,80}}{UNTIL}",
        unless=r"\bpropos\w+\b",
    ),
    form(
        DateRole.EXPIRY,
        "denied-until",
        rf"^\W*(?:(?:first|second|third|it is therefore ordered)\W*(?:that,?\s)?)?{UNTIL}",
        after=r"[^;]{0,1000}\bmay not\b",
    ),
    form(
        DateRole.EXPIRY,
        "denied-for",
        r"\b(?:den(?:y|ies|ied|ying|ial)|debar\w*|renew\w*|segregat\w+|remains? in effect|valid)\b"
        r"[^;]{0,160}\bfor\s(?:an(?:other)? (?:additional )?|a |up to )?(?:(?:period|term) of )?"
        r"(?:up to )?$",
        unless=r"\b(?:propos\w+|was|were|comments?|requests?|committee|charter|council|terms?)\b",
    ),
    form(
        DateRole.EXPIRY,
        "denied-for",
        r"^\W*(?:(?:first|second|third)\W*)?for a (?:period|term) of $",
        after=r"[^;]{0,1000}\bmay not\b",
    ),
    form(
        DateRole.EXPIRY,
        "authorized-until",
        rf"\bauthori[sz](?:es?|ed|ing)\b[^;]{{0,200}}{UNTIL}",
        unless=r"\b(?:was|were|had|previously|originally|would|propos\w+|appropriat\w+"
        r"|congress|act|program\w*|funds)\b",
    ),
    form(
        DateRole.EXPIRY,
        "expires",
        rf"\b{_THINGS}\b[^;]{{0,160}}\b(?:expires?|expiring|(?:will|shall) (?:\w+ly )?(?:expire"
        r"|terminate|end|lapse|sunset|cease)|terminates?|sunsets?|lapses?|ha(?:s|ve) an "
        rf"expiration date of|is due to expire)\s(?:no later than\s)?{CLOCK}$",
        unless=rf"{UNTOLD}|\bcurrent(?:ly)?\b|\b(?:indicated|stated|set to|if not)\b"
        rf"|\bterms?\s(?:\w+\s){{0,6}}?expires?\b|\bcandidat\w+\b",
    ),
    form(
        DateRole.EXPIRY,
        "term-ending",
        r"\b(?:exemptions?|waivers?|charter|renew\w*|authori[sz]\w+|designat\w+|debar\w+"
        r"|licen[cs]es?"
        r"|permits?|extend\w*|extension|valid|denial|restrictions?)\b[^;]{0,120}\b(?:period|term"
        r"|years?"
        r"|months|days),?\s(?:of\s(?:\w+\s){1,3},?\s?)?(?:ending|that ends|expiring|to expire)\s"
        rf"{CLOCK}$",
        unless=PAST,
    ),
    form(
        DateRole.EXPIRY,
        "program-extended",
        r"\b(?:to|temporarily|further|is|are|this (?:rule|order|action|notice)|agency|"
        r"commission|department|(?-i:[A-Z]{2,}))\s"
        r"(?:\w+\s){0,2}?(?:extend(?:s|ed|ing)?|continu(?:e|es|ed|ing)|renew(?:s|ed"
        r"|ing)?)\b[^;]{0,220}"
        rf"\b(?:pilot|program\w*|waiver|relief|exclusions?|suspension|restrictions?|flexibilit\w+"
        r"|prohibitions?|moratorium|incentive|fees?|authori\w+|exemptions?|licen[cs]es?|rules?"
        r"|order"
        r"|agreement|period for[\w ]{0,40}fee waiver|effectiveness|emergency|declaration|controls?"
        rf"|requirements?)\b[^;]{{0,160}}\b(?:to|until|through)\s{CLOCK}$",
        unless=r"\b(?:deadline|comment|compliance|application|registration|information collection"
        r"|re-registration|time (?:limit|period)|originally|previously|propos(?:es|ing|al) (?:to"
        r"|that)"
        r"|preliminary|review|requests?|filing requirements?|implementation)\b",
    ),
    form(
        DateRole.EXPIRY,
        "expiry-moved",
        r"\b(?:extend|revis|chang|mov|postpon)(?:s|es|ing|ed)?\b[^;]{0,60}\b(?:expiration|expiry"
        rf"|termination|sunset|end)\s(?:dates?|of)\b[^;]{{0,200}}\b(?:to|until|through)\s{CLOCK}$",
        unless=r"\b(?:propos\w+|comments?|information collection|ICR)\b",
    ),
    form(
        DateRole.EXPIRY,
        "program-extended",
        r"\b(?:charter|designation|pilot|program\w*|waivers?|relief|exclusions?|suspension"
        r"|restrictions?|flexibilit\w+"
        r"|prohibitions?|moratorium|fees?|authori\w+|exemptions?|licen[cs]es?|order|agreement"
        r"|emergency|declaration|controls?|requirements?)\b[^;]{0,160}\b(?:is|are|being|been|was"
        r"|were)\s"
        rf"(?:\w+\s)?(?:extended|continued|renewed)\b[^;]{{0,100}}{UNTIL}",
        unless=r"\b(?:deadline|comment|application|registration|propos\w+|previously)\b",
    ),
    form(
        DateRole.EXPIRY,
        "waived-until",
        r"\b(?:(?:order|rule|action|SFAR|deviation|waiver|exemption|licen[cs]e)s? (?:\w+ly "
        r")?(?:prohibits?"
        r"|bars?|restricts?|bans?|allows?|permits?|waives?)|temporarily (?:waiv|clos|restrict"
        r"|prohibit|exempt|allow|permit|modif|reduc|increas"
        r"|remov|lift|limit|amend|adjust)\w*|waives|waiving|(?:is|are) (?:waived|closed|prohibited"
        r"|restricted|suspended|barred|debarred))\b"
        rf"[^;]{{0,220}}{UNTIL}",
        unless=r"\b(?:was|were|had|previously|propos\w+|would|suspend\w*|comments?|request\w*)\b",
    ),
    form(
        DateRole.EXPIRY,
        "remains-until",
        r"\b(?:(?:remains?|continues?)\s(?:\w+\s){0,2}?(?:in (?:effect|force|place)|effective|valid"
        r"|closed|operative)|(?:is|are|be) (?:in (?:effect|force)|valid|effective|good)"
        r"|lasts?|will last|in effect|continu\w+ in (?:effect|force))"
        rf"\b[^;]{{0,120}}{UNTIL}",
        unless=r"\b(?:was|were|had|previously|would|currently|propos\w+|at least|registration"
        r"|comments?)\b",
    ),
    form(
        DateRole.EXPIRY,
        "remainder-of-year",
        rf"\bfor the remainder of\b[^;]{{0,80}}\b(?:through|until|which ends|ending)\s{CLOCK}$",
        unless=r"\b(?:was|were|propos\w+)\b",
    ),
)
