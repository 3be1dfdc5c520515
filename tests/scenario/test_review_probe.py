import json, os
from contextlib import closing
from datetime import date, datetime, UTC
from pathlib import Path
import pytest
from fastapi.testclient import TestClient
from app.asgi import build
from app.domain.ids import DocumentId
from app.pipeline.importing import files_under, import_files, import_file
from app.pipeline.admit import HandedFile
from app.pipeline.withdraw import withdraw, restore
from app.pipeline.read import read_waiting
from tests.workspaces import Desk

WORDS = "The bureau has eased the licence requirement for chip exports to the island republic."
def record(**f): return json.dumps({"document_number": "2026-01234", "publication_date": "2026-02-03", **f})

def one(desk, q="licence"):
    desk.index(); (h,) = desk.search(q).hits; return h.id

def test_reimport_without_published_keeps(desk):
    desk.hand_over("a.txt", WORDS, published_on=date(2026,2,14))
    r = desk.hand_over("a.txt", WORDS)
    assert (r.same, r.changed) == (1, 0)

def test_reimport_without_source(desk):
    from app.cli.hand_over import _write_down_source
    from app.pipeline.admit import HandOver
    _write_down_source(desk.tracker, HandOver(source="news-acme"))
    desk.hand_over("a.txt", WORDS, source="news-acme")
    desk.clock.advance(minutes=1)
    r = desk.hand_over("a.txt", WORDS)
    assert (r.same, r.new) == (1, 0)

def test_id_then_edit(desk):
    desk.hand_over("a.txt", WORDS, id="my-text")
    r = desk.hand_over("a.txt", WORDS + " More.")
    assert (r.changed, r.new) == (1, 0)

def test_old_copy(desk):
    desk.hand_over("a.txt", WORDS)
    desk.hand_over("a.txt", WORDS.replace("eased", "ended"))
    desk.hand_over("backup/a.txt", WORDS)
    desk.index()
    assert desk.search("ended").total == 1

def test_same_instant_abab(desk):
    a, b = WORDS, WORDS.replace("eased", "ended")
    for x in (a, b, a, b): desk.hand_over("a.txt", x)
    desk.index()
    assert desk.search("ended").total == 1

def test_same_instant_published(desk):
    desk.hand_over("a.txt", WORDS)
    desk.hand_over("a.txt", WORDS, published_on=date(2026,2,14))

def test_zip_same_names(desk, tmp_path):
    import zipfile, warnings
    p = tmp_path/"x.zip"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(p, "w") as z:
            z.writestr("a.txt", WORDS); z.writestr("a.txt", WORDS.replace("eased", "ended"))
    o = list(import_files(desk.importer(), files_under([p]), lambda _: None))
    assert sum(x.new for x in o) == 2
    o = list(import_files(desk.importer(), files_under([p]), lambda _: None))
    assert sum(x.same for x in o) == 2

def test_zip_one_id(desk, tmp_path):
    import zipfile
    p = tmp_path/"x.zip"
    with zipfile.ZipFile(p, "w") as z:
        z.writestr("a.txt", WORDS); z.writestr("b.txt", WORDS.replace("eased", "ended"))
    o = list(import_files(desk.importer(id="mine"), files_under([p]), lambda _: None))
    assert all(x.changed == 0 for x in o), o

def test_non_utf8_path(desk, tmp_path):
    p = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(p, "wb") as f: f.write(WORDS.encode())
    o = list(import_files(desk.importer(), files_under([tmp_path]), lambda _: None))
    assert [x.new for x in o] == [1]
    from app.cli.hand_over import import_answer
    from app.printing.answers import to_json
    to_json(import_answer(o))

def test_long_member(desk, tmp_path):
    import zipfile, random
    r = random.Random(1)
    p = tmp_path/"x.zip"
    with zipfile.ZipFile(p, "w") as z:
        z.writestr("".join(r.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(20000))+".txt", WORDS)
    o = list(import_files(desk.importer(), files_under([p]), lambda _: None))
    assert [x.new for x in o] == [1]

