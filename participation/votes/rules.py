"""Who may see a poll, vote in it, see its results, and change it. The database clock decides."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from participation.accounts.rules import (
    FACILITATOR,
    OFFICER,
    STAFF_ROLES,
    has_role,
    is_active,
    writing_refusal,
)
from participation.clock import database_now
from participation.processes.rules import may_see_process
from participation.votes.eligibility import Refusal, not_eligible
from participation.votes.models import Poll, Statement
from participation.when import when_words


def is_open(poll: Poll, now: datetime) -> bool:
    """opens_at <= now < closes_at, of a published poll."""
    return poll.published_at is not None and poll.opens_at <= now < poll.closes_at


def may_see(user: Any, poll: Poll) -> bool:
    """Published ones are for all who may see their process; before that staff alone look."""
    if poll.process is not None and not may_see_process(user, poll.process):
        return False
    return poll.published_at is not None or has_role(user, *STAFF_ROLES)


def vote_refusal(user: Any, poll: Poll, now: datetime | None = None) -> Refusal:
    """Why this person cannot vote at `now` (the database clock unless given), with the way onward."""
    return _not_open(user, poll, now or database_now()) or not_eligible(user, poll)


def _not_open(user: Any, poll: Poll, now: datetime) -> Refusal:
    if not may_see(user, poll) or poll.published_at is None:
        return Refusal(_("This poll is not published yet."))
    if now < poll.opens_at:
        return Refusal(_("This poll opens %(when)s.") % {"when": when_words(poll.opens_at, now)})
    if now >= poll.closes_at:
        return Refusal(_("This poll closed %(when)s.") % {"when": when_words(poll.closes_at, now)})
    return Refusal()


def may_see_results(poll: Poll, voted: bool) -> bool:
    """Of a poll that this person may see; `voted`: whether they have voted in it."""
    if poll.counted_at is not None or poll.shown == Poll.Shown.ALWAYS:
        return True
    return poll.shown == Poll.Shown.VOTED and voted


def comment_refusal(user: Any, poll: Poll) -> str:
    """Why this person cannot comment now; "" when they can."""
    if poll.published_at is None or not may_see(user, poll):
        return _("This poll is not open for comments.")
    if database_now() >= poll.closes_at:
        return _("The discussion is closed now.")
    if is_active(user):
        return ""
    if user is not None and user.is_authenticated:
        return _("Your account is blocked, so you cannot take part.")
    return _("Log in to write a comment.")


def statement_comment_refusal(user: Any, statement: Statement) -> str:
    """Why this person cannot comment on a statement now; "" when they can."""
    if statement.hidden_at is not None or statement.held:
        return _("This statement is not open for comments.")
    return comment_refusal(user, statement.poll)


def add_refusal(user: Any, poll: Poll, now: datetime | None = None) -> Refusal:
    """Why this person cannot add a statement now."""
    if poll.kind != Poll.Kind.STATEMENTS or not poll.takes_statements:
        return Refusal(_("The statements of this poll are given."))
    if refusal := writing_refusal(user):
        return Refusal(refusal)
    return vote_refusal(user, poll, now)


def may_see_statement(user: Any, statement: Statement) -> bool:
    """A hidden or waiting one is for its author and for those who look at it first."""
    if not may_see(user, statement.poll):
        return False
    if statement.hidden_at is None and not statement.held:
        return True
    return (is_active(user) and statement.author_id == user.pk) or may_release(user)


def may_report_statement(user: Any, statement: Statement) -> bool:
    return is_active(user) and statement.hidden_at is None and may_see_statement(user, statement)


def may_release(user: Any) -> bool:
    """Facilitators and officers look at statements that wait."""
    return has_role(user, FACILITATOR, OFFICER)


def may_plan(user: Any) -> bool:
    return has_role(user, OFFICER)


def may_change(user: Any, poll: Poll, now: datetime | None = None) -> bool:
    """Officers, until the clock opens a published poll."""
    fixed = poll.published_at is not None and poll.opens_at <= (now or database_now())
    return may_plan(user) and not fixed


def may_publish(user: Any, poll: Poll) -> bool:
    return may_plan(user) and poll.published_at is None


def may_extend(user: Any, poll: Poll, now: datetime | None = None) -> bool:
    """Officers, while a published poll has not ended."""
    return may_plan(user) and poll.published_at is not None and (now or database_now()) < poll.closes_at


def may_tighten(user: Any, poll: Poll, now: datetime | None = None) -> bool:
    """Officers, while the poll runs and results could be shown more sparingly."""
    return may_plan(user) and is_open(poll, now or database_now()) and poll.shown != Poll.Shown.CLOSED
