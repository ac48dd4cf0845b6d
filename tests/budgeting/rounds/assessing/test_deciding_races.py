"""Two officers decide one check at the same moment: one decision, and the proposal says the same."""

import threading

import pytest

from budgeting.models import Assessment, Project
from budgeting.rounds.assessing.actions import (
    add_cost_line,
    decide_feasible,
    decide_infeasible,
    deciding,
    reopen_assessment,
    start_assessment,
)
from budgeting.rounds.assessing.rules import check_refusal
from participation.models import AuditEvent
from tests.races import AT_ONCE, kinds, together, without_transaction

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def saying_yes(officer, check, act=decide_feasible):
    share = check.round.pots.get()
    return lambda: act(actor=officer, assessment=check, round_pot=share, reason="It fits.")


def saying_no(officer, check, act=decide_infeasible):
    return lambda: act(actor=officer, assessment=check, reason="The ground is too wet.")


def decisions():
    return AuditEvent.objects.filter(verb__in=["decide_feasible", "decide_infeasible"]).count()


def test_of_many_decisions_at_once_one_stands_whole(checked, carol, dave):
    acts = [saying_yes(carol, checked) if at % 2 else saying_no(dave, checked) for at in range(AT_ONCE)]
    found = kinds(together(acts))
    assert found == {"done": 1, "closed": AT_ONCE - 1}
    checked.refresh_from_db()
    checked.proposal.refresh_from_db()
    is_yes = checked.state == Assessment.State.FEASIBLE
    assert Project.objects.filter(proposal=checked.proposal).count() == is_yes
    assert (checked.project is not None) is is_yes
    assert (checked.proposal.status == "declined") is not is_yes
    assert decisions() == 1


def test_control_without_the_locks_both_officers_are_told_that_theirs_stands(
    checked, carol, dave, monkeypatch
):
    """Both looked while it was undecided: it is found infeasible, and its project is on the list."""
    both = threading.Barrier(2)

    def looked(actor, assessment):
        fresh = Assessment.objects.select_related("proposal__process", "round", "project").get(
            pk=assessment.pk
        )
        assert not check_refusal(actor, fresh)
        both.wait(30)
        return fresh

    monkeypatch.setattr(deciding, "open_assessment", looked)
    yes, no = without_transaction(decide_feasible), without_transaction(decide_infeasible)
    found = kinds(together([saying_yes(carol, checked, yes), saying_no(dave, checked, no)]))
    assert decisions() == found.get("done", 0)
    assert found != {"done": 1, "closed": 1}
    assert found == {"done": 2}


def test_a_check_that_many_begin_at_once_is_begun_once(carol, dave, round, proposal, soon):
    def beginning(officer):
        return lambda: start_assessment(
            actor=officer, round=round, proposal=proposal, due=soon, officer=officer
        )

    told = together([beginning((carol, dave)[at % 2]) for at in range(AT_ONCE)])
    assert sum(isinstance(each, Assessment) for each in told) == 1
    assert kinds(told) == {"done": 1, "ValidationError": AT_ONCE - 1}
    assert Assessment.objects.count() == 1


def test_the_cost_of_a_check_never_changes_under_its_decision(checked, carol, dave):
    """Lines that arrive beside the decision are in the project's cost, or refused."""
    lines = [lambda: add_cost_line(actor=dave, assessment=checked, label="Sand", amount=100)] * (AT_ONCE - 1)
    middle = AT_ONCE // 2
    together([*lines[:middle], saying_yes(carol, checked), *lines[middle:]])
    fresh = Assessment.objects.get(pk=checked.pk)
    assert fresh.project.cost == fresh.cost
    assert fresh.project.running_cost == fresh.running_cost


def test_a_decision_that_many_take_back_at_once_is_taken_back_once(checked, carol, dave):
    saying_yes(carol, checked)()
    told = together(
        [lambda: reopen_assessment(actor=dave, assessment=checked, reason="New facts.")] * AT_ONCE
    )
    assert kinds(told)["done"] == 1
    assert not Project.objects.filter(proposal=checked.proposal).exists()
    assert AuditEvent.objects.filter(verb="reopen_assessment").count() == 1
