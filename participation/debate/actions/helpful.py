"""Saying which comments helped."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.accounts.pace import count_act_of
from participation.debate import rules
from participation.debate.helpfulness import helpful_score
from participation.debate.models import Comment, HelpfulVote
from participation.limits.table import HELPFUL


@transaction.atomic
def vote_helpful(*, person: User, comment: Comment, helpful: bool | None) -> None:
    """Say that a comment helped (True) or did not (False), change one's mind, or take it back (None).

    A second time changes nothing: a constraint gives one person one vote. Raises PermissionDenied.
    """
    if not rules.may_vote_helpful(person, comment):
        raise PermissionDenied(_("You cannot say now whether this comment is helpful."))
    # One vote on a comment at a time, so that each counts all before it.
    Comment.objects.select_for_update(no_key=True).get(pk=comment.pk)
    count_act_of(person, HELPFUL)
    votes = HelpfulVote.objects.filter(comment=comment)
    if helpful is None:
        votes.filter(person=person).delete()
    else:
        HelpfulVote.objects.bulk_create(
            [HelpfulVote(comment=comment, person=person, helpful=helpful)],
            update_conflicts=True,
            unique_fields=["comment", "person"],
            update_fields=["helpful"],
        )
    count_votes(comment)


def count_votes(comment: Comment) -> None:
    """Count the votes on a comment whose row is locked, and order it by them."""
    votes = HelpfulVote.objects.filter(comment=comment)
    counted = votes.aggregate(
        yes=Count("pk", filter=Q(helpful=True)), no=Count("pk", filter=Q(helpful=False))
    )
    comment.helpful_count, comment.unhelpful_count = counted["yes"], counted["no"]
    comment.helpful_score = helpful_score(counted["yes"], counted["no"])
    comment.save(update_fields=["helpful_count", "unhelpful_count", "helpful_score"])
