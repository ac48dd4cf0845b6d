"""The open data: what pages show to anyone, and not a row more."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from budgeting.results.actions import count_round, publish_result
from tests.factories.rounds import RoundFactory, cast, open_round, sealed
from tests.factories.talk import ProcessFactory, ProposalFactory, SupportFactory

pytestmark = pytest.mark.django_db
LISTS = ("processes", "proposals", "rounds", "results")


def items(client, address: str) -> list[dict]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.json()["count"] >= len(answer.json()["items"])
    return answer.json()["items"]


@pytest.fixture
def counted(carol, dave):
    round = open_round(rule="greedy_votes")
    cast(round, [1, 2])
    return count_round(actor=carol, round=sealed(round, carol, dave))


def test_proposal_is_told_without_its_author(client, alice):
    proposal = SupportFactory(proposal=ProposalFactory(author=alice)).proposal
    (told,) = items(client, "/api/proposals")
    assert told["title"] == proposal.title
    assert told["supports"] == 1
    assert told["rough_cost"] == 250_000
    assert told["address"] == proposal.get_absolute_url()
    assert "author" not in told
    assert "Alice" not in str(told)


def test_proposals_are_chosen_by_process_and_area(client):
    wanted = ProposalFactory()
    ProposalFactory()
    (told,) = items(client, f"/api/proposals?process={wanted.process.slug}&area={wanted.area.slug}")
    assert told["id"] == wanted.pk


def test_hidden_and_unpublished_things_are_not_told(client, carol, log_in):
    hidden = ProposalFactory(hidden_at=timezone.now())
    ProposalFactory(process=ProcessFactory(published_at=None))
    process = RoundFactory(process__published_at=None).process
    for reader in (client, log_in(carol)):
        assert items(reader, "/api/proposals") == []
        assert items(reader, "/api/rounds") == []
        assert process.slug not in [one["slug"] for one in items(reader, "/api/processes")]
        assert reader.get(f"/api/proposals/{hidden.pk}").status_code == 404
        assert reader.get(f"/api/rounds/{process.slug}").status_code == 404
        assert reader.get(f"/api/rounds/{process.slug}/projects").status_code == 404


def test_round_tells_its_rules_pots_and_projects(client):
    round = open_round()
    told = client.get(f"/api/rounds/{round.process.slug}").json()
    assert told["state"] == "open"
    assert told["pots"][0]["amount"] == 50_000
    projects = items(client, f"/api/rounds/{round.process.slug}/projects")
    assert [(one["number"], one["cost"]) for one in projects] == [(1, 10_000), (2, 20_000), (3, 30_000)]


def test_round_in_ballot_tells_nothing_of_its_votes(client):
    round = open_round()
    before = client.get(f"/api/rounds/{round.process.slug}").json()
    cast(round, [1])
    assert client.get(f"/api/rounds/{round.process.slug}").json() == before
    assert items(client, "/api/results") == []


def test_result_is_told_once_published(client, carol, counted):
    assert items(client, "/api/results") == []
    publish_result(actor=carol, result=counted)
    (told,) = items(client, "/api/results")
    assert told["ballots"] == 1
    assert {one["project"]: one["funded"] for one in told["outcomes"]} == {1: True, 2: True, 3: False}
    assert client.get(f"/api/results/{told['round']}/1").json() == told


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("name", LISTS)
def test_nothing_can_be_written(client, method, name):
    assert getattr(client, method)(f"/api/{name}", {}).status_code == 405


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=x", "offset=-1", "offset=9999999999999999999999"]
)
def test_wrong_page_is_named(client, query):
    answer = client.get(f"/api/processes?{query}")
    assert answer.status_code == 422
    assert query.split("=")[0] in answer.content.decode()


def test_lists_go_on_by_offset(client):
    for _number in range(3):
        ProcessFactory()
    answer = client.get("/api/processes?limit=2&offset=2").json()
    assert (len(answer["items"]), answer["count"]) == (1, 3)


@pytest.mark.parametrize("name", ["processes", "proposals", "rounds"])
def test_list_takes_the_same_queries_for_one_and_thirty(client, name):
    make = {
        "processes": ProcessFactory,
        "proposals": ProposalFactory,
        "rounds": lambda: RoundFactory(projects=1),
    }[name]
    counts = []
    for more in (1, 29):
        for _number in range(more):
            make()
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/api/{name}?limit=100")
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 6


def test_description_names_every_list_and_only_reading(client):
    described = client.get("/api/openapi.json").json()
    assert all(f"/api/{name}" in described["paths"] for name in LISTS)
    assert {method for path in described["paths"].values() for method in path} == {"get"}


def test_guide_comes_from_this_site_alone(client):
    shown = client.get("/api/").content.decode()
    assert "/api/proposals" in shown
    assert "//cdn" not in shown
    assert 'src="http' not in shown
