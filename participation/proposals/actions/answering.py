"""The council's answer to a proposal, and the milestones on its way."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.clock import database_now
from participation.notices.actions import tell_followers
from participation.proposals import rules
from participation.proposals.models import Milestone, OfficialAnswer, Proposal
from participation.rich_text import clean_html


@transaction.atomic
def answer_proposal(*, actor: User, proposal: Proposal, text: str) -> OfficialAnswer:
    """Give the official answer (rich text), or put another in its place. Followers hear of it."""
    _require_officer(actor, proposal)
    text = str(clean_html(text)).strip()
    if not text:
        raise ValidationError({"text": _("Write the answer.")})
    answer = OfficialAnswer.objects.select_for_update().filter(proposal=proposal).first()
    again = answer is not None
    answer = answer or OfficialAnswer(proposal=proposal)
    answer.text, answer.answered_by = text, actor
    answer.changed_at = database_now() if again else None
    answer.clean_fields(exclude=["proposal", "answered_by"])
    answer.save()
    tell_followers(thing=proposal, event="proposal-answer", actor=actor, also=_author(proposal))
    record(verb="answer_proposal", actor=actor, acting_as=OFFICER, target=proposal, facts={"again": again})
    return answer


@transaction.atomic
def add_milestone(*, actor: User, proposal: Proposal, day: date, title: str, words: str = "") -> Milestone:
    """Raises PermissionDenied, and ValidationError naming the field."""
    _require_officer(actor, proposal)
    milestone = Milestone(
        proposal=proposal, day=day, title=title.strip(), words=words.strip(), written_by=actor
    )
    milestone.clean_fields(exclude=["proposal", "written_by"])
    milestone.save()
    facts = {"milestone": milestone.title}
    tell_followers(
        thing=proposal, event="proposal-milestone", facts=facts, actor=actor, also=_author(proposal)
    )
    record(
        verb="add_milestone", actor=actor, acting_as=OFFICER, target=proposal, facts={"day": day.isoformat()}
    )
    return milestone


@transaction.atomic
def remove_milestone(*, actor: User, milestone: Milestone, reason: str) -> None:
    """Take a wrong one back, with the reason in the log."""
    _require_officer(actor, milestone.proposal)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it goes.")})
    milestone.delete()
    record(
        verb="remove_milestone",
        actor=actor,
        acting_as=OFFICER,
        target=milestone.proposal,
        note=reason.strip(),
        facts={"day": milestone.day.isoformat()},
    )


def _require_officer(actor: User, proposal: Proposal) -> None:
    if not rules.may_answer(actor, proposal):
        raise PermissionDenied(_("Only officers of the council answer proposals and set milestones."))


def _author(proposal: Proposal) -> list[User]:
    return [proposal.author] if proposal.author else []
