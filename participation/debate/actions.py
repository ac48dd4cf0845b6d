"""Writing a comment. Who may write where is for the owner of the thread to say, through its kind."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from participation import live
from participation.accounts.models import User
from participation.debate import rules
from participation.debate.models import Comment, Thread


@transaction.atomic
def write_comment(
    *,
    author: User,
    thread: Thread,
    text: str,
    stance: str = Comment.Stance.NEUTRAL,
    parent: Comment | None = None,
) -> Comment:
    """Add a comment, or a reply to a visible comment of the same thread (replies go one level deep).

    Raises PermissionDenied with the reason as a sentence, or ValidationError naming the field.
    """
    if refusal := rules.comment_refusal(author, thread):
        raise PermissionDenied(refusal)
    if parent is not None:
        _check_parent(parent, thread)
    comment = Comment(thread=thread, parent=parent, author=author, stance=stance, text=text.strip())
    comment.clean_fields(exclude=["thread", "parent", "author"])
    comment.save()
    if topic := rules.topic_of(thread):
        live.changed(topic)
    return comment


def _check_parent(parent: Comment, thread: Thread) -> None:
    if parent.thread_id != thread.pk or parent.parent_id is not None:
        raise ValidationError({"parent": _("You can reply to a comment, but not to a reply.")})
    if parent.hidden_at is not None:
        raise ValidationError({"parent": _("A facilitator hid this comment, so it takes no replies.")})
