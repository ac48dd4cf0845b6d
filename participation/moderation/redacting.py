"""Redaction: words that must not stand anywhere (a home address) leave a thing and all said of it."""

import re
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.dispatch import Signal
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.accounts.rules import FACILITATOR
from participation.audit.actions import record
from participation.audit.notes import notes_with
from participation.kinds import registry
from participation.moderation import rules
from participation.moderation.machine import forget_texts
from participation.moderation.models import Appeal, Decision, Report
from participation.notices.models import Notice
from participation.redaction import overwrite, pattern_of, without

# Sent after words left: floors above let go of the copies of pages that they keep.
words_left = Signal()


@transaction.atomic
def redact(*, actor: User, target: Any, phrase: str, reason: str, also: Iterable[Any] = ()) -> int:
    """Put a mark in the place of `phrase` in the thing, its earlier versions, and what was said about it.

    That is: reports, decisions and appeals about it, its author's drafts, and every notice (their mail is
    made when it is sent), notes beside the log. `also`: other things that hold it. Open pages are told
    to read anew. Gives how many texts changed. The log keeps who and why, never the words.
    Raises PermissionDenied, and ValidationError naming "phrase" or "reason".
    """
    for each in (target, *also):
        if refusal := rules.redact_refusal(actor, each):
            raise PermissionDenied(refusal)
    pattern = pattern_of(phrase)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why. The log keeps it.")})
    if pattern.search(reason):
        raise ValidationError({"reason": _("Say why without the words that you take out: the log is kept.")})
    texts = _everywhere(actor, target, phrase, pattern)
    if not texts:
        raise ValidationError({"phrase": _("These words do not stand there. Write them exactly as they do.")})
    others = {each: _everywhere(actor, each, phrase, pattern) for each in also}
    told = sum(_redact_notice(notice, pattern) for notice in _notices_with(phrase))
    told += sum(len(overwrite(note, ("words",), pattern)) for note in notes_with(phrase))
    transaction.on_commit(partial(words_left.send, sender=None), robust=True)
    for each, count in {**others, target: texts + told}.items():
        _log(actor, each, reason.strip(), count)
    return texts + told + sum(others.values())


def others_with(target: Any, phrase: str) -> list[tuple[str, Any]]:
    """Other things in which the phrase stands, as ("comment:12", thing), those of all kinds."""
    found = []
    for kind in registry.all_kinds():
        if kind.holding is not None and kind.redact is not None:
            found += [(f"{kind.key}:{each.pk}", each) for each in kind.holding(phrase) if each != target]
    return found


def _everywhere(actor: User, target: Any, phrase: str, pattern: re.Pattern[str]) -> int:
    """In the thing, in what is said about it, and in what its author has not published yet."""
    kind = registry.kind_of(target)
    if kind is None or kind.redact is None or not (texts := kind.redact(actor, target, phrase)):
        return 0
    forget_texts(target)
    author = kind.author(target)
    # What was said when its author was blocked may well quote it.
    blocks = Q(author=author, verdict__in=Decision.Access.values) if author is not None else Q()
    its_type = ContentType.objects.get_for_model(target)
    about = Q(target_type=its_type, target_id=target.pk)
    decisions = list(Decision.objects.filter(about | blocks).select_for_update())
    texts += sum(len(overwrite(each, ("note",), pattern)) for each in Report.objects.about(target))
    texts += sum(len(overwrite(each, ("reason",), pattern)) for each in decisions)
    texts += sum(
        len(overwrite(each, ("words", "reason"), pattern))
        for each in Appeal.objects.filter(decision__in=decisions)
    )
    paused = User.objects.filter(pk__in=[each.author_id for each in decisions if each.author_id])
    texts += sum(len(overwrite(each, ("pause_reason",), pattern)) for each in paused)
    purges = [each.purge for each in registry.all_kinds() if each.purge is not None]
    return texts + sum(purge(author, pattern) for purge in purges if author is not None)


def _notices_with(phrase: str) -> Any:
    """Notices whose facts may hold the phrase, whatever they are about; all, where no plain word narrows."""
    told = Notice.objects.exclude(facts={})
    # JSON may write other letters as codes.
    plain = [word for word in phrase.split() if word.isascii() and word.isalnum()]
    if not plain:
        return told
    word = max(plain, key=len)
    return told.annotate(text=Cast("facts", TextField())).filter(text__icontains=word)


def _redact_notice(notice: Notice, pattern: re.Pattern[str]) -> int:
    facts = without(notice.facts, pattern)
    if facts == notice.facts:
        return 0
    notice.facts = facts
    notice.save(update_fields=["facts"])
    return 1


def _log(actor: User, target: Any, reason: str, texts: int) -> None:
    facts = {"texts": texts}
    record(
        verb="redact_content",
        actor=actor,
        acting_as=FACILITATOR,
        target=target,
        note=reason,
        facts=facts,
    )
