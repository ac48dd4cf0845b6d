"""A thread as its page shows it: comments for and against side by side, replies below, in four queries."""

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.accounts.rules import is_active
from participation.debate import rules
from participation.debate.forms import CommentForm
from participation.debate.models import Comment, Thread
from participation.moderation.models import Decision
from participation.plain_text import paragraphs

PER_PAGE = 40
ROLES = {
    "officer": gettext_lazy("Council officer"),
    "finance": gettext_lazy("Council officer"),
    "facilitator": gettext_lazy("Facilitator"),
}


def discussion(request: HttpRequest, thread: Thread) -> dict[str, Any]:
    """Top-level comments of one page by stance (most replies first, then newest), each with its replies."""
    page = Paginator(_with_authors(_top(thread)), PER_PAGE).get_page(request.GET.get("talk"))
    comments = list(page.object_list)
    replies = list(_with_authors(Comment.objects.filter(parent__in=comments)))
    return arranged(request.user, comments, replies) | {
        "thread": thread,
        "page": page,
        "form": CommentForm(initial={"stance": Comment.Stance.FOR}),
        "login": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
    }


def place_of(comment: Comment) -> int:
    """The page of the discussion on which a comment (or the comment it replies to) stands."""
    order = list(_top(comment.thread).values_list("pk", flat=True))
    return 1 + order.index(comment.parent_id or comment.pk) // PER_PAGE


def arranged(user: Any, comments: list[Comment], replies: list[Comment]) -> dict[str, Any]:
    reasons = _reasons(user, [*comments, *replies])
    below = defaultdict(list)
    for reply in replies:
        below[reply.parent_id].append(_shown(user, reply, reasons, []))
    sides = {stance: [] for stance in Comment.Stance.values}
    for comment in comments:
        sides[comment.stance].append(_shown(user, comment, reasons, below[comment.pk]))
    return {
        "for": sides["for"],
        "against": sides["against"],
        "neutral": sides["neutral"],
        "count": len(comments) + len(replies),
    }


def _top(thread: Thread) -> QuerySet[Comment]:
    replies = Comment.objects.visible().filter(parent=OuterRef("pk")).order_by().values("parent")
    counted = Subquery(replies.annotate(n=Count("pk")).values("n"))
    top = thread.comments.filter(parent=None).annotate(reply_count=Coalesce(counted, 0))
    return top.order_by("-reply_count", "-written_at", "-pk")


def _with_authors(comments: Any) -> Any:
    return comments.select_related("author").prefetch_related("author__groups")


def _shown(user: Any, comment: Comment, reasons: dict[int, str], replies: list) -> dict[str, Any]:
    """One comment as the component takes it. A hidden one shows no words of its author."""
    hidden = comment.hidden_at is not None
    return {
        "id": f"comment-{comment.pk}",
        "pk": comment.pk,
        "author": str(comment.author or _("Someone who left")),
        "you": is_active(user) and comment.author_id == user.pk,
        "role": _role(comment),
        "time": comment.written_at,
        "hidden": hidden,
        "hidden_reason": reasons.get(comment.pk, ""),
        "text_html": "" if hidden else paragraphs(comment.text),
        "replies": replies,
        "actions": [] if hidden else _links(user, comment),
    }


def _links(user: Any, comment: Comment) -> list[dict[str, str]]:
    links = [{"label": _("Link"), "href": comment.get_absolute_url(), "icon": "share"}]
    if comment.parent_id is None:
        reply = reverse("comment_new", args=[comment.thread_id])
        links.insert(0, {"label": _("Reply"), "href": f"{reply}?parent={comment.pk}", "icon": "comment"})
    if comment.author_id != getattr(user, "pk", None):
        report = reverse("report_new", args=["comment", comment.pk])
        links.append({"label": _("Report"), "href": report, "icon": "flag"})
    return links


def _role(comment: Comment) -> str:
    roles = comment.author.role_names if comment.author else ()
    return str(next((label for role, label in ROLES.items() if role in roles), ""))


def _reasons(user: Any, comments: list[Comment]) -> dict[int, str]:
    """Why comments were hidden, for those who may read it: their authors and the facilitators."""
    readable = [each.pk for each in comments if each.hidden_at and rules.may_read_hidden(user, each)]
    if not readable:
        return {}
    decisions = Decision.objects.filter(
        target_type=ContentType.objects.get_for_model(Comment),
        target_id__in=readable,
        verdict=Decision.Verdict.HIDE,
    )
    # Ordered newest first; the oldest must not win.
    return {each.target_id: each.reason for each in reversed(decisions)}
