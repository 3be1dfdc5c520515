"""Who may change things: people at this machine, by whatever name a request goes about it."""

import pytest

from app.queries.access import refusal_to_write

HERE = {"client": "127.0.0.1", "host": "127.0.0.1:8000", "origin": None, "site": None}


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"client": "::1", "host": "[::1]:8000"},
        {"host": "LOCALHOST:8000"},
        {"origin": "http://127.0.0.1:8000", "site": "same-origin"},
        {"origin": "null", "site": "same-origin"},
        {"site": "none"},
    ],
)
def test_a_person_at_this_machine_may(said: dict[str, str]) -> None:
    assert refusal_to_write(**{**HERE, **said}) is None  # type: ignore[arg-type]  # the table names parameters


@pytest.mark.parametrize(
    "said",
    [
        {"client": None},
        {"client": "testclient"},
        {"client": "192.0.2.7"},
        {"client": "::ffff:192.0.2.7"},
        {"client": "0.0.0.0"},
        {"host": None},
        {"host": ""},
        {"host": "["},
        {"host": "localhost.example.org"},
        {"host": "127.0.0.1.example.org:8000"},
        {"host": "2130706433:8000"},
        {"host": "127.1:8000"},
        {"host": "localhost."},
        {"origin": "http://["},
        {"origin": "http://[::1"},
        {"origin": ""},
        {"origin": "null"},
        {"origin": "null", "site": "none"},
        {"origin": "http://localhost:3000"},
        {"origin": "http://127.0.0.1:8000.example.org"},
        {"origin": "http://127.0.0.1:8000@example.org"},
        {"site": "same-site"},
        {"site": "cross-site"},
        {"site": "whatever comes next"},
        {"relayed": True},
    ],
)
def test_nobody_else_may_however_it_is_spelled(said: dict[str, str]) -> None:
    assert refusal_to_write(**{**HERE, **said}) is not None  # type: ignore[arg-type]  # as above
