"""Publishing a proposal, or handing it in where the council checks proposals first."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction

from participation.accounts.models import User
from participation.accounts.pace import count_act_of
from participation.areas.models import Area
from participation.clock import database_now
from participation.debate.models import Thread
from participation.kinds import registry
from participation.limits.table import PROPOSALS
from participation.moderation.machine import look_at
from participation.notices.actions import follow, tell_followers
from participation.processes.models import Category, Process
from participation.proposals import rules
from participation.proposals.models import Proposal
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
    latitude: float | None = None,
    longitude: float | None = None,
    rough_cost: int | None = None,
    picture: File | None = None,
    picture_alt: str = "",
) -> Proposal:
    """Publish at once, or hand in where the process checks first. `rough_cost` is in minor units; `picture`
    is any JPEG, PNG or WebP file, which is re-encoded.

    Raises PermissionDenied with the reason as a sentence, or ValidationError naming the field.
    """
    if refusal := rules.propose_refusal(author, process):
        raise PermissionDenied(refusal)
    if faults := registry.proposal_faults(author, process, area, category):
        raise ValidationError(faults)
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
        latitude=latitude,
        longitude=longitude,
        rough_cost=rough_cost,
        picture_alt=picture_alt,
        published_at=None if process.check_first else database_now(),
        status=Proposal.Status.SUBMITTED if process.check_first else Proposal.Status.PUBLISHED,
    )
    # The foreign keys are rows already read; checking them again would cost a query each.
    proposal.clean_fields(exclude=["process", "author", "thread", "area", "category"])
    large_and_small = read_picture(picture) if picture else None
    with transaction.atomic():
        count_act_of(author, PROPOSALS)
        _save(proposal, large_and_small)
        look_at(proposal)
        follow(user=author, thing=proposal)
        if proposal.published_at is not None:
            tell_followers(thing=proposal, event="proposal-new", actor=author)
    return proposal


def _save(proposal: Proposal, pictures: tuple[File, File] | None) -> None:
    """With its discussion and, where there is one, its picture (large and small), also as its first file."""
    proposal.thread = Thread.objects.create()
    if pictures:
        proposal.picture, proposal.picture_small = pictures
    proposal.save()
    if pictures:
        proposal.attachments.create(
            picture=proposal.picture.name,
            picture_small=proposal.picture_small.name,
            words=proposal.picture_alt or proposal.title,
        )
