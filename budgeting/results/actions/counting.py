"""Counts a sealed round and keeps the count: result, outcomes and public files in one act."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from budgeting.allocation import AllocationError, UnresolvedTie
from budgeting.allocation.bundle import RESULT
from budgeting.results.amounts import in_minor
from budgeting.results.ballots_of_pots import elections_of
from budgeting.results.count_runs import CountRun
from budgeting.results.models import Outcome, PotResult, PublicLot, Result, ResultFile
from budgeting.results.objections import Objection
from budgeting.results.public_files import CountedPot, count_pots, fingerprint
from budgeting.results.rules import may_count
from budgeting.results.turnout_groups import turnout_groups
from budgeting.results.versions import CHANGES, changes_file
from budgeting.rounds.actions.checks import locked_round, required_text
from budgeting.rounds.models import Project, Round
from budgeting.rounds.project_changes import struck_numbers
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.clock import DatabaseNow, database_now
from participation.live import changed

Files = dict[str, bytes]


def count_round(*, actor: User, round: Round) -> Result:
    """Count a sealed round: version 1 of its result, seen by staff until it is published.

    Raises PermissionDenied, and ValidationError when the box is not sealed, when the round is counted, or
    when a tie waits for the public lot.
    """
    if not may_count(actor):
        raise PermissionDenied(_("Only officers of the council count a round."))
    return count(round, actor=actor, version=1)


def correct_result(*, actor: User, result: Result, reason: str) -> Result:
    """Count again as the next version, for a public reason; the earlier version stays as it is.

    Raises PermissionDenied, and ValidationError without a reason, when a newer version exists, or when the
    result is certified: its money is then given, and only a reversal takes it back.
    """
    if not may_count(actor):
        raise PermissionDenied(_("Only officers of the council correct a result."))
    reason = required_text(reason, "reason", _("Say publicly why the result is counted again."))
    return count(result.round, actor=actor, version=result.version + 1, reason=reason)


def count(
    round: Round, *, actor: User | None, version: int, reason: str = "", run: CountRun | None = None
) -> Result:
    """The act behind both; `actor` is None for a round that is imported already counted.

    `run` is told of each pot, and is done in the same transaction that keeps the result.
    """
    check_countable(round, version)
    # What is read here never changes once a box is sealed; counting needs no lock and takes none.
    struck = struck_numbers(round)
    pots, files = _counted(round, run)
    with transaction.atomic():
        fresh = locked_round(round)
        check_countable(fresh, version)
        if struck_numbers(fresh) != struck:
            raise ValidationError(_("A project was ruled out meanwhile. Count again."), code="changed")
        result = _keep(fresh, pots, files, version, reason)
        _finish(run)
        verb = "correct_result" if reason else "count_round"
        acting_as = OFFICER if actor else "console"
        facts = {"version": version, "fingerprint": result.fingerprint, "ballots": result.ballots}
        record(verb=verb, actor=actor, acting_as=acting_as, target=result, reason=reason, facts=facts)
    return result


def check_countable(round: Round, version: int) -> None:
    """Raises ValidationError unless this version of the result is the next to count."""
    if round.sealed_at is None:
        raise ValidationError(
            _("The box is not sealed. Two people seal it after the vote; then it can be counted."),
            code="unsealed",
        )
    newest = round.results.light().order_by("-version").first()
    if version == 1 and newest is not None:
        raise ValidationError(_("This round is already counted."), code="counted")
    if version > 1 and (newest is None or newest.version != version - 1):
        raise ValidationError(_("There is a newer count of this round."), code="superseded")
    if newest is not None and newest.certified_at is not None:
        raise ValidationError(
            _("This result is certified and its money is given. It can no longer be counted again."),
            code="certified",
        )


def _finish(run: CountRun | None) -> None:
    """Raises ValidationError for a run that was given up as cut off: another one counts in its place."""
    if run is None:
        return
    mine = CountRun.objects.filter(pk=run.pk, state=CountRun.State.RUNNING)
    if not mine.update(state=CountRun.State.DONE, moved_at=DatabaseNow()):
        raise ValidationError(_("This count was given up. Another one runs."), code="given_up")


def _tell(run: CountRun, name: str) -> None:
    """Runs outside any transaction, so that the desk sees how far it is."""
    mine = CountRun.objects.filter(pk=run.pk)
    mine.update(pots_counted=F("pots_counted") + 1, moved_at=DatabaseNow())
    changed(f"round:{run.round_id}")


def _counted(round: Round, run: CountRun | None) -> tuple[list[CountedPot], Files]:
    told = (lambda name: None) if run is None else partial(_tell, run)
    try:
        return count_pots(round, elections_of(round), told)
    except UnresolvedTie as tie:
        raise ValidationError(_tie_message(round, tie), code="tie") from tie
    except AllocationError as fault:
        message = _("The count stopped at “%(field)s”: %(problem)s.")
        raise ValidationError(
            message, code="uncountable", params={"field": fault.field, "problem": fault.problem}
        ) from fault


def _tie_message(round: Round, tie: UnresolvedTie) -> str:
    numbers = [int(number) for number in tie.projects]
    titles = round.projects.filter(number__in=numbers).order_by("number").values_list("title", flat=True)
    tied = _("These projects are tied, and which goes first changes the result: %(projects)s.")
    if PublicLot.objects.filter(round=round).exists():
        next_act = _("The public lot decides: record what was drawn, then count again.")
    else:
        next_act = _("The public lot decides: announce a draw, record what was drawn, then count again.")
    return f"{tied % {'projects': ', '.join(titles)}} {next_act}"


def _keep(round: Round, pots: list[CountedPot], files: Files, version: int, reason: str) -> Result:
    spent = [in_minor(pot.allocation["spent"], round.currency) for pot in pots]
    result = Result.objects.create(
        round=round,
        version=version,
        ballots=round.counted_ballots.count(),
        spent=sum(spent),
        counted_at=database_now(),
        document=files[RESULT],
        fingerprint=fingerprint(files[RESULT]),
        correction_reason=reason,
        turnout_groups=_groups(round, version),
    )
    PotResult.objects.bulk_create(
        PotResult(
            result=result,
            round_pot=pot.election.round_pot,
            name=pot.name,
            ballots=pot.election.ballots,
            spent=amount,
            totals_only=pot.totals_only,
            ties=[_tie(tie) for tie in pot.allocation["ties"]],
        )
        for pot, amount in zip(pots, spent, strict=True)
    )
    Outcome.objects.bulk_create(outcome for pot in pots for outcome in _outcomes(result, pot))
    Objection.objects.to_correct(round).update(corrected=result)
    if version > 1:
        files = files | {CHANGES: changes_file(result)}
    ResultFile.objects.bulk_create(
        ResultFile(
            result=result, name=name, content=content, size=len(content), fingerprint=fingerprint(content)
        )
        for name, content in files.items()
    )
    return result


def _groups(round: Round, version: int) -> dict[str, Any]:
    """A later version keeps those of the first: what differs between two would tell of single people."""
    if version == 1:
        return turnout_groups(round)
    kept: dict[str, Any] = round.results.values_list("turnout_groups", flat=True).get(version=1)
    return kept


def _tie(tie: dict[str, Any]) -> dict[str, Any]:
    return {"step": tie["step"], "projects": [int(number) for number in tie["projects"]]}


def _outcomes(result: Result, pot: CountedPot) -> Iterator[Outcome]:
    projects = {str(project.number): project for project in pot.election.projects}
    decisions = pot.allocation["decisions"]
    lost = [decision for decision in decisions if not decision["funded"]]
    lost.sort(key=lambda decision: (-_votes(decision), projects[decision["project"]].number))
    place = {decision["project"]: at for at, decision in enumerate(lost, start=1)}
    for decision in decisions:
        project: Project = projects[decision["project"]]
        yield Outcome(
            result=result,
            project=project,
            funded=decision["funded"],
            place=decision["step"] or place[decision["project"]],
            votes=_votes(decision),
            code=decision["code"],
            numbers=decision["numbers"] | {"others": decision["others"]},
        )


def _votes(decision: dict[str, Any]) -> int:
    return int(decision["numbers"].get("votes", 0))
