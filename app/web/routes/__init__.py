"""The pages' addresses: one file for each thing shown."""

from fastapi import APIRouter

from app.web.routes import (
    coverage,
    documents,
    lists,
    search,
    source_forms,
    sources,
    timeline,
    today,
)

ROUTERS: tuple[APIRouter, ...] = (
    today.router,
    search.router,
    documents.router,
    lists.router,
    sources.router,
    source_forms.router,
    coverage.router,
    timeline.router,
)
