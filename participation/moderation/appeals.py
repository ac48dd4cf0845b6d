"""An author asks once that somebody else look at a decision; the answer comes with its reason."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.accounts.rules import FACILITATOR, OFFICER
from participation.audit.actions import record
from participation.clock import database_now
from participation.kinds import registry
from participation.moderation import rules
from participation.moderation.blocks import take_block_back
from participation.moderation.models import Appeal, Decision
from participation.moderation.tasks import tell_about_block_answer
from participation.notices.actions import tell
from participation.notices.events import Facts


def make_appeal(*, author: User, decision: Decision, words: str) -> Appeal:
    """Once a decision, within the declared days. Raises PermissionDenied with the reason, ValidationError."""
    if refusal := rules.appeal_refusal(author, decision):
        raise PermissionDenied(refusal)
    if not words.strip():
        raise ValidationError({"words": _("Say why you think that the decision is wrong.")})
    appeal = Appeal(decision=decision, first_decider=decision.decided_by, words=words.strip())
    appeal.clean_fields(exclude=["decision", "first_decider", "decided_by", "decided_at"])
    try:
        with transaction.atomic():
            appeal.save()
    except IntegrityError:
        raise PermissionDenied(_("You have appealed already.")) from None
    return appeal


@transaction.atomic
def decide_appeal(*, actor: User, appeal: Appeal, outcome: str, reason: str) -> Appeal:
    """Let the decision stand or take it back with what it did. Never by whoever took it.

    Raises PermissionDenied, and ValidationError naming "outcome" or "reason".
    """
    appeal = Appeal.objects.select_for_update(of=("self",)).select_related("decision").get(pk=appeal.pk)
    if refusal := rules.decide_appeal_refusal(actor, appeal):
        raise PermissionDenied(refusal)
    if appeal.outcome or outcome not in Appeal.Outcome.values:
        raise ValidationError({"outcome": _("This cannot be decided now: someone else was faster.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason. The author reads it.")})
    appeal.outcome, appeal.reason = outcome, reason.strip()
    appeal.decided_by, appeal.decided_at = actor, database_now()
    appeal.save()
    if outcome == Appeal.Outcome.OVERTURNED:
        _take_back(appeal.decision, actor)
    _tell(appeal, actor)
    role = FACILITATOR if FACILITATOR in actor.role_names else OFFICER
    verb = "overturn_decision" if outcome == Appeal.Outcome.OVERTURNED else "uphold_decision"
    record(verb=verb, actor=actor, acting_as=role, target=appeal.decision)
    return appeal


def _take_back(decision: Decision, actor: User) -> None:
    """Shows the words again unless a later decision hid them, and ends the pause or block that it began."""
    if decision.is_about_person:
        return take_block_back(decision, actor)
    target: Any = decision.target
    kind = registry.kind_of(target) if target is not None else None
    if kind is not None and kind.restore is not None:
        target = type(target)._default_manager.select_for_update(of=("self",)).get(pk=target.pk)
        weighing = Decision.objects.about(target).exclude(verdict=Decision.Verdict.KEEP)
        if target.hidden_at is not None and weighing.first() == decision:
            kind.restore(target)
    if decision.paused_until is not None:
        paused = User.objects.filter(pk=decision.author_id, paused_until=decision.paused_until)
        paused.update(paused_until=None, pause_reason="")


def _tell(appeal: Appeal, actor: User) -> None:
    """Whose words they are, and who decided first. Who is blocked reads no notices, only mail."""
    if appeal.decision.is_about_person:
        transaction.on_commit(partial(tell_about_block_answer.enqueue, appeal.pk))
        return
    thing: Any = appeal.decision.target
    people = [person for person in (appeal.decision.author, appeal.first_decider) if person is not None]
    if thing is not None:
        facts: Facts = {"reason": appeal.reason, "decision": appeal.decision_id}
        tell(people=people, thing=thing, event=f"appeal-{appeal.outcome}", facts=facts, actor=actor)
