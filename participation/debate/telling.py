"""Whom a comment concerns: open pages, who is answered, who is mentioned."""

from collections.abc import Iterable

from participation import live
from participation.accounts.models import User
from participation.debate import rules
from participation.debate.models import Comment, Thread
from participation.notices.actions import tell, tell_followers


def tell_about_comment(comment: Comment) -> None:
    """Everyone reads it from now on: who is answered or mentioned hears of it, and who follows the talk."""
    tell_pages(comment.thread)
    mentioned = set(comment.mentions.filter(person__isnull=False).values_list("person", flat=True))
    tell_mentioned(comment, mentioned)
    answered = comment.parent.author if comment.parent is not None else None
    if answered is not None and answered.pk not in mentioned:
        tell(people=[answered], thing=comment, event="comment-reply", actor=comment.author)
    if owner := rules.owner_of(comment.thread):
        told = list(User.objects.filter(pk__in=mentioned)) + ([answered] if answered else [])
        tell_followers(thing=owner[1], event="comment-new", actor=comment.author, but_not=told)


def tell_mentioned(comment: Comment, people: Iterable[int]) -> None:
    wanted = list(people)
    if wanted:
        found = User.objects.filter(pk__in=wanted)
        tell(people=found, thing=comment, event="comment-mention", actor=comment.author)


def tell_pages(thread: Thread) -> None:
    """The numbers of the discussion moved."""
    live.changed(f"thread:{thread.pk}")
    if topic := rules.topic_of(thread):
        live.changed(topic)
