"""Keeps what officers answer while they set a round up; makes the round of it in the end."""

from collections.abc import Iterable
from typing import Any, TypedDict

from django.db import transaction
from django.db.models.functions import Now

from budgeting.rounds.actions.checks import require_planner
from budgeting.rounds.actions.electorates import declare_electorate
from budgeting.rounds.actions.planning import create_round
from budgeting.rounds.models import Pot, Round
from budgeting.rounds.plans import RoundPlan
from participation.accounts.models import User

Answers = dict[str, dict[str, list[str]]]


@transaction.atomic
def begin_plan(*, actor: User, answers: Answers) -> RoundPlan:
    """Raises PermissionDenied."""
    require_planner(actor)
    return RoundPlan.objects.create(answers=answers)


@transaction.atomic
def keep_answers(*, actor: User, plan: RoundPlan, answers: Answers) -> RoundPlan:
    """Put these steps in place of what they held; the other steps stay. Raises PermissionDenied."""
    require_planner(actor)
    fresh = RoundPlan.objects.select_for_update().get(pk=plan.pk)
    fresh.answers = fresh.answers | answers
    fresh.changed_at = Now()
    fresh.save(update_fields=["answers", "changed_at"])
    return fresh


@transaction.atomic
def drop_plan(*, actor: User, plan: RoundPlan) -> None:
    """Throw a plan away. Raises PermissionDenied."""
    require_planner(actor)
    RoundPlan.objects.filter(pk=plan.pk).delete()


class ElectoratePlan(TypedDict):
    """People with pots of their own in a round to be: the words of `declare_electorate`, and their pots."""

    name: str
    way: str
    age_bands: str
    schools: str
    asks_guardian: bool
    pots: list[Pot]


@transaction.atomic
def finish_plan(
    *, actor: User, plan: RoundPlan, electorates: Iterable[ElectoratePlan] = (), **given: Any
) -> Round:
    """The round that the plan describes, and no plan any more; `given` is for `create_round`, which see.

    Electorates are declared for those of their pots that the round has; each has one at least.
    """
    RoundPlan.objects.select_for_update().get(pk=plan.pk)
    round = create_round(actor=actor, **given)
    shares = {share.pot_id: share for share in round.pots.all()}
    for each in electorates:
        own = [shares[pot.pk] for pot in each["pots"] if pot.pk in shares]
        declare_electorate(
            actor=actor,
            round=round,
            name=each["name"],
            way=each["way"],
            pots=own,
            age_bands=each["age_bands"],
            schools=each["schools"],
            asks_guardian=each["asks_guardian"],
        )
    drop_plan(actor=actor, plan=plan)
    return round
