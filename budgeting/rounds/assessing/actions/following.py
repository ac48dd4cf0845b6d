"""A check goes along when its proposal is merged into another or split in two."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.rounds.assessing.actions.locking import locked_assessment
from budgeting.rounds.assessing.models import Assessment, InternalNote
from participation.accounts.models import User
from participation.accounts.rules import FACILITATOR
from participation.audit.actions import record
from participation.proposals.models import Proposal

State = Assessment.State


@transaction.atomic
def follow_merge(*, actor: User, old: Proposal, new: Proposal) -> None:
    """Each running check of `old` moves to `new`; where that is checked already, it goes on there."""
    for found in Assessment.objects.undecided().filter(proposal=old).select_related("round"):
        assessment = locked_assessment(found)
        there = Assessment.objects.filter(round=assessment.round, proposal=new).first()
        if there is None:
            assessment.proposal = new
            assessment.save(update_fields=["proposal"])
        else:
            assessment.state, assessment.merged_into = State.MERGED, there
            assessment.save(update_fields=["state", "merged_into"])
        _note(actor, there or assessment, _("“%(old)s” was merged into this proposal."), old)
        facts = {"into": new.pk}
        record(verb="move_assessment", actor=actor, acting_as=FACILITATOR, target=assessment, facts=facts)


@transaction.atomic
def follow_split(*, actor: User, kept: Proposal, new: Proposal) -> None:
    """The second part gets a fresh check by the same officer; the first is to be looked at anew."""
    for found in Assessment.objects.undecided().filter(proposal=kept).select_related("round"):
        assessment = locked_assessment(found)
        fresh = Assessment.objects.create(
            round=assessment.round, proposal=new, officer=assessment.officer, due=assessment.due
        )
        assessment.answers.all().delete()
        words = _("The proposal was split. “%(old)s” is checked on its own; the questions start anew here.")
        _note(actor, assessment, words, new)
        facts = {"new": new.pk}
        record(verb="split_assessment", actor=actor, acting_as=FACILITATOR, target=fresh, facts=facts)


def _note(actor: User, assessment: Assessment, words: str, other: Proposal) -> None:
    text = words % {"old": other.title}
    InternalNote.objects.create(assessment=assessment, text=text, written_by=actor)


def on_merge(sender: Any, *, actor: User, old: Proposal, new: Proposal, **_more: Any) -> None:
    follow_merge(actor=actor, old=old, new=new)


def on_split(sender: Any, *, actor: User, kept: Proposal, new: Proposal, **_more: Any) -> None:
    follow_split(actor=actor, kept=kept, new=new)
