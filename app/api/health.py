"""Whether the process lives, and whether it may be asked."""

from fastapi import APIRouter, Request, Response

from app.api.asking import tracker_of
from app.api.problems import problem
from app.errors import TrackerError
from app.index.place import read_mark
from app.printing.answers import to_json
from app.queries.changes import last_position
from app.queries.coverage import asked_sources, stale_sources

router = APIRouter()

# A reader may lag the feed while a batch is being indexed; beyond this it is not ready.
_MOST_BEHIND = 20_000


@router.get("/healthz")
def get_health() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
def get_readiness(request: Request) -> Response:
    """The tables are this release's, and the index has followed the changes.

    Sources that have not been read whole lately are named. A publisher that is down does not make
    this installation unready: it goes on answering with what it has, and says how old that is.
    """
    tracker = tracker_of(request)
    try:
        tracker.store.check_migrated()
        with tracker.reader() as reader:
            position = last_position(reader.connection)
            collected, stale = asked_sources(reader), stale_sources(reader)
    except TrackerError as error:
        return problem(503, "not ready", str(error))
    mark = read_mark(tracker.index_path)
    indexed = 0 if mark is None else mark.position
    behind = position - indexed
    if behind > _MOST_BEHIND:
        return problem(503, "not ready", f"the search index is {behind:,} changes behind the feed")
    said = {
        "status": "ready",
        "position": position,
        "indexed": indexed,
        "sources_collected": len(collected),
        "stale": stale,
    }
    return Response(to_json(said), media_type="application/json")
