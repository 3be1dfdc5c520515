"""What an operator can set, read from the environment once and frozen."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

BODY_LIMIT = 8 * 1024 * 1024


class Settings(BaseSettings):
    """The environment's `ONRECORD_*` variables; docs/operating.md explains each.

    One that is blank is as good as not set.

    `clock` moves the clock of workspaces made for `test` or `demo`, and of no other.
    `body_limit` is the most bytes, decoded, that one body may hold. `contact` is told to every
    publisher that is asked; `sources` switches them on and off.
    """

    model_config = SettingsConfigDict(
        env_prefix="ONRECORD_", frozen=True, extra="ignore", env_ignore_empty=True
    )

    home: Path = Field(default_factory=lambda: user_data_path("onrecord", appauthor=False))
    database_url: str | None = None
    database_url_file: Path | None = None
    workspace: str = "work"
    clock: str | None = None
    body_limit: int = Field(default=BODY_LIMIT, ge=1024)
    contact: str | None = None
    collect: Literal["on", "off"] = "on"
    sources: str = ""
    egress_allow: str = ""
    mirror: str = ""


_KEY, _FILE = "ONRECORD_KEY_", "_FILE"


def read_keys(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The keys of publishers by name: each a variable, or a file that a variable names.

    Raises `OSError` where a file cannot be read.
    """
    keys: dict[str, str] = {}
    for variable, value in environment.items():
        if not variable.startswith(_KEY) or not value.strip():
            continue
        name, said = variable.removeprefix(_KEY), value
        if name.endswith(_FILE):
            name, said = name.removesuffix(_FILE), Path(value).read_text(encoding="utf-8")
        keys[name.lower()] = said.strip()
    return keys
