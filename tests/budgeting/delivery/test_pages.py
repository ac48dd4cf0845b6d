"""What everyone sees of building: on a project, on its round and on the first page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.delivery import DeliveryUpdateFactory, certified_round, result_of
from tests.factories.rounds import open_round

pytestmark = pytest.mark.django_db


def page(client, thing) -> str:
    answer = client.get(thing.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_project_shows_stage_money_and_reports_newest_first(client):
    project = certified_round().projects.get(number=1)
    DeliveryUpdateFactory(project=project, text="Second.", spent=4_000, happened_on="2026-11-02")
    DeliveryUpdateFactory(project=project, text="First.", stage="planning", happened_on="2026-10-02")

    shown = page(client, project)

    assert "£40 of £100 spent" in shown
    assert '<progress value="4000" max="10000"' in shown
    assert "Being built" in shown
    assert shown.index("Second.") < shown.index("First.")


def test_funded_project_without_reports_says_what_will_stand_here(client):
    shown = page(client, certified_round().projects.get(number=1))

    assert "Nothing to report yet" in shown
    assert "£0 of £100 spent" in shown


def test_projects_that_are_not_built_show_no_building(client):
    lost = certified_round(funded=1, lost=1).projects.get(number=2)
    uncounted = open_round().projects.get(number=1)

    for project in (lost, uncounted):
        assert "How it is going" not in page(client, project)
    assert "What was built" not in page(client, uncounted.round)


def test_words_of_a_report_are_shown_as_text(client):
    project = certified_round().projects.get(number=1)
    DeliveryUpdateFactory(project=project, text="<script>alert(1)</script>")

    assert "<script>alert(1)" not in page(client, project)


def test_round_shows_each_funded_project_finished_ones_first(client):
    round = certified_round(funded=3, lost=1)
    DeliveryUpdateFactory(project=round.projects.get(number=3), stage="done", spent=30_000)
    DeliveryUpdateFactory(project=round.projects.get(number=2), stage="building", spent=5_000)

    built = page(client, round).partition('id="built"')[2].partition("</section>")[0]

    assert "1 of 3 funded projects are done." in built
    order = [built.index(f"Project {number}<") for number in (3, 2, 1)]
    assert order == sorted(order)
    assert "Project 4" not in built
    assert "£300 of £300 spent" in built
    assert "Not started" in built


def test_round_without_a_confirmed_result_shows_nothing_as_built(client):
    round = certified_round()
    round.results.update(certified_at=None)

    assert "What was built" not in page(client, round)


def test_round_with_a_correction_under_way_keeps_what_is_confirmed(client):
    round = certified_round(funded=1)
    result_of(round, funded=3, certified=False, version=2)

    assert "0 of 1 funded project is done." in page(client, round)


def queries(client, thing) -> int:
    client.get(thing.get_absolute_url())
    with CaptureQueriesContext(connection) as captured:
        client.get(thing.get_absolute_url())
    return len(captured)


def test_round_takes_the_same_queries_for_one_and_thirty_projects(client):
    few, many = certified_round(funded=1, lost=0), certified_round(funded=30, lost=0)
    for round in (few, many):
        for project in round.projects.all():
            DeliveryUpdateFactory(project=project)

    assert queries(client, few) == queries(client, many)


def test_project_takes_the_same_queries_for_one_and_thirty_reports(client):
    project, other = certified_round().projects.order_by("number")[:2]
    DeliveryUpdateFactory(project=project)
    DeliveryUpdateFactory.create_batch(30, project=other)

    assert queries(client, project) == queries(client, other)
