"""The result page: for everyone once published, one sentence first, every project with its why."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgeting.models import Project, Round
from budgeting.results.actions import certify_result, correct_result, count_round, publish_result
from participation.clock import database_now
from tests.factories.rounds import (
    ProjectFactory,
    RoundFactory,
    RoundPotFactory,
    cast,
    open_round,
    opened,
    sealed,
)

pytestmark = pytest.mark.django_db


def address(round, *rest):
    return "/".join(["/rounds", round.process.slug, "result", *map(str, rest)]) + ("" if rest else "/")


def text_of(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_page_says_the_result_in_one_sentence_and_why(published, client):
    page = text_of(client.get(address(published.round)))

    assert "<h1>2 of 3 projects share £500; 12 people voted</h1>" in page
    assert "It had 12 votes, and its cost fitted into the £500 that was left." in page
    assert "only £200 was left when its turn came: £100 was missing." in page
    assert "This result is provisional" in page
    assert published.fingerprint in page
    assert published.audit_head in page


def test_certified_page_names_both_officers(unopposed, carol, dave, client):
    certify_result(actor=carol, result=unopposed)
    certify_result(actor=dave, result=unopposed)

    page = text_of(client.get(address(unopposed.round)))

    assert "This result is certified" in page
    assert "Carol and Dave checked this result" in page


@pytest.mark.parametrize("visitor", ["nobody", "charlie", "alice", "fiona"])
def test_count_is_hidden_until_it_is_published(visitor, counted, client, log_in, request):
    browser = client if visitor == "nobody" else log_in(request.getfixturevalue(visitor))

    assert "There is no result yet" in text_of(browser.get(address(counted.round)))
    assert browser.get(address(counted.round, 1, "")).status_code == 404
    assert browser.get(address(counted.round, 1, "result.json")).status_code == 404
    assert browser.get(address(counted.round, 1, "all.zip")).status_code == 404


@pytest.mark.parametrize("name", ["carol", "audrey"])
def test_officers_and_auditors_read_the_count_before(name, counted, log_in, request):
    page = text_of(log_in(request.getfixturevalue(name)).get(address(counted.round)))

    assert "Not public yet" in page
    assert "2 of 3 projects" in page


def test_open_round_shows_no_result_to_anyone(log_in, carol, client):
    cast(round := open_round(), [1])

    for browser in (client, log_in(carol)):
        assert "There is no result yet" in text_of(browser.get(address(round)))


def test_unpublished_round_does_not_show_that_it_exists(published, client):
    process = published.round.process
    process.published_at = database_now() + timedelta(days=1)
    process.save()

    assert client.get(address(published.round)).status_code == 404
    assert client.get(address(published.round, 1, "result.json")).status_code == 404


def test_files_are_served_byte_for_byte(published, client):
    response = client.get(address(published.round, 1, "result.json"))

    assert response.content == bytes(published.document)
    assert response["Content-Disposition"] == 'attachment; filename="result.json"'
    assert response["Content-Type"] == "application/json"


@pytest.mark.parametrize("name", ["nothing.pb", "..%2f..%2fsettings.py"])
def test_unknown_file_is_not_found(name, published, client):
    assert client.get(address(published.round, 1, name)).status_code == 404


def test_nothing_is_changed_by_posting_to_the_page(published, client):
    assert client.post(address(published.round)).status_code == 405


def test_earlier_version_stays_readable_and_says_so(published, carol, client):
    second = correct_result(actor=carol, result=published, reason="A cost was read wrongly.")

    # Until the correction is published, the first version stands.
    assert "A cost was read wrongly" not in text_of(client.get(address(published.round)))
    publish_result(actor=carol, result=second)
    newest = text_of(client.get(address(published.round)))
    earlier = text_of(client.get(address(published.round, 1, "")))

    assert "A cost was read wrongly." in newest
    assert "This is an earlier version" in earlier
    assert f'href="/rounds/{published.round.process.slug}/result/1/"' in newest
    assert f'href="/rounds/{published.round.process.slug}/result/2/"' in earlier


def test_title_with_markup_stays_text(carol, dave, client):
    round = RoundFactory(projects=0, rule="greedy_votes", objection_days=0)
    ProjectFactory(round=round, round_pot=round.pots.get(), number=1, title="<script>alert(1)</script>")
    opened(round)
    cast(round, [1])
    publish_result(actor=carol, result=count_round(actor=carol, round=sealed(round, carol, dave)))

    page = client.get(address(round)).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def round_of(projects, carol, dave):
    round = RoundFactory(projects=0, rule="greedy_votes")
    share = round.pots.get()
    Project.objects.bulk_create(
        Project(round=round, round_pot=share, number=number, title=f"Project {number}", cost=1_000)
        for number in range(1, projects + 1)
    )
    opened(round)
    cast(round, [1])
    return publish_result(actor=carol, result=count_round(actor=carol, round=sealed(round, carol, dave)))


def test_page_takes_as_many_queries_for_120_projects_as_for_one(carol, dave, client):
    counts = []
    for projects in (1, 120):
        result = round_of(projects, carol, dave)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert "<h1>" in text_of(client.get(address(result.round)))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 14


def test_page_of_a_round_without_winners_and_votes(carol, dave, client):
    round = RoundFactory(projects=0, rule="mes_cost")
    ProjectFactory(round=round, round_pot=round.pots.get(), number=1)
    result = count_round(actor=carol, round=sealed(opened(round), carol, dave))
    publish_result(actor=carol, result=result)

    page = text_of(client.get(address(round)))

    assert "<h1>No project gets money from the £500; 0 people voted</h1>" in page
    assert "No project was funded from this pot." in page
    assert Round.objects.get(pk=round.pk).results.count() == 1


def test_number_of_ballots_of_a_small_pot_is_not_said(carol, dave, client):
    round = RoundFactory(projects=1, rule="greedy_votes", smallest_published_pot=3)
    small = RoundPotFactory(round=round, pot__name="Small pot")
    ProjectFactory(round=round, round_pot=small, number=2)
    opened(round)
    for choices in ([1], [1], [1, 2], [2]):
        cast(round, choices)
    result = count_round(actor=carol, round=sealed(round, carol, dave))
    publish_result(actor=carol, result=result)
    page = text_of(client.get(address(round)))
    assert "3 people voted here" in page
    assert "fewer than 3 people voted here" in page
    assert "2 people voted here" not in page
