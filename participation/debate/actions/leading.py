"""How facilitators lead a discussion: its pace, what waits in it, and its last word."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.accounts.rules import FACILITATOR
from participation.audit.actions import record
from participation.clock import database_now
from participation.debate import rules
from participation.debate.models import Comment, Thread
from participation.debate.telling import tell_about_comment, tell_pages
from participation.notices.actions import tell, tell_followers


@transaction.atomic
def set_thread_mode(
    *,
    actor: User,
    thread: Thread,
    mode: str,
    until: datetime | None,
    reason: str,
    slow_minutes: int = 10,
) -> Thread:
    """Open, slow or lock a thread, or let first comments wait; every mode but "open" ends by itself.

    Raises PermissionDenied, or ValidationError naming the field.
    """
    thread = _led(actor, thread)
    _need_reason(reason)
    if mode == Thread.Mode.OPEN:
        until = None
    elif until is None or until <= database_now():
        raise ValidationError({"until": _("Say when this ends, at a time to come.")})
    if not 1 <= slow_minutes <= 24 * 60:
        raise ValidationError({"slow_minutes": _("From one minute to one day.")})
    thread.mode, thread.mode_until, thread.slow_minutes = mode, until, slow_minutes
    thread.clean_fields(exclude=["summary"])
    thread.save(update_fields=["mode", "mode_until", "slow_minutes"])
    facts = {"mode": mode, "until": until.isoformat() if until else None}
    record(
        verb="set_thread_mode",
        actor=actor,
        acting_as=FACILITATOR,
        target=thread,
        note=reason.strip(),
        facts=facts,
    )
    return thread


@transaction.atomic
def close_thread(*, actor: User, thread: Thread, summary: str) -> Thread:
    """Say what came of a discussion, and end it. Who follows the thing is told.

    Raises PermissionDenied, or ValidationError naming the field.
    """
    thread = _led(actor, thread)
    if not summary.strip():
        raise ValidationError({"summary": _("Write what came of the discussion. Everyone reads it.")})
    thread.summary = summary.strip()
    thread.closed_at = thread.closed_at or database_now()
    thread.clean_fields(exclude=["mode", "mode_until"])
    thread.save(update_fields=["summary", "closed_at"])
    tell_pages(thread)
    owner = rules.owner_of(thread)
    if owner is not None:
        tell_followers(thing=owner[1], event="discussion-closed", actor=actor)
    record(verb="close_thread", actor=actor, acting_as=FACILITATOR, target=thread)
    return thread


@transaction.atomic
def reopen_thread(*, actor: User, thread: Thread, reason: str) -> Thread:
    """Let people write again; the summary stays for the facilitator, unseen, until the next one."""
    thread = _led(actor, thread)
    _need_reason(reason)
    if thread.closed_at is None:
        raise ValidationError(_("This discussion is open already."))
    thread.closed_at = None
    thread.save(update_fields=["closed_at"])
    record(verb="reopen_thread", actor=actor, acting_as=FACILITATOR, target=thread, note=reason.strip())
    return thread


def let_through(comment: Comment) -> None:
    """Everyone reads it from now on; part of an act that asked whether that may be."""
    comment.held_at = None
    comment.save(update_fields=["held_at"])
    tell_about_comment(comment)
    if comment.author is not None:
        tell(people=[comment.author], thing=comment, event="comment-released")


def _led(actor: User, thread: Thread) -> Thread:
    thread = Thread.objects.select_for_update().get(pk=thread.pk)
    if not rules.may_lead(actor, thread):
        raise PermissionDenied(_("Only facilitators lead a discussion."))
    return thread


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": _("Give a reason: it is kept in the log.")})
