"""Gives up a round whose ballot key is lost: nobody can read its ballots, so the vote is repeated."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.ballots.box import locksmith
from budgeting.ballots.locks import hold_box_alone
from budgeting.ballots.models import BallotDraft, CastKey, SealedBallot
from budgeting.ballots.paper.emptying import delete_paper
from budgeting.ballots.rules import may_void
from budgeting.ledger.actions import Line, post
from budgeting.rounds.actions.checks import required_text
from budgeting.rounds.actions.consent import agree
from budgeting.rounds.keys import KeyMissing, destroy_key
from budgeting.rounds.models import Round
from budgeting.rounds.voids import RoundVoid
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.clock import database_now
from participation.notices.actions import tell_followers


@transaction.atomic
def void_round(*, actor: User, round: Round, reason: str) -> RoundVoid | None:
    """The first officer's call waits for a second (None); the second's frees the money and tells followers.

    What is left of the box is deleted, and so is the key, should its file come back. The first officer's
    reason is the public one.
    Raises PermissionDenied, and ValidationError when the key is there, or the box is sealed or void already.
    """
    if not may_void(actor):
        raise PermissionDenied(_("Only officers of the council declare a round void."))
    round = hold_box_alone(round)
    reason = required_text(reason, "reason", _("Say publicly why the vote must be repeated."))
    _refuse_unless_lost(round)
    first = agree(actor=actor, round=round, act="void_round", reason=reason)
    if first is None:
        return None
    voters = round.poll_book.count()
    void = RoundVoid.objects.create(round=round, voided_at=database_now(), reason=first.reason, voters=voters)
    for model in (SealedBallot, BallotDraft, CastKey):
        model.objects.filter(round=round).delete()
    delete_paper(round)
    _free_money(round, actor)
    facts = {"turnout": voters}
    record(verb="void_round", actor=actor, acting_as=OFFICER, target=round, reason=first.reason, facts=facts)
    tell_followers(thing=round, event="round-void", actor=actor)
    transaction.on_commit(lambda: destroy_key(round.key_id), robust=True)
    return void


def key_is_lost(round: Round) -> bool:
    """True for an opened, unsealed round whose key cannot be had: no ballot can be taken, read or counted."""
    if round.opened_at is None or round.sealed_at is not None:
        return False
    try:
        locksmith(round, 1)
    except KeyMissing:
        return True
    return False


def _refuse_unless_lost(round: Round) -> None:
    if RoundVoid.objects.filter(round=round).exists():
        raise ValidationError(_("This round is void already."), code="void")
    if not key_is_lost(round):
        raise ValidationError(
            _("A round becomes void only when its ballot key is lost, and before its box is sealed."),
            code="key",
        )


def _free_money(round: Round, actor: User) -> None:
    lines: list[Line] = []
    for share in round.pots.select_related("pot__free", "pot__reserved"):
        lines += [(share.pot.reserved, -share.amount), (share.pot.free, share.amount)]
    memo = _("“%(round)s” is void") % {"round": round.process.title}
    post(key=f"round:{round.pk}:void", memo=memo[:200], lines=lines, posted_by=actor)
