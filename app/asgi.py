"""The application for servers: the interface and the pages over one tracker."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from threading import Event, Thread

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool

from app import __version__
from app.api.bounded import Bounded
from app.api.heads import Headed
from app.api.health import router as health
from app.api.problems import add_problems
from app.api.schema import describe_as_printed
from app.api.v1.coverage import router as coverage
from app.api.v1.following import router as following
from app.api.v1.lists import router as lists
from app.api.v1.reading import router as reading
from app.api.v1.reviews import router as reviews
from app.api.v1.screening import router as screening
from app.api.v1.suggest import router as suggestions
from app.api.v1.timeline import router as timeline
from app.bootstrap import Tracker, open_tracker
from app.feeds.routes import router as feeds
from app.pipeline.steps import follow_until
from app.web.pages import add_pages


def build(tracker: Tracker) -> FastAPI:
    """The application over a tracker that is open already."""
    application = FastAPI(
        lifespan=_following(tracker),
        title="OnRecord",
        version=__version__,
        summary="What the news says about export controls, held against what the record says.",
        docs_url=None,
        redoc_url=None,
    )
    application.state.tracker = tracker
    add_problems(application)
    application.include_router(health)
    application.include_router(timeline)
    application.include_router(lists)
    application.include_router(screening)
    application.include_router(suggestions)
    application.include_router(reviews)
    application.include_router(coverage)
    application.include_router(following)
    application.include_router(reading)
    application.include_router(feeds)
    add_pages(application)
    application.add_middleware(Headed)
    application.add_middleware(Bounded)
    describe_as_printed(application)
    return application


def _following(tracker: Tracker) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """While the application runs, the index follows what any process writes to the store."""

    @asynccontextmanager
    async def following(_application: FastAPI) -> AsyncIterator[None]:
        ended = Event()
        follower = Thread(target=follow_until, args=(tracker.workshop(), ended), daemon=True)
        follower.start()
        yield
        ended.set()
        await run_in_threadpool(follower.join)

    return following


def application() -> FastAPI:
    """The application over the workspace that the environment names: `uvicorn --factory`."""
    return build(open_tracker())
