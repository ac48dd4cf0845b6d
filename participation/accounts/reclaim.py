"""The true owner gets back an identity that another account took: one officer asks, another approves."""

from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from participation.accounts import rules
from participation.accounts.letters import Letter
from participation.accounts.models import Identity, User
from participation.accounts.papers import Papers, look_up
from participation.accounts.tasks import tell_of_reclaim
from participation.accounts.ways import DeskCode, PhoneCode, Reclaim
from participation.audit.actions import record
from participation.clock import database_now


@transaction.atomic
def ask_reclaim(*, actor: User, user: User, papers: Papers, reason: str) -> Reclaim:
    """Ask that the identity of these papers become `user`'s. Raises ValidationError when it cannot."""
    if refusal := rules.ask_reclaim_refusal(actor, user):
        raise PermissionDenied(refusal)
    if not reason.strip():
        raise ValidationError({"reason": _("Say which papers showed it: the reason is kept.")})
    if Identity.objects.filter(user=user).exists():
        raise ValidationError({"email": _("This account is verified already.")})
    identity = Identity.objects.filter(key=look_up(papers).person_key, user__isnull=False).first()
    if identity is None:
        raise ValidationError(
            {"name": _("No other account is verified as this person. Verify them at the desk instead.")}
        )
    if identity.user_id == actor.pk:
        raise PermissionDenied(rules.about_you())
    try:
        with transaction.atomic():
            reclaim = Reclaim.objects.create(identity=identity, user=user, asked_by=actor, reason=reason)
    except IntegrityError:
        raise ValidationError({"name": _("This was asked already, and waits for another officer.")}) from None
    record(verb="ask_reclaim", actor=actor, acting_as=rules.OFFICER, target=identity, note=reason)
    return reclaim


@transaction.atomic
def approve_reclaim(*, actor: User, reclaim: Reclaim) -> Identity:
    """Move the identity to its true owner, with what it supported and voted. Both accounts are told."""
    if refusal := rules.approve_reclaim_refusal(actor, reclaim):
        raise PermissionDenied(refusal)
    reclaim = _locked_waiting(reclaim)
    User.objects.select_for_update().get(pk=reclaim.user_id)
    identity = Identity.objects.select_for_update().get(pk=reclaim.identity_id)
    if Identity.objects.filter(user=reclaim.user_id).exists():
        raise ValidationError(_("This account is verified already."))
    other_pk = identity.user_id
    identity.user, identity.way = reclaim.user, Identity.Way.DESK
    # The other account may have erased itself: then the identity rests, and would be forgotten at its time.
    identity.erased_at = None
    identity.second_way = identity.phone_key = identity.subject_key = ""
    identity.save(update_fields=["user", "way", "second_way", "phone_key", "subject_key", "erased_at"])
    for codes in (PhoneCode, DeskCode, Letter):
        codes.objects.filter(identity=identity).delete()
    _decide(reclaim, actor, Reclaim.State.APPROVED)
    record(
        verb="approve_reclaim",
        actor=actor,
        acting_as=rules.OFFICER,
        target=identity,
        facts={"asked_by": reclaim.asked_by_id},
    )
    for pk, won in ((reclaim.user_id, True), (other_pk, False)):
        if pk is not None:
            transaction.on_commit(partial(tell_of_reclaim.enqueue, pk, won))
    return identity


@transaction.atomic
def close_reclaim(*, actor: User, reclaim: Reclaim) -> None:
    """Say no, or take one's own request back. Nothing moves."""
    if refusal := rules.close_reclaim_refusal(actor, reclaim):
        raise PermissionDenied(refusal)
    reclaim = _locked_waiting(reclaim)
    _decide(reclaim, actor, Reclaim.State.CLOSED)
    record(verb="close_reclaim", actor=actor, acting_as=rules.OFFICER, target=reclaim.identity)


def _locked_waiting(reclaim: Reclaim) -> Reclaim:
    fresh = Reclaim.objects.select_for_update().get(pk=reclaim.pk)
    if fresh.state != Reclaim.State.WAITING:
        raise ValidationError(_("This was decided already."), code="decided")
    return fresh


def _decide(reclaim: Reclaim, actor: User, state: str) -> None:
    # The reason stays beside the audit log alone.
    reclaim.state, reclaim.decided_by, reclaim.decided_at, reclaim.reason = state, actor, database_now(), ""
    reclaim.save(update_fields=["state", "decided_by", "decided_at", "reason"])
