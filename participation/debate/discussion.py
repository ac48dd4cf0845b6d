"""A thread as its page shows it: comments for and against side by side, replies below, in four queries."""

import re
from collections import defaultdict
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.accounts.pace import is_newcomer
from participation.accounts.rules import FACILITATOR, has_role, is_active, writing_refusal
from participation.debate import rules
from participation.debate.forms import CommentForm
from participation.debate.mentions import name_people, readable
from participation.debate.models import Comment, CommentQuerySet, HelpfulVote, Thread
from participation.debate.order import KEYS, Order, order_asked
from participation.moderation.models import Decision
from participation.parts import part
from participation.plain_text import paragraphs
from participation.when import when_words

# Comments of one stance on a page, and replies shown below each comment; a link leads to the others.
PER_SIDE = 10
REPLIES = 3
PER_BRANCH = 30
LONGEST_NUMBER = 9
# Where one comment stands in what talk_branch.html gives.
PLACE = re.compile(r"<!--comment (\d+)-->.*?<!--/-->", re.DOTALL)
# In place of a person, for what all residents share; no account has this key.
SOMEONE = 0
ROLES = {
    "officer": gettext_lazy("Council officer"),
    "finance": gettext_lazy("Council officer"),
    "facilitator": gettext_lazy("Facilitator"),
}


def discussion(request: HttpRequest, thread: Thread, refusal: str = "") -> dict[str, Any]:
    """One page of a thread. `refusal`: why this person cannot comment here now, "" when they can.

    Each stance has PER_SIDE comments a page in the order asked, each comment its first REPLIES replies, and
    these theirs; a reply never stands without what it answers. Residents share these, see `with_own`.
    """
    user = request.user
    refusal = rules.closed_words(thread, timezone.now()) or refusal or writing_refusal(user)
    order, number = order_asked(request.GET.get("sort")), page_asked(request)
    shares = is_active(user) and not user.is_staff
    talk = part(
        request,
        [thread.pk, order, number, bool(refusal)],
        "participation/talk_part.html",
        lambda: _talk(None if shares else user, thread, order, number, refusal),
        keeps=("may_vote", "count", "is_empty", "authors"),
        own=not shares,
    )
    return talk.facts | {
        "thread": thread,
        "topic": f"thread:{thread.pk}",
        "summary_html": paragraphs(thread.summary) if thread.closed_at else "",
        "mode_words": mode_words(thread),
        "may_lead": has_role(user, FACILITATOR),
        "waiting": _waiting(user, thread),
        "talk": with_own(talk.html, talk.facts["authors"], user, refusal) if shares else talk.html,
        "refusal": refusal,
        "form": CommentForm(
            initial={"stance": Comment.Stance.NEUTRAL}, trap=not refusal and is_newcomer(user)
        ),
        "back": request.get_full_path(),
        "login": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
    }


