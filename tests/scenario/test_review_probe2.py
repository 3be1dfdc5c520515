import json
from dataclasses import replace
from datetime import date
from app.domain.ids import DocumentId
from app.pipeline.admit import HandedFile
from app.pipeline.importing import import_file
from app.pipeline.read import read_waiting
from app.pipeline.withdraw import withdraw, restore
from tests.workspaces import Desk
from fastapi.testclient import TestClient
from app.asgi import build
W = "The bureau has eased the licence requirement for chip exports to the island republic."
def record(n="2026-01234", **f): return json.dumps({"document_number": n, "publication_date": "2026-02-03", **f})

def again(desk):
    held = desk.digest()
    read_waiting(desk.tracker.store, desk.tracker.sources, desk.clock, again=True)
    assert desk.digest() == held

def test_again_mixture(desk: Desk):
    desk.hand_over("v.json", record(title="V", abstract="x"), source="us-fr")
    desk.hand_over("h.json", record(title="H", abstract="y"))
    again(desk)
    desk.hand_over("n.json", record("2026-01235", title="N", html_url="https://a.b/1", abstract="z"))
    desk.hand_over("n2.json", record("2026-01235", title="N", html_url=None))
    desk.hand_over("n3.json", record("2026-01235", title="N3", type="Rule"))
    again(desk)
    a = desk.hand_over("a.txt", W); b = desk.hand_over("b.txt", W); desk.hand_over("a.txt", W+" q"); desk.hand_over("c.txt", W)
    again(desk)
    ids = [h.id for h in desk.search("licence").hits]
    withdraw(desk.tracker.store, desk.clock, [DocumentId(i) for i in ids], "w")
    again(desk)
    desk.hand_over("a.txt", W+" r")
    again(desk)
    restore(desk.tracker.store, desk.tracker.sources, desk.clock, [DocumentId(ids[0])])
    again(desk)
    again(desk)
    c = TestClient(build(desk.tracker))
    # replay
    state, cur = {}, None
    while True:
        r = c.get("/api/v1/changes", params={"limit": 2, **({"cursor": cur} if cur else {})}).json()
        for ch in r["changes"]:
            if ch["verb"] == "withdrawn": del state[ch["document"]]
            else: state[ch["document"]] = ch["version"]
        cur = r["next_cursor"]
        if not r["truncated"]: break
    hits = {h.id: h.version for h in desk.search("").hits}
    assert state == hits

def test_withdraw_then_vouched(desk):
    desk.hand_over("h.json", record(title="H", abstract="y"))
    id_ = DocumentId("us-fr/2026-01234")
    withdraw(desk.tracker.store, desk.clock, [id_], "fake")
    desk.hand_over("v.json", record(title="V", abstract="x"), source="us-fr")
    desk.hand_over("h2.json", record(title="H2", abstract="y"))
    restore(desk.tracker.store, desk.tracker.sources, desk.clock, [id_])
    assert desk.show(id_).title == "V"
    again(desk)

def test_refused_then_custody_withdrawn(desk):
    # poison kept aside, then the official one is withdrawn and restored
    desk.hand_over("v.json", record(title="V", abstract="x"), source="us-fr")
    desk.hand_over("h.json", record(title="H", abstract="y"))
    id_ = DocumentId("us-fr/2026-01234")
    withdraw(desk.tracker.store, desk.clock, [id_], "w")
    restore(desk.tracker.store, desk.tracker.sources, desk.clock, [id_])
    assert desk.show(id_).title == "V"

def test_withdrawn_in_batch_and_reimport_batch(desk):
    body = "\n".join(record(f"2026-0000{i}", title=f"T{i}", abstract="chips licence") for i in range(5))
    desk.hand_over("a.jsonl", body)
    withdraw(desk.tracker.store, desk.clock, [DocumentId("us-fr/2026-00002")], "w")
    r = desk.hand_over("b.jsonl", body.replace("T2", "T2b").replace("T3", "T3b"))
    assert (r.changed, r.same) == (1, 4)
    desk.index(); p = desk.search("chips"); assert p.total == 4
    assert sum(c.count for c in p.facets["kind"]) == 4
    restore(desk.tracker.store, desk.tracker.sources, desk.clock, [DocumentId("us-fr/2026-00002")])
    assert desk.show("us-fr/2026-00002").title == "T2b"

def test_cursor_across_changes(desk):
    for i in range(30):
        desk.clock.advance(seconds=1)
        desk.hand_over(f"{i}.txt", f"chips licence number {i}", published_on=date(2026, 1, 1 + i % 5))
    desk.index()
    for sort in ("newest", "oldest", "changed", "effective"):
        want = [h.id for h in desk.search("chips", limit=100, sort=sort).hits]
        got, cur, n = [], None, 0
        while True:
            p = desk.search("chips", limit=7, sort=sort, cursor=cur)
            got += [h.id for h in p.hits]; cur = p.next_cursor
            assert p.total == 30
            if cur is None: break
            n += 1
            desk.clock.advance(seconds=1)
            desk.hand_over(f"{n*3}.txt", f"chips licence number {n*3} edited {sort} {n}", published_on=date(2026, 1, 20))
            desk.hand_over(f"new{sort}{n}.txt", f"chips new {sort} {n}", published_on=date(2026, 1, 3))
            if n == 2: withdraw(desk.tracker.store, desk.clock, [DocumentId(want[-1])], "w")
            desk.index()
        assert got == want
        restore(desk.tracker.store, desk.tracker.sources, desk.clock, [DocumentId(want[-1])])
        for k in range(1, n+1):
            from app.domain.ids import digested_id, LOCAL
            withdraw(desk.tracker.store, desk.clock, [digested_id(LOCAL, f"/desk/new{sort}{k}.txt")], "w")
        desk.index()

def test_mail_about(desk):
    pass

def test_plain_and_gz(desk, tmp_path):
    import gzip
    from app.pipeline.importing import files_under, import_files
    (tmp_path/"x").mkdir()
    (tmp_path/"x"/"a.txt").write_text(W); (tmp_path/"x"/"a.txt.gz").write_bytes(gzip.compress(W.encode()))
    o = list(import_files(desk.importer(), files_under([tmp_path/"x"]), lambda _: None))
    assert [(x.new, x.same) for x in o] == [(1, 0), (0, 1)]
    (tmp_path/"x"/"b.txt").symlink_to(tmp_path/"x"/"a.txt")
    (tmp_path/"x"/"loop").symlink_to(tmp_path/"x")
    (tmp_path/"x"/"dead.txt").symlink_to(tmp_path/"nope")
    (tmp_path/"x"/"e.txt").write_text("")
    o = list(import_files(desk.importer(), files_under([tmp_path/"x"]), lambda _: None))
    for x in o: print(x.path, x.kind, x.new, x.same, x.problem)
    assert sum(x.new for x in o) == 0
    assert any("dead" in x.path for x in o)
    held = desk.digest()
    list(import_files(desk.importer(), files_under([tmp_path/"x"]), lambda _: None))
    assert desk.digest() == held
