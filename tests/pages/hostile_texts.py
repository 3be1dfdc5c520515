"""Texts written to be run by a browser: forms of attack in every place that a page shows."""

import json
from collections.abc import Iterator
from html import escape

_CALL = "alert(1)"
_FORMS = (
    f"<script>{_CALL}</script>",
    f"</title><script>{_CALL}</script>",
    f"</textarea><script>{_CALL}</script>",
    f"</style><script>{_CALL}</script>",
    f"--><script>{_CALL}</script>",
    f"]]><script>{_CALL}</script>",
    f"<ScRiPt>{_CALL}</sCrIpT>",
    f"<scr<script>ipt>{_CALL}</script>",
    f"<img src=x onerror={_CALL}>",
    f'"><img src=x onerror={_CALL}>',
    f"'><img src=x onerror={_CALL}>",
    f"<svg onload={_CALL}>",
    f"<svg><script>{_CALL}</script></svg>",
    f"<svg><animate onbegin={_CALL} attributeName=x dur=1s>",
    f"<body onload={_CALL}>",
    f'<iframe src="javascript:{_CALL}"></iframe>',
    f'<iframe srcdoc="<script>{_CALL}</script>"></iframe>',
    f'<object data="javascript:{_CALL}"></object>',
    f'<embed src="javascript:{_CALL}">',
    f'<a href="javascript:{_CALL}">read on</a>',
    f'<a href="java\tscript:{_CALL}">read on</a>',
    f'<a href="&#106;avascript:{_CALL}">read on</a>',
    f'<form action="javascript:{_CALL}"><button>go</button></form>',
    f'<button formaction="javascript:{_CALL}" autofocus>go</button>',
    f"<input autofocus onfocus={_CALL}>",
    f"<details open ontoggle={_CALL}>",
    f"<video><source onerror={_CALL}></video>",
    f'<math href="javascript:{_CALL}">x</math>',
    f'<link rel=stylesheet href="data:text/css,*{{x:expression({_CALL})}}">',
    f"<style>@import 'javascript:{_CALL}';</style>",
    f'<meta http-equiv=refresh content="0;url=javascript:{_CALL}">',
    '<base href="https://elsewhere.example/"><script src=x.js></script>',
    f'" onmouseover="{_CALL}" x="',
    f"' onfocus='{_CALL}' autofocus='",
    f"` onfocus=`{_CALL}`",
    f"{{{{ {_CALL} }}}}",
    "{{ page.__class__.__mro__ }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    f"${{{_CALL}}}",
    f"\u2028</script><script>{_CALL}</script>",
)
_ADDRESSES = (
    f"javascript:{_CALL}",
    f"JaVaScRiPt:{_CALL}",
    f" javascript:{_CALL}",
    f"java\nscript:{_CALL}",
    f"java\tscript:{_CALL}",
    f"\x01javascript:{_CALL}",
    f"javascript://x.example/%0a{_CALL}",
    f"vbscript:{_CALL}",
    f"data:text/html,<script>{_CALL}</script>",
    f'https://x.example/"onmouseover="{_CALL}',
    f"https://x.example/'><script>{_CALL}</script>",
    f'//x.example/"><script>{_CALL}</script>',
)
_PLACES = ("title", "text", "author", "id", "language")


def forms() -> tuple[str, ...]:
    """Every form of attack by words."""
    return _FORMS


def addresses() -> tuple[str, ...]:
    """Every form of attack by an address."""
    return _ADDRESSES


def count() -> int:
    """How many payloads are handed over: each form in each place, each address once a door."""
    return len(_FORMS) * (len(_PLACES) + 3) + 3 * len(_ADDRESSES)


def hostile_article() -> Iterator[tuple[str, str]]:
    """Pages whose title, author and words are each a form; the path of the file is one too."""
    for number, form in enumerate(_FORMS):
        name = form.replace("/", "∕").replace("\x00", "")[:80]
        url = escape(_ADDRESSES[number % len(_ADDRESSES)], quote=True)
        shown = escape(form, quote=True)
        yield (
            f"attack-{number}-{name}.html",
            f'<html><head><title>{shown}</title><meta name="author" content="{shown}">'
            f'<link rel="canonical" href="{url}"></head><body><article><h1>{shown}</h1>'
            f"<p>{shown} quay {shown}</p><p>The harbour master of quay number {number} found these "
            "signs in a crate of licences and wrote them down exactly as they stood there.</p>"
            f"<p>{form}</p></article></body></html>",
        )


def hostile_feed() -> str:
    """A feed with an entry for each form, its own title being one."""
    entries = "".join(
        f"<item><title>{escape(form)}</title><description>{escape(form)} quay</description>"
        f"<link>{escape(_ADDRESSES[number % len(_ADDRESSES)])}</link>"
        f"<author>{escape(form)}</author><guid>feed-{number}-{escape(form)}</guid></item>"
        for number, form in enumerate(_FORMS)
        if "\u2028" not in form
    )
    title = escape(_FORMS[1])
    channel = f"<channel><title>{title}</title>{entries}</channel>"
    return f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>'


def hostile_records() -> str:
    """Records with each form in each field, one field at a time, and each address as theirs."""
    lines = []
    for place in _PLACES:
        for number, form in enumerate(_FORMS):
            record = {
                "id": f"{place}-{number}",
                "title": "A quay",
                "text": f"Record {number} of the quay.",
                "url": _ADDRESSES[number % len(_ADDRESSES)],
            }
            record[place] = form
            lines.append(json.dumps(record))
    return "\n".join(lines)
