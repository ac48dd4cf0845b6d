"""Gives a paper ballot to a verified person: marks the poll book and applies the online/paper rule."""

import secrets

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.ballots.actions.casting import enter_poll_book
from budgeting.ballots.box import locksmith
from budgeting.ballots.eligibility import age_refusal
from budgeting.ballots.locks import enter_box
from budgeting.ballots.models import PollBookEntry
from budgeting.ballots.paper.actions.parting import DESK, take_part
from budgeting.ballots.paper.conflict import paper_after_online
from budgeting.ballots.paper.forms_of import SIGNS, form_for
from budgeting.ballots.paper.models import Counterfoil
from budgeting.ballots.paper.rules import AFTER_THE_VOTE, may_give
from budgeting.ballots.refusals import SENTENCES
from budgeting.ballots.rules import barred
from budgeting.rounds.keys import KeyMissing
from budgeting.rounds.models import Round
from participation.accounts.desk import Decision, meet_at_desk
from participation.accounts.desk_code import take_desk_code
from participation.accounts.models import Identity, User
from participation.accounts.papers import Papers
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.clock import database_now
from participation.live import changed

GROUPS, LENGTH = 3, 3


@transaction.atomic
def give_paper_ballot(*, actor: User, round: Round, identity: Identity, reason: str = "") -> Counterfoil:
    """The counterfoil of the one paper ballot that this person gets; its number goes on the envelope.

    After the end of voting only who came in time is recorded, and `reason` says so. The log keeps no name.
    Raises PermissionDenied, and ValidationError with the sentence that the person at the desk is told.
    """
    round = enter_box(round)
    now = database_now()
    if not may_give(actor, round, now):
        raise PermissionDenied(_("No paper ballot can be given out now."))
    if round.state(now) in AFTER_THE_VOTE and not reason.strip():
        raise ValidationError({"reason": _("Voting has ended. Say why this ballot still came in time.")})
    if barred(round, identity):
        raise ValidationError(str(SENTENCES["annulled"]), code="annulled")
    if identity.user_id == actor.pk:
        raise ValidationError(_("Ask a colleague for your own paper ballot."), code="own")
    if refusal := age_refusal(round, identity):
        raise ValidationError(refusal, code="age")
    form = form_for(round, identity)
    if form is None:
        raise ValidationError(_("None of the pots is for the ward that this person lives in."), code="no_pot")
    take_part(actor=actor, round=round, part=DESK)
    _mark_poll_book(round, identity)
    foil = Counterfoil.objects.create(number=_new_number(), round=round, identity=identity, form=form.version)
    record(
        verb="give_paper_ballot",
        actor=actor,
        acting_as=OFFICER,
        target=round,
        reason=reason,
        facts={"form": form.version},
    )
    changed(f"round:{round.pk}")
    return foil


@transaction.atomic
def give_by_papers(
    *, actor: User, round: Round, papers: Papers, decision: Decision | None = None, reason: str = ""
) -> Counterfoil:
    """Look the person up in the register by the papers that an officer sees, and give them a paper ballot."""
    identity = meet_at_desk(actor=actor, papers=papers, decision=decision)
    return give_paper_ballot(actor=actor, round=round, identity=identity, reason=reason)


@transaction.atomic
def give_by_code(*, actor: User, round: Round, code: str, reason: str = "") -> Counterfoil:
    """Give a paper ballot to who brings a code from the desk, which is used up by it."""
    identity = take_desk_code(actor=actor, code=code)
    return give_paper_ballot(actor=actor, round=round, identity=identity, reason=reason)


def _mark_poll_book(round: Round, identity: Identity) -> None:
    """Where paper counts, what the person cast online goes, and a basket that they could no longer cast."""
    entry, is_new = enter_poll_book(round, identity, PollBookEntry.Channel.PAPER)
    if not is_new and entry.channel == PollBookEntry.Channel.PAPER:
        raise ValidationError(_("This person was given a paper ballot already."), code="given")
    if round.paper_rule == Round.PaperRule.ONLINE_COUNTS:
        if is_new:
            return
        raise ValidationError(
            _(
                "This person has voted online, and that ballot counts. They can change it online "
                "until voting ends."
            ),
            code="voted_online",
        )
    try:
        paper_after_online(locksmith(round), entry)
    except KeyMissing as problem:
        raise ValidationError(
            _("The key of this ballot box cannot be found. Nothing was changed."), code="key"
        ) from problem


def _new_number() -> str:
    """Such as "K7Q-3M2-9XD": 44 bits."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(LENGTH)) for _ in range(GROUPS))
