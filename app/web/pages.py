"""All pages, as one application behind the interface: whatever is no interface is a page."""

from fastapi import FastAPI

from app.web import assets
from app.web.errors import add_error_pages
from app.web.headers import Guarded
from app.web.routes import ROUTERS


def add_pages(application: FastAPI) -> None:
    """Serve the pages at every address that nothing before them answers."""
    pages = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    pages.state.tracker = application.state.tracker
    pages.include_router(assets.router)
    for router in ROUTERS:
        pages.include_router(router)
    add_error_pages(pages)
    application.mount("/", Guarded(pages))
