"""Pages show what editors put in them, safely and in a fixed number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.blocks.plain import as_html
from cms.models import GuideStepPage
from tests.factories.pages import guide, home, news, standard, text

pytestmark = pytest.mark.django_db


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_standard_page_shows_its_blocks(client):
    body = [
        {"type": "heading", "value": "Opening hours"},
        *text("<p>Come <b>in</b>.</p>"),
        {"type": "quote", "value": {"text": "It worked.", "who": "Ada", "role": "Harbour ward"}},
        {"type": "notice", "value": {"tone": "warn", "title": "Careful", "text": "We close at six."}},
        {"type": "action", "value": {"label": "Take part", "page": None, "address": "/processes/"}},
        {
            "type": "steps",
            "value": {
                "heading": "How",
                "steps": [{"title": "First", "text": "<p>Look.</p>"}],
            },
        },
        {
            "type": "questions",
            "value": {
                "heading": "",
                "questions": [{"question": "Why?", "answer": "<p>So.</p>"}],
            },
        },
    ]
    page = standard(intro="Who we are.", body=body)
    shown = client.get(page.url).content.decode()
    for words in (
        "Opening hours",
        "<b>in</b>",
        "It worked.",
        "We close at six.",
        "Why?",
        "First",
        "Who we are.",
    ):
        assert words in shown
    assert 'href="/processes/"' in shown
    assert shown.count("<h1") == 1


@pytest.mark.parametrize("kind", ["open_now", "process", "round", "proposals", "campaign", "result"])
def test_live_block_without_anything_says_so(client, kind):
    values = {
        "open_now": {"heading": ""},
        "process": {"process": 404},
        "round": {"round": 404},
        "proposals": {"heading": "", "process": None, "order": "newest", "count": 3},
        "campaign": {"campaign": 404},
        "result": {"round": 404},
    }
    page = standard(body=[{"type": kind, "value": values[kind]}])
    answer = client.get(page.url)
    assert answer.status_code == 200
    assert b'class="empty"' in answer.content


def test_draft_is_not_public(client):
    page = standard(slug="plans", live=False)
    assert client.get("/plans/").status_code == 404
    assert not page.live


def test_news_list_takes_the_same_queries_for_one_and_thirty(client):
    index = news(1)
    few = queries(client, index.url)
    index.delete()
    assert queries(client, news(30).url) <= few + 1  # one more counts the pages of the list


def test_news_lists_newest_first_and_pages_on(client):
    index = news(14)
    assert b"Story 13" in client.get(index.url).content
    assert b"Story 1<" in client.get(index.url + "?page=2").content
    assert client.get(index.url + "?page=nonsense").status_code == 200


def test_guide_leads_step_by_step(client):
    found = guide("See what is open", "Write an idea", "Vote")
    assert b"Start with the first step" in client.get(found.url).content
    second = client.get(found.url + "write-an-idea/").content.decode()
    assert "Step 2 of 3" in second
    assert 'rel="prev"' in second
    assert 'rel="next"' in second
    assert "/how-it-works/vote/" in second


def test_guide_leaves_out_unpublished_steps(client):
    found = guide("One", "Two")
    GuideStepPage.objects.get(title="Two").unpublish()
    assert b"Step 1 of 1" in client.get(found.url + "one/").content


def test_home_without_anything_open_says_so(client):
    shown = client.get("/").content
    assert b"Nothing is open right now" in shown
    assert home().headline.encode() in shown


def test_plain_text_becomes_escaped_html():
    assert (
        as_html("Hello <you>\n\n- one\n- two") == "<p>Hello &lt;you&gt;</p><ul><li>one</li><li>two</li></ul>"
    )
