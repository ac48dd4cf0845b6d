"""Voting: one vote a person, which they can change until the end."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation import live
from participation.accounts.models import User
from participation.accounts.pace import count_act_of
from participation.accounts.rules import identity_of
from participation.clock import database_now
from participation.limits.table import ANSWERS
from participation.votes import rules
from participation.votes.locks import enter_poll
from participation.votes.models import Answer, Choice, Poll, Statement, Vote


def cast_vote(
    *, user: User, poll: Poll, choices: Mapping[int, int], arrived_at: datetime | None = None
) -> None:
    """Vote, or put this in place of the vote that stands. `choices`: option keys with 1, place or points.

    `arrived_at` is the database clock when the request came, so that waiting for a lock makes nobody late.
    Raises PermissionDenied with the reason as a sentence, or ValidationError.
    """
    arrived_at = arrived_at or database_now()
    with transaction.atomic():
        poll = _entered(user, poll, arrived_at)
        _check_choices(poll, choices)
        vote = _vote_of(user, poll)
        vote.choices.all().delete()
        Choice.objects.bulk_create(
            Choice(vote=vote, option_id=option, value=value) for option, value in choices.items()
        )
    _moved(poll)


def answer_statement(
    *, user: User, statement: Statement, value: int, arrived_at: datetime | None = None
) -> None:
    """Agree (1), disagree (-1) or pass (0); a second answer takes the place of the first."""
    arrived_at = arrived_at or database_now()
    if value not in Answer.Value.values:
        raise ValidationError(_("Choose agree, disagree or pass."))
    with transaction.atomic():
        poll = _entered(user, statement.poll, arrived_at)
        if not poll.statements.shown().filter(pk=statement.pk).exists():
            raise PermissionDenied(_("This statement cannot be answered now."))
        Answer.objects.update_or_create(
            vote=_vote_of(user, poll), statement=statement, defaults={"value": value}
        )
    _moved(poll)


def _entered(user: User, poll: Poll, arrived_at: datetime) -> Poll:
    poll = enter_poll(poll)
    if refusal := rules.vote_refusal(user, poll, arrived_at):
        raise PermissionDenied(refusal.words)
    if poll.counted_at is not None:
        raise PermissionDenied(_("This poll is counted already."))
    count_act_of(user, ANSWERS)
    return poll


def _vote_of(user: User, poll: Poll) -> Vote:
    """The one vote of this person, which the unique constraints guard, locked against their other windows."""
    voter = {"identity": identity_of(user)} if poll.by_identity else {"user": user}
    Vote.objects.bulk_create([Vote(poll=poll, **voter)], ignore_conflicts=True)
    return Vote.objects.select_for_update().get(poll=poll, **voter)


def _moved(poll: Poll) -> None:
    """Who may see what is settled by the topics: turnout, tallies for all, tallies for those who voted."""
    for key in ("poll", "tally", "tally-voted"):
        live.changed(f"{key}:{poll.pk}")


def _check_choices(poll: Poll, choices: Mapping[int, int]) -> None:
    known = set(poll.options.values_list("pk", flat=True))
    if poll.kind == Poll.Kind.STATEMENTS or not choices.keys() <= known:
        raise ValidationError(_("Choose from the options of this poll."))
    check = {Poll.Kind.RANKED: _check_places, Poll.Kind.SCORED: _check_points}.get(
        Poll.Kind(poll.kind), _check_ticks
    )
    check(poll, choices)


def _check_ticks(poll: Poll, choices: Mapping[int, int]) -> None:
    if set(choices.values()) - {1}:
        raise ValidationError(_("Choose from the options of this poll."))
    _check_number(poll, len(choices))


def _check_places(poll: Poll, choices: Mapping[int, int]) -> None:
    if sorted(choices.values()) != list(range(1, len(choices) + 1)):
        raise ValidationError(_("Fill the places from the first on, and put no option in two places."))
    _check_number(poll, len(choices))


def _check_points(poll: Poll, choices: Mapping[int, int]) -> None:
    if not choices:
        raise ValidationError(_("Give points to at least one option."))
    if any(not 0 <= points <= poll.max_points for points in choices.values()):
        raise ValidationError(_("Give 0 to %(most)d points.") % {"most": poll.max_points})


def _check_number(poll: Poll, number: int) -> None:
    if number < poll.min_choices:
        words = ngettext("Choose at least %(n)d.", "Choose at least %(n)d.", poll.min_choices)
        raise ValidationError(words % {"n": poll.min_choices})
    if number > poll.max_choices:
        words = ngettext("Choose at most %(n)d.", "Choose at most %(n)d.", poll.max_choices)
        raise ValidationError(words % {"n": poll.max_choices})
