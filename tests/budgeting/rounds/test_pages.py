"""The pages of rounds and projects at each state, for each kind of visitor, and what they cost."""

from datetime import timedelta

import pytest

from budgeting.rounds import turnout
from budgeting.rounds.actions import extend_round
from budgeting.rounds.kind import export
from participation.accounts.rules import identity_of
from participation.kinds import registry
from participation.models import Phase, Process
from tests.factories.rounds import RoundFactory, cast, ended, open_round, opened, sealed

pytestmark = pytest.mark.django_db


def test_an_open_round_shows_one_action_its_pots_and_its_projects(client):
    round = open_round()
    page = client.get(round.get_absolute_url()).content.decode()
    for words in ("Voting is open", "Vote", "£500", "Project 1", "Project 3", "You are here", "The rules"):
        assert words in page
    assert page.count("<h1") == 1


def test_the_round_page_explains_the_rule_and_an_extension(client, carol):
    round = open_round()
    extend_round(
        actor=carol, round=round, end=round.phase.end + timedelta(days=1), reason="The site was down."
    )
    page = client.get(round.get_absolute_url()).content.decode()
    for words in ("Method of Equal Shares", "Voting was given more time", "The site was down."):
        assert words in page


def test_a_voter_sees_that_they_can_change_their_ballot(alice, log_in):
    round = open_round()
    cast(round, [1], identity_of(alice))
    assert b"See or change your ballot" in log_in(alice).get(round.get_absolute_url()).content


def test_a_planned_round_says_when_voting_opens_and_has_no_ballot_link(client):
    round = RoundFactory()
    Phase.objects.filter(pk=round.phase_id).update(start=round.phase.end - timedelta(hours=1))
    page = client.get(round.get_absolute_url()).content.decode()
    assert "Voting opens" in page
    assert "/ballot/" not in page


def test_an_ended_round_says_what_happens_next(client):
    page = client.get(ended(open_round()).get_absolute_url()).content.decode()
    assert "Two officers will seal" in page


def test_an_unpublished_round_is_for_officers_and_auditors(client, charlie, carol, audrey, log_in):
    round = RoundFactory()
    Process.objects.update(published_at=None)
    project = round.projects.first()
    for address in (round.get_absolute_url(), project.get_absolute_url()):
        assert client.get(address).status_code == 404
        assert log_in(charlie).get(address).status_code == 404
        assert log_in(carol).get(address).status_code == 200
        assert log_in(audrey).get(address).status_code == 200


def test_a_project_page_tells_its_story_and_cost(client):
    project = open_round().projects.get(number=2)
    page = client.get(project.get_absolute_url()).content.decode()
    for words in ("Project 2", "What would be built", "£200"):
        assert words in page


@pytest.mark.parametrize("address", ["/rounds/none/", "/rounds/none/projects/1/"])
def test_what_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_a_project_of_another_round_is_not_found(client):
    round = open_round(projects=1)
    assert client.get(round.get_absolute_url() + "projects/2/").status_code == 404


def test_a_round_page_asks_as_much_for_thirty_projects_as_for_one(client, django_assert_max_num_queries):
    counts = []
    for projects in (1, 30):
        round = open_round(projects=projects, ballot_type="approval")
        client.get(round.get_absolute_url())
        with django_assert_max_num_queries(20) as queries:
            client.get(round.get_absolute_url())
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_turnout_moves_in_steps_of_twenty_and_is_exact_once_sealed(carol, dave, client):
    round = open_round()
    live = registry.kind("round").live
    for _ in range(19):
        cast(round, [1])
    assert live(round.pk)[0] == {"turnout": 0}
    assert "Fewer than 20" in turnout.words(19, round)
    cast(round, [1])
    assert live(round.pk)[0] == {"turnout": 20}
    cast(round, [1])
    assert live(round.pk)[0] == {"turnout": 20}
    assert b"21" not in client.get(round.get_absolute_url()).content.split(b"People who have voted")[1][:300]
    sealed(round, carol, dave)
    assert live(round.pk)[0] == {"turnout": 21}


def test_turnout_is_one_query_with_the_database_clock(django_assert_num_queries):
    round = open_round()
    with django_assert_num_queries(1):
        _value, version = registry.kind("round").live(round.pk)
    assert version > 1_700_000_000_000_000


def test_turnout_is_hidden_where_the_round_declared_it_so(client):
    round = opened(RoundFactory(show_turnout=False))
    assert registry.kind("round").live(round.pk) is None
    assert b"People who" not in client.get(round.get_absolute_url()).content


def test_a_voter_exports_their_receipts_and_not_their_choices(alice):
    round = open_round()
    receipt = cast(round, [1], identity_of(alice))
    assert export(alice) == [{"voted_in": str(round), "receipt": receipt}]


def test_the_process_page_leads_to_the_ballot(client):
    round = open_round()
    page = client.get(round.process.get_absolute_url()).content.decode()
    assert f"/rounds/{round.process.slug}/ballot/" in page
    assert "The money and the vote" in page


def test_search_finds_projects_of_opened_rounds_alone():
    planned, voting = RoundFactory(projects=1), open_round(projects=1)
    found = registry.kind("project").search(None, "project built")
    assert {project.round for project in found} == {voting}
    assert planned.projects.count() == 1


@pytest.mark.parametrize("own_rules", ["", "- You have one ballot.\n- It is secret."])
def test_rules_stand_once_in_view_the_councils_own_first(own_rules, client):
    round = open_round()
    Process.objects.filter(pk=round.process_id).update(rules=own_rules)
    page = client.get(round.get_absolute_url()).content.decode()
    promise = "Every verified resident has one ballot."
    assert page.count(promise) == 1
    folded = "What this site makes sure of" in page
    assert folded is bool(own_rules)
    assert not own_rules or page.index("It is secret.") < page.index(promise)
