"""Forms by which papers say from when: of zones, closures, seasons, rates, and what is put off."""

from typing import Final

from app.domain.facts import DateRole
from app.extraction.form_words import CLOCK, ON, Form, form

_CLOSED: Final = (
    r"\b(?:NMFS|we|agency|council|commission|department|service|state|this (?:action|rule"
    r"|notice)) (?:\w+ly |is |are |hereby |also )*(?:clos(?:es|ing)|(?:re-?)?open(?:s|ing)"
    r"|prohibit(?:s|ing)|transfer(?:s|ring)|adjust(?:s|ing)|reduc(?:es|ing)|implement(?:s|ing))\b"
)
BEGINNINGS: Final[tuple[Form, ...]] = (
    # "Will enforce the safety zone from A through B".
    form(
        DateRole.EFFECTIVE,
        "enforced",
        r"\b(?:will|to) (?:\w+ly )?(?:enforce|be enforced|be subject to enforcement)\b[^;]{0,300}"
        rf"\b(?:on|from|beginning)\s{CLOCK}$",
        unless=r"\b(?:propos\w+|would)\b",
    ),
    form(
        DateRole.EFFECTIVE,
        "enforced",
        r"\b(?:will|to) (?:\w+ly )?(?:enforce|be enforced)\b[^;]{0,200}\bfrom \d[\d:]*\s?"
        rf"[ap]\.?m\.? (?:until|to|through) {CLOCK}$",
        unless=r"\b(?:propos\w+|would)\b",
    ),
    form(
        DateRole.EFFECTIVE,
        "zone-from",
        r"\b(?:navigable|offshore|zone|regulated area|waterside|waterway)\b[^;]{0,240}\bfrom\s"
        rf"{CLOCK}$",
        after=r",?\s+(?:through|until|to)\s",
        unless=r"\b(?:propos\w+|would|was|were|enforc\w+)\b",
    ),
    form(
        DateRole.EFFECTIVE,
        "closed-from",
        rf"\bclos(?:ures?|ed)\b[^;]{{0,100}}[\s:]{CLOCK}$",
        after=r",?\s+(?:through|to|until)\s+[A-Z\d]",
        unless=r"\b(?:propos\w+|would|was|were|comments?|period|until|through)\b",
    ),
    form(
        DateRole.EFFECTIVE,
        "will-begin",
        rf"(?:^|\bthat )\W*(?:on|beginning|effective|starting)(?: on)?\s{CLOCK}$",
        after=r",?\s+(?:the (?:agency|department|commission|bureau|service|board|office"
        r"|corporation)"
        r"|we|(?-i:[A-Z]{2,})) will (?:\w+ly )?(?:expand|begin (?:requir|enforc|apply|charg|verif"
        r"|implement)|implement|require|discontinue|cease|stop|adopt|apply|increase|no longer)",
        unless=r"\bpropos\w+\b",
    ),
    form(
        DateRole.DELAYED,
        "implementation-delayed",
        r"\b(?:to|is|are|further|temporarily) delay(?:ing)? (?:the )?(?:\w+ "
        r"){0,3}?(?:implementation"
        rf"|operati\w+|effective(?:ness)?)\b[^;]{{0,220}}\b(?:to|until)\s{CLOCK}$",
        unless=r"\bproposes\b|\bcomment period\b",
    ),
    form(DateRole.EFFECTIVE, "actual-notice", rf"\bactual notice will be used from\s{CLOCK}$"),
    form(
        DateRole.EFFECTIVE,
        "closed-on",
        rf"{_CLOSED}[^;]{{0,240}}{ON}",
        unless=r"\b(?:propos\w+|would|comment\w*|meeting|docket|published|request\w*|application\w*"
        r"|decision|dated|approved|signed|record)\b",
    ),
    form(
        DateRole.EFFECTIVE,
        "season-opens",
        rf"\b(?:season|fishery|area|quota|window|component|sector"
        rf"|zone)\b[^;]{{0,120}}\b(?:opens?|closes?)\b[^;]{{0,40}}?\s{CLOCK}$",
        after=r"[^;]{0,30}\b(?:and|until|through|to|will)\b",
        unless=r"\b(?:propos\w+|would|filing|application|comment|auction|registration|and "
        r"(?:will )?clos\w+)\b",
    ),
    form(
        DateRole.EFFECTIVE,
        "period-begins",
        r"\bfor the (?:period|(?:calendar )?quarter|(?:six|6|three|3)-month period|fiscal year|"
        rf"year|term)\s(?:beginning|from|starting|of)\s{CLOCK}$",
        after=r"[^;]{0,120}\b(?:rates?|fees?|quota|limits?)\b[^;]{0,80}\b(?:is|are|will|shall)\b",
        unless=r"\b(?:review|investigation|propos\w+)\b",
    ),
    form(
        DateRole.EFFECTIVE,
        "granted-from",
        r"\b(?:issu|grant|establish|renew|publish|set|adopt)(?:s|es|ing)\b[^;]{0,240}, effective "
        rf"(?:from |beginning )?{CLOCK}$",
        unless=r"\b(?:propos\w+|would|was|were|published)\b",
    ),
    form(
        DateRole.EFFECTIVE,
        "period-begins",
        r"\b(?:guidelines?|rates?|fees?|quotas?|benefits?|schedules?|adjustments?|tariffs?|limits?"
        r"|exemptions?|waivers?|designations?|authori\w+|licen[cs]es?|permits?|taking)\b[^;]{0,300}"
        rf"\b(?:for|during|over) the (?:\w+ ){{0,2}}?(?:period|year|season|course of \w+ years?)"
        rf"(?: from| of| beginning)?[,(\s]+{CLOCK}$",
        after=r",?\s+(?:through|to|until|and ending|[-–])",
        unless=r"\b(?:review|investigation|incident|submissions?|findings|incurred|exported|entered"
        r"|propos\w+|collected|reports? (?:on|of)|were|was|survey|subsid\w+|received)\b",
    ),
    form(
        DateRole.EFFECTIVE,
        "begins-to-apply",
        r"\b(?:rules?|regulations?|requirements?|provisions?|amendments?|standards?|controls?)\b"
        rf"[^;]{{0,60}}\b(?:takes? effect|goe?s? into effect|becomes? effective)\s{CLOCK}$",
        unless=r"\b(?:propos\w+|would|final rule that|was|were|published|if|until|before)\b",
    ),
    form(
        DateRole.EFFECTIVE,
        "begins-to-apply",
        r"\b(?:rules?|regulations?|requirements?|provisions?|amendments?|standards?|controls?|it"
        rf"|they) (?:will |shall )?(?:becomes?|be|is|are) (?:applicable|operative)\s{CLOCK}$",
        unless=r"\b(?:propos\w+|would)\b",
    ),
    form(
        DateRole.EFFECTIVE,
        "valid-from",
        r"\b(?:waivers?|exempt\w+|permits?|licen[cs]es?|authori[sz]ations?|restrictions?"
        r"|prohibitions?"
        r"|quotas?|closures?|zones?|deviation|rates?|limits?|extension|designation"
        r"|regulations?)\b[^;]{0,120}\b(?:is|are|be|"
        r"remains?)\s(?:\w+\s){0,2}?(?:open|valid|closed|in (?:effect|force)|enforced|effective"
        rf"|granted|established|suspended)\b[^;]{{0,80}}\bfrom\s{CLOCK}$",
        after=r",?\s+(?:through|until|to)\b",
        unless=r"\b(?:propos\w+|would|was|were|suspended)\b",
    ),
    form(
        DateRole.EFFECTIVE,
        "is-effective",
        r"\b(?:is|are|be|becomes?|remains?) (?:hereby |now )?(?:effective|in effect|applicable)\s"
        rf"(?:on|as of|beginning|starting|from)?\s?{CLOCK}$"
        rf"|\beffective date (?:is|will be|of)\s{CLOCK}$|\bretroactive(?:ly)? to\s{CLOCK}$",
        unless=r"\b(?:propos\w+|would|if|until|unless|whether|was|were|previously|originally"
        r"|published|delay\w*|postpon\w*|suspen\w+|final rule (?:that|which)|comments?)\b",
    ),
    form(
        DateRole.EFFECTIVE,
        "took-effect",
        rf"\b(?:took effect|went into effect|entered into force)\s{CLOCK}$"
        r"|\b(?:granted|approved|terminated|revoked|rescinded|cancell?ed|withdrawn|removed|added"
        rf"|appointed|designated|changed|adjusted|renewed),? effective\s{CLOCK}$",
        unless=r"\b(?:propos\w+|would|originally|previously|before|after|since|until|published)\b",
    ),
    form(
        DateRole.EFFECTIVE,
        "announced-as",
        rf"\b(?:announc|set|establish|designat)\w*\s(?:that\s)?{CLOCK}$",
        after=r",? (?:as|is|will be) the (?:new )?effective date\b",
    ),
    form(
        DateRole.EFFECTIVE,
        "begins-to-apply",
        r"\b(?:rules?|regulations?|amendments?|waivers?|schedules?|requirements?|rates?|changes"
        r"|provisions?|exemptions?) (?:will |shall )?appl(?:y|ies)\b[^;]{0,120}\b(?:beginning"
        r"|starting"
        rf"|from|on or after)\s{CLOCK}$",
        unless=r"\b(?:propos\w+|would|published)\b",
    ),
    form(
        DateRole.EFFECTIVE,
        "season-opens",
        r"\b(?:fishery|season|area|fishing|sector|component|zone)\b[^;]{0,60}\bwill (?:re-?)?"
        rf"(?:close|open)\b[^;]{{0,60}}?\s{CLOCK}$",
        unless=r"\b(?:propos\w+|would|comment\w*|application|and (?:will )?clos\w+)\b",
    ),
    form(
        DateRole.EFFECTIVE,
        "valid-from",
        r"\b(?:waivers?|exempt\w+|permits?|licen[cs]es?|authori[sz]\w+|designat\w+|charter"
        r"|renew\w+)\b"
        rf"[^;]{{0,160}}\b(?:beginning|runs? from)(?: on)?\s{CLOCK}$",
        after=r",? (?:and )?(?:ending|expiring|ends|expires|to|through|until)\b",
        unless=r"\b(?:propos\w+|would|was|were|requests?)\b",
    ),
)
