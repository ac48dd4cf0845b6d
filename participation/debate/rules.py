"""Who may comment, see and report. What owns a thread (a proposal, a campaign) answers through its kind."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from participation.accounts.rules import FACILITATOR, has_role, is_active, is_staff, writing_refusal
from participation.clock import database_now
from participation.debate.models import Comment, Thread
from participation.kinds import registry
from participation.moderation.edits import asked
from participation.moderation.models import Report
from participation.when import when_words


def owner_of(thread: Thread) -> tuple[registry.Kind, Any] | None:
    """The kind and the thing that this thread belongs to, read once per thread object."""
    if not hasattr(thread, "_owner"):
        thread._owner = next(_owners(thread), None)
    return thread._owner


def topic_of(thread: Thread) -> str:
    """The live topic of the thread's owner, such as "proposal:12"; "" without one."""
    owner = owner_of(thread)
    return f"{owner[0].key}:{owner[1].pk}" if owner and owner[0].live else ""


def may_comment(user: Any, thread: Thread) -> bool:
    return not comment_refusal(user, thread)


def comment_refusal(user: Any, thread: Thread) -> str:
    """Why this person cannot comment here now, as a sentence; "" when they can."""
    owner = owner_of(thread)
    if owner is None or owner[0].comment_refusal is None:
        return _("This discussion is closed.")
    refusal = closed_words(thread, database_now()) or owner[0].comment_refusal(user, owner[1])
    return refusal or writing_refusal(user)


def closed_words(thread: Thread, now: datetime) -> str:
    """Why nobody writes in this thread, whatever it belongs to; "" when it takes comments."""
    if thread.closed_at is not None:
        return _("This discussion is closed. The summary says what came of it.")
    if thread.mode_at(now) == Thread.Mode.LOCKED:
        return _("A facilitator locked this discussion until %(when)s.") % {
            "when": when_words(thread.mode_until)
        }
    return ""


def may_lead(user: Any, thread: Thread) -> bool:
    """Facilitators slow, lock and close a discussion, and let through what waits in it."""
    owner = owner_of(thread)
    return has_role(user, FACILITATOR) and owner is not None and owner[0].may_see(user, owner[1])


def writes_freely(user: Any) -> bool:
    """Staff, and people of whom everyone has read something here, need no facilitator to look first."""
    return is_staff(user) or Comment.objects.visible().filter(author=user).exists()


def may_edit(user: Any, comment: Comment) -> bool:
    return not edit_refusal(user, comment)


def edit_refusal(user: Any, comment: Comment) -> str:
    """Why this person cannot change these words now; "" when they can.

    Whom a facilitator asked to change them can do that also when they are hidden or the talk is over.
    """
    if not is_author(user, comment) or comment.removed_at is not None:
        return _("You can change only what you wrote yourself.")
    if asked(comment) is not None:
        return ""
    if comment.hidden_at is not None:
        return _("A facilitator hid this comment, so it stays as it is.")
    return comment_refusal(user, comment.thread)


def remove_refusal(user: Any, comment: Comment) -> str:
    """Why this person cannot take these words back; "" when they can, also after the discussion."""
    if not is_author(user, comment) or comment.removed_at is not None:
        return _("You can remove only what you wrote yourself.")
    if comment.hidden_at is not None:
        return _("A facilitator hid this comment, so it stays as it is.")
    if Report.objects.open().by_people().about(comment).exists():
        return _("Someone reported this comment. A facilitator looks at it first.")
    return ""


def is_author(user: Any, comment: Comment) -> bool:
    return is_active(user) and comment.author_id == user.pk


def may_vote_helpful(user: Any, comment: Comment) -> bool:
    """People who may comment say what helped them, never about their own words."""
    if not comment.is_readable or comment.author_id == getattr(user, "pk", None):
        return False
    return may_comment(user, comment.thread)


def may_see(user: Any, comment: Comment) -> bool:
    """Visible where its owner is; a hidden one for its author and for facilitators."""
    owner = owner_of(comment.thread)
    if owner is None or not owner[0].may_see(user, owner[1]):
        return False
    return (comment.hidden_at is None and comment.held_at is None) or may_read_hidden(user, comment)


def may_read_hidden(user: Any, comment: Comment) -> bool:
    return is_author(user, comment) or has_role(user, FACILITATOR)


def may_report(user: Any, comment: Comment) -> bool:
    return is_active(user) and comment.is_readable and may_see(user, comment)


def find_owners(threads: Iterable[Thread]) -> None:
    """Let each thread know its owner, in one query a kind."""
    waiting: dict[int, list[Thread]] = {}
    for thread in threads:
        thread._owner = None
        waiting.setdefault(thread.pk, []).append(thread)
    for kind in registry.all_kinds():
        if kind.comment_refusal is None or not waiting:
            continue
        for thing in kind.model._default_manager.filter(thread__in=waiting).select_related(*kind.read_with):
            for thread in waiting.pop(thing.thread_id, ()):
                thread._owner = (kind, thing)


def _owners(thread: Thread) -> Iterator[tuple[registry.Kind, Any]]:
    for kind in registry.all_kinds():
        if kind.comment_refusal is not None:
            thing = kind.model._default_manager.filter(thread=thread).first()
            if thing is not None:
                yield kind, thing


def may_see_thread(user: Any, thread: Thread) -> bool:
    owner = owner_of(thread)
    return owner is not None and owner[0].may_see(user, owner[1])
