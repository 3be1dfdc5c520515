"""Style sheets, scripts and pictures, each under an address that changes with its bytes."""

import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Response

from app.errors import NotFoundError

_FOLDER = Path(__file__).parent / "static"
_A_YEAR = "public, max-age=31536000, immutable"
_SERVED = {".css", ".js", ".svg", ".png", ".ico"}

router = APIRouter()


@cache
def _assets() -> dict[str, tuple[str, bytes]]:
    """Every served file by name, with the digest of its bytes."""
    found = {}
    for path in sorted(_FOLDER.iterdir()):
        if path.suffix in _SERVED:
            body = path.read_bytes()
            found[path.name] = (hashlib.sha256(body).hexdigest()[:16], body)
    return found


def asset_path(name: str) -> str:
    """The address of a file of ours; a name that is not one raises `KeyError`."""
    return f"/static/{_assets()[name][0]}/{name}"


@cache
def assets_digest() -> str:
    """One digest of all of them, for the marks of pages that use them."""
    told = ",".join(digest for digest, _ in _assets().values())
    return hashlib.sha256(told.encode()).hexdigest()[:16]


@router.get("/static/{digest}/{name}")
def get_asset(digest: str, name: str) -> Response:
    """A file of ours; under any digest but its own there is nothing."""
    held = _assets().get(name)
    if held is None or held[0] != digest:
        raise NotFoundError(f"there is no file {name!r} with this digest; reload the page")
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(held[1], media_type=media_type, headers={"Cache-Control": _A_YEAR})
