"""What was collected as a web archive, for viewers and courts that know nothing of this product."""

from collections.abc import Iterator
from pathlib import Path

from app import __version__
from app.errors import ConfigError
from app.fetching.warc import Archived, write_warc
from app.store.captures import Captures
from app.store.engine import Store


def newest_capture(store: Store) -> int:
    """Where an archive of what comes next begins."""
    with store.reader() as connection:
        return Captures(connection).newest()


def archive(store: Store, path: Path, *, after: int) -> int:
    """Write what was collected after a capture to a file; how many answers that were."""
    try:
        with path.open("wb") as file:
            return write_warc(_collected(store, after), file, software=f"OnRecord/{__version__}")
    except OSError as error:
        raise ConfigError(
            f"{path} cannot be written: {error.strerror}; what was collected is kept all the same"
        ) from error


def _collected(store: Store, after: int) -> Iterator[Archived]:
    with store.reader() as connection:
        captures = Captures(connection)
        for pk in captures.collected_after(after):
            capture = captures.get(pk)
            yield Archived(
                url=capture.url or capture.place,
                captured_at=capture.captured_at,
                status=capture.status,
                media_type=capture.media_type,
                body=capture.body,
                digest=capture.digest,
            )
