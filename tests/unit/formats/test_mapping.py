"""A mapping file says what a person's records mean, and says at once when it cannot be meant."""

import pytest

from app.domain.documents import Kind, Standing
from app.errors import ConfigError
from app.formats.mapping import read_mapping

_WHOLE = """
files = ["*.jsonl", "feeds/*.csv"]
source = "my-records"
standing = "statement"
kind = "statement"
[fields]
url = "link"
title = ["headline", "title"]
published_at = "when"
"""


def test_a_mapping_says_what_each_key_means() -> None:
    mapping = read_mapping(_WHOLE)
    assert mapping.source == "my-records"
    assert (mapping.standing, mapping.kind) == (Standing.STATEMENT, Kind.STATEMENT)
    assert mapping.keys("title") == ("headline", "title")
    assert mapping.named() == {"link", "headline", "title", "when"}


def test_what_is_not_said_is_a_report() -> None:
    mapping = read_mapping("[fields]\ntitle = 't'")
    assert (mapping.standing, mapping.kind) == (Standing.REPORT, Kind.REPORT)
    assert mapping.source is None


@pytest.mark.parametrize(
    ("name", "covered"),
    [
        ("/a/b/x.jsonl", True),
        ("x.jsonl.gz", True),
        ("/a/x.jsonl.gz/x.jsonl", True),
        ("/a/feeds/x.csv", True),
        ("/a/feeds/x.csv.gz", True),
        ("/a/other/x.csv", False),
        ("/a/x.events.json", False),
        ("x.JSONL", False),
        ("", False),
    ],
)
def test_files_are_named_by_the_end_of_their_path(name: str, covered: bool) -> None:
    assert read_mapping(_WHOLE).covers(name) is covered


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fields = 3", r"\[fields\] is missing"),
        ("[fields]", r"\[fields\] is missing"),
        ("sorce = 'x'\n[fields]\ntitle = 't'", "unknown key 'sorce'; did you mean 'source'"),
        ("[fields]\ntitel = 't'", "unknown key 'titel'; did you mean 'title'"),
        ("[fields]\nzzz = 't'", "unknown key 'zzz'; it may hold id, title"),
        ("[fields]\ntext = 't'", "nothing names a record"),
        ("[fields]\ntitle = 3", "fields.title must be a text"),
        ("[fields]\ntitle = []", "fields.title must be a text"),
        ("standing = 'autentic'\n[fields]\nid = 'i'", "did you mean 'authentic'"),
        ("kind = 'zzzz'\n[fields]\nid = 'i'", "unknown kind 'zzzz'; it may be rule"),
        ("source = 'My Source'\n[fields]\nid = 'i'", "source must be a key"),
        ("files = 3\n[fields]\nid = 'i'", "files must be a text"),
        ("[fields", "not TOML"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused_with_a_suggestion(text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        read_mapping(text)
