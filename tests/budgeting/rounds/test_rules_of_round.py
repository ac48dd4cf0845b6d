"""The declared rules: changed until a round opens and never after, checked against each other, said."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from budgeting.models import Round
from budgeting.rounds.actions import change_rules
from budgeting.rounds.actions import open_round as open_act
from budgeting.rounds.frozen import SEALED_COLUMNS
from budgeting.rounds.round_templates import OWN_RULES, TEMPLATES, reason
from budgeting.rounds.rule_faults import rule_faults
from participation.models import AuditEvent
from tests.factories.people import ward
from tests.factories.rounds import PotFactory, RoundFactory, RoundPotFactory, open_round

pytestmark = pytest.mark.django_db
# What is no rule but the round itself, and what is recorded of it.
NO_RULES = {"id", "process", "phase", "currency", "opened_at", "key_id", *SEALED_COLUMNS}


def test_every_column_of_a_round_is_a_rule_that_templates_set_and_explain():
    columns = {field.name for field in Round._meta.concrete_fields}
    assert columns - NO_RULES == OWN_RULES
    for template in TEMPLATES.values():
        missing = [
            name
            for name, value in template.rules().items()
            if value not in (None, False) and not reason(template, name)
        ]
        assert set(missing) <= {"max_choices", "paper_rule", "mark_rule", "opens_to_codes"}, template.key


def test_changed_rules_are_kept_and_logged_with_what_they_were(carol):
    round = RoundFactory()
    change_rules(actor=carol, round=round, rule="phragmen", age_from=16, ballot_type="knapsack")
    round.refresh_from_db()
    assert (round.rule, round.age_from) == ("phragmen", 16)
    event = AuditEvent.objects.get(verb="change_rules")
    assert event.facts == {
        "rule": "phragmen",
        "old_rule": "mes_cost_greedy",
        "age_from": 16,
        "old_age_from": None,
    }


def test_rules_that_stay_as_they_are_leave_no_line_in_the_log(carol):
    change_rules(actor=carol, round=RoundFactory(), rule="mes_cost_greedy")
    assert not AuditEvent.objects.exists()


def test_charlie_changes_no_rule_and_nobody_does_after_opening(carol, charlie, bob, fiona):
    round = RoundFactory()
    for person in (charlie, bob, fiona):
        with pytest.raises(PermissionDenied):
            change_rules(actor=person, round=round, age_from=16)
    with pytest.raises(ValidationError, match="fixed since"):
        change_rules(actor=carol, round=open_round(), age_from=16)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ballot_type": "ordinal"}, "max_choices"),
        ({"ballot_type": "cumulative", "rule": "greedy_points"}, "points"),
        ({"rule": "greedy_points"}, "rule"),
        ({"age_from": 20, "age_to": 19}, "age_to"),
        ({"one_other_ward": True}, "one_other_ward"),
        ({"tie_rule": "dice"}, "tie_rule"),
        ({"objection_days": -1}, "objection_days"),
    ],
)
def test_rules_that_contradict_each_other_are_refused_with_the_field(carol, changes, field):
    round = RoundFactory()
    with pytest.raises(ValidationError) as refused:
        change_rules(actor=carol, round=round, **changes)
    assert field in refused.value.message_dict
    round.refresh_from_db()
    assert round.rule == "mes_cost_greedy"


def test_choosing_in_another_ward_needs_two_wards_and_no_paper(harbour):
    round = Round(one_other_ward=True, paper_rule="none")
    pots = [PotFactory(area=harbour), PotFactory(area=ward("Northgate"))]
    assert not rule_faults(round, pots)
    round.paper_rule = "paper"
    assert "one_other_ward" in rule_faults(round, pots)


def test_leftovers_for_the_town_need_one_pot_of_the_town(carol, harbour):
    round = RoundFactory(leftovers="town")
    RoundPotFactory(round=round, pot=PotFactory(area=harbour))
    assert not rule_faults(round, [share.pot for share in round.pots.all()])
    RoundPotFactory(round=round)
    with pytest.raises(ValidationError, match="one pot of the whole town"):
        open_act(actor=carol, round=round)


def test_page_says_who_votes_and_where_leftovers_go(client):
    page = client.get(open_round(age_from=16, leftovers="town").get_absolute_url()).content.decode()
    assert "who turn 16 or more in" in page
    assert "goes to the pot of the whole town" in page
    page = client.get(open_round().get_absolute_url()).content.decode()
    assert "who turn" not in page
    assert "goes back to the pot that it came from" in page
