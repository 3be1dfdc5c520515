"""The pages' addresses: one file for each thing shown."""

from fastapi import APIRouter

from app.web.routes import search, today

ROUTERS: tuple[APIRouter, ...] = (today.router, search.router)
