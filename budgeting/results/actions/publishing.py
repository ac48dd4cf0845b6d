"""Makes a counted result public: provisional, with days for objections."""

from datetime import timedelta
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.results.actions.analysing import analyse_result
from budgeting.results.models import Result
from budgeting.results.rules import may_publish
from budgeting.rounds.actions.checks import locked_round
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.clock import database_now
from participation.notices.actions import tell_followers


@transaction.atomic
def publish_result(*, actor: User, result: Result) -> Result:
    """Make the newest count public as provisional; objections run for the round's declared days.

    Raises PermissionDenied, and ValidationError when it is public already or a newer count exists.
    """
    if not may_publish(actor):
        raise PermissionDenied(_("Only officers of the council publish a result."))
    return publish(result, actor=actor)


def publish(result: Result, *, actor: User | None) -> Result:
    """The act behind it; `actor` is None for an imported round. Runs inside a transaction."""
    result = locked_newest(result)
    if result.published_at is not None:
        raise ValidationError(_("This result is already public."), code="published")
    result.published_at = database_now()
    result.objections_end = result.published_at + timedelta(days=result.round.objection_days)
    facts = {
        "version": result.version,
        "fingerprint": result.fingerprint,
        "objections_end": int(result.objections_end.timestamp()),
    }
    acting_as = OFFICER if actor else "console"
    event = record(verb="publish_result", actor=actor, acting_as=acting_as, target=result, facts=facts)
    # The chain's head stands on the public page, outside the reach of whoever could cut the chain.
    result.audit_head = event.hash
    result.save(update_fields=["published_at", "objections_end", "audit_head"])
    tell_followers(thing=result.round, event="result-published", actor=actor)
    if result.round.show_other_rules:
        transaction.on_commit(partial(analyse_result.enqueue, result.pk))
    return result


def locked_newest(result: Result) -> Result:
    """The result read again under its round's lock. Raises ValidationError when a newer count exists."""
    round = locked_round(result.round)
    newest = round.results.light().order_by("-version").first()
    if newest is None or newest.pk != result.pk:
        raise ValidationError(_("There is a newer count of this round."), code="superseded")
    newest.round = round
    return newest
