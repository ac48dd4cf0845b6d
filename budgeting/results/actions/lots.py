"""The public lot: a secret is committed to before a public draw, so that nobody chooses the order of ties."""

import secrets
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.allocation import commitment_of
from budgeting.results.models import PublicLot
from budgeting.results.rules import may_hold_lot
from budgeting.rounds.actions.checks import locked_round, required_text
from budgeting.rounds.models import Round
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.clock import database_now


@transaction.atomic
def commit_lot(*, actor: User, round: Round, draw_name: str, draw_at: datetime) -> PublicLot:
    """Announce the lot: publish the hash of a secret, and name a public draw that is still to come.

    Raises PermissionDenied, and ValidationError when the round's ties are not broken by lot, when a lot is
    announced already, when the round is counted, or when the draw is not in the future.
    """
    if not may_hold_lot(actor):
        raise PermissionDenied(_("Only officers of the council hold the public lot."))
    round = locked_round(round)
    draw_name = required_text(draw_name, "draw_name", _("Name the public draw that will decide."))
    _check_lot_wanted(round)
    if draw_at <= database_now():
        raise ValidationError({"draw_at": _("The draw must still be to come, so that nobody knows it.")})
    secret = secrets.token_hex(32)
    lot = PublicLot.objects.create(
        round=round, draw_name=draw_name, draw_at=draw_at, secret=secret, commitment=commitment_of(secret)
    )
    facts = {"commitment": lot.commitment, "draw": draw_name, "draw_at": int(draw_at.timestamp())}
    record(verb="commit_lot", actor=actor, acting_as=OFFICER, target=round, facts=facts)
    return lot


@transaction.atomic
def record_draw(*, actor: User, lot: PublicLot, drawn: str) -> PublicLot:
    """Record what the named draw gave, once. From then on the order of ties is fixed.

    Raises PermissionDenied, and ValidationError before the draw, without a text, or a second time.
    """
    if not may_hold_lot(actor):
        raise PermissionDenied(_("Only officers of the council hold the public lot."))
    round = locked_round(lot.round)
    lot = PublicLot.objects.get(pk=lot.pk)
    drawn = required_text(drawn, "drawn", _("Write down what was drawn."))
    if lot.drawn:
        raise ValidationError(_("What was drawn is already recorded."), code="drawn")
    if database_now() < lot.draw_at:
        raise ValidationError(_("The draw has not taken place yet."), code="early")
    lot.drawn = drawn
    lot.save(update_fields=["drawn"])
    record(verb="record_draw", actor=actor, acting_as=OFFICER, target=round, facts={"drawn": drawn})
    return lot


def _check_lot_wanted(round: Round) -> None:
    if round.tie_rule != Round.TieRule.LOT:
        raise ValidationError(_("In this round the published order breaks ties, not a lot."), code="order")
    if PublicLot.objects.filter(round=round).exists():
        raise ValidationError(_("The lot of this round is already announced."), code="announced")
    if round.results.exists():
        raise ValidationError(_("This round is already counted."), code="counted")
