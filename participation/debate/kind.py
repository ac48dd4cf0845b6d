"""What threads and comments offer to the shared machinery."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from participation.clock import DatabaseMicroseconds, database_now
from participation.debate import rules
from participation.debate.actions import let_through, redact_comment
from participation.debate.mentions import name_people, readable
from participation.debate.models import Comment, CommentQuerySet, CommentVersion, HelpfulVote, Thread
from participation.debate.telling import tell_pages
from participation.kinds import registry
from participation.notices import events
from participation.redaction import rows_with

EVENTS = {
    "comment-reply": gettext_lazy("%(actor)s replied to your comment on “%(about)s”"),
    "comment-mention": gettext_lazy("%(actor)s mentioned you in a comment on “%(about)s”"),
    "comment-released": gettext_lazy("Everyone can read your comment on “%(about)s” now"),
}


def offer() -> None:
    registry.register(
        registry.Kind(
            key="thread",
            model=Thread,
            title=_title_of_owner,
            address=_address_of_owner,
            may_see=rules.may_see_thread,
            live=live_numbers,
        )
    )
    registry.register(
        registry.Kind(
            key="comment",
            model=Comment,
            title=title,
            address=Comment.get_absolute_url,
            may_see=rules.may_see,
            author=lambda comment: comment.author,
            text=readable,
            may_report=rules.may_report,
            hide=hide,
            restore=restore,
            waits=lambda comment: comment.held_at is not None and comment.hidden_at is None,
            release=let_through,
            answers=lambda comment: comment.parent,
            written_at=lambda comment: comment.written_at,
            earlier=lambda comment: [readable(comment, each.text) for each in comment.versions.all()],
            edit_address=edit_address,
            redact=redact,
            holding=holding,
            export=export,
            activity=activity,
            part_of=owners,
            read_many=read_many,
        )
    )
    for key, sentence in EVENTS.items():
        events.register(events.Event(key=key, sentence=sentence, group=events.Group.MINE))
    new = ngettext_lazy(
        "%(times)d new comment on “%(title)s”", "%(times)d new comments on “%(title)s”", "times"
    )
    events.register(events.Event(key="comment-new", sentence=new, reach=0, gathers=True))
    closed = gettext_lazy("The discussion of “%(title)s” is closed. Read the summary.")
    events.register(events.Event(key="discussion-closed", sentence=closed, reach=0))


def owners(comment: Comment) -> list[Any]:
    """What the comment stands under, as what it is part of."""
    owner = rules.owner_of(comment.thread)
    return [owner[1]] if owner else []


def live_numbers(pk: int) -> tuple[dict[str, int], int] | None:
    """Comments that everyone reads, in all and by stance, with the clock of the same SELECT."""
    seen = Q(**{f"comments__{name}": value for name, value in CommentQuerySet.SEEN.items()})
    first = seen & Q(comments__top__isnull=True)
    counts = {"n": Count("comments", filter=seen)}
    for stance in Comment.Stance.values:
        counts[f"n_{stance}"] = Count("comments", filter=first & Q(comments__stance=stance))
    counted = Thread.objects.filter(pk=pk).annotate(**counts, version=DatabaseMicroseconds())
    row = counted.values_list(*counts, "redactions", "version").first()
    names = ("comments", *Comment.Stance.values, "redactions")
    return (dict(zip(names, row, strict=False)), row[-1]) if row else None


def _title_of_owner(thread: Thread) -> str:
    owner = rules.owner_of(thread)
    return owner[0].title(owner[1]) if owner else ""


def _address_of_owner(thread: Thread) -> str:
    owner = rules.owner_of(thread)
    return f"{owner[0].address(owner[1])}#discussion" if owner else "/"


def title(comment: Comment) -> str:
    if not comment.text:
        return _("A comment without words")
    return _("Comment: %(start)s") % {"start": Truncator(readable(comment)).chars(60)}


def read_many(pks: Iterable[int]) -> list[Comment]:
    """Comments with everything that their rules and titles ask for, in a fixed number of queries a kind."""
    comments = list(Comment.objects.filter(pk__in=list(pks)).select_related("thread", "author"))
    rules.find_owners([each.thread for each in comments])
    name_people(comments)
    return comments


def hide(comment: Comment) -> None:
    """One that waited goes on waiting, so that it never shows as hidden to those who never saw it."""
    comment.hidden_at = database_now()
    _shown_anew(comment, ["hidden_at"])


def restore(comment: Comment) -> None:
    comment.hidden_at = comment.held_at = None
    _shown_anew(comment, ["hidden_at", "held_at"])


def edit_address(comment: Comment) -> str:
    """Where its author changes it, "" once they took it back."""
    return "" if comment.removed_at is not None else reverse("comment_edit", args=[comment.pk])


def redact(actor: Any, comment: Comment, phrase: str) -> int:
    return redact_comment(actor=actor, comment=comment, phrase=phrase)


def holding(phrase: str) -> list[Comment]:
    """In the words of now, or of an earlier version."""
    now = rows_with(Comment.objects.all(), ("text",), phrase)
    before = rows_with(CommentVersion.objects.select_related("comment"), ("text",), phrase)
    return list(dict.fromkeys([*now, *(each.comment for each in before)]))


def _shown_anew(comment: Comment, fields: list[str]) -> None:
    comment.save(update_fields=fields)
    tell_pages(comment.thread)


def export(user: Any) -> list[dict[str, Any]]:
    """Every comment this person wrote with its earlier versions, and their helpful votes, as plain rows."""
    comments = list(Comment.objects.filter(author=user).order_by("pk").prefetch_related("versions"))
    name_people(comments)
    own = [_exported(each) for each in comments]
    votes = HelpfulVote.objects.filter(person=user).order_by("pk")
    return own + list(votes.values("comment", "helpful", "given_at"))


def _exported(comment: Comment) -> dict[str, Any]:
    return {
        "text": readable(comment),
        "stance": comment.stance,
        "written_at": comment.written_at,
        "edited_at": comment.edited_at,
        "hidden_at": comment.hidden_at,
        "earlier": [
            {"text": readable(comment, each.text), "replaced_at": each.replaced_at}
            for each in comment.versions.all()
        ],
    }


def activity(user: Any) -> list[registry.Listing]:
    """The person's comments."""
    return [
        registry.Listing(
            key="comments",
            title=_("Your comments"),
            things=Comment.objects.filter(author=user, removed_at=None).order_by("-pk"),
            rows=_rows,
            empty=_("You have not written a comment yet."),
            begin=reverse("process_list"),
            begin_label=_("See what people talk about"),
        )
    ]


def _rows(comments: Sequence[Comment]) -> list[registry.Row]:
    name_people(comments)
    return [
        registry.Row(Truncator(readable(each)).chars(80), each.get_absolute_url(), _note(each))
        for each in comments
    ]


def _note(comment: Comment) -> str:
    if comment.hidden_at:
        return _("Hidden by a facilitator")
    if comment.held_at:
        return _("Waits for a facilitator")
    return str(comment.get_stance_display())
