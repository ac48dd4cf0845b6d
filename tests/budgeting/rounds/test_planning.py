"""Officers plan rounds: pots with money, rounds from templates, costed projects; nobody else does."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from budgeting.allocation.rules import RULES, reads_ballot
from budgeting.models import Project, Round, RoundPot
from budgeting.rounds.actions import add_project, change_project, create_round, remove_project
from budgeting.rounds.round_templates import TEMPLATES, reason
from participation.clock import database_now
from participation.models import AuditEvent, Phase, Process
from tests.factories.rounds import PotFactory, ProjectFactory, RoundFactory, RoundPotFactory, open_round

pytestmark = pytest.mark.django_db


def plan(actor, pots, **changes):
    now = database_now()
    given = {
        "template": "ward_budgets",
        "title": "Budget 2027",
        "slug": "budget-2027",
        "purpose": "You decide what is built in 2027.",
        "pots": pots,
        "ballot_start": now + timedelta(days=30),
        "ballot_end": now + timedelta(days=44),
        **changes,
    }
    return create_round(actor=actor, **given)


@pytest.fixture
def pot(carol, harbour):
    return PotFactory(name="Harbour pot", area=harbour, money=90_000)


@pytest.mark.parametrize("template", TEMPLATES)
def test_create_round_from_each_template_lays_phases_without_gaps(carol, pot, template):
    round = plan(carol, [(pot, 50_000)], template=template)
    phases = list(round.process.phases.order_by("start"))
    assert [earlier.end for earlier in phases[:-1]] == [later.start for later in phases[1:]]
    assert round.phase.kind == Phase.Kind.BALLOT
    assert round.state() == "planned"
    assert round.ballot_type == TEMPLATES[template].ballot_type


def test_every_template_gives_a_reason_for_each_choice_it_makes():
    for template in TEMPLATES.values():
        for name in ("ballot_type", "rule", "tie_rule", "objection_days", "reserve_rule"):
            assert reason(template, name), (template.key, name)


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_counts_what_its_ballots_say(template):
    chosen = TEMPLATES[template]
    assert reads_ballot(RULES[chosen.rule], chosen.ballot_type)
    assert (chosen.points is not None) == (chosen.ballot_type == "cumulative")


def test_create_round_keeps_own_rules_instead_of_the_templates(carol, pot):
    round = plan(carol, [(pot, 1000)], ballot_type="approval", max_choices=4, objection_days=3)
    assert (round.ballot_type, round.max_choices, round.objection_days) == ("approval", 4, 3)


def test_create_round_by_an_outsider_is_refused(charlie, pot):
    with pytest.raises(PermissionDenied):
        plan(charlie, [(pot, 1000)])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"template": "unknown"}, "template"),
        ({"pots": []}, "pots"),
        ({"title": ""}, "title"),
        ({"slug": "not a slug"}, "slug"),
        ({"ballot_end": database_now}, "ballot_end"),
    ],
)
def test_create_round_names_the_wrong_field_and_makes_nothing(carol, pot, changes, field):
    changes = {name: value() if callable(value) else value for name, value in changes.items()}
    with pytest.raises(ValidationError) as refusal:
        plan(carol, **{"pots": [(pot, 1000)], **changes})
    assert field in refusal.value.message_dict
    assert not Round.objects.exists()
    assert not Process.objects.exists()


def test_add_project_gives_numbers_in_order_and_logs_the_cost(carol):
    share = RoundPotFactory()
    for cost in (500, 700):
        add_project(actor=carol, round=share.round, round_pot=share, title="Bench", cost=cost)
    assert list(Project.objects.values_list("number", "cost")) == [(1, 500), (2, 700)]
    assert AuditEvent.objects.filter(verb="add_project").last().facts["cost"] == 700


def test_add_project_from_a_proposal_takes_its_words_and_accepts_it(carol, proposal):
    share = RoundPotFactory()
    project = add_project(
        actor=carol,
        round=share.round,
        round_pot=share,
        title="",
        cost=500,
        proposal=proposal,
        reason="Costed.",
    )
    proposal.refresh_from_db()
    assert (project.title, project.area) == (proposal.title, proposal.area)
    assert (proposal.status, proposal.status_reason) == ("accepted", "Costed.")


@pytest.mark.parametrize(("field", "bad"), [("cost", 0), ("title", "")])
def test_add_project_names_the_wrong_field(carol, field, bad):
    share = RoundPotFactory()
    given = {"title": "Bench", "cost": 500} | {field: bad}
    with pytest.raises(ValidationError) as refusal:
        add_project(actor=carol, round=share.round, round_pot=share, **given)
    assert list(refusal.value.message_dict) == [field]


def test_add_project_to_a_pot_of_another_round_is_refused(carol):
    with pytest.raises(ValidationError) as refusal:
        add_project(actor=carol, round=RoundFactory(), round_pot=RoundPotFactory(), title="Bench", cost=500)
    assert list(refusal.value.message_dict) == ["round_pot"]


def test_remove_project_gives_its_proposal_back_with_the_reason(carol, proposal):
    share = RoundPotFactory()
    project = add_project(
        actor=carol, round=share.round, round_pot=share, title="", cost=500, proposal=proposal
    )
    remove_project(actor=carol, project=project, reason="The ground is too soft.")
    proposal.refresh_from_db()
    assert (proposal.status, proposal.status_reason) == ("published", "The ground is too soft.")
    assert not Project.objects.exists()
    assert AuditEvent.objects.get(verb="remove_project").reason == "The ground is too soft."


def test_change_project_changes_the_cost_and_logs_it(carol):
    project = ProjectFactory()
    change_project(actor=carol, project=project, cost=777)
    project.refresh_from_db()
    assert project.cost == 777
    assert AuditEvent.objects.get(verb="change_project").facts["cost"] == 777


@pytest.mark.parametrize("act", ["add", "change", "remove"])
@pytest.mark.parametrize("who", ["charlie", "carol"])
def test_projects_are_changed_by_officers_and_before_opening_only(request, act, who):
    """charlie fails in planning, carol after the opening."""
    actor = request.getfixturevalue(who)
    round = RoundFactory() if who == "charlie" else open_round()
    project = round.projects.first()
    acts = {
        "add": lambda: add_project(
            actor=actor, round=round, round_pot=project.round_pot, title="Bench", cost=500
        ),
        "change": lambda: change_project(actor=actor, project=project, cost=1),
        "remove": lambda: remove_project(actor=actor, project=project, reason="No"),
    }
    with pytest.raises(PermissionDenied if who == "charlie" else ValidationError):
        acts[act]()
    project.refresh_from_db()
    assert project.cost == 10_000
    assert round.projects.count() == 3


def test_a_pot_stands_in_a_round_once_only(carol, pot):
    with pytest.raises(ValidationError) as refusal:
        plan(carol, [(pot, 1000), (pot, 1000)])
    assert "pots" in refusal.value.message_dict
    assert not RoundPot.objects.exists()
