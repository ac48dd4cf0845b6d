"""Starting a debate, and correcting one that the council runs."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.accounts.pace import count_act_of
from participation.accounts.rules import FACILITATOR, OFFICER, has_role
from participation.areas.models import Area
from participation.audit.actions import record
from participation.clock import database_now
from participation.debate.actions import call_back
from participation.debate.models import Thread
from participation.debates import rules
from participation.debates.models import Debate
from participation.limits.table import DEBATES
from participation.moderation.machine import look_at
from participation.notices.actions import tell_followers
from participation.processes.models import Category, Process
from participation.redaction import overwrite, pattern_of

# Within this time the same question from the same person is a button that was pressed twice.
TWICE = timedelta(minutes=1)
CHANGEABLE = frozenset(("title", "words", "area", "category", "opens_at", "closes_at"))


@transaction.atomic
def start_debate(
    *, author: User, process: Process, title: str, words: str, area: Area | None, category: Category | None
) -> Debate:
    """A resident asks the town something; sent twice, it is one debate.

    Raises PermissionDenied with the reason, or ValidationError.
    """
    # One at a time for each person: the second press of a button finds what the first one did.
    User.objects.select_for_update(no_key=True).filter(pk=author.pk).first()
    if refusal := rules.start_refusal(author, process):
        raise PermissionDenied(refusal)
    same = {"author": author, "title": title, "words": words, "area": area, "category": category}
    lately = Debate.objects.visible().filter(process=process, published_at__gt=database_now() - TWICE)
    first: Debate | None = lately.filter(**same).first()
    if first is not None:
        return first
    debate = _published(Debate(process=process, **same))
    count_act_of(author, DEBATES)
    return debate


@transaction.atomic
def open_debate(
    *,
    actor: User,
    process: Process,
    title: str,
    words: str,
    area: Area | None = None,
    category: Category | None = None,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
) -> Debate:
    """The council asks the town something, perhaps with dates of its own.

    Raises PermissionDenied, and ValidationError naming the field.
    """
    _need_staff(actor)
    debate = Debate(author=actor, process=process, title=title, words=words, area=area, category=category)
    debate.by_council, debate.opens_at, debate.closes_at = True, opens_at, closes_at
    debate = _published(debate)
    record(verb="open_debate", actor=actor, acting_as=_role(actor), target=debate)
    return debate


@transaction.atomic
def change_debate(*, actor: User, debate: Debate, **changes: Any) -> Debate:
    """Change fields of CHANGEABLE. Raises PermissionDenied, and ValidationError naming the field."""
    _need_staff(actor)
    if unknown := changes.keys() - CHANGEABLE:
        raise TypeError(f"a debate's {sorted(unknown)[0]} is not changed by this act")
    debate = Debate.objects.select_for_update(of=("self",)).get(pk=debate.pk)
    for name, value in changes.items():
        setattr(debate, name, value)
    debate.full_clean()
    debate.save(update_fields=list(changes))
    facts = {"fields": sorted(changes)}
    record(verb="change_debate", actor=actor, acting_as=_role(actor), target=debate, facts=facts)
    return debate


@transaction.atomic
def redact_debate(*, actor: User, debate: Debate, phrase: str) -> int:
    """Overwrite `phrase` in what the author wrote; gives the number of texts that changed.

    The log keeps how many, never the words. Raises PermissionDenied, and ValidationError naming "phrase".
    """
    if not has_role(actor, FACILITATOR):
        raise PermissionDenied(_("Only facilitators redact."))
    pattern = pattern_of(phrase)
    debate = Debate.objects.select_for_update(of=("self",)).get(pk=debate.pk)
    texts = len(overwrite(debate, ("title", "words"), pattern))
    call_back(debate.thread)
    record(verb="redact_debate", actor=actor, acting_as=FACILITATOR, target=debate, facts={"texts": texts})
    return texts


def _published(debate: Debate) -> Debate:
    debate.full_clean(exclude=["thread", "author", "process"])
    debate.thread = Thread.objects.create()
    debate.save()
    look_at(debate)
    tell_followers(thing=debate, event="debate-opened", actor=debate.author)
    return debate


def _need_staff(actor: User) -> None:
    if not rules.may_run(actor):
        raise PermissionDenied(_("Only facilitators and officers open a debate for the council."))


def _role(actor: User) -> str:
    return FACILITATOR if FACILITATOR in actor.role_names else OFFICER
