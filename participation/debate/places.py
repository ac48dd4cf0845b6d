"""Where a comment stands: the page of its discussion, or of the replies below another comment."""

from django.urls import reverse
from django.utils.http import urlencode

from participation.debate.discussion import PER_BRANCH, PER_SIDE, REPLIES
from participation.debate.models import Comment
from participation.debate.order import Order, before


def address_of(comment: Comment, discussion: str, order: str = Order.BEST) -> str:
    """The address that shows this comment in context. `discussion`: the address of what is discussed."""
    top = comment if comment.top_id is None else comment.top
    if comment.level and _rank(comment) >= REPLIES:
        return _in_branch(comment)
    if comment.level == 2 and _rank(comment.under) >= REPLIES:
        return _in_branch(comment)
    sides = Comment.objects.listed().filter(thread=top.thread_id, top=None, stance=top.stance)
    page = 1 + sides.filter(before(top, order)).count() // PER_SIDE
    asked = ({"talk": page} if page > 1 else {}) | ({"sort": order} if order != Order.BEST else {})
    return f"{discussion}{'?' if asked else ''}{urlencode(asked)}#comment-{comment.pk}"


def _in_branch(comment: Comment) -> str:
    page = 1 + _rank(comment) // PER_BRANCH
    query = f"?talk={page}" if page > 1 else ""
    return f"{reverse('comment_replies', args=[comment.under_id])}{query}#comment-{comment.pk}"


def _rank(comment: Comment) -> int:
    """How many replies stand before it below the same comment."""
    return Comment.objects.listed().filter(before(comment, Order.OLDEST), under=comment.under_id).count()
