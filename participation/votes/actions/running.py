"""What may change while a poll runs: it gets more time, or shows its results more sparingly."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.notices.actions import tell_followers
from participation.votes import rules
from participation.votes.locks import hold_poll_alone
from participation.votes.models import Poll, PollExtension


@transaction.atomic
def extend_poll(*, actor: User, poll: Poll, closes_at: datetime, reason: str) -> PollExtension:
    """Give a poll that has not ended more time. Everyone can read the reason on its page."""
    poll = hold_poll_alone(poll)
    if not rules.may_extend(actor, poll):
        raise PermissionDenied(_("Only officers give a poll more time, and only before it ends."))
    closes_at, reason = closes_at.replace(microsecond=0), reason.strip()
    if closes_at <= poll.closes_at:
        raise ValidationError(
            {"closes_at": _("A poll never closes early: the new end must lie after the old.")}
        )
    if not reason:
        raise ValidationError({"reason": _("Give a reason: everyone can read it.")})
    extension = PollExtension(
        poll=poll, old_end=poll.closes_at, new_end=closes_at, reason=reason, extended_by=actor
    )
    extension.full_clean(exclude=["poll", "extended_by"])
    extension.save()
    poll.closes_at = closes_at
    # "Ends soon" is told again before the new end.
    poll.told = "open" if poll.told == "soon" else poll.told
    poll.save(update_fields=["closes_at", "told"])
    tell_followers(thing=poll, event="poll-extended", actor=actor)
    facts = {"old_end": extension.old_end.isoformat(), "new_end": closes_at.isoformat()}
    record(verb="extend_poll", actor=actor, acting_as=OFFICER, target=poll, reason=reason, facts=facts)
    return extension


@transaction.atomic
def tighten_results(*, actor: User, poll: Poll, shown: int, reason: str) -> Poll:
    """Show the results of a running poll to fewer people or later; never to more or earlier."""
    poll = hold_poll_alone(poll)
    if not rules.may_tighten(actor, poll):
        raise PermissionDenied(_("Only officers change when results are shown, and only while a poll runs."))
    if shown <= poll.shown or shown not in Poll.Shown.values:
        raise ValidationError({"shown": _("Results of a running poll can only be shown later, or to fewer.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Give a reason.")})
    before, poll.shown, reason = poll.shown, shown, reason.strip()
    poll.save(update_fields=["shown"])
    facts = {"shown_before": before, "shown_after": shown}
    record(
        verb="tighten_results",
        actor=actor,
        acting_as=OFFICER,
        target=poll,
        reason=reason.strip(),
        facts=facts,
    )
    return poll
