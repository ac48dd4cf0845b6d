"""Planning a poll: everything may change until the clock opens it, nothing after."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.areas.models import Area
from participation.audit.actions import record
from participation.clock import database_now
from participation.debate.models import Thread
from participation.proposals.pictures import read_picture
from participation.votes import rules
from participation.votes.models import MOST_OPTIONS, Poll, PollOption, Statement, StatementQuerySet

# What an officer sets; everything else follows.
FIELDS = frozenset(
    (
        *("process", "question", "words", "kind", "min_choices", "max_choices", "max_points", "who"),
        *("age_from", "age_to", "age_on", "shown", "takes_statements", "hold_first", "opens_at", "closes_at"),
    )
)
MOST_RANKED = 12


@dataclass(frozen=True)
class Option:
    """One option or statement as planned. `picture` is the name of one that is kept already."""

    title: str
    words: str = ""
    picture: str = ""
    picture_alt: str = ""


@transaction.atomic
def create_poll(*, actor: User, options: Sequence[Option], areas: Sequence[Area] = (), **fields: Any) -> Poll:
    """Plan a poll; nobody but staff sees it before `publish_poll`. `fields` are of FIELDS."""
    if not rules.may_plan(actor):
        raise PermissionDenied(_("Only officers of the council make polls."))
    poll = Poll(thread=Thread.objects.create())
    _set(poll, fields, options, areas)
    record(verb="create_poll", actor=actor, acting_as=OFFICER, target=poll, facts={"kind": poll.kind})
    return poll


@transaction.atomic
def change_poll(
    *, actor: User, poll: Poll, options: Sequence[Option], areas: Sequence[Area] = (), **fields: Any
) -> Poll:
    """Put a new plan in place of the old, before the poll opens."""
    poll = _changeable(actor, poll)
    poll.options.all().delete()
    _drop(poll.statements.filter(author=None))
    _set(poll, fields, options, areas)
    record(verb="change_poll", actor=actor, acting_as=OFFICER, target=poll, facts={"kind": poll.kind})
    return poll


@transaction.atomic
def publish_poll(*, actor: User, poll: Poll) -> Poll:
    """Show it to everyone; the clock opens it. One whose start has passed opens at once."""
    poll = _changeable(actor, poll)
    now = database_now()
    if poll.published_at is not None:
        raise ValidationError(_("This poll is published already."))
    if poll.closes_at <= now:
        raise ValidationError(_("The end of this poll has passed: give it a later one."))
    poll.published_at, poll.opens_at = now, max(now, poll.opens_at)
    poll.save(update_fields=["published_at", "opens_at"])
    record(verb="publish_poll", actor=actor, acting_as=OFFICER, target=poll)
    return poll


@transaction.atomic
def remove_poll(*, actor: User, poll: Poll) -> None:
    """Drop a plan that was never published."""
    poll = _changeable(actor, poll)
    if poll.published_at is not None:
        raise ValidationError(_("A published poll stays: people may have seen it."))
    record(verb="remove_poll", actor=actor, acting_as=OFFICER, target=poll)
    _drop(poll.statements.all())
    thread = poll.thread
    poll.delete()
    thread.delete()


def _drop(statements: StatementQuerySet) -> None:
    threads = list(statements.values_list("thread", flat=True))
    statements.delete()
    Thread.objects.filter(pk__in=threads).delete()


def _changeable(actor: User, poll: Poll) -> Poll:
    poll = Poll.objects.select_for_update(of=("self",)).get(pk=poll.pk)
    if not rules.may_plan(actor):
        raise PermissionDenied(_("Only officers of the council make polls."))
    if not rules.may_change(actor, poll):
        raise PermissionDenied(_("This poll has opened, so nothing in it changes any more."))
    return poll


def _set(poll: Poll, fields: dict[str, Any], options: Sequence[Option], areas: Sequence[Area]) -> None:
    unknown = fields.keys() - FIELDS
    if unknown:
        raise TypeError(f"a poll's {sorted(unknown)[0]} is not set by this act")
    for name, value in fields.items():
        setattr(poll, name, value)
    _fit_to_kind(poll)
    poll.full_clean(exclude=["thread", "areas"])
    _check(poll, options, areas)
    poll.save()
    poll.areas.set(areas)
    if poll.kind == Poll.Kind.STATEMENTS:
        threads = Thread.objects.bulk_create(Thread() for _each in options)
        Statement.objects.bulk_create(
            _statement(poll, each, thread) for each, thread in zip(options, threads, strict=True)
        )
    else:
        PollOption.objects.bulk_create(
            _option(poll, number, each) for number, each in enumerate(options, start=1)
        )


def _fit_to_kind(poll: Poll) -> None:
    """What a kind of poll has no use for stands at its plain value."""
    if poll.kind in (Poll.Kind.SINGLE, Poll.Kind.SCORED, Poll.Kind.STATEMENTS):
        poll.min_choices = poll.max_choices = 1
    if poll.kind != Poll.Kind.STATEMENTS:
        poll.takes_statements = poll.hold_first = False


def _check(poll: Poll, options: Sequence[Option], areas: Sequence[Area]) -> None:
    if areas and not poll.by_identity:
        raise ValidationError({"areas": _("Only of verified residents it is known where they live.")})
    if len({each.title.strip().casefold() for each in options}) < len(options):
        raise ValidationError({"options": _("Two options have the same words.")})
    if poll.kind == Poll.Kind.STATEMENTS:
        if not options and not poll.takes_statements:
            raise ValidationError({"options": _("Write at least one statement.")})
        return
    if not 2 <= len(options) <= MOST_OPTIONS:
        raise ValidationError({"options": _("A poll has 2 to %(most)d options.") % {"most": MOST_OPTIONS}})
    if poll.kind == Poll.Kind.RANKED and len(options) > MOST_RANKED:
        raise ValidationError(
            {"options": _("People can put at most %(most)d options in order.") % {"most": MOST_RANKED}}
        )
    if poll.max_choices > len(options):
        raise ValidationError({"max_choices": _("There are fewer options than that.")})


def _statement(poll: Poll, plan: Option, thread: Thread) -> Statement:
    row = Statement(poll=poll, thread=thread, text=plan.title.strip())
    try:
        row.clean_fields(exclude=["poll", "thread"])
    except ValidationError as wrong:
        raise ValidationError({"options": wrong.messages})
    return row


def _option(poll: Poll, number: int, plan: Option) -> PollOption:
    row = PollOption(poll=poll, number=number, title=plan.title.strip(), words=plan.words.strip())
    row.picture, row.picture_alt = plan.picture, plan.picture_alt
    try:
        row.clean_fields(exclude=["poll"])
    except ValidationError as wrong:
        raise ValidationError({"options": wrong.messages})
    return row


@transaction.atomic
def set_option_picture(*, actor: User, option: PollOption, picture: File, picture_alt: str) -> PollOption:
    """Give an option a picture, or another one, before its poll opens."""
    poll = _changeable(actor, option.poll)
    if not picture_alt.strip():
        raise ValidationError({"picture_alt": _("Say in a few words what the picture shows.")})
    option.picture, option.picture_alt = read_picture(picture)[1], picture_alt.strip()
    option.clean_fields(exclude=["poll"])
    option.save(update_fields=["picture", "picture_alt"])
    record(verb="change_poll", actor=actor, acting_as=OFFICER, target=poll, facts={"kind": poll.kind})
    return option
