"""Takes a ballot out of the box for fraud: two officers, a reason, before sealing, and nobody reads it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.ballots.actions.telling import tell_of_annulment
from budgeting.ballots.annulments import Annulment
from budgeting.ballots.box import Locksmith, locksmith
from budgeting.ballots.locks import hold_box_alone
from budgeting.ballots.models import BallotDraft, CastKey, PollBookEntry, SealedBallot
from budgeting.ballots.paper.conflict import shut_envelope
from budgeting.ballots.rules import may_annul
from budgeting.rounds.actions.checks import required_text
from budgeting.rounds.actions.consent import agree
from budgeting.rounds.keys import KeyMissing
from budgeting.rounds.models import Round
from participation.accounts.models import Identity, User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.clock import database_now
from participation.live import changed


@transaction.atomic
def annul_ballot(
    *, actor: User, round: Round, identity: Identity, ground: str, reason: str, may_vote_again: bool
) -> Annulment | None:
    """The first officer's call waits for a second (None); the second's takes the ballot out, unread.

    `ground` is a value of Annulment.Ground and is published; `reason` is for the person alone. Of a ballot
    on paper the entry goes; its envelope is taken from the box unopened.
    Raises PermissionDenied, and ValidationError when the person has no ballot or the box is sealed.
    """
    if not may_annul(actor):
        raise PermissionDenied(_("Only officers of the council annul a ballot."))
    if ground not in Annulment.Ground.values:
        raise ValidationError({"ground": _("Choose one of the grounds.")})
    reason = required_text(reason, "reason", _("Tell the person why their ballot is annulled."))
    round = hold_box_alone(round)
    entry = _entry(round, identity)
    smith = _smith(round)
    terms = {"ground": ground, "may_vote_again": may_vote_again}
    first = agree(
        actor=actor, round=round, act="annul_ballot", subject=str(identity.pk), terms=terms, reason=reason
    )
    if first is None:
        return None
    before = round.poll_book.count()
    _take_out(smith, entry)
    annulment = Annulment.objects.create(
        round=round,
        identity=identity,
        ground=ground,
        reason=first.reason,
        may_vote_again=may_vote_again,
        annulled_at=database_now(),
    )
    facts = {**terms, "ballots_before": before, "ballots_after": before - 1}
    record(verb="annul_ballot", actor=actor, acting_as=OFFICER, target=annulment, facts=facts)
    transaction.on_commit(lambda: tell_of_annulment.enqueue(annulment.pk))
    changed(f"round:{round.pk}")
    return annulment


def _entry(round: Round, identity: Identity) -> PollBookEntry:
    if round.sealed_at is not None:
        raise ValidationError(
            _("The box is sealed. Nobody can tell any more which ballot is whose."), code="sealed"
        )
    entry = PollBookEntry.objects.filter(round=round, identity=identity).first()
    if entry is None:
        raise ValidationError(_("This person has no ballot in this round."), code="no_ballot")
    return entry


def _smith(round: Round) -> Locksmith:
    try:
        return locksmith(round)
    except KeyMissing as problem:
        raise ValidationError(str(KeyMissing.sentence), code="key") from problem


def _take_out(smith: Locksmith, entry: PollBookEntry) -> None:
    """The name under which the ballot lies is computed; the ballot itself stays closed."""
    finder = smith.finder(entry.identity_id)
    for model in (SealedBallot, BallotDraft, CastKey):
        model.objects.filter(finder=finder).delete()
    shut_envelope(entry)
    entry.delete()
