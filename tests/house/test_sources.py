"""Every source that is collected has a golden, a name that fits its file, and good manners."""

from datetime import date, timedelta
from importlib import import_module
from pkgutil import iter_modules

import app.sources
from app.domain.sources import Request, Source, Window
from app.sources import all_sources, feeds
from tests.goldens import goldens

# What publishers say themselves of how fast they may be asked.
STATED_LEAST = {
    "us-fr": timedelta(seconds=1),
    "us-fr-inspection": timedelta(seconds=0.2),
    "us-regulations": timedelta(hours=1) / 1_000,
    "us-congress": timedelta(hours=1) / 5_000,
    "news-gdelt": timedelta(seconds=5.5),
}
_DAY = date(2026, 2, 23)
# Nobody changes what they publish oftener than anyone looks.
LEAST_INTERVAL = timedelta(minutes=5)


def _files() -> dict[str, Source]:
    """The sources that have a file of their own, by its name."""
    found = {}
    for module in iter_modules(app.sources.__path__):
        source = getattr(import_module(f"app.sources.{module.name}"), "SOURCE", None)
        if source is not None:
            found[module.name] = source
    return found


def _asked() -> dict[str, Source]:
    return {name: source for name, source in _files().items() if source.begin is not None}


def test_every_source_that_is_collected_has_a_golden_and_some_feed_of_the_catalogue_too() -> None:
    keys = {golden.key for golden in goldens()}
    assert len(_asked()) > 10
    assert not {source.key for source in _asked().values()} - keys
    assert keys & {source.key for source in feeds.SOURCES}


def test_every_golden_is_of_a_source_and_its_captures_yield_something_to_read() -> None:
    known = {source.key: source for source in all_sources()}
    read: dict[str, int] = {}
    for golden in goldens():
        said = golden.read(known[golden.key])
        assert isinstance(said, dict)
        readings = said.get("readings", [])
        read[golden.key] = read.get(golden.key, 0) + len(
            readings if isinstance(readings, list) else []
        )
    assert not [key for key, total in read.items() if total == 0]


def test_no_two_sources_have_one_key_or_one_shape() -> None:
    keys = [source.key for source in all_sources() if source.begin is not None]
    shapes = [shape for source in all_sources() for shape in source.readers]
    assert len(set(keys)) == len(keys)
    assert len(set(shapes)) == len(shapes)


def test_a_key_begins_as_its_file_does() -> None:
    other = {
        name: source.key
        for name, source in _asked().items()
        if name.partition("_")[0] != source.key.partition("-")[0]
    }
    assert not other


def test_no_source_is_asked_oftener_or_faster_than_its_publisher_says() -> None:
    for source in all_sources():
        if source.begin is None:
            continue
        assert source.every is None or source.every >= LEAST_INTERVAL, source.key
        assert source.pace >= STATED_LEAST.get(source.key, timedelta(0)), source.key


def test_every_source_says_what_its_publisher_allows_and_begins_with_something() -> None:
    window = Window(first_on=_DAY, last_on=_DAY + timedelta(days=6))
    for source in all_sources():
        if source.begin is None:
            continue
        assert source.terms, source.key
        requests = list(source.begin(window))
        assert requests, source.key
        assert all(_is_sound(request, source) for request in requests), source.key


def _is_sound(request: Request, source: Source) -> bool:
    """Asked of an address by its own reader, and with no condition left blank."""
    is_blank = any(not value for _, value in request.params)
    return request.url.startswith(("https://", "http://")) and (
        request.shape in source.readers and not is_blank
    )
