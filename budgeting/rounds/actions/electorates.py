"""Declares, before a round opens, who may vote in it without an account, and whose a pot is."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.rounds.actions.checks import locked_plan, require_planner, required_text
from budgeting.rounds.electorates import Electorate
from budgeting.rounds.models import Round, RoundPot
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record


@transaction.atomic
def declare_electorate(
    *,
    actor: User,
    round: Round,
    name: str,
    way: str,
    pots: Sequence[RoundPot],
    age_bands: str = "",
    schools: str = "",
    asks_guardian: bool = False,
) -> Electorate:
    """People who vote in pots of their own, without the register. Residents have no say about these pots.

    Raises PermissionDenied, and ValidationError naming the field.
    """
    require_planner(actor)
    round = locked_plan(round)
    electorate = Electorate(
        round=round,
        name=required_text(name, "name", _("Say who these people are.")),
        way=way,
        age_bands=age_bands,
        schools=schools,
        asks_guardian=asks_guardian,
    )
    if way == Electorate.Way.DECLARATION and not electorate.bands:
        raise ValidationError({"age_bands": _("Say how old people may be who declare themselves.")})
    electorate.full_clean()
    electorate.save()
    _give_pots(electorate, pots)
    facts = {"name": electorate.name, "way": way, "pots": [share.pot_id for share in pots]}
    record(verb="declare_electorate", actor=actor, acting_as=OFFICER, target=round, facts=facts)
    return electorate


@transaction.atomic
def drop_electorate(*, actor: User, electorate: Electorate) -> None:
    """Take the declaration back; its pots are residents' again."""
    require_planner(actor)
    round = locked_plan(electorate.round)
    electorate.pots.update(electorate=None)
    facts = {"name": electorate.name}
    electorate.delete()
    record(verb="drop_electorate", actor=actor, acting_as=OFFICER, target=round, facts=facts)


def _give_pots(electorate: Electorate, pots: Sequence[RoundPot]) -> None:
    if not pots:
        raise ValidationError({"pots": _("Choose at least one pot that these people decide about.")})
    if any(share.round_id != electorate.round_id for share in pots):
        raise ValidationError({"pots": _("Choose pots of this round.")})
    if any(share.electorate_id is not None for share in pots):
        raise ValidationError({"pots": _("Each pot has one electorate. Choose a pot that has none yet.")})
    for share in pots:
        share.electorate = electorate
        share.save(update_fields=["electorate"])
