"""One search over pages and all that residents and councils made."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.campaigns import CampaignFactory
from tests.factories.pages import standard, text
from tests.factories.polls import PollFactory
from tests.factories.rounds import RoundFactory, opened
from tests.factories.talk import DebateFactory, ProcessFactory, ProposalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def indexed():
    """Does at once what the task worker does after each change of a page."""
    return lambda: call_command("update_index", verbosity=0)


def found(client, **query) -> str:
    answer = client.get("/search/", query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_empty_search_invites(client):
    assert "Write a word to look for" in found(client)
    assert "Write a word to look for" in found(client, q="   ")


def test_nothing_found_says_what_to_try(client):
    shown = found(client, q="zebra")
    assert "Nothing found for “zebra”" in shown
    assert "Check the spelling" in shown


def test_pages_are_found_by_title_intro_and_body(client, indexed):
    standard(
        "Opening hours", slug="hours", intro="When the desk is staffed.", body=text("<p>Ask for Quentin.</p>")
    )
    indexed()
    for word in ("opening", "staffed", "Quentin"):
        assert "/hours/" in found(client, q=word)


def test_drafts_are_not_found(client, indexed):
    standard("Secret plan", slug="plan", live=False)
    indexed()
    assert "Nothing found" in found(client, q="secret")


def test_proposals_projects_and_pages_stand_together_with_counts(client, indexed):
    ProposalFactory(title="Otter bridge")
    round = RoundFactory()
    round.projects.filter(number=1).update(title="Otter shelter")
    opened(round)
    standard("Otters of the quay", slug="otters")
    indexed()
    shown = found(client, q="otter")
    assert "3 results for “otter”" in shown
    for words in ("Otter bridge", "Otter shelter", "Otters of the quay"):
        assert words in shown


def test_what_is_hidden_or_not_published_is_not_found(client):
    ProposalFactory(title="Otter insult", hidden_at=timezone.now())
    ProposalFactory(title="Otter early", process=ProcessFactory(published_at=None))
    RoundFactory().projects.update(title="Otter plan")
    assert "Nothing found" in found(client, q="otter")


def test_one_kind_goes_on_page_by_page(client):
    for number in range(25):
        ProposalFactory(title=f"Otter {number}")
    assert "All 25 in Proposals" in found(client, q="otter")
    second = found(client, q="otter", page="2", **{"in": "proposal"})
    assert second.count('<li><h3><a href="/proposals/') == 5
    assert "q=otter&amp;in=proposal&amp;page=1" in second


def test_script_in_the_query_stays_text(client):
    assert "<script>alert" not in found(client, q="<script>alert(1)</script>")


@pytest.mark.parametrize(
    "query", ["\x00", "%", "_", "'", '"', "a" * 5000, "((", "AND OR NOT", "-", "*", "é", "🌲", "\\"]
)
def test_odd_queries_are_answered(client, indexed, query):
    indexed()
    found(client, q=query)
    found(client, q=query, **{"in": "page"}, page="x")


def test_search_takes_the_same_queries_for_one_and_thirty(client, indexed):
    counts = []
    for more in (1, 29):
        for number in range(more):
            ProposalFactory(title=f"Otter {number}")
            standard(f"Otter page {number}")
        indexed()
        found(client, q="otter")
        with CaptureQueriesContext(connection) as captured:
            found(client, q="otter")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_slip_finds_what_was_meant_and_says_so(client):
    ProposalFactory(title="Otter playground")
    shown = found(client, q="playgroud")
    assert "Nothing found for “playgroud”. Here is what we found for “playground”." in shown
    assert "Otter playground" in shown
    assert "q=playground&amp;in=proposal" in shown


def test_slips_lead_to_nothing_that_is_hidden(client):
    ProposalFactory(title="Otter playground", hidden_at=timezone.now())
    assert "playground" not in found(client, q="playgroud")


def test_every_kind_is_found_without_accents_and_in_other_forms(client):
    process = ProcessFactory(title="Cafés of the town", purpose="Otters drink.")
    round = RoundFactory()
    round.projects.filter(number=1).update(title="A café for otters")
    opened(round)
    DebateFactory(process=process, title="Which café?", words="Otters ask.")
    PollFactory(process=process, question="Is the café good for an otter?")
    CampaignFactory(title="Roof of the café", purpose="Dry otters.")
    shown = found(client, q="cafe otter")
    for words in (
        "Cafés of the town",
        "A café for otters",
        "Which café",
        "good for an otter",
        "Roof of the",
    ):
        assert words in shown
