"""Who may comment, see and report. What owns a thread (a proposal, a campaign) answers through its kind."""

from typing import Any

from django.utils.translation import gettext as _

from participation.accounts.rules import FACILITATOR, has_role, is_active
from participation.debate.models import Comment, Thread
from participation.kinds import registry


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
    return owner[0].comment_refusal(user, owner[1])


def may_see(user: Any, comment: Comment) -> bool:
    """Visible where its owner is; a hidden one for its author and for facilitators."""
    owner = owner_of(comment.thread)
    if owner is None or not owner[0].may_see(user, owner[1]):
        return False
    return comment.hidden_at is None or may_read_hidden(user, comment)


def may_read_hidden(user: Any, comment: Comment) -> bool:
    return (is_active(user) and comment.author_id == user.pk) or has_role(user, FACILITATOR)


def may_report(user: Any, comment: Comment) -> bool:
    return is_active(user) and comment.hidden_at is None and may_see(user, comment)


def _owners(thread: Thread):
    for kind in registry.all_kinds():
        if kind.comment_refusal is not None:
            thing = kind.model._default_manager.filter(thread=thread).first()
            if thing is not None:
                yield kind, thing