def test_long_number(desk):
    import random
    r = random.Random(1)
    n = "".join(r.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(9000))
    o = desk.hand_over("a.json", record(document_number=n, title="x"))
    assert o.new == 1

@pytest.mark.parametrize("f", ["title", "abstract", "html_url", "citation", "type", "action", "x\x00y"])
def test_nul(desk, f):
    o = desk.hand_over("a.json", record(title="x") [:-1] + ", " + json.dumps(f) + ': "a\\u0000b"}')
    assert o.records == 1, o

@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00", "0001-01-01T00:00:00", "0001-01-01T00:00:00Z"])
def test_extreme_dates(desk, at):
    page = f"""<html><head><title>T</title><meta property="article:published_time" content="{at}"></head><body><article><h1>T</h1><p>{WORDS} {WORDS} {WORDS}</p><p>{WORDS}</p></article></body></html>"""
    o = desk.hand_over("a.html", page)
    assert o.new == 1, o
    f = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>f</title><id>f</id><updated>{at}</updated><entry><title>x</title><id>1</id><published>{at}</published><updated>{at}</updated><summary>{WORDS}</summary></entry></feed>"""
    o = desk.hand_over("a.xml", f)
    assert o.new == 1, o
    desk.index(); desk.search("licence")
    m = 'files="*.jsonl"\n[fields]\nid="id"\ntitle="t"\ntext="t"\npublished_at="p"\n'
    from app.formats.mapping import read_mapping
    o = desk.hand_over("r.jsonl", json.dumps({"id":"1","t":WORDS,"p":at}), mapping=read_mapping(m), mapping_text=m)
    assert o.new == 1, o

@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00", "1960-01-01", "0001-01-01", "9999-12-31", "20260301", "9999-12-31T23:59:59.999999Z"])
def test_api_as_known(desk, at):
    desk.hand_over("a.txt", WORDS); id_ = one(desk)
    with TestClient(build(desk.tracker), raise_server_exceptions=False) as c:
        for path in ("/api/v1/search", f"/api/v1/documents/{id_}", "/api/v1/sources", "/api/v1/changes", "/api/v1/lists", "/api/v1/timeline", f"/api/v1/show/{id_}"):
            for p in ({"as_known": at}, {"as_of": at[:10] if "T" in at else at}):
                r = c.get(path, params=p)
                assert r.status_code < 500, (path, p, r.text)

def test_api_odd(desk):
    desk.hand_over("a.txt", WORDS); id_ = one(desk); v = desk.show(id_).version
    bad = []
    with TestClient(build(desk.tracker), raise_server_exceptions=False) as c:
        for path in ["/api/v1/show/a%00b", "/api/v1/documents/a%00b", "/api/v1/search?q=a%00b", "/api/v1/search?q=source:a%00b", "/api/v1/lists/a%00b", "/api/v1/lists/us-el?source=a%00b",
            "/api/v1/sources?source=nope", "/api/v1/sources?source=a%00", f"/api/v1/show/{v}~1-" + "9"*5000, "/api/v1/changes?cursor=1.%C3%A9", "/api/v1/search?cursor=%C3%A9", "/api/v1/changes?cursor=" + "f"*9000,
            "/api/v1/lists/us-el?cursor=%C3%A9", "/api/v1/show/%ff", "/api/v1/captures/a%00b", "/api/v1/show/%F0%9F%98%80", "/api/v1/search?q=%ED%A0%80", "/api/v1/timeline?from=0001&to=9999", "/api/v1/timeline?pin=a%00b", "/api/v1/show/x@000000000000~5-2", "/api/v1/search?q=published:0001..9999", "/api/v1/search?q=published:%3E=9999-12-31", "/api/v1/search?q=published:next9999999999d", "/api/v1/search?q=changed:last9999999999d", "/api/v1/search?q=published:%3C0001-01-01"]:
            r = c.get(path)
            ct = r.headers["content-type"]
            if r.status_code >= 500 or (r.status_code >= 400 and "problem" not in ct) or (r.status_code==200): bad.append((path[:60], r.status_code, ct, r.text[:150]))
        for m in ("HEAD", "POST", "PUT", "DELETE", "OPTIONS"):
            for path in ("/api/v1/search", "/api/v1/sources", f"/api/v1/documents/{id_}", "/healthz", "/readyz", "/openapi.json"):
                r = c.request(m, path); bad.append((m, path, r.status_code, r.headers.get("content-type"), r.headers.get("allow"), r.text[:100]))
    for b in bad: print(b)
    assert not bad

def test_etag_index(desk):
    with TestClient(build(desk.tracker)) as c: pass
    c = TestClient(build(desk.tracker))
    desk.hand_over("a.txt", WORDS)
    r = c.get("/api/v1/search?q=licence"); assert r.json()["total"] == 0
    desk.index()
    r2 = c.get("/api/v1/search?q=licence", headers={"If-None-Match": r.headers["etag"]})
    assert r2.status_code == 200 and r2.json()["total"] == 1

def test_etag_sources(desk):
    c = TestClient(build(desk.tracker))
    desk.hand_over("a.txt", WORDS); desk.index()
    r = c.get("/api/v1/sources")
    desk.hand_over("b.txt", "")
    desk.hand_over("c.txt", WORDS)
    r2 = c.get("/api/v1/sources", headers={"If-None-Match": r.headers["etag"]})
    assert r2.status_code == 200

def test_withdrawn_version(desk):
    desk.hand_over("a.txt", WORDS); id_ = one(desk); v = desk.show(id_).version
    cap = desk.show(id_).capture.id
    desk.clock.advance(hours=1)
    withdraw(desk.tracker.store, desk.clock, [DocumentId(id_)], "wrong")
    desk.index()
    c = TestClient(build(desk.tracker))
    assert c.get(f"/api/v1/show/{v}").status_code == 404
    assert c.get(f"/api/v1/show/{v}~0-5").status_code == 404

def test_future_superseded(desk):
    desk.hand_over("a.txt", WORDS); id_ = one(desk)
    at = desk.clock.advance(minutes=1)
    desk.clock.advance(hours=1)
    desk.hand_over("a.txt", WORDS+" x")
    desk.hand_over("z/c.txt", WORDS+" x")
    v = desk.show(id_, as_known=at)
    assert v.showings[0].superseded_at is None
    assert v.capture.places == ("/desk/a.txt",)
    c = TestClient(build(desk.tracker))
    v2 = desk.show(id_).version
    assert c.get(f"/api/v1/show/{v2}", params={"as_known": at.isoformat()}).status_code == 404

def test_link_end(desk):
    desk.hand_over("a.txt", WORDS)
    c = TestClient(build(desk.tracker))
    assert "link" not in c.get("/api/v1/changes").headers

def test_no_process_order(desk):
    from dataclasses import replace
    imp = replace(desk.importer(), process=False)
    import_file(imp, HandedFile(place="/desk/full.json", name="full.json", body=record(title="Easing", abstract="An abstract.", html_url="https://a.example/1").encode()))
    desk.clock.advance(minutes=1)
    desk.hand_over("few.json", record(title="Easing"))
    read_waiting(desk.tracker.store, desk.tracker.sources, desk.clock)
    assert desk.show("us-fr/2026-01234").url == "https://a.example/1"

def test_about_missing(desk):
    try:
        desk.hand_over("a.txt", WORDS, about="us-fr/2026-01234")
    except Exception as e: print(e)
    desk.hand_over("f.json", record(title="Easing", type="Rule", abstract="x"))
    v = desk.show("us-fr/2026-01234")
    assert v.source == "us-fr"
