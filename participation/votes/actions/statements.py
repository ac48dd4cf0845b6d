"""Residents add statements of their own; staff look first where the poll says so."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.accounts.models import User
from participation.accounts.pace import count_act_of
from participation.accounts.rules import FACILITATOR, OFFICER, has_role
from participation.audit.actions import record
from participation.clock import database_now
from participation.debate.models import Thread
from participation.limits.table import STATEMENTS
from participation.moderation.machine import look_at, raise_signal, withdraw_signals
from participation.moderation.models import Report
from participation.notices.actions import follow
from participation.votes import rules
from participation.votes.locks import enter_poll
from participation.votes.models import Poll, Statement

# So that one voice does not fill a poll.
MOST_BY_ONE = 5


def add_statement(*, author: User, poll: Poll, text: str) -> Statement:
    """Add one sentence. Raises PermissionDenied with the reason, or ValidationError naming the field."""
    arrived_at = database_now()
    with transaction.atomic():
        # One at a time for each person, so that two windows cannot pass the limit.
        User.objects.select_for_update().get(pk=author.pk)
        poll = enter_poll(poll)
        if refusal := rules.add_refusal(author, poll, arrived_at):
            raise PermissionDenied(refusal.words)
        statement = Statement(poll=poll, author=author, text=" ".join(text.split()), held=poll.hold_first)
        statement.clean_fields(exclude=["poll", "author", "thread"])
        _check(statement)
        count_act_of(author, STATEMENTS)
        statement.thread = Thread.objects.create()
        statement.save()
        follow(user=author, thing=statement)
        look_at(statement)
        if statement.held:
            raise_signal(statement, Report.Signal.HELD)
    return statement


def _check(statement: Statement) -> None:
    if statement.poll.statements.filter(text__iexact=statement.text).exists():
        raise ValidationError({"text": _("This statement is there already.")})
    if statement.poll.statements.filter(author=statement.author).count() >= MOST_BY_ONE:
        words = ngettext(
            "You can add %(n)d statement to a poll.", "You can add %(n)d statements to a poll.", MOST_BY_ONE
        )
        raise ValidationError({"text": words % {"n": MOST_BY_ONE}})


@transaction.atomic
def release_statement(*, actor: User, statement: Statement) -> Statement:
    """Show a statement that waited to everyone."""
    if not rules.may_release(actor):
        raise PermissionDenied(_("Only facilitators and officers show statements that wait."))
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if not statement.held:
        raise ValidationError(_("This statement is shown already."))
    show_statement(statement)
    withdraw_signals(statement, Report.Signal.HELD)
    role = FACILITATOR if has_role(actor, FACILITATOR) else OFFICER
    record(verb="release_statement", actor=actor, acting_as=role, target=statement)
    return statement


def show_statement(statement: Statement) -> None:
    """Everyone reads it from now on; part of an act that asked whether that may be."""
    statement.held = False
    statement.save(update_fields=["held"])
