"""What Alice follows and was told: some of it read, the newest waiting for her next mail."""

from datetime import timedelta

from cms.demo.seeding.people import Cast
from cms.demo.seeding.places import Places
from participation.clock import database_now
from participation.models import Comment, Notice, Process, Proposal
from participation.notices.actions import follow, tell


def seed_notices(ideas: Process, proposals: dict[str, Proposal], cast: Cast, places: Places) -> None:
    alice = cast.users["alice"]
    theirs = [each for each in proposals.values() if each.process_id == ideas.pk and each.author != alice]
    followed = theirs[:2]
    for thing in (ideas, places.area("harbour"), *followed):
        follow(user=alice, thing=thing)
    new = theirs[2]
    tell(people=[alice], thing=new, event="proposal-new", actor=new.author)
    known = Proposal.objects.filter(pk__in=[each.pk for each in proposals.values()])
    decided = known.exclude(status=Proposal.Status.PUBLISHED).earliest("pk")
    tell(people=[alice], thing=decided, event="proposal-status", facts={"status": decided.status})
    for proposal in followed:
        tell(people=[alice], thing=proposal, event="comment-new", actor=cast.users["bob"])
    _one_reply(cast)
    now = database_now()
    for days, notice in enumerate(Notice.objects.filter(person=alice).order_by("-pk"), 1):
        notice.told_at = now - timedelta(days=days)
        if days > 3:
            notice.read_at, notice.waits_for = notice.told_at + timedelta(hours=2), ""
        notice.save()


def _one_reply(cast: Cast) -> None:
    """Someone answered Alice, if she has spoken."""
    alice = cast.users["alice"]
    reply = Comment.objects.filter(parent__author=alice).exclude(author=alice).first()
    if reply is not None:
        tell(people=[alice], thing=reply, event="comment-reply", actor=reply.author)
