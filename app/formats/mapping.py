"""A mapping file says which key of a person's records means what, so no code is needed for them."""

import re
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase

from app.domain.documents import Kind, Standing
from app.domain.ids import SourceKey
from app.errors import ConfigError

_TOP = ("files", "source", "standing", "kind", "fields")
_FIELDS = (
    *("id", "title", "url", "published_at", "published_on", "text", "summary"),
    *("language", "author", "owner"),
)
_SOURCE = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """What a mapping file says; `fields` pairs our word with the keys of the record, best first."""

    files: tuple[str, ...]
    source: SourceKey | None
    standing: Standing
    kind: Kind
    fields: tuple[tuple[str, tuple[str, ...]], ...]

    def keys(self, field: str) -> tuple[str, ...]:
        """The record's keys for one of our words, in order of preference."""
        return dict(self.fields).get(field, ())

    def named(self) -> frozenset[str]:
        """Every key of the record that the mapping reads."""
        return frozenset(key for _, keys in self.fields for key in keys)

    def covers(self, name: str) -> bool:
        """Whether a file belongs to this mapping, by its path's last steps, packed or not.

        `*.jsonl` covers `a/b.jsonl` and `a/b.jsonl.gz`, and `b.jsonl` that came out of the latter.
        """
        steps = [step for step in name.replace("\\", "/").split("/") if step]
        if not steps:
            return False
        names = {steps[-1], steps[-1].removesuffix(".gz")}
        if len(steps) > 1 and steps[-2] == f"{steps[-1]}.gz":
            names.add(steps[-2])
            steps = steps[:-1]
        return any(self._matches(glob, steps, names) for glob in self.files)

    @staticmethod
    def _matches(glob: str, steps: list[str], names: set[str]) -> bool:
        if "/" not in glob:
            return any(fnmatchcase(name, glob) for name in names)
        tail = "/".join(steps[-(glob.strip("/").count("/") + 1) :])
        wanted = glob.strip("/")
        return fnmatchcase(tail, wanted) or fnmatchcase(tail.removesuffix(".gz"), wanted)


def read_mapping(text: str) -> Mapping:
    """Read a mapping file; raises `ConfigError` naming the key at fault and a likely one."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise ConfigError(f"mapping file: not TOML ({broken}); correct that line") from broken
    _refuse_unknown(told, _TOP, "mapping file")
    fields = told.get("fields")
    if not isinstance(fields, dict) or not fields:
        raise ConfigError("mapping file: [fields] is missing; name at least a title, url or id")
    _refuse_unknown(fields, _FIELDS, "mapping file [fields]")
    if not {"id", "url", "title"} & set(fields):
        raise ConfigError("mapping file [fields]: nothing names a record; add id, url or title")
    return Mapping(
        files=_strings(told.get("files", "*"), "files"),
        source=_source(told.get("source")),
        standing=_standing(told.get("standing", "report")),
        kind=_kind(told.get("kind", "report")),
        fields=tuple((field, _strings(keys, f"fields.{field}")) for field, keys in fields.items()),
    )


def _refuse_unknown(table: dict[str, object], known: tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"it may hold {', '.join(known)}"
            raise ConfigError(f"{where}: unknown key {key!r}; {hint}")


def _strings(value: object, where: str) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    strings = tuple(one for one in listed if isinstance(one, str) and one.strip())
    if not strings or len(strings) != len(listed):
        raise ConfigError(f"mapping file: {where} must be a text or a list of texts")
    return strings


def _source(value: object) -> SourceKey | None:
    if value is None:
        return None
    if not isinstance(value, str) or not _SOURCE.fullmatch(value):
        raise ConfigError("mapping file: source must be a key of small letters, digits and hyphens")
    return SourceKey(value)


def _standing(value: object) -> Standing:
    return Standing(_word(value, [word.value for word in Standing], "standing"))


def _kind(value: object) -> Kind:
    return Kind(_word(value, [word.value for word in Kind], "kind"))


def _word(value: object, known: list[str], where: str) -> str:
    if isinstance(value, str) and value in known:
        return value
    near = get_close_matches(str(value), known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"it may be {', '.join(known)}"
    raise ConfigError(f"mapping file: unknown {where} {value!r}; {hint}")
