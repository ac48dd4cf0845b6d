"""Redaction: a phrase leaves a comment and everything it said before."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.accounts.rules import FACILITATOR
from participation.audit.actions import record
from participation.debate import rules
from participation.debate.models import Comment, Thread
from participation.debate.telling import tell_pages
from participation.redaction import overwrite, pattern_of


@transaction.atomic
def redact_comment(*, actor: User, comment: Comment, phrase: str) -> int:
    """Overwrite `phrase` in a comment and its versions; gives the number of texts that changed.

    The log keeps how many, never the words. Raises PermissionDenied, and ValidationError naming "phrase".
    """
    if not rules.may_lead(actor, comment.thread):
        raise PermissionDenied(_("Only facilitators redact."))
    pattern = pattern_of(phrase)
    comment = Comment.objects.select_for_update(of=("self",)).select_related("thread").get(pk=comment.pk)
    versions = comment.versions.select_for_update()
    texts = sum(len(overwrite(row, ("text",), pattern)) for row in (comment, *versions))
    call_back(comment.thread)
    facts = {"texts": texts}
    record(verb="redact_comment", actor=actor, acting_as=FACILITATOR, target=comment, facts=facts)
    return texts


def call_back(thread: Thread) -> None:
    """Words left this discussion or what it is about: open pages are told to read theirs anew."""
    Thread.objects.filter(pk=thread.pk).update(redactions=F("redactions") + 1)
    tell_pages(thread)
