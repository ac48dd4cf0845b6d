"""Changes the declared rules of a round that nobody has opened yet."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from budgeting.rounds.actions.checks import locked_plan, require_planner
from budgeting.rounds.models import Pot, Round
from budgeting.rounds.round_templates import OWN_RULES
from budgeting.rounds.rule_faults import rule_faults
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record


@transaction.atomic
def change_rules(*, actor: User, round: Round, **rules: Any) -> Round:
    """Give fields of OWN_RULES other values. What was changed is logged; nothing is when nothing was.

    Raises PermissionDenied, and ValidationError naming each field, or once the round was opened.
    """
    require_planner(actor)
    round = locked_plan(round)
    changed = {name: value for name, value in own_rules(rules).items() if getattr(round, name) != value}
    if not changed:
        return round
    old = {f"old_{name}": getattr(round, name) for name in changed}
    for name, value in changed.items():
        setattr(round, name, value)
    check_rules(round, [share.pot for share in round.pots.select_related("pot__area")])
    round.save(update_fields=list(changed))
    record(verb="change_rules", actor=actor, acting_as=OFFICER, target=round, facts=old | changed)
    return round


def own_rules(rules: dict[str, Any]) -> dict[str, Any]:
    """The rules as they came. Raises TypeError for a name that is no rule of a round."""
    unknown = rules.keys() - OWN_RULES
    if unknown:
        raise TypeError(f"a round has no rule called {sorted(unknown)[0]}")
    return rules


def check_rules(round: Round, pots: Sequence[Pot]) -> None:
    """Raises ValidationError naming each field that is wrong by itself or against another."""
    if faults := rule_faults(round, pots):
        raise ValidationError(faults)
    round.full_clean()
