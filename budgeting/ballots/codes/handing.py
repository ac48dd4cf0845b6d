"""The desk hands a voting code to a person whose papers an officer saw: it opens that person's own ballot."""

from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.ballots.codes.admitting import ALIVE
from budgeting.ballots.codes.models import Admission
from budgeting.ballots.codes.rules import may_hand_code
from budgeting.ballots.codes.tasks import tell_of_voting_code
from budgeting.ballots.codes.typed import code_key, new_code
from budgeting.ballots.rules import has_paper_ballot
from budgeting.rounds.models import Round
from participation.accounts.desk import Decision, meet_at_desk
from participation.accounts.models import Identity, User
from participation.accounts.papers import Papers
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.clock import database_now


@transaction.atomic
def hand_voting_code(
    *, actor: User, round: Round, papers: Papers, decision: Decision | None = None, card: str = ""
) -> str:
    """The code that opens this person's ballot in this round; it is shown once, and ends the one before.

    `card` is the code of a printed card for residents, which is made out to the person; else a new code is
    made. Somebody with an account gets an email about it. Raises PermissionDenied, and ValidationError as the
    desk does ("undecided" where the register does not say who it is), on "card", or for whom paper counts.
    """
    if not may_hand_code(actor, round, database_now()):
        raise PermissionDenied(_("Only officers hand out voting codes, until voting ends."))
    identity = meet_at_desk(actor=actor, papers=papers, decision=decision)
    if identity.user_id == actor.pk:
        raise ValidationError({"name": _("Ask another officer: nobody hands a code to themselves.")})
    if has_paper_ballot(round, identity):
        raise ValidationError(
            _("This person was given a paper ballot. It counts, so a code would not work."), code="on_paper"
        )
    Admission.objects.filter(round=round, identity=identity, batch=None).delete()
    Admission.objects.filter(round=round, identity=identity).update(identity=None)
    code = _make_out(round, identity, card) if card else _fresh(round, identity)
    record(
        verb="hand_voting_code",
        actor=actor,
        acting_as=OFFICER,
        target=identity,
        reason=decision.reason if decision else "",
        facts={"round": round.pk, "card": bool(card)},
    )
    if identity.user_id is not None:
        transaction.on_commit(partial(tell_of_voting_code.enqueue, identity.user_id, round.pk))
    return code


def _fresh(round: Round, identity: Identity) -> str:
    code = new_code()
    Admission.objects.create(key=code_key(round, code), round=round, identity=identity)
    return code


def _make_out(round: Round, identity: Identity, card: str) -> str:
    blank = Admission.objects.filter(ALIVE, batch__isnull=False, electorate=None, identity=None)
    if not blank.filter(pk=code_key(round, card), round=round).update(identity=identity):
        raise ValidationError({"card": _("This is no unused card for residents of this round.")})
    return card.strip().upper()
