"""Seals a box: two officers, no late writers, choices in canonical order, and no way back to a voter."""

import hashlib
import json
import secrets
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.ballots.box import Locksmith, Unreadable, locksmith
from budgeting.ballots.choices import Choices, check
from budgeting.ballots.codes.models import Admission
from budgeting.ballots.locks import hold_box_alone
from budgeting.ballots.models import (
    BallotDraft,
    CastKey,
    CountedBallot,
    PollBookEntry,
    SealApproval,
    SealedBallot,
)
from budgeting.ballots.paper.emptying import delete_paper, read_boxes
from budgeting.ballots.paper.reconciling import figures_of
from budgeting.ballots.refusals import BallotRefused
from budgeting.ballots.rules import may_seal
from budgeting.rounds.keys import KeyMissing, destroy_key
from budgeting.rounds.models import Round
from budgeting.rounds.project_changes import at_lowest_cost
from budgeting.rounds.states import SEAL_WAIT
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.clock import database_now


@transaction.atomic
def seal_box(*, actor: User, round: Round) -> bool:
    """The first officer's call records their consent (False); a second officer's empties the box (True).

    At least SEAL_WAIT after the end. Raises PermissionDenied, and ValidationError when it is too early,
    already done, the same person comes twice, the key is lost, the box and the poll book disagree, or a
    box of paper ballots is not settled.
    """
    if not may_seal(actor):
        raise PermissionDenied(_("Only officers of the council seal a ballot box."))
    round = hold_box_alone(round)
    _refuse_wrong_moment(round)
    _refuse_waiting_paper(round)
    smith = _locksmith(round)
    if not _is_second_person(round, actor):
        record(verb="approve_sealing", actor=actor, acting_as=OFFICER, target=round)
        return False
    choices = _read_all(smith, round)
    _write_counted(round, choices)
    _empty_box(round)
    facts: dict[str, Any] = {"ballots": len(choices), "digest": box_digest(round.box_salt, choices)}
    record(verb="seal_box", actor=actor, acting_as=OFFICER, target=round, facts=facts)
    transaction.on_commit(lambda: destroy_key(round.key_id), robust=True)
    return True


def _is_second_person(round: Round, actor: User) -> bool:
    """Records the actor's consent. Raises ValidationError when the same person comes again."""
    _consent, is_new = SealApproval.objects.get_or_create(round=round, approved_by=actor)
    if not is_new:
        raise ValidationError(
            _("You have already agreed to seal this box. A different officer must agree too."),
            code="same_person",
        )
    return round.seal_approvals.exclude(approved_by=actor).exists()


def box_digest(salt: str, choices: list[Choices]) -> str:
    """SHA-256 (hex) of the ballots in canonical order; salted, so that a small box cannot be guessed."""
    text = json.dumps([list(ballot) for ballot in choices], separators=(",", ":"))
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def _refuse_wrong_moment(round: Round) -> None:
    if round.sealed_at is not None:
        raise ValidationError(_("This box is already sealed."), code="sealed")
    if round.opened_at is None or database_now() < round.phase.end + SEAL_WAIT:
        raise ValidationError(
            _("The box can be sealed from one minute after the end of voting, not before."), code="too_early"
        )


def _refuse_waiting_paper(round: Round) -> None:
    """Nobody agrees to seal a box to which paper ballots still come: asked of the first officer, too."""
    if waits := figures_of(round).before_sealing:
        raise ValidationError(waits, code="paper")


def _locksmith(round: Round) -> Locksmith:
    try:
        return locksmith(round)
    except KeyMissing as problem:
        raise ValidationError(
            _("The key of this box cannot be found. Nobody can read its ballots; the vote must be repeated."),
            code="key",
        ) from problem


def _read_all(smith: Locksmith, round: Round) -> list[Choices]:
    """All ballots, decrypted, checked and in canonical order. Raises ValidationError when any is amiss."""
    online = PollBookEntry.objects.filter(round=round).exclude(channel=PollBookEntry.Channel.PAPER)
    voters = online.values_list("identity_id", flat=True)
    expected = sorted(smith.finder(identity) for identity in voters)
    boxes = dict(SealedBallot.objects.filter(round=round).values_list("finder", "box"))
    if expected != sorted(boxes):
        raise ValidationError(
            _("The poll book has %(voters)s voters, the box %(ballots)s ballots. Each must match the other.")
            % {"voters": len(expected), "ballots": len(boxes)},
            code="mismatch",
        )
    shares = list(round.pots.select_related("pot"))
    listed = round.projects.only("round", "round_pot", "number", "cost", "title")
    projects = at_lowest_cost(round, listed)
    choices = []
    for finder, box in boxes.items():
        try:
            ballot = smith.unlock("ballot", finder, box)
            check(round, shares, projects, ballot)
        except (Unreadable, BallotRefused) as problem:
            raise ValidationError(
                _("A ballot in the box is damaged. Nothing was changed."), code="damaged"
            ) from problem
        choices.append(ballot)
    return sorted([*choices, *read_boxes(smith, round)])


def _write_counted(round: Round, choices: list[Choices]) -> None:
    CountedBallot.objects.bulk_create(
        (CountedBallot(round=round, number=at, choices=list(ballot)) for at, ballot in enumerate(choices, 1)),
        batch_size=1000,
    )


def _empty_box(round: Round) -> None:
    for model in (SealedBallot, BallotDraft, CastKey):
        model.objects.filter(round=round).delete()
    delete_paper(round)
    Admission.objects.filter(round=round).update(identity=None)
    round.sealed_at = database_now()
    round.box_salt = secrets.token_hex(16)
    round.save(update_fields=["sealed_at", "box_salt"])
