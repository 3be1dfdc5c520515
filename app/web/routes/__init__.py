"""The pages' addresses: one file for each thing shown."""

from fastapi import APIRouter

from app.web.routes import documents, search, sources, timeline, today

ROUTERS: tuple[APIRouter, ...] = (
    today.router,
    search.router,
    documents.router,
    sources.router,
    timeline.router,
)
