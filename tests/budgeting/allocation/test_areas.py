"""Areas: pots of their own, counted by id before the citywide one, and three things that can become of what
they leave."""

import pytest

from budgeting.allocation import RULES, Area, Instance, Project, allocate, approval_profile

PROJECTS = (
    Project("e1", 4, area="east"),
    Project("e2", 3, area="east"),
    Project("w1", 6, area="west"),
    Project("c1", 6),
    Project("c2", 5),
)
BALLOTS = [(["e1", "c1"], 3), (["e2", "c1"], 2), (["w1", "c2"], 4), (["c2"], 1), ([], 2)]


def city(leftover="stays", budget=6, **more):
    instance = Instance(PROJECTS, budget, areas=(Area("west", 6), Area("east", 6)), leftover=leftover, **more)
    return instance, approval_profile(instance.ids, BALLOTS)


def test_each_pot_has_the_voters_that_name_its_projects():
    outcome = allocate(*city(), RULES["greedy_votes"])
    assert [(pot.area, pot.voters) for pot in outcome.pots] == [("east", 5), ("west", 4), ("", 10)]
    assert outcome.funded == ("e1", "w1", "c1")


@pytest.mark.parametrize(
    ("leftover", "funded", "moved"), [("stays", 3, 0), ("moves", 3, 2), ("next-best", 3, 2)]
)
def test_what_an_area_leaves_stays_or_moves(leftover, funded, moved):
    outcome = allocate(*city(leftover), RULES["greedy_votes"])
    assert len(outcome.funded) == funded
    assert outcome.pots[0].moved == moved
    assert outcome.pots[-1].budget == 6 + moved
    assert outcome.spent + outcome.left == outcome.budget == 18


def test_money_that_moves_can_win_a_citywide_project():
    assert "c1" not in allocate(*city("stays", budget=4), RULES["greedy_votes"]).funded
    assert "c1" in allocate(*city("moves", budget=4), RULES["greedy_votes"]).funded


def test_an_area_loser_stays_lost_when_money_moves():
    outcome = allocate(*city("moves", budget=30), RULES["greedy_votes"])
    assert not outcome.decision("e2").funded
    assert outcome.decision("e2").pot == "east"


def test_next_best_buys_in_the_area_by_votes_before_money_moves():
    """Equal Shares leaves the east's e1 unbought; next-best buys it there."""
    projects = (Project("e1", 4, area="east"), Project("e2", 1, area="east"), Project("c1", 1))
    instance = Instance(projects, 1, areas=(Area("east", 5),), leftover="next-best")
    profile = approval_profile(instance.ids, [(["e1", "c1"], 2), (["e2"], 3)])
    plain = allocate(Instance(projects, 1, areas=(Area("east", 5),)), profile, RULES["mes_cost"])
    assert "e1" not in plain.funded
    outcome = allocate(instance, profile, RULES["mes_cost"])
    assert {"e1", "e2"} <= set(outcome.funded)
    assert outcome.decision("e1").code == "won_greedy_end"


def test_conditions_hold_across_pots():
    projects = (
        Project("e1", 4, area="east"),
        Project("c1", 1, excludes=("e1",)),
        Project("c2", 1, needs=("e1",)),
    )
    instance = Instance(projects, 5, areas=(Area("east", 5),))
    profile = approval_profile(instance.ids, [(["e1", "c1", "c2"], 2)])
    outcome = allocate(instance, profile, RULES["greedy_votes"])
    assert outcome.funded == ("e1", "c2")
    assert outcome.decision("c1").code == "lost_other_pot"


def test_a_category_limit_is_one_for_all_pots():
    projects = (Project("e1", 4, area="east", categories=("park",)), Project("c1", 2, categories=("park",)))
    instance = Instance(projects, 5, areas=(Area("east", 5),), category_caps=(("park", 5),))
    outcome = allocate(instance, approval_profile(instance.ids, [(["e1", "c1"], 2)]), RULES["greedy_votes"])
    assert outcome.funded == ("e1",)
    assert outcome.decision("c1").code == "lost_category"
