"""Blocking a person by a reasoned decision, and letting them in again.

Such a decision is about the person, so that it is appealed against and counted as those about words are.
Who is blocked cannot log in: the appeal comes through the signed link in the mail about the block, to which a
log-in with the right code leads as well (see `accounts.blocked_door`). It is made once, as every appeal.
"""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from participation.accounts.actions import block_person, unblock_person
from participation.accounts.models import User
from participation.moderation.models import Decision, HouseRule
from participation.moderation.tasks import tell_about_block
from participation.moderation.verdicts import check_rule

Access = Decision.Access


@transaction.atomic
def block(*, actor: User, person: User, reason: str, rule: HouseRule | None) -> Decision:
    """Close the account; the person gets the rule, the reason and the way to appeal by mail.

    Raises PermissionDenied, and ValidationError naming the field.
    """
    person = _locked(person, blocked=False)
    check_rule(Access.BLOCK, rule)
    decision = _decided(actor, person, Access.BLOCK, reason, rule)
    block_person(actor=actor, user=person, reason=reason, decision=decision.pk)
    return decision


@transaction.atomic
def let_in(*, actor: User, person: User, reason: str) -> Decision:
    """Raises PermissionDenied, and ValidationError naming the field."""
    person = _locked(person, blocked=True)
    decision = _decided(actor, person, Access.LET_IN, reason, None)
    unblock_person(actor=actor, user=person, reason=reason, decision=decision.pk)
    return decision


def take_block_back(decision: Decision, actor: User) -> None:
    """After an appeal: unless the person was let in, or blocked for something else, since."""
    person = User.objects.select_for_update().filter(pk=decision.author_id).first()
    if person is None or person.blocked_at is None or Decision.objects.about(person).first() != decision:
        return
    why = _("The decision was taken back after an appeal.")
    unblock_person(actor=actor, user=person, reason=why, decision=decision.pk)


def _locked(person: User, *, blocked: bool) -> User:
    found: User = User.objects.select_for_update().get(pk=person.pk)
    if (found.blocked_at is not None) != blocked:
        raise ValidationError({"reason": _("This cannot be decided now: someone else was faster.")})
    return found


def _decided(actor: User, person: User, verdict: str, reason: str, rule: HouseRule | None) -> Decision:
    decision: Decision = Decision.objects.create(
        target=person,
        verdict=verdict,
        author=person,
        rule=rule,
        reason=reason.strip(),
        decided_by=actor,
    )
    transaction.on_commit(partial(tell_about_block.enqueue, decision.pk))
    return decision
