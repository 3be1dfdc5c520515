"""What can come of asking a publisher: an answer, the word that nothing changed, or a failure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from app.domain.sources import Request, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a publisher gave with an earlier answer, to be asked whether it still holds."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A whole answer, with the bytes as they are to be kept.

    `framed` is false where the publisher ended the body by hanging up, so that a cut at that
    place could not be told from the end. `said_at` is the instant by the publisher's own clock.
    """

    url: str
    final_url: str
    status: int
    body: bytes = field(repr=False)
    media_type: str | None
    etag: str | None
    last_modified: str | None
    charset: str | None
    captured_at: datetime
    framed: bool = True
    said_at: datetime | None = None

    @property
    def validators(self) -> Validators:
        """What to ask with next time."""
        return Validators(etag=self.etag, last_modified=self.last_modified)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The publisher says that what we hold still holds."""

    url: str
    captured_at: datetime
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """No answer that could be kept; `why` is one sentence that ends with the next step.

    `permanent`: the same request will fail again until someone changes the address, the key or
    the source. `retry_at`: not to be asked before. `brief`: asking again within seconds may do.
    """

    url: str
    why: str
    status: int | None = None
    retry_at: datetime | None = None
    permanent: bool = False
    brief: bool = False


Outcome = Answer | Unchanged | Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a source is to be asked: how often at most, whether robots.txt counts, how large.

    `secret` names the key to send. A publisher with documented terms for programs may be asked
    without regard to robots.txt, which is written for crawlers.
    """

    pace: timedelta = timedelta(seconds=1)
    obeys_robots: bool = True
    body_limits: int = 1
    secret: str | None = None

    @staticmethod
    def of(source: Source) -> "Manner":
        """The manner in which a source is asked."""
        return Manner(
            pace=source.pace,
            obeys_robots=source.obeys_robots,
            body_limits=source.body_limits,
            secret=source.secret,
        )


CAREFULLY = Manner()


class Fetch(Protocol):
    """Whatever answers requests: a publisher over the network, or a folder of captures."""

    def fetch(
        self, request: Request, held: Validators | None = None, *, manner: Manner = CAREFULLY
    ) -> Outcome:
        """What comes of asking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A key for one publisher: the header it goes in, and the only host that may see it."""

    header: str
    value: str = field(repr=False)
    host: str


Secrets = Mapping[str, Secret]
