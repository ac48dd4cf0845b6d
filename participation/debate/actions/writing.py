"""Writing, changing and taking back a comment. Who may write is for the owner of the thread to say."""

from collections.abc import Mapping
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.accounts.pace import count_act_of, is_newcomer
from participation.accounts.rules import is_staff
from participation.clock import database_now
from participation.debate import rules
from participation.debate.links import has_link
from participation.debate.mentions import Resolved, keep_mentions, resolve
from participation.debate.models import Comment, CommentVersion, Thread
from participation.debate.telling import tell_about_comment, tell_mentioned, tell_pages
from participation.limits.table import COMMENTS, EDITS, MENTIONS
from participation.moderation.edits import asked, words_changed
from participation.moderation.machine import forget_texts, look_at, raise_signal, withdraw_signals
from participation.moderation.models import Report
from participation.when import when_words

# So long after writing, and while nobody has replied, a change leaves no trace.
SLIPS = timedelta(minutes=5)
# Within this time the same words from the same person are a button that was pressed twice.
TWICE = timedelta(minutes=1)


@transaction.atomic
def write_comment(
    *,
    author: User,
    thread: Thread,
    text: str,
    stance: str = Comment.Stance.NEUTRAL,
    parent: Comment | None = None,
    meant: Mapping[str, int | None] | None = None,
    hold: bool = False,
) -> Comment:
    """Add a comment, or a reply to a visible comment of the same thread.

    `meant` says which person a name stands for that several have, see `resolve`. Where first comments wait,
    in a new account's comment with a link, and with `hold`, `held_at` is set. Sent twice, it is one comment.
    Raises PermissionDenied with the reason as a sentence, or ValidationError.
    """
    # One comment of a person at a time, so that parallel ones cannot pass the limits of a slow thread.
    User.objects.select_for_update(no_key=True).filter(pk=author.pk).first()
    thread.refresh_from_db(fields=["mode", "mode_until", "slow_minutes", "closed_at"])
    if refusal := rules.comment_refusal(author, thread):
        raise PermissionDenied(refusal)
    if parent is not None:
        _check_parent(parent, thread)
    resolved = _checked(Comment(thread=thread, author=author, stance=stance, text=text.strip()), meant)
    comment = Comment(thread=thread, parent=parent, author=author, stance=stance, text=resolved.text)
    if (first := _sent_before(comment)) is not None:
        return first
    _check_pace(author, thread)
    if hold or _waits(author, thread) or (has_link(text) and is_newcomer(author)):
        comment.held_at = database_now()
    count_act_of(author, COMMENTS)
    comment.save()
    _mention(author, comment, resolved)
    look_at(comment)
    if comment.held_at is None:
        tell_about_comment(comment)
    else:
        raise_signal(comment, Report.Signal.HELD)
    return comment


@transaction.atomic
def edit_comment(
    *, author: User, comment: Comment, text: str, meant: Mapping[str, int | None] | None = None
) -> Comment:
    """Change one's own words. The earlier ones stay to be read, but for slips mended within `SLIPS`.

    Raises PermissionDenied with the reason as a sentence, or ValidationError naming the field.
    """
    comment = Comment.objects.select_for_update(of=("self",)).select_related("thread").get(pk=comment.pk)
    if refusal := rules.edit_refusal(author, comment):
        raise PermissionDenied(refusal)
    now = database_now()
    known = {person.display_name.casefold(): person.pk for person in _mentioned(comment)}
    typed = Comment(thread=comment.thread, author=author, stance=comment.stance, text=text.strip())
    resolved = _checked(typed, {**known, **(meant or {})})
    if resolved.text == comment.text:
        return comment
    if comment.held_at is None and has_link(text) and not has_link(comment.text) and is_newcomer(author):
        raise ValidationError(
            {"text": _("Your account is new. Put the link into a new comment: we read it first.")}
        )
    if now - comment.written_at >= SLIPS or comment.replies.exists() or asked(comment) is not None:
        CommentVersion.objects.create(comment=comment, text=comment.text)
        comment.edited_at = now
    count_act_of(author, EDITS)
    comment.text = resolved.text
    comment.save(update_fields=["text", "edited_at"])
    new = _mention(author, comment, resolved)
    words_changed(comment)
    look_at(comment)
    if comment.held_at is None:
        tell_mentioned(comment, new)
    return comment


@transaction.atomic
def remove_comment(*, author: User, comment: Comment) -> None:
    """Take one's own words back. With replies below it, an empty place stays; else nothing does.

    Raises PermissionDenied with the reason as a sentence.
    """
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if refusal := rules.remove_refusal(author, comment):
        raise PermissionDenied(refusal)
    tell_pages(comment.thread)
    withdraw_signals(comment)
    forget_texts(comment)
    if not (comment.replies.exists() or comment.below.exists()):
        comment.delete()
        return
    comment.text, comment.removed_at = "", database_now()
    comment.save(update_fields=["text", "removed_at"])
    comment.versions.all().delete()
    comment.mentions.all().delete()


def _sent_before(comment: Comment) -> Comment | None:
    same = {name: getattr(comment, name) for name in ("author", "parent", "stance", "text")}
    lately = comment.thread.comments.filter(written_at__gt=database_now() - TWICE, hidden_at=None)
    return lately.filter(**same).first()


def _mentioned(comment: Comment) -> list[User]:
    return list(User.objects.filter(pk__in=comment.mentions.values("person")))


def _mention(author: User, comment: Comment, resolved: Resolved) -> set[int]:
    """Keep who is named, and count those who were not before."""
    new = keep_mentions(comment, resolved.people)
    if new:
        count_act_of(author, MENTIONS, times=len(new))
    return new


def _checked(typed: Comment, meant: Mapping[str, int | None] | None) -> Resolved:
    typed.clean_fields(exclude=["thread", "parent", "author"])
    return resolve(typed.text, typed.thread, meant)


def _check_parent(parent: Comment, thread: Thread) -> None:
    """Holds the row until the reply is written: its author cannot change it without a trace meanwhile."""
    found = Comment.objects.select_for_update(no_key=True).filter(pk=parent.pk).first()
    if found is None or found.thread_id != thread.pk or found.held_at is not None:
        raise ValidationError({"parent": _("You can reply to a comment of this discussion alone.")})
    if found.hidden_at is not None:
        raise ValidationError({"parent": _("A facilitator hid this comment, so it takes no replies.")})
    if not found.is_readable:
        raise ValidationError({"parent": _("This comment was removed, so it takes no replies.")})


def _check_pace(author: User, thread: Thread) -> None:
    now = database_now()
    if thread.mode_at(now) != Thread.Mode.SLOW or is_staff(author):
        return
    newest = thread.comments.filter(author=author).order_by("-written_at").first()
    if newest is None:
        return
    next_at = newest.written_at + timedelta(minutes=thread.slow_minutes)
    if now < next_at:
        words = {"n": thread.slow_minutes, "when": when_words(next_at)}
        refusal = _("This discussion is slow: %(n)d minutes between two comments. Next: %(when)s.")
        raise ValidationError({"text": refusal % words})


def _waits(author: User, thread: Thread) -> bool:
    return thread.mode_at(database_now()) == Thread.Mode.HOLD and not rules.writes_freely(author)
