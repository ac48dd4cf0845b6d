"""What each rule would fund of a planned round, on made-up ballots or on those of an earlier round.

It reads counted ballots of rounds whose result is public, and never a box that is not sealed.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from budgeting.allocation.ties import TieRule
from budgeting.ballots.choices import Choice, Choices, limits_money, number_of, tidy
from budgeting.results.actions.analysing import by_rules
from budgeting.results.ballots_of_pots import Ballots, elections_of, grouped_ballots
from budgeting.results.simulated import simulated_ballots
from budgeting.rounds.models import Project, Round, RoundPot

# So many of an earlier round's ballots are taken, drawn by the seed: the page must come at once.
MOST_BALLOTS = 500


@dataclass(frozen=True)
class DryRun:
    """`pots` in the shape that an Analysis keeps; `ballots` of `of_ballots` were tried."""

    pots: list[dict[str, Any]]
    ballots: int
    of_ballots: int


def earlier_rounds(round: Round) -> list[Round]:
    """Rounds of this council whose ballots can be tried: same kind of ballot, result public, no pot so small
    that its ballots are kept back."""
    found = (
        Round.objects.sealed()
        .filter(ballot_type=round.ballot_type, currency=round.currency, imported__isnull=True)
        .filter(results__published_at__isnull=False)
        .exclude(results__pots__totals_only=True)
        .exclude(pk=round.pk)
        .select_related("process")
    )
    return list(found.distinct())


def dry_run(round: Round, *, seed: int, earlier: Round | None = None) -> DryRun:
    """Try the round's rule and others on its pots, projects and costs as they are planned now."""
    shares = list(round.pots.select_related("pot__area__parent"))
    projects = list(round.projects.select_related("round_pot").order_by("number"))
    if earlier is None:
        ballots = simulated_ballots(round, shares, projects, seed)
        there = sum(ballots.values())
    else:
        cast = grouped_ballots(earlier)
        there = sum(cast.values())
        ballots = _as_if_here(round, projects, _stand_ins(earlier, shares, projects), _drawn(cast, seed))
    pots = [
        {
            "pot": election.round_pot.pk,
            "rules": by_rules(round, election, TieRule("order", order=election.instance.ids)),
        }
        for election in elections_of(round, ballots)
        if election.projects
    ]
    return DryRun(pots, sum(ballots.values()), there)


def _drawn(cast: Ballots, seed: int) -> Ballots:
    everyone = sorted(cast.elements(), key=str)
    chance = Random(seed)
    return Counter(chance.sample(everyone, min(MOST_BALLOTS, len(everyone))))


def _stand_ins(earlier: Round, shares: Sequence[RoundPot], projects: Sequence[Project]) -> dict[int, Project]:
    """Number of an earlier project to the planned one that stands for it: of the same pot, else of the same
    area and theme, the first for the first and so on."""
    here: dict[int, list[Project]] = defaultdict(list)
    for project in projects:
        here[project.round_pot_id].append(project)
    by_pot = {share.pot_id: share for share in shares}
    alike = {(share.pot.area_id, share.pot.category_id): share for share in shares}
    found, used = {}, Counter[int]()
    for old in earlier.projects.select_related("round_pot__pot").order_by("number"):
        pot = old.round_pot.pot
        share = by_pot.get(pot.pk) or alike.get((pot.area_id, pot.category_id))
        if share is not None and used[share.pk] < len(here[share.pk]):
            found[old.number] = here[share.pk][used[share.pk]]
            used[share.pk] += 1
    return found


def _as_if_here(
    round: Round, projects: Sequence[Project], stand_ins: dict[int, Project], cast: Ballots
) -> Ballots:
    ballots: Ballots = Counter()
    for choices, count in cast.items():
        chosen = _moved(round, stand_ins, choices)
        if chosen:
            ballots[tidy(round, projects, chosen)] += count
    return ballots


def _moved(round: Round, stand_ins: dict[int, Project], choices: Choices) -> list[Choice]:
    """The same choices of the projects that stand in; of a knapsack, those that the pot still pays for."""
    moved: list[Choice] = []
    spent: Counter[int] = Counter()
    for choice in choices:
        project = stand_ins.get(number_of(choice))
        if project is None:
            continue
        spent[project.round_pot_id] += project.cost
        if limits_money(round) and spent[project.round_pot_id] > project.round_pot.amount:
            spent[project.round_pot_id] -= project.cost
            continue
        moved.append((project.number, choice[1]) if isinstance(choice, tuple) else project.number)
    return moved
