"""Makes a round from a template: its process, its phases, its rules and its shares of the pots."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.rounds.actions.changing import check_rules, own_rules
from budgeting.rounds.actions.checks import require_planner, required_text
from budgeting.rounds.models import Pot, Round, RoundPot
from budgeting.rounds.phase_order import phase_faults
from budgeting.rounds.round_templates import TEMPLATES, RoundTemplate
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.areas.models import Area
from participation.audit.actions import record
from participation.processes.actions import PhasePlan, create_process
from participation.processes.models import Phase, Process


@transaction.atomic
def create_round(
    *,
    actor: User,
    template: str,
    title: str,
    slug: str,
    purpose: str,
    pots: Sequence[tuple[Pot, int]],
    ballot_start: datetime,
    ballot_end: datetime,
    area: Area | None = None,
    intro: str = "",
    rules_text: str = "",
    supports_needed: int = 0,
    published: bool = False,
    phases: Sequence[PhasePlan] | None = None,
    **rules: Any,
) -> Round:
    """A planned round. `template` is a key of TEMPLATES; `pots` are (pot, minor units to decide about).

    `phases` replaces the template's and holds one ballot phase. `rules` are fields of Round (ballot_type,
    max_choices, rule, ...) that differ from the template. An unpublished round is published when it opens.
    Raises PermissionDenied, and ValidationError naming the field.
    """
    require_planner(actor)
    chosen = _template(template)
    currency = _currency(pots)
    process = create_process(
        actor=actor,
        title=required_text(title, "title", _("Give the round a title.")),
        slug=slug,
        purpose=required_text(purpose, "purpose", _("Say in one sentence what the round is for.")),
        phases=_laid_out(phases, chosen, ballot_start, ballot_end),
        intro=intro,
        rules_text=rules_text,
        area=area,
        supports_needed=supports_needed,
        published=published,
    )
    declared = chosen.rules() | own_rules(rules)
    round = Round(process=process, phase=_ballot_phase(process), currency=currency, **declared)
    check_rules(round, [pot for pot, _amount in pots])
    round.save()
    for pot, amount in pots:
        RoundPot.objects.create(round=round, pot=pot, amount=amount)
    facts = {"template": template, "pots": len(pots)}
    record(verb="create_round", actor=actor, acting_as=OFFICER, target=round, facts=facts)
    return round


def _laid_out(
    phases: Sequence[PhasePlan] | None, template: RoundTemplate, start: datetime, end: datetime
) -> list[PhasePlan]:
    """The given phases, else the template's around the vote. Raises ValidationError naming each time."""
    if not start < end:
        raise ValidationError({"ballot_end": _("Voting must end after it starts.")})
    laid_out = list(phases or template.phases(start, end))
    if faults := phase_faults(laid_out):
        raise ValidationError(faults)
    return laid_out


def _template(key: str) -> RoundTemplate:
    if key not in TEMPLATES:
        raise ValidationError({"template": _("Choose one of the templates.")})
    return TEMPLATES[key]


def _currency(pots: Sequence[tuple[Pot, int]]) -> str:
    currencies = {pot.currency for pot, _amount in pots}
    if not currencies:
        raise ValidationError({"pots": _("Choose at least one pot.")})
    if len(currencies) > 1:
        raise ValidationError({"pots": _("All pots of a round must hold the same currency.")})
    if any(amount <= 0 for _pot, amount in pots):
        raise ValidationError({"pots": _("Give each pot an amount above zero.")})
    if len({pot.pk for pot, _amount in pots}) < len(pots):
        raise ValidationError({"pots": _("Each pot can stand in a round once.")})
    return currencies.pop()


def _ballot_phase(process: Process) -> Phase:
    ballots: list[Phase] = list(process.phases.of_kind(Phase.Kind.BALLOT))
    if len(ballots) != 1:
        raise ValidationError({"phases": _("A round has exactly one phase in which people vote.")})
    return ballots[0]
