"""The words by which an instrument says what it does, verb by verb (design terms B3)."""

import re
from typing import Final

_LIST: Final = (
    r"(?:entity list|unverified list|military end[- ]user(?: \(MEU\))? list|MEU list"
    r"|denied persons list"
    r"|SDN list|specially designated nationals|blocked persons list|debarred|UVL)"
)
_PARTIES: Final = (
    r"(?:entit(?:y|ies)|persons?|part(?:y|ies)|compan(?:y|ies)|firms?|individuals?|vessels?"
    r"|address(?:es)?|names?|aircraft)"
)
Rule = tuple[str, re.Pattern[str]]
RULES: Final[tuple[Rule, ...]] = tuple(
    (verb, re.compile(words, re.IGNORECASE))
    for verb, words in (
        ("correct", r"\bcorrects?\b|\bcorrecting\b|\bcorrections?\b(?= (?:to|of)|[;.,:)]|$)"),
        (
            "withdraw",
            r"(?<!for )(?<!proposed )\b(?:withdraw(?:s|ing|n)|withdrawal(?= of\b|\W*$"
            r"|;))\b(?! from\b)"
            r"(?!,? (?:and reserv|(?:of )?(?:public )?lands?))",
        ),
        (
            "delay",
            r"\bdelay(?:s|ed|ing)?\b[^.]{0,60}\b(?:effective|compliance|date|rule)"
            r"|\b(?:effective|compliance) dates?[^.]{0,120}\bdelayed\b|\bdelay of (?:the "
            r")?effective date|\bpostpon(?:es?|ed|ing|ement)\b",
        ),
        (
            "extend",
            r"\b(?:extend(?:s|ed|ing)?|extension of|reopen(?:s|ed|ing)?(?: "
            r"of)?)\b[^.]{0,80}\b(?:comment|deadline|period|date|effectiveness|order"
            r"|emergency|general licen[cs]e|through|until)|comment "
            r"period[^.]{0,100}\b(?:extended|reopened)|\bcontinu(?:es|ing|ation of) (?:in "
            r"effect )?(?:for 1 year )?the national emergency|\border renewing\b"
            r"|\brenew(?:s|ed|ing|al of)\b[^.]{0,60}\b(?:exemptions?"
            r"|charters?|designation|agreement|restrictions?|authori[sz]ation|waiver|committee)\b"
            r"|\bextend(?:s|ing)\b[^.]{0,80}\b(?:program|restrictions?|prohibition"
            r"|moratorium|suspension"
            r"|measures?|ban|exemptions?|waiver)\b"
            r"|\brenewing\b[^.]{0,40}"
            r"\bdenial\b|\bextension (?:of|to) (?:the )?(?:timeline|deadline|target date|validity"
            r"|designation)|\bextend(?:s|ing) (?:the (?:designation|validity|term)|it)\b"
            r"|\bcontinu(?:e|es|ing) to temporarily\b|\bdecided to extend\b",
        ),
        (
            "suspend",
            r"\bsuspend(?:s|ed|ing)?\b(?! entry)|\b(?<!oral )suspension of\b|\btemporary "
            r"suspensions?\b|\bstay(?:s|ed|ing)? (?:of )?(?:the "
            r")?(?:effective|rule|amendment|§|regulation)",
        ),
        ("reinstate", r"\breinstat(?:es?|ed|ing|ement)\b"),
        (
            "rescind",
            r"\brescind(?:s|ed|ing)?\b|\brescission\b|\brevok(?:es?|ed|ing)\b|\brevocation\b"
            r"|\brepeal(?:s|ed|ing)?\b",
        ),
        (
            "deny",
            r"\bdenial of (?:\w+ ){0,3}?(?:petition|application)|\bden(?:ies|ying) (?:a "
            r"|the |\w+'s )?"
            r"(?:petition|request|application)|\bden(?:y|ies|ying|ial "
            r"of)\b[^.]{0,30}\bexport privileges|\btemporary denial "
            r"order|\btemporarily denying",
        ),
        (
            "issue_licence",
            r"\bissu(?:es?|ed|ing|ance of)\b[^.]{0,60}\bgeneral licen[cs]es?|\bpublish(?:es"
            r"|ing)\b[^.]{0,60}\bgeneral licen[cs]es?|\bgeneral licen[cs]e (?:no\. "
            r"?)?\d+[a-z]?\b[^.]{0,40}\bissued|publication of [^.]{0,60}general licenses?"
            r"|\bhas (?:issued|renewed)\b[^.]{0,60}\blicen[cs]e\b",
        ),
        (
            "add_entity",
            rf"\b(?:add(?:s|ing|ed)?|additions?(?: of)?|(?<!specially )designat(?:es?|ing|ed"
            rf"|ion)|plac(?:es?|ing|ed))\b[^.]{{0,160}}\b{_PARTIES}\b[^.]{{0,160}}\b{_LIST}"
            rf"|\badditions? (?:of [^.]{{0,60}})?to (?:the )?[^.]{{0,20}}{_LIST}"
            rf"|\b{_PARTIES}\b[^.]{{0,60}}(?:have been|has been|were|was|are) (?:placed on"
            rf"|added to)\b[^.]{{0,60}}{_LIST}"
            rf"|\badd(?:s|ing)\b[^.]{{0,80}}{_PARTIES}[^.]{{0,60}}\bto\b"
            rf"|\badd(?:s|ing) (?:them|it) to (?:the )?{_LIST}",
        ),
        (
            "remove_entity",
            rf"\b(?:remov(?:es?|ing|ed|als?(?: of)?)|delet(?:es|ing|ion "
            rf"of))\b[^.]{{0,160}}\b{_PARTIES}\b[^.]{{0,120}}\b{_LIST}|\bremovals? from "
            rf"(?:the )?[^.]{{0,20}}{_LIST}|\bremov(?:es|ing|al)\b[^.]{{0,60}}\bfrom the "
            rf"{_LIST}|\bremov(?:ed|al|es|ing)\b[^.]{{0,40}}\bfrom (?:the |ofac's )?(?:list "
            rf"of )?{_LIST}|\b{_LIST}[^.]{{0,60}}\bremovals?\b|\b(?:and|,) "
            rf"removals?\b[^.]{{0,60}}{_LIST}",
        ),
        (
            "modify_entity",
            rf"\b(?:modif(?:y|ies|ying|ications?)|revis(?:es?|ing|ions?)|amend(?:s"
            rf"|ing)?)\b[^.]{{0,60}}\b(?:entr(?:y|ies)|listings?)\b|\bmodif(?:y|ies|ying"
            rf"|ications?)\b[^.]{{0,40}}\b{_PARTIES}\b[^.]{{0,40}}{_LIST}|\bmodifications? "
            rf"to the {_LIST}|\b{_LIST}[^.]{{0,40}}(?:modifications?|revisions?)\b"
            r"|\bupdat(?:es|ing|e to)\b[^.]{0,60}\b(?:identifying information|identifiers"
            r"|entr(?:y|ies)"
            r"|listings?)\b",
        ),
        ("propose", r"\bproposes?\b|\bproposed rul|\bis proposing\b|\bproposal to\b"),
        (
            "seek_comment",
            r"\brequests? for (?:public )?(?:comments?|information)|\b(?:seek|request|solicit"
            r"|invit|welcom)(?:e|s|es|ing)?\b[^.]{0,40}\b(?:comments?|input|feedback"
            r"|views)\b|(?:this|issu\w+ a) notice of inquiry"
            r"|comments? (?:is |are )?(?:hereby )?(?:invited|requested|solicited|sought|due)\b|"
            r"\bopens? a [^.]{0,20}comment period|\bopportunity (?:for [^.]{0,30})?to "
            r"(?:submit [^.]{0,20})?"
            r"comments?\b|\binvites?\b[^.]{0,80}\bto comment\b"
            r"|\bcomment request\b|\bopportunity for (?:public |written )?comments?\b|\b(?:allow"
            r"|provid)"
            r"(?:s|ing|e)? [^.]{0,40}\bdays (?:of|for) public comments?\b|\baccept(?:s|ing)? "
            r"(?:public "
            r"|written )?comments?\b|\b(?:ask|call)(?:s|ing)? for (?:public )?comments?\b",
        ),
        (
            "lift",
            r"\blift(?:s|ed|ing)?\b[^.]{0,60}\b(?:sanction|restriction|ban|embargo|control"
            r"|requirement)|\bterminat(?:es?|ed|ing|ion of)\b[^.]{0,60}\b(?:national "
            r"emergency|sanctions|embargo|program)|\bremov(?:es?|ing|al "
            r"of)\b[^.]{0,40}\b(?:sanctions|embargo)\b",
        ),
        (
            "ease",
            r"\bexemptions? from the requirement of a tolerance\b|\beliminat(?:es|ing|ion "
            r"of)\b[^.]{0,60}"
            r"\b(?:requirements?|restrictions?|fees?)\b|\beas(?:es|ed|ing)\b|\brelax(?:es|ed"
            r"|ing)?\b|\bliberaliz|\bstreamlin"
            r"|\breduc(?:es?|ing)\b[^.]{0,40}\b(?:licen[cs]\w+ requirement|restriction)"
            r"|\bremov(?:es?|ing|al of)\b[^.]{0,60}\b(?:licen[cs]e requirements?|licensing "
            r"requirements?|restrictions?)|\bexpand(?:s|ing)?\b[^.]{0,40}\b(?:availability"
            r"|eligib|use of license exception)|\bauthoriz(?:es|ing|ation "
            r"of)\b[^.]{0,60}\b(?:exports?|release)\b|^authorization of\b",
        ),
        (
            "tighten",
            r"\b(?:tighten|strengthen|bolster|toughen)(?:s|ed|ing)?\b|\bexpand(?:s|ed"
            r"|ing)?\b[^.]{0,60}\b(?:controls|restrictions?|licen[cs]\w+ requirements?|prohibition"
            r"|sanctions)|\b(?:additional|further|more restrictive|stricter) (?:export "
            r")?(?:controls?|restrictions?|licen[cs]e requirements?|sanctions|limits)"
            r"|\brestricts?\b[^.]{0,60}(?:availability|eligib|export)|\bremov(?:es|ing|al "
            r"of) license exceptions?|\bmore restrictive\b",
        ),
        (
            "impose",
            r"\bimpos(?:es?|ing|ition of)\b(?! (?:\w+ ){0,2}?civil (?:\w+ )?penalt)"
            r"|\b(?:is|are|(?<!may )be|being|been) imposed\b|(?<!rescission of )\bstatutory "
            r"debarment\b(?! of)|\bdebar(?:s"
            r"|ring)\b|\bimplementation of (?:additional|new|certain) [^.;]{0,40}\b(?:sanctions"
            r"|export controls?)\b"
            r"|\b(?:establish|creat|institut|implement"
            r"|add)(?:es|s|ing)?\b[^.]{0,60}\b(?:export controls?|new controls?"
            r"|licen[cs]\w+ requirements?|prohibitions?|restrictions|sanctions)\b"
            r"|\bblocking property\b"
            r"|\bnew (?:export )?controls?\b|(?<!law )(?<!laws )(?<!act )\bprohibit(?:s"
            r"|ing)\b(?! unfair)|\bimplement(?:s"
            r"|ing)?\b(?: \w+){0,3} "
            r"controls (?:on|for)\b|\badding the same controls\b|\b(?:plac(?:e|es|ing|ement)"
            r"|schedul(?:es|ing))\b[^.]{0,200}\bin(?:to)? schedule [IV]+\b"
            r"|\bthis (?:[\w-]+ ){0,3}rule (?:also )?(?:requires|mandates)\b"
            r"|\bimplements\b[^.]{0,60}\bannual "
            r"catch limits?\b",
        ),
        ("clarify", r"\bclarif(?:y|ies|ied|ying|ications?)\b"),
        (
            "codify",
            r"\bcodif(?:y|ies|ied|ying|ication)\b|\b(?:add|issu|promulgat|establish)(?:es|s|ing)?\b"
            r"[^.]{0,40}\bregulations to implement\b[^.]{0,60}\b(?:executive order|e\.o\.|act\b)",
        ),
        (
            "announce",
            r"\bannounc(?:es?|ed|ing|ement)\b|\bgives? notice\b|\bnotice is (?:hereby )?given",
        ),
        (
            "modify",
            r"\b(?:amend|revis|updat|modif|chang)(?:s|es|ies"
            r"|ing)\b[^.]{0,60}\b(?:regulations?|rules?|EAR|ITAR|CCL|list|requirements?"
            r"|polic(?:y|ies)|controls?|order|section|part)\b|\b(?:technical|conforming"
            r"|administrative|editorial) (?:amendments?|changes|edits)\b|\bamendments? (?:of"
            r"|to)\b",
        ),
    )
)
