"""Counts the published ballots by other rules, in the background, for the page that compares them."""

from typing import Any

from django_tasks import task

from budgeting.allocation import RULES, UnresolvedTie
from budgeting.allocation.compare import compare
from budgeting.allocation.ties import TieRule
from budgeting.results.amounts import in_minor
from budgeting.results.analyses import Analysis
from budgeting.results.ballots_of_pots import PotElection, elections_of
from budgeting.results.models import Result
from budgeting.results.public_files import tie_rule_of
from budgeting.rounds.models import Round
from participation.clock import database_now

Type = Round.BallotType
COMPARED = {
    Type.ORDINAL: ("greedy_score_L", "mes_score_L_greedy", "pb_ear"),
    Type.CUMULATIVE: ("greedy_points", "mes_points_greedy"),
}
APPROVALS = ("greedy_votes", "mes_cost_greedy", "phragmen")


@task()
def analyse_result(result_pk: int) -> bool:
    """Idempotent: the same ballots give the same comparison, and one is kept."""
    result = Result.objects.light().select_related("round__process", "round__phase").get(pk=result_pk)
    if result.published_at is None or not result.round.show_other_rules:
        return False
    small = set(result.pots.filter(totals_only=True).values_list("round_pot", flat=True))
    pots = [
        {
            "pot": election.round_pot.pk,
            "rules": by_rules(result.round, election, tie_rule_of(result.round, election)),
        }
        for election in elections_of(result.round)
        if election.round_pot.pk not in small
    ]
    _kept, made = Analysis.objects.get_or_create(
        result=result, defaults={"pots": pots, "made_at": database_now()}
    )
    return made


def by_rules(round: Round, election: PotElection, ties: TieRule) -> list[dict[str, Any]]:
    """What the round's own rule funds, then each of the others; in the shape that an Analysis keeps."""
    names = [round.rule, *COMPARED.get(Type(round.ballot_type), APPROVALS)]
    counted = (_counted(round, election, name, ties) for name in dict.fromkeys(names))
    return [row for row in counted if row is not None]


def _counted(round: Round, election: PotElection, name: str, ties: TieRule) -> dict[str, Any] | None:
    """None where this rule meets a tie that only a lot would resolve: what was not drawn is not made up."""
    try:
        [found] = compare(election.instance, election.profile, [RULES[name]], ties)
    except UnresolvedTie:
        return None
    return {
        "rule": name,
        "funded": [int(number) for number in found.allocation.funded],
        "spent": in_minor(found.allocation.spent, round.currency),
        "with_nothing": found.with_nothing,
    }
