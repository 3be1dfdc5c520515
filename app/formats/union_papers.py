"""What the papers of the European Union come in: which form some bytes are, and drafts in AKN."""

import re
from typing import Final

from lxml import etree

from app.errors import FormatError
from app.formats.akoma_ntoso import ROOT_TAG as AKOMA_NTOSO_TAG
from app.formats.akoma_ntoso import read_akoma_ntoso
from app.formats.cellar_notice import is_cellar_notice
from app.formats.eurlex_html import is_eurlex_html
from app.formats.formex import CONTENTS_TAG, MANIFEST_TAG, is_formex
from app.formats.official_journal import JournalAct, celex_of_paper, celex_of_title
from app.formats.xml import root_tag

_LOOKED_AT: Final = 4096
_TAKEN_APART: Final = (b'"preamble"', b'"articles"', b'"final_part"', b'"annexes"')
_OF_THE_UNION: Final = re.compile(
    rb"""akn4eu|publications\.europa\.eu|FRBRcountry\s+value=["']EU"""
)


def shape_of(body: bytes) -> str | None:
    """The form of some bytes, by their first element or their marks; `None` for others'."""
    tag, head = root_tag(body), body[:_LOOKED_AT]
    if is_formex(tag, head):
        if tag == CONTENTS_TAG:
            return "oj-contents"
        return "oj-manifest" if tag == MANIFEST_TAG else "oj-formex"
    if is_cellar_notice(tag, head):
        return "cellar-notice"
    if tag == AKOMA_NTOSO_TAG and _OF_THE_UNION.search(head):
        return "oj-akn"
    if all(mark in body for mark in _TAKEN_APART) and body.lstrip()[:1] == b"{":
        return "oj-parsed"
    return "eurlex-html" if is_eurlex_html(body) else None


def akn_act(root: etree._Element, *, where: str) -> JournalAct:
    """An act or proposal in Akoma Ntoso; one without a number of any sort is a `FormatError`."""
    text = read_akoma_ntoso(root, where=where)
    title, number = text.title or "", text.number or ""
    native = celex_of_title(title) or celex_of_paper(number, title) or number or text.uri
    if not native:
        raise FormatError(f"{where}: neither title nor FRBRnumber gives the act's number")
    return JournalAct(
        native=native,
        title=text.title,
        text=text.text,
        provisions=text.provisions,
        language=text.language,
    )
