"""Moves of a proposal from one status to another, by the table in rules of moves; each with its reason."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from participation import live
from participation.accounts.models import User
from participation.audit.actions import record
from participation.clock import database_now
from participation.notices.actions import tell_followers
from participation.proposals import moves
from participation.proposals.models import Proposal, StatusChange


@transaction.atomic
def change_status(*, actor: User, proposal: Proposal, status: str, reason: str = "") -> StatusChange:
    """Author, facilitator or officer: `moves.MOVES` says who may move what where, when, and with words.

    Raises PermissionDenied, and ValidationError naming "status" or "status_reason".
    """
    if status not in Proposal.Status.values:
        raise ValidationError({"status": _("Choose a status.")})
    held, proposal = proposal, _locked(proposal)
    role = moves.role_for(actor, proposal, status)
    if not role:
        raise PermissionDenied(_("You cannot give this proposal that status now."))
    if moves.needs_words(proposal.status, status) and not reason.strip():
        raise ValidationError({"status_reason": _("Give a reason: everyone can read it.")})
    step = move(actor=actor, role=role, proposal=proposal, status=status, reason=reason)
    _follow_suit(held, proposal)
    return step


@transaction.atomic
def take_in(*, actor: User, proposal: Proposal, reason: str) -> None:
    """For the floor that puts a proposal on a ballot: it is accepted, and its text freezes."""
    held, proposal = proposal, _locked(proposal)
    if proposal.published_at is None or proposal.status in Proposal.GONE[1:]:
        raise ValidationError({"proposal": _("This proposal was withdrawn, merged or not published yet.")})
    proposal.frozen_at = database_now()
    proposal.save(update_fields=["frozen_at"])
    move(actor=actor, role="officer", proposal=proposal, status="accepted", reason=reason, audited=False)
    _follow_suit(held, proposal)


@transaction.atomic
def put_back(*, actor: User, proposal: Proposal, reason: str, frozen: bool = False) -> None:
    """For the same floor: off the ballot again. `frozen`: it still stands on another one."""
    held, proposal = proposal, _locked(proposal)
    if not frozen:
        proposal.frozen_at = None
        proposal.save(update_fields=["frozen_at"])
    move(actor=actor, role="officer", proposal=proposal, status="published", reason=reason, audited=False)
    _follow_suit(held, proposal)


def move(
    *,
    actor: User,
    role: str,
    proposal: Proposal,
    status: str,
    reason: str,
    audited: bool = True,
    facts: dict[str, Any] | None = None,
) -> StatusChange:
    """Write a move that is allowed: row, history, who is told, and for staff the log. Inside atomic."""
    before, proposal.status, proposal.status_reason = proposal.status, status, reason.strip()
    changed = ["status", "status_reason"]
    if proposal.published_at is None and status == Proposal.Status.PUBLISHED:
        proposal.published_at = database_now()
        changed.append("published_at")
    if status == Proposal.Status.MERGED:
        changed.append("merged_into")
    proposal.save(update_fields=changed)
    if "published_at" in changed:
        tell_followers(thing=proposal, event="proposal-new", actor=proposal.author)
    step = StatusChange.objects.create(
        proposal=proposal,
        before=before,
        after=status,
        reason=proposal.status_reason,
        role=role,
        changed_by=actor,
    )
    authors = [proposal.author] if proposal.author else []
    tell_followers(
        thing=proposal, event="proposal-status", facts={"status": status}, actor=actor, also=authors
    )
    live.changed(f"proposal:{proposal.pk}")
    if audited and role != StatusChange.Role.AUTHOR:
        record(
            verb="change_status",
            actor=actor,
            acting_as=role,
            target=proposal,
            note=proposal.status_reason,
            facts={"before": before, "after": status} | (facts or {}),
        )
    return step


def _locked(proposal: Proposal) -> Proposal:
    """The row as it is now."""
    now: Proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    now.process = proposal.process
    return now


def _follow_suit(held: Proposal, now: Proposal) -> None:
    """What the caller holds says what the row says."""
    for name in ("status", "status_reason", "published_at", "frozen_at"):
        setattr(held, name, getattr(now, name))
