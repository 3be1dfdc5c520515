"""The demonstration's story: invented throughout, and as untidy as the real thing."""

import io
import json
import re
from datetime import UTC, date
from importlib.resources import files

import feedparser
import pytest
from lxml import etree

from app.sample import SampleFile, story, story_sources

STORY = story()
NAMED = {delivery.name: delivery for delivery in STORY}
EDITED = "https://tidewater-examiner.example/business/photonic-accelerators"
FEEDS = (
    "hw-feed-august.xml",
    "hw-feed-november.xml",
    "ed-feed-august.xml",
    "ed-feed-october.xml",
    "lj-feed.json",
)


def text(name: str) -> str:
    return NAMED[name].body.decode("utf-8")


def feed_entries() -> dict[str, str]:
    """Entries of the feeds by their own address, with their words."""
    found = {
        entry["link"]: entry["content"][0]["value"]
        for name in FEEDS[:4]
        for entry in feedparser.parse(io.BytesIO(NAMED[name].body))["entries"]
    }
    items = json.loads(NAMED["lj-feed.json"].body)["items"]
    return found | {item["url"]: item["content_text"] for item in items}


def notices() -> list[dict[str, object]]:
    return [json.loads(d.body) for d in STORY if re.fullmatch(r"2026-99\d+\.json", d.name)]


def reports() -> set[str]:
    """Addresses at which somebody other than the register or the bureau reports something."""
    kept = {"sample-register", "sample-bureau"}
    return set(feed_entries()) | {
        d.place for d in STORY if d.source not in kept and d.name not in FEEDS
    }


def test_there_are_at_least_thirty_six_reports_by_eight_outlets() -> None:
    assert len(reports()) >= 36
    assert len({d.source for d in STORY} - {"sample-register", "sample-bureau"}) >= 8


def test_the_story_arrives_in_order_in_aware_instants() -> None:
    arrivals = [delivery.received_at for delivery in STORY]
    assert arrivals == sorted(arrivals)
    assert {arrival.tzinfo for arrival in arrivals} == {UTC}
    assert date(2026, 6, 1) <= arrivals[0].date() <= arrivals[-1].date() <= date(2026, 11, 10)


def test_every_source_is_named_once_and_is_a_sample() -> None:
    keys = [source.key for source in story_sources()]
    assert len(set(keys)) == len(keys)
    assert {delivery.source for delivery in STORY} == set(keys)
    assert all(key.startswith("sample-") for key in keys)


def test_every_file_of_the_story_is_delivered() -> None:
    shipped = {entry.name for entry in files("app.sample").joinpath("files").iterdir()}
    assert shipped == set(NAMED)


@pytest.mark.parametrize("delivery", STORY, ids=lambda delivery: delivery.name)
def test_every_text_says_it_was_written_for_the_product(delivery: SampleFile) -> None:
    assert "OnRecord" in delivery.body.decode("utf-8")


def test_every_entry_of_a_feed_says_so_too() -> None:
    assert all("Sample text written for OnRecord" in words for words in feed_entries().values())


def test_invented_addresses_are_on_a_name_reserved_for_examples() -> None:
    hosts = {host for d in STORY for host in re.findall(r"https?://([^/\s\"'<]+)", d.place)}
    assert hosts
    assert all(host.endswith(".example") for host in hosts)


def test_the_whole_story_is_small() -> None:
    assert sum(len(delivery.body) for delivery in STORY) <= 400_000


def test_an_article_is_edited_and_later_put_back() -> None:
    first, second, third = (d.body.decode() for d in STORY if d.place == EDITED)
    assert first == third
    assert "Commerce lifts ban" in first
    assert "has not lifted" in second
    assert '"datePublished": "2026-06-30' in first
    assert '"datePublished": "2026-07-01' in second


def test_there_are_six_notices_in_the_gazettes_own_shape() -> None:
    found = notices()
    assert len(found) >= 6
    for notice in found:
        assert re.fullmatch(r"2026-99\d{3}", str(notice["document_number"]))
        assert {"publication_date", "effective_on", "comments_close_on", "agencies"} <= set(notice)
    assert {notice["type"] for notice in found} == {"Rule", "Proposed Rule", "Notice"}


def test_one_notice_comes_as_full_text_with_instructions() -> None:
    root = etree.fromstring(NAMED["2026-99130.xml"].body)
    assert root.tag == "RULE"
    assert len(root.findall(".//AMDPAR")) == 4
    assert root.findtext(".//FRDOC") == "[FR Doc. 2026-99130 Filed 7-15-26; 8:45 am]"


def test_the_count_of_listed_parties_differs_between_press_and_rule() -> None:
    assert "29 entities" in text("hw-entity-list.txt")
    assert "26 entities and three addresses" in text("2026-99101.json")


def test_the_reported_fee_is_not_in_the_rule() -> None:
    assert "15 percent of each sale" in text("ml-fee.html")
    assert "percent" not in text("2026-99130.xml")


def test_no_notice_confirms_the_announced_suspension() -> None:
    assert "will suspend" in text("bis-suspension.txt")
    announced = NAMED["bis-suspension.txt"].received_at
    later = [d for d in STORY if d.source == "sample-register" and d.received_at > announced]
    assert later
    assert not any("suspen" in d.body.decode().lower() for d in later)


def test_one_outlet_says_lifted_where_another_says_suspended() -> None:
    assert "has lifted the rule" in text("qp-lifted.html")
    assert "will suspend for one year" in text("hw-suspend.txt")


def test_the_day_of_effect_is_reported_a_day_off() -> None:
    assert json.loads(text("2026-99130.json"))["effective_on"] == "2026-07-16"
    assert "took effect on Wednesday, July 15" in text("nb-wednesday.txt")


def test_a_comment_period_moves_from_one_day_to_another() -> None:
    first = json.loads(text("2026-99145.json"))
    again = json.loads(text("page-2026-09-01.json"))["results"][1]
    assert first["document_number"] == again["document_number"]
    assert first["comments_close_on"] == "2026-09-03"
    assert again["comments_close_on"] == "2026-10-02"


def test_two_texts_have_no_day_at_all() -> None:
    undated = [d for d in STORY if d.source == "sample-loose-texts"]
    assert len(undated) == 2
    assert all(d.published_on is None for d in undated)
    assert not any(re.search(r"\b20\d\d\b", d.body.decode()) for d in undated)


def test_one_title_is_longer_than_three_hundred_signs() -> None:
    found = re.search(r"<h1>(.*?)</h1>", text("nb-container.html"))
    assert found is not None
    assert len(found.group(1)) >= 300


def test_two_reports_are_in_other_scripts() -> None:
    assert len(re.findall(r"[\u4e00-\u9fff]", text("hf-photonics.txt"))) > 200
    assert len(re.findall(r"[\u0600-\u06ff]", text("am-brightwater.html"))) > 400


def test_an_aggregators_page_is_mostly_navigation() -> None:
    page = text("qp-entity-list.html")
    article = page[page.index("<article>") : page.index("</article>")]
    assert len(article) < len(page) / 2


def test_a_copy_keeps_the_words_of_the_wire_with_and_without_credit() -> None:
    quote = "These networks were built to look like ordinary distributors"
    copies = ("hw-entity-list.txt", "ml-entity-list.html", "ct-entity-list.txt")
    assert all(quote in text(name) for name in copies)
    assert "Harbour Wire" in text("ml-entity-list.html")
    assert "Harbour Wire" not in text("ct-entity-list.txt")
