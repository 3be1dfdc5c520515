"""What an operator can set, read from the environment once and frozen."""

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

BODY_LIMIT = 8 * 1024 * 1024


class Settings(BaseSettings):
    """The environment's `ONRECORD_*` variables; docs/operating.md explains each.

    One that is blank is as good as not set.

    `clock` moves the clock of workspaces made for `test` or `demo`, and of no other.
    `body_limit` is the most bytes, decoded, that one body may hold.
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
