"""Opens a round, which freezes its rules and reserves its money; moves its end for a public reason."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from budgeting.ledger.actions import post
from budgeting.rounds import keys
from budgeting.rounds.actions.checks import locked_plan, locked_round, require_planner, required_text
from budgeting.rounds.link_faults import dear_together
from budgeting.rounds.links import links_of
from budgeting.rounds.models import Round, RoundPot
from budgeting.rounds.round_templates import OWN_RULES
from budgeting.rounds.rule_faults import rule_faults
from budgeting.rounds.rules import may_extend
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.clock import database_now
from participation.processes.actions import extend_phase


@transaction.atomic
def open_round(*, actor: User, round: Round) -> Round:
    """Freeze the rules, reserve the money, make the ballot key. Voting starts with the ballot phase.

    Raises PermissionDenied, and ValidationError with all that is missing (Overdrawn: a pot lacks money).
    """
    require_planner(actor)
    round = locked_plan(round)
    now = database_now()
    shares = _check_ready(round, now)
    _reserve(round, shares, actor)
    round.key_id = keys.make_key()
    round.opened_at = now
    try:
        _write_opening(round, now, actor)
    except BaseException:
        keys.destroy_key(round.key_id)
        raise
    return round


def _write_opening(round: Round, now: datetime, actor: User) -> None:
    if round.process.published_at is None:
        round.process.published_at = now
        round.process.save(update_fields=["published_at"])
    round.save(update_fields=["key_id", "opened_at"])
    record(verb="open_round", actor=actor, acting_as=OFFICER, target=round, facts=_frozen_facts(round))


def _check_ready(round: Round, now: datetime) -> Sequence[RoundPot]:
    """The round's shares of pots. Raises ValidationError with every reason why it cannot open."""
    shares = list(
        round.pots.select_related("pot__free", "pot__reserved", "pot__area").annotate(
            listed=Count("projects")
        )
    )
    problems = [_("The time for voting is already over.")] if now >= round.phase.end else []
    problems += rule_faults(round, [share.pot for share in shares]).values()
    problems += [
        _("“%(pot)s” has no project.") % {"pot": share.pot.name} for share in shares if not share.listed
    ]
    if not shares:
        problems.append(_("The round has no pot."))
    projects = list(round.projects.select_related("round_pot"))
    for project in projects:
        if project.cost <= 0:
            problems.append(_("“%(project)s” has no cost.") % {"project": project.title})
        elif project.cost > project.round_pot.amount:
            problems.append(_("“%(project)s” costs more than its pot holds.") % {"project": project.title})
    problems += dear_together(projects, links_of(round))
    if problems:
        raise ValidationError(problems, code="not_ready")
    return shares


def _reserve(round: Round, shares: Sequence[RoundPot], actor: User) -> None:
    lines = []
    for share in shares:
        lines += [(share.pot.free, -share.amount), (share.pot.reserved, share.amount)]
    memo = _("Reserved for “%(round)s”") % {"round": round.process.title}
    post(key=f"round:{round.pk}:reserve", memo=memo[:200], lines=lines, posted_by=actor)


def _frozen_facts(round: Round) -> dict[str, object]:
    """What the log remembers of the frozen rules: pots as [pot, amount, electorate], projects as
    [number, pot, cost], links as [number, kind, number], electorates as [id, name, way]."""
    return {
        **{name: getattr(round, name) for name in sorted(OWN_RULES)},
        "electorates": [list(row) for row in round.electorates.values_list("pk", "name", "way")],
        "key_id": round.key_id,
        "end": int(round.phase.end.timestamp()),
        "pots": [list(row) for row in round.pots.values_list("pot_id", "amount", "electorate_id")],
        "projects": [list(row) for row in round.projects.values_list("number", "round_pot_id", "cost")],
        "links": [list(row) for row in round.links.values_list("project__number", "kind", "other__number")],
    }


@transaction.atomic
def extend_round(*, actor: User, round: Round, end: datetime, reason: str) -> Round:
    """Move the end of voting later, and the phases after it by as much. `reason` is public on the page.

    Raises PermissionDenied, and ValidationError once voting has ended or when the new end is not later.
    """
    require_planner(actor)
    round = locked_round(round)
    reason = required_text(reason, "reason", _("Say publicly why people get more time."))
    now, old_end = database_now(), round.phase.end
    if not may_extend(actor, round, now):
        raise ValidationError(_("Voting has ended. Its end cannot be moved now."), code="closed")
    later = end.replace(microsecond=0) - old_end
    for phase in round.process.phases.filter(start__gte=old_end).exclude(pk=round.phase_id):
        phase.start, phase.end = phase.start + later, phase.end + later
        phase.save(update_fields=["start", "end"])
    extend_phase(actor=actor, phase=round.phase, end=end, reason=reason)
    return locked_round(round)