def _talk(user: Any, thread: Thread, order: str, number: int, refusal: str) -> dict[str, Any]:
    """The comments of one page for this person; for None as every resident sees those of others."""
    found = list(_of_page(thread, order, number))
    tops = [each for each in found if _first(number) < each.place]
    shown = branches(user, tops, refusal)
    sides = {
        stance: [shown[each.pk] for each in tops if each.stance == stance] for stance in Comment.Stance.values
    }
    pages = max((-(-each.of_side // PER_SIDE) for each in found), default=1)
    talk = {
        "topic": f"thread:{thread.pk}",
        "sides": sides,
        "counts": {each.stance: each.readable for each in found},
        "count": found[0].of_all if found else 0,
        "order": order,
        "orders": [
            {"label": label, "href": f"?sort={key}#discussion", "current": key == order}
            for key, label in Order.choices
        ],
        "page": {"number": number, "pages": pages, "has_previous": number > 1, "has_next": number < pages}
        | {"previous": number - 1, "next": number + 1},
    }
    return {
        "discussion": talk,
        "may_vote": any(one["may_vote"] for one in shown.values()),
        "count": talk["count"],
        "is_empty": not found,
        "authors": {pk: one["author_pk"] for pk, one in shown.items()},
    }


def with_own(html: SafeString, authors: dict[int, int | None], user: Any, refusal: str) -> SafeString:
    """The shared comments, with those made anew that this person wrote or voted on; two queries at most."""
    vote = HelpfulVote.objects.filter(comment=OuterRef("pk"), person=user.pk).values("helpful")
    own = with_people(Comment.objects.listed()).select_related("parent__author").filter(pk__in=list(authors))
    comments = list(own.annotate(vote=Subquery(vote)).filter(Q(author=user.pk) | Q(vote__isnull=False)))
    if not comments:
        return html
    votes = {each.pk: each.vote for each in comments}
    facts, template = _Facts(user, comments, refusal, votes), get_template("participation/talk_comment.html")
    anew = {str(each.pk): template.render({"comment": facts.shown(each)}) for each in comments}
    # Both are what templates gave, with all that people wrote escaped: no comment of theirs holds a mark.
    return SafeString(PLACE.sub(lambda found: anew.get(found[1], found[0]), html))


def mode_words(thread: Thread) -> str:
    """What is different here for a while; "" when nothing is."""
    if thread.closed_at is not None:
        return ""
    facts = {"n": thread.slow_minutes, "when": when_words(thread.mode_until) if thread.mode_until else ""}
    words = {
        Thread.Mode.SLOW: _("Slow until %(when)s: each person waits %(n)d minutes between two comments."),
        Thread.Mode.HOLD: _("Until %(when)s a facilitator reads the first comment of new people first."),
    }
    return words.get(thread.mode_at(timezone.now()), "") % facts


def _waiting(user: Any, thread: Thread) -> list[str]:
    """The reader's own comments that a facilitator has not let through yet."""
    if not is_active(user):
        return []
    own = list(Comment.objects.held().filter(thread=thread, author=user))
    name_people(own)
    return [paragraphs(readable(each)) for each in own]


def page_asked(request: HttpRequest) -> int:
    """The number of the page in the address; 1 for nonsense."""
    text = request.GET.get("talk", "")
    return max(1, int(text)) if text.isdecimal() and len(text) <= LONGEST_NUMBER else 1


def _first(number: int) -> int:
    return (number - 1) * PER_SIDE


def _of_page(thread: Thread, order: str, number: int) -> QuerySet[Comment]:
    """The comments of one page, and the first of each stance for its counts, whatever the page."""
    everything = Comment.objects.visible().filter(thread=thread).order_by().values("thread")
    own = {"partition_by": [F("stance")]}
    return (
        with_people(Comment.objects.listed())
        .filter(thread=thread, top=None)
        .annotate(
            place=Window(RowNumber(), **own, order_by=KEYS[order]),
            of_side=Window(Count("*"), **own),
            readable=Window(Count("pk", filter=CommentQuerySet.is_visible), **own),
            of_all=Subquery(everything.annotate(n=Count("pk")).values("n")),
        )
        .filter(Q(place__gt=_first(number), place__lte=_first(number) + PER_SIDE) | Q(place=1))
        .order_by("place")
    )


def branches(user: Any, comments: list[Comment], refusal: str) -> dict[int, dict[str, Any]]:
    """What is shown of these comments of one level and of the replies below them, by pk, in three queries."""
    replies = list(_replies(comments))
    everyone = [*comments, *replies]
    facts = _Facts(user, everyone, refusal)
    below: dict[int, list[dict[str, Any]]] = defaultdict(list)
    further: dict[int, int] = {}
    shown = {each.pk: facts.shown(each) for each in everyone}
    for reply in replies:
        below[reply.under_id].append(shown[reply.pk])
        further[reply.under_id] = reply.siblings - REPLIES
    for pk, one in shown.items():
        one["replies"] = below[pk]
        one["more"] = max(0, further.get(pk, 0))
    return shown


def branch(request: HttpRequest, comment: Comment, refusal: str) -> dict[str, Any]:
    """One comment, a page of what stands below it, oldest first, and what it stands below itself."""
    page = Paginator(
        with_people(Comment.objects.listed().filter(under=comment))
        .select_related("parent__author")
        .order_by(*KEYS[Order.OLDEST]),
        PER_BRANCH,
    ).get_page(page_asked(request))
    above = [] if comment.top_id is None else [comment.top]
    for each in above:
        each.role = ""
    replies = list(page.object_list)
    shown = branches(request.user, replies, refusal)
    facts = _Facts(request.user, [*above, comment], refusal)
    return {
        "comment": facts.shown(comment),
        "above": [facts.shown(each) for each in above],
        "replies": [shown[each.pk] for each in replies],
        "page": page,
        "back": request.get_full_path(),
        "topic": f"thread:{comment.thread_id}",
        "redactions": comment.thread.redactions,
    }


def _replies(comments: list[Comment]) -> QuerySet[Comment]:
    """The first replies below each of these, and below those."""
    tops = [each.pk for each in comments if each.top_id is None]
    others = [each.pk for each in comments if each.top_id is not None]
    own = {"partition_by": [F("under")]}
    return (
        with_people(Comment.objects.listed())
        .select_related("parent__author")
        .filter(Q(top__in=tops) | Q(under__in=others))
        .annotate(
            place=Window(RowNumber(), **own, order_by=KEYS[Order.OLDEST]),
            siblings=Window(Count("*"), **own),
        )
        .filter(place__lte=REPLIES)
        .order_by("written_at", "pk")
    )


def with_people(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """With their authors, and the weightiest role of each."""
    roles = Group.objects.filter(user=OuterRef("author"), name__in=ROLES).order_by("-name").values("name")
    return comments.select_related("author").annotate(role=Subquery(roles[:1]))


class _Facts:
    """What is read once for all comments of a page. `user` None: a resident who wrote none of them."""

    def __init__(
        self,
        user: Any,
        comments: list[Comment],
        refusal: str,
        votes: dict[int, bool | None] | None = None,
    ):
        self.refusal = refusal
        self.person = SOMEONE if user is None else user.pk if is_active(user) else None
        self.reasons = _reasons(user, comments)
        self.votes = self._votes(comments) if votes is None else votes
        name_people(comments)

    def _votes(self, comments: list[Comment]) -> dict[int, bool | None]:
        if not self.person or not comments:
            return {}
        own = HelpfulVote.objects.filter(person=self.person, comment__in=[each.pk for each in comments])
        return dict(own.values_list("comment", "helpful"))

    def shown(self, comment: Comment) -> dict[str, Any]:
        """One comment as the template takes it. A hidden one shows no words of its author."""
        hidden, gone = comment.hidden_at is not None, gone_words(comment)
        silent = hidden or bool(gone)
        mine = bool(self.person) and comment.author_id == self.person
        return {
            "id": f"comment-{comment.pk}",
            "pk": comment.pk,
            "author_pk": comment.author_id,
            "href": comment.get_absolute_url(),
            "author": _("someone") if gone else author_of(comment),
            "you": mine,
            "role": str(ROLES.get(comment.role, "")),
            "time": comment.written_at,
            "stance": "" if comment.top_id else comment.stance,
            "stance_label": comment.get_stance_display(),
            "hidden": hidden,
            "hidden_reason": self.reasons.get(comment.pk, ""),
            "gone": gone,
            "edited": comment.edited_at is not None,
            "text_html": "" if silent else paragraphs(readable(comment)),
            "answers": None if silent else self._answers(comment),
            "helpful": 0 if silent else comment.helpful_count,
            "may_vote": not (silent or mine or self.refusal or self.person is None),
            "vote": self.votes.get(comment.pk),
            "actions": [] if silent else self._links(comment, mine),
        }

    def _answers(self, comment: Comment) -> dict[str, str] | None:
        """Whom it answers, where it does not stand right below them."""
        if comment.parent_id == comment.under_id:
            return None
        silent = not comment.parent.is_readable
        author = _("an earlier comment") if silent else author_of(comment.parent)
        return {"author": author, "href": comment.parent.get_absolute_url()}

    def _links(self, comment: Comment, mine: bool) -> list[dict[str, str]]:
        links = [{"label": _("Link"), "href": comment.get_absolute_url(), "icon": "share"}]
        if not self.refusal or self.person is None:
            reply = reverse("comment_new", args=[comment.thread_id])
            links.insert(0, {"label": _("Reply"), "href": f"{reply}?parent={comment.pk}", "icon": "comment"})
        if comment.edited_at is not None:
            links.append(_link(_("See changes"), "comment_history", comment, "info"))
        if not mine:
            report = reverse("report_new", args=["comment", comment.pk])
            return [*links, {"label": _("Report"), "href": report, "icon": "flag"}]
        if not self.refusal:
            links.append(_link(_("Change"), "comment_edit", comment, "edit"))
        return [*links, _link(_("Remove"), "comment_remove", comment, "cross")]


def _link(label: str, name: str, comment: Comment, icon: str) -> dict[str, str]:
    return {"label": label, "href": reverse(name, args=[comment.pk]), "icon": icon}


def gone_words(comment: Comment) -> str:
    """Why the words of a comment are not there any more; "" while they are."""
    return _("Removed by its author.") if comment.removed_at is not None else ""


def author_of(comment: Comment) -> str:
    return str(comment.author or _("Former resident"))


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
