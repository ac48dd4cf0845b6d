"""The rules of a planned round are tried out on made-up or earlier ballots, never on a box."""

import pytest

from budgeting.ballots.choices import check
from budgeting.ballots.eligibility import is_for
from budgeting.models import CountedBallot
from budgeting.results.actions import count_round, publish_result
from budgeting.results.dry_run import dry_run, earlier_rounds
from budgeting.results.simulated import simulated_ballots
from participation.areas.tree import lineage
from tests.factories.people import ward
from tests.factories.rounds import (
    PotFactory,
    ProjectFactory,
    RoundFactory,
    RoundPotFactory,
    cast,
    open_round,
    sealed,
)

pytestmark = pytest.mark.django_db
TYPES = [
    {"ballot_type": "knapsack"},
    {"ballot_type": "approval", "max_choices": 2},
    {"ballot_type": "choose-1"},
    {"ballot_type": "ordinal", "max_choices": 3, "rule": "mes_score_L_greedy"},
    {"ballot_type": "cumulative", "points": 10, "rule": "mes_points_greedy"},
]


def planned(**rules):
    """A town pot with four projects, and pots of two wards with two each."""
    round = RoundFactory(projects=4, **rules)
    for number, name in ((5, "Harbour ward"), (7, "Northgate")):
        share = RoundPotFactory(round=round, pot=PotFactory(area=ward(name)))
        for one in (number, number + 1):
            ProjectFactory(round=round, round_pot=share, number=one, cost=30_000)
    return round


def made_up(round, seed):
    shares = list(round.pots.select_related("pot__area__parent"))
    return (
        shares,
        list(round.projects.all()),
        simulated_ballots(round, shares, list(round.projects.all()), seed),
    )


@pytest.mark.parametrize("rules", TYPES, ids=lambda rules: rules["ballot_type"])
def test_made_up_ballots_are_valid_ones_of_some_ward_and_the_same_for_a_seed(rules):
    round = planned(**rules)
    shares, projects, ballots = made_up(round, 7)
    assert sum(ballots.values()) == 400
    homes = [lineage(ward(name)) for name in ("Harbour ward", "Northgate")]
    pots = {project.number: project.round_pot_id for project in projects}
    for chosen in ballots:
        check(round, shares, projects, chosen)
        named = {pots[each[0] if isinstance(each, tuple) else each] for each in chosen}
        assert any(named <= {share.pk for share in shares if is_for(share, home)} for home in homes)
    assert made_up(round, 7)[2] == ballots
    assert made_up(round, 8)[2] != ballots


@pytest.mark.parametrize("rules", TYPES, ids=lambda rules: rules["ballot_type"])
def test_each_rule_is_tried_within_the_money_of_each_pot(rules):
    round = planned(**rules)
    run = dry_run(round, seed=1)
    assert len(run.pots) == 3
    for pot in run.pots:
        names = [each["rule"] for each in pot["rules"]]
        assert names[0] == round.rule
        assert len(names) >= 2
        assert all(each["spent"] <= 50_000 for each in pot["rules"])
        assert any(each["funded"] for each in pot["rules"])


def public_round(*officers, **rules):
    past = open_round(projects=3, smallest_published_pot=1, **rules)
    for number in range(5):
        cast(past, [1, 2] if number else [3], key=str(number))
    sealed(past, *officers)
    publish_result(actor=officers[0], result=count_round(actor=officers[0], round=past))
    return past


def test_earlier_ballots_are_tried_with_the_planned_costs(carol, dave):
    past = public_round(carol, dave)
    round = RoundFactory(projects=3)
    round.projects.filter(number=1).update(cost=60_000)
    assert earlier_rounds(round) == [past]
    run = dry_run(round, seed=1, earlier=past)
    assert run.of_ballots == 5
    # Project 1 costs more than the pot holds now: nobody's knapsack has room for it.
    assert all(1 not in rule["funded"] for rule in run.pots[0]["rules"])
    assert 2 in run.pots[0]["rules"][0]["funded"]


def test_only_public_rounds_with_the_same_ballot_are_offered(carol, dave):
    round = RoundFactory()
    open_one = open_round()
    cast(open_one, [1])
    counted = open_round()
    cast(counted, [1])
    count_round(actor=carol, round=sealed(counted, carol, dave))
    public_round(carol, dave, ballot_type="approval")
    assert earlier_rounds(round) == []


def test_dry_run_keeps_nothing_and_finds_no_ballot_in_an_open_box(carol):
    open_one = open_round()
    cast(open_one, [1])
    run = dry_run(RoundFactory(), seed=1, earlier=open_one)
    assert (run.ballots, run.of_ballots) == (0, 0)
    assert not CountedBallot.objects.exists()


def test_screen_says_that_it_is_a_simulation_and_is_for_planned_rounds(carol, charlie, fiona, log_in):
    round, client = planned(), log_in(carol)
    assert b"Try the rules out" in client.get(f"/admin/rounds/{round.pk}/").content
    shown = client.get(f"/admin/rounds/{round.pk}/dry-run/").content.decode()
    assert "This is a simulation" in shown
    assert "400 made-up ballots" in shown
    assert "(as planned)" in shown
    shown = client.get(f"/admin/rounds/{round.pk}/dry-run/?seed=0").content.decode()
    assert "made-up ballots, as many" not in shown
    assert client.get(f"/admin/rounds/{open_round().pk}/dry-run/").status_code == 302
    for person in (charlie, fiona):
        assert log_in(person).get(f"/admin/rounds/{round.pk}/dry-run/").status_code == 302


def test_round_without_projects_says_what_to_do_first(carol, log_in):
    shown = log_in(carol).get(f"/admin/rounds/{RoundFactory(projects=0).pk}/dry-run/")
    assert b"Put projects on the list first" in shown.content
