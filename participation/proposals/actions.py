"""Publishing a proposal, giving and withdrawing support, and the council's word on its status."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from participation import live
from participation.accounts.models import User
from participation.accounts.rules import OFFICER, identity_of
from participation.areas.models import Area
from participation.audit.actions import record
from participation.clock import database_now
from participation.debate.models import Thread
from participation.processes.models import Category, Process
from participation.proposals import rules
from participation.proposals.models import Proposal, Support
from participation.proposals.pictures import read_picture


def publish_proposal(
    *,
    author: User,
    process: Process,
    area: Area,
    category: Category,
    title: str,
    what: str,
    why: str,
    who_for: str = "",
    place: str = "",
    rough_cost: int | None = None,
    picture: File | None = None,
    picture_alt: str = "",
) -> Proposal:
    """Publish at once. `rough_cost` is in minor units; `picture` any JPEG, PNG or WebP, which is re-encoded.

    Raises PermissionDenied with the reason as a sentence, or ValidationError naming the field.
    """
    if refusal := rules.propose_refusal(author, process):
        raise PermissionDenied(refusal)
    proposal = Proposal(
        process=process,
        author=author,
        area=area,
        category=category,
        title=title,
        what=what,
        why=why,
        who_for=who_for,
        place=place,
        rough_cost=rough_cost,
        picture_alt=picture_alt,
        published_at=database_now(),
    )
    # The foreign keys are rows already read; checking them again would cost a query each.
    proposal.clean_fields(exclude=["process", "author", "thread", "area", "category"])
    large_and_small = read_picture(picture) if picture else None
    with transaction.atomic():
        proposal.thread = Thread.objects.create()
        if large_and_small:
            proposal.picture, proposal.picture_small = large_and_small
        proposal.save()
    return proposal


@transaction.atomic
def give_support(*, user: User, proposal: Proposal) -> None:
    """Stand behind a proposal. A second time changes nothing: the unique constraint is the guard."""
    if refusal := rules.support_refusal(user, proposal):
        raise PermissionDenied(refusal)
    support = Support(proposal=proposal, identity=identity_of(user))
    Support.objects.bulk_create([support], ignore_conflicts=True)
    live.changed(f"proposal:{proposal.pk}")


@transaction.atomic
def withdraw_support(*, user: User, proposal: Proposal) -> None:
    """Take support back, while support can be given."""
    if refusal := rules.support_refusal(user, proposal):
        raise PermissionDenied(refusal)
    Support.objects.filter(proposal=proposal, identity=identity_of(user)).delete()
    live.changed(f"proposal:{proposal.pk}")


@transaction.atomic
def change_status(*, actor: User, proposal: Proposal, status: str, reason: str) -> None:
    """The council's word on a proposal, with a reason that everyone can read."""
    if not rules.may_change_status(actor, proposal):
        raise PermissionDenied(_("Only officers of the council change the status of a proposal."))
    if not reason.strip():
        raise ValidationError({"status_reason": _("Give a reason: everyone can read it.")})
    before, proposal.status, proposal.status_reason = proposal.status, status, reason.strip()
    proposal.clean_fields(exclude=["process", "author", "thread", "area", "category"])
    proposal.save(update_fields=["status", "status_reason"])
    record(
        verb="change_status",
        actor=actor,
        acting_as=OFFICER,
        target=proposal,
        reason=proposal.status_reason,
        facts={"before": before, "after": status},
    )
