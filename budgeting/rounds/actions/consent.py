"""What acts of two officers share: the first call waits, a second officer's on the same terms goes on."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.rounds.actions.checks import locked_round
from budgeting.rounds.consents import Consent
from budgeting.rounds.models import Round
from budgeting.rounds.rules import may_take_back
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record


def agree(
    *,
    actor: User,
    round: Round,
    act: str,
    subject: str = "",
    terms: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Consent | None:
    """None when this is the first yes, which is kept and logged; the first officer's consent at the second.

    Call under the round's lock, inside the act's transaction, after its rule was asked. The reason of the
    first officer stands. Raises ValidationError when the same officer comes again, or on other terms.
    """
    first = Consent.objects.filter(round=round, act=act, subject=subject).first()
    if first is None:
        Consent.objects.create(
            round=round, act=act, subject=subject, terms=dict(terms or {}), reason=reason, agreed_by=actor
        )
        facts = {"act": act, "subject": subject, **(terms or {})}
        record(verb="agree_first", actor=actor, acting_as=OFFICER, target=round, note=reason, facts=facts)
        return None
    if first.agreed_by_id == actor.pk:
        raise ValidationError(
            _("You have already agreed to this. A different officer must agree too."), code="same_person"
        )
    if first.terms != dict(terms or {}):
        raise ValidationError(
            _("Another officer has agreed to something else here. Look at what waits on the desk first."),
            code="other_terms",
        )
    first.delete()
    return first


@transaction.atomic
def take_back_consent(*, actor: User, consent: Consent) -> None:
    """Withdraw a first yes that no second officer has followed. Raises PermissionDenied."""
    if not may_take_back(actor, consent):
        raise PermissionDenied(_("Only officers of the council take an agreement back."))
    round = locked_round(consent.round)
    gone, _tables = Consent.objects.filter(pk=consent.pk).delete()
    if not gone:
        raise ValidationError(_("This no longer waits for a second officer."), code="done")
    facts = {"act": consent.act, "subject": consent.subject}
    record(verb="take_back_consent", actor=actor, acting_as=OFFICER, target=round, facts=facts)
