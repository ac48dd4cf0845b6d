"""What comments offer to the shared machinery."""

from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from participation import live
from participation.clock import database_now
from participation.debate import rules
from participation.debate.models import Comment
from participation.kinds import registry


def offer() -> None:
    registry.register(
        registry.Kind(
            key="comment",
            model=Comment,
            title=title,
            address=Comment.get_absolute_url,
            may_see=rules.may_see,
            author=lambda comment: comment.author,
            text=lambda comment: comment.text,
            may_report=rules.may_report,
            hide=hide,
            restore=restore,
            export=export,
            mine=mine,
        )
    )


def title(comment: Comment) -> str:
    return _("Comment: %(start)s") % {"start": Truncator(comment.text).chars(60)}


def hide(comment: Comment) -> None:
    _set_hidden(comment, database_now())


def restore(comment: Comment) -> None:
    _set_hidden(comment, None)


def _set_hidden(comment: Comment, at: Any) -> None:
    comment.hidden_at = at
    comment.save(update_fields=["hidden_at"])
    if topic := rules.topic_of(comment.thread):
        live.changed(topic)


def export(user: Any) -> list[dict[str, Any]]:
    """Every comment this person wrote, as plain rows."""
    return list(
        Comment.objects.filter(author=user).order_by("pk").values("text", "stance", "written_at", "hidden_at")
    )


def mine(user: Any) -> list[registry.Panel]:
    """The person's newest comments."""
    newest = Comment.objects.filter(author=user).order_by("-pk")[:12]
    return [
        registry.Panel(
            title=_("Your comments"),
            rows=[
                registry.Row(Truncator(each.text).chars(80), each.get_absolute_url(), _note(each))
                for each in newest
            ],
            empty=_("You have not written a comment yet."),
            begin=reverse("process_list"),
            begin_label=_("See what people talk about"),
        )
    ]


def _note(comment: Comment) -> str:
    return _("Hidden by a facilitator") if comment.hidden_at else str(comment.get_stance_display())
