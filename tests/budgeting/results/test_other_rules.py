"""How other rules would have decided: only where declared, after publication, never for a small pot."""

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from budgeting.models import Analysis, Round
from budgeting.results.actions import count_round, publish_result
from budgeting.results.actions.analysing import analyse_result
from tests.factories.rounds import cast, open_round, sealed

pytestmark = pytest.mark.django_db


@pytest.fixture
def declared(carol, dave):
    """A published result of a round that declared the comparison; 20 ballots."""
    round = open_round(rule="greedy_votes", show_other_rules=True)
    for number in range(20):
        cast(round, [1, 2] if number % 2 else [3])
    return publish_result(actor=carol, result=count_round(actor=carol, round=sealed(round, carol, dave)))


def address(result) -> str:
    return f"/rounds/{result.round.process.slug}/result/other-rules/"


def test_rules_are_compared_once_and_the_page_shows_them(declared, client):
    assert client.get(address(declared)).status_code == 404
    assert analyse_result.func(declared.pk) is True
    assert analyse_result.func(declared.pk) is False

    [pot] = Analysis.objects.get().pots
    assert [each["rule"] for each in pot["rules"]] == ["greedy_votes", "mes_cost_greedy", "phragmen"]
    won = set(declared.outcomes.filter(funded=True).values_list("project__number", flat=True))
    assert set(pot["rules"][0]["funded"]) == won
    page = client.get(address(declared)).content.decode()
    assert "(the rule that counts)" in page
    assert "greedy_votes" not in page
    assert "gets money" in page
    assert address(declared) in client.get(f"/rounds/{declared.round.process.slug}/result/").content.decode()


def test_nothing_is_compared_where_it_was_not_declared(published, client):
    assert analyse_result.func(published.pk) is False
    assert client.get(address(published)).status_code == 404
    assert "other-rules" not in client.get(f"/rounds/{published.round.process.slug}/result/").content.decode()


def test_nothing_is_compared_before_publication(carol, dave):
    round = open_round(show_other_rules=True)
    cast(round, [1])
    result = count_round(actor=carol, round=sealed(round, carol, dave))
    assert analyse_result.func(result.pk) is False


def test_small_pot_is_left_out(carol, dave, client):
    round = open_round(show_other_rules=True)
    cast(round, [1])
    result = publish_result(actor=carol, result=count_round(actor=carol, round=sealed(round, carol, dave)))
    analyse_result.func(result.pk)
    assert Analysis.objects.get().pots == []
    assert "Few people voted" in client.get(address(result)).content.decode()


def test_publishing_asks_the_worker(carol, dave, django_capture_on_commit_callbacks):
    round = open_round(show_other_rules=True)
    cast(round, [1])
    result = count_round(actor=carol, round=sealed(round, carol, dave))
    DBTaskResult.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        publish_result(actor=carol, result=result)
    assert DBTaskResult.objects.filter(task_path__endswith="analyse_result").count() == 1


def test_declaration_freezes_when_the_round_opens():
    round = open_round()
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=round.pk).update(show_other_rules=True)
