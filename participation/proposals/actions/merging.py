"""Facilitators merge two proposals into one, and split one into two. Supporters are told of it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from participation import live
from participation.accounts.models import User
from participation.accounts.rules import FACILITATOR
from participation.audit.actions import record
from participation.clock import database_now
from participation.debate.models import Thread
from participation.notices.actions import follow, tell
from participation.proposals import rules, signals
from participation.proposals.actions.editing import write_version
from participation.proposals.actions.status import move
from participation.proposals.models import Proposal, ProposalVersion, StatusChange, Support

BATCH = 1000
BESIDE = ("process", "area", "category", "author", "thread")


@transaction.atomic
def merge_proposals(*, actor: User, proposal: Proposal, into: Proposal, reason: str) -> Proposal:
    """`proposal` goes into `into`: its supports count there, once a person; its address leads there.

    Its own page, with its comments, stays readable beside it. Raises PermissionDenied, and ValidationError
    naming "into" or "reason".
    """
    if not rules.may_merge(actor):
        raise PermissionDenied(_("Only facilitators merge proposals."))
    if not reason.strip():
        raise ValidationError({"reason": _("Give a reason: everyone can read it.")})
    old, new = locked_pair(proposal, into)
    if problem := _cannot_merge(old, new):
        raise ValidationError({"into": problem})
    people = [*User.objects.filter(identity__supports__proposal=old), *_authors(old), *_authors(new)]
    counts = _carry(old, new)
    Proposal.objects.filter(merged_into=old).update(merged_into=new)
    old.merged_into = new
    role = StatusChange.Role.FACILITATOR
    move(actor=actor, role=role, proposal=old, status="merged", reason=reason, audited=False)
    facts = {"old": old.title}
    tell(people=people, thing=new, event="proposal-merged", facts=facts, actor=actor)
    signals.merged.send(Proposal, actor=actor, old=old, new=new)
    live.changed(f"proposal:{new.pk}")
    record(
        verb="merge_proposals",
        actor=actor,
        acting_as=FACILITATOR,
        target=old,
        note=reason.strip(),
        facts={"into": new.pk} | counts,
    )
    return new


@transaction.atomic
def split_proposal(
    *, actor: User, proposal: Proposal, first: dict[str, Any], second: dict[str, Any], reason: str
) -> Proposal:
    """`proposal` keeps the words `first` and its supports; the new one that is returned has `second`.

    Both are dicts of title, what and why. Raises PermissionDenied, and ValidationError naming the field.
    """
    if not rules.may_merge(actor):
        raise PermissionDenied(_("Only facilitators split proposals."))
    if not reason.strip():
        raise ValidationError({"reason": _("Give a reason: everyone can read it.")})
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("process", "author")
    kept = rows.get(pk=proposal.pk)
    if kept.status not in rules.MERGEABLE or kept.frozen_at is not None:
        raise ValidationError(_("This proposal cannot be split now."))
    people = [*User.objects.filter(identity__supports__proposal=kept), *_authors(kept)]
    write_version(
        writer=actor, role=ProposalVersion.Role.FACILITATOR, proposal=kept, reason=reason, words=first
    )
    new = _beside(kept, second)
    facts = {"old": kept.title}
    tell(people=people, thing=new, event="proposal-split", facts=facts, actor=actor)
    signals.split.send(Proposal, actor=actor, kept=kept, new=new)
    record(
        verb="split_proposal",
        actor=actor,
        acting_as=FACILITATOR,
        target=kept,
        note=reason.strip(),
        facts={"new": new.pk},
    )
    return new


def locked_pair(proposal: Proposal, into: Proposal) -> tuple[Proposal, Proposal]:
    """Both rows as they are now, locked in one order: merging crosswise neither waits forever nor loops."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("process", "author")
    found = {row.pk: row for row in rows.filter(pk__in={proposal.pk, into.pk}).order_by("pk")}
    return found[proposal.pk], found[into.pk]


def _cannot_merge(old: Proposal, new: Proposal) -> str:
    if old.pk == new.pk:
        return _("A proposal cannot be merged into itself.")
    if old.process_id != new.process_id:
        return _("Choose a proposal of the same process.")
    if old.status not in rules.MERGEABLE or old.frozen_at is not None:
        return _("This proposal cannot be merged now: it is decided, withdrawn, merged or on a ballot.")
    if new.published_at is None or new.hidden_at is not None or new.status not in rules.MERGEABLE:
        return _("Choose a proposal that is published and not decided yet.")
    return ""


def _carry(old: Proposal, new: Proposal) -> dict[str, int]:
    """Moves the supports; the constraint counts a person who stood behind both once."""
    moved = [
        Support(proposal=new, identity_id=identity, given_at=given_at, carried_from=old)
        for identity, given_at in old.supports.values_list("identity", "given_at")
    ]
    before = new.supports.count()
    Support.objects.bulk_create(moved, ignore_conflicts=True, batch_size=BATCH)
    old.supports.all().delete()
    carried = new.supports.count() - before
    return {"carried": carried, "already_there": len(moved) - carried}


def _authors(proposal: Proposal) -> list[User]:
    """All who wrote it; the acting facilitator is never told."""
    accepted = proposal.co_authors.filter(state="accepted").select_related("person")
    first = [proposal.author] if proposal.author else []
    return [*first, *(row.person for row in accepted)]


def _beside(kept: Proposal, words: dict[str, Any]) -> Proposal:
    same = {
        name: getattr(kept, name)
        for name in ("process", "author", "area", "category", "place", "latitude", "longitude", "who_for")
    }
    new = Proposal(**same, **words, split_from=kept, published_at=database_now())
    new.clean_fields(exclude=BESIDE)
    new.thread = Thread.objects.create()
    new.save()
    if kept.author is not None and kept.author.blocked_at is None:
        follow(user=kept.author, thing=new)
    return new
