"""The next round is planned like an earlier one: rules, pots and phases a year later, none of its people."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from budgeting.models import Round, RoundPlan
from budgeting.rounds.actions import begin_plan
from budgeting.rounds.round_templates import OWN_RULES
from cms.backoffice.planning.again import _same_hour, answers_like
from participation.models import Phase
from tests.factories.codes import batch_of, school_round
from tests.factories.rounds import RoundFactory, round_of_last_year

pytestmark = pytest.mark.django_db


def test_next_round_has_the_rules_pots_and_weekdays_and_no_projects(carol, log_in):
    last = round_of_last_year()
    client = log_in(carol)
    address = f"/admin/rounds/{last.pk}/"
    assert b"Plan the next round like this one" in client.get(address).content
    assert b"no projects and no people" in client.get(f"{address}again/").content
    assert not RoundPlan.objects.exists()
    led = client.post(f"{address}again/")
    plan = RoundPlan.objects.get()
    assert led["Location"] == f"/admin/rounds/plan/{plan.pk}/review/"
    assert b"Make the round" in client.get(led["Location"]).content
    client.post(led["Location"])
    made = Round.objects.exclude(pk=last.pk).get()
    same = {name: getattr(last, name) for name in OWN_RULES}
    assert {name: getattr(made, name) for name in OWN_RULES} == same
    assert list(made.pots.values_list("pot", "amount")) == list(last.pots.values_list("pot", "amount"))
    assert made.phase.start - last.phase.start == timedelta(weeks=52)
    assert timezone.localtime(made.phase.start).weekday() == timezone.localtime(last.phase.start).weekday()
    assert not made.projects.exists()
    assert not made.poll_book.exists()
    assert made.opened_at is None


def test_years_in_the_words_move_on(carol):
    round = RoundFactory(process__title="Budget 2025", process__purpose="Money for 2026.")
    what = answers_like(round)["what"]
    assert (what["title"], what["purpose"]) == (["Budget 2026"], ["Money for 2027."])


def test_hour_stays_by_the_towns_clock_through_summer_time():
    """The last Sunday of October moves: 52 weeks later it may be winter time already."""
    summer = datetime(2026, 10, 24, 9, tzinfo=ZoneInfo("Europe/London"))
    with timezone.override("Europe/London"):
        assert _same_hour(summer, 1) == "2027-10-23T09:00"


def test_phases_of_the_same_kind_become_one(carol):
    round = RoundFactory()
    for days in (40, 30):
        start = round.phase.start - timedelta(days=days)
        Phase.objects.create(
            process=round.process, kind="propose", title="Ideas", start=start, end=start + timedelta(days=5)
        )
    assert answers_like(round)["dates"]["propose_start"] != [""]


@pytest.mark.parametrize("name", ["charlie", "audrey", "fiona"])
def test_nobody_but_officers_plans_again(name, request, log_in):
    round = RoundFactory()
    log_in(request.getfixturevalue(name)).post(f"/admin/rounds/{round.pk}/again/")
    assert not RoundPlan.objects.exists()


def planned_again(round: Round, carol, log_in, *, without: str = "") -> tuple[str, Round]:
    """What the review says, and the round that is made of it."""
    plan = begin_plan(actor=carol, answers=answers_like(round))
    if without:
        plan.answers["pots"].pop(without)
        plan.save()
    client, address = log_in(carol), f"/admin/rounds/plan/{plan.pk}/review/"
    review = client.get(address).content.decode()
    client.post(address)
    return review, Round.objects.exclude(pk=round.pk).get()


def test_people_with_pots_of_their_own_are_declared_again_without_their_codes(carol, log_in):
    last = school_round(paper_rule="none", process__title="School budget 2026")
    batch_of(last, carol)
    review, made = planned_again(last, carol, log_in)
    pupils = made.electorates.get()
    assert (pupils.name, pupils.schools) == ("Pupils of Harbour School", "Harbour School")
    assert list(pupils.pots.values_list("pot")) == list(last.electorates.get().pots.values_list("pot"))
    assert f"“Pupils of Harbour School” alone decide about “{pupils.pots.get()}”" in review
    assert "Codes are not: make new ones" in review
    assert not made.code_batches.exists()
    assert not made.admissions.exists()


def test_people_whose_pot_is_not_in_the_next_round_are_left_out_and_named(carol, log_in):
    last = school_round(paper_rule="none", process__title="School budget 2026")
    own = last.electorates.get().pots.get()
    review, made = planned_again(last, carol, log_in, without=f"pot_{own.pot_id}")
    assert "“Pupils of Harbour School” are left out: none of their pots is in this round." in review
    assert not made.electorates.exists()


def test_review_of_a_round_for_residents_alone_names_no_others(carol, log_in):
    review, _made = planned_again(round_of_last_year(), carol, log_in)
    assert "People with pots of their own" not in review
