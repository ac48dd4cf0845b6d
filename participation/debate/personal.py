"""What talk knows about a person beside their own comments."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from participation.clock import database_now
from participation.debate.models import Comment, CommentVersion, Mention, Thread
from participation.debate.telling import tell_pages
from participation.kinds import personal


def offer() -> None:
    personal.register(
        personal.Holding(
            key="mentions",
            title=_("Comments that mention you"),
            covers=("participation.Mention", "participation.HelpfulVote"),
            rows=mentions,
            erase=erase,
        )
    )


def mentions(person: Any) -> Iterable[dict[str, Any]]:
    """When and where; the words are somebody else's."""
    own = Mention.objects.filter(person=person).order_by("pk")
    return own.values("comment", "comment__written_at")


def erase(person: Any, keep_words: bool) -> None:
    """Comments stay without a name, or their words go; a place stays where others replied.

    Those that a facilitator never let through are nobody's public words: they go in any case.
    """
    own = Comment.objects.filter(author=person)
    going = own.filter(held_at__isnull=False) if keep_words else own
    keys = list(going.values_list("pk", flat=True))
    threads = set(Comment.objects.filter(pk__in=keys).values_list("thread", flat=True))
    # From the ends of the talk inward, as far as it is nested.
    for _level in range(3):
        Comment.objects.filter(pk__in=keys, replies=None, below=None).delete()
    left = Comment.objects.filter(pk__in=keys)
    CommentVersion.objects.filter(comment__in=left).delete()
    Mention.objects.filter(comment__in=left).delete()
    left.update(text="", removed_at=database_now(), edited_at=None)
    for thread in Thread.objects.filter(pk__in=threads):
        tell_pages(thread)
