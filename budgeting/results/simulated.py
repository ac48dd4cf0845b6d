"""Made-up ballots for a planned round: seeded, valid, and as uneven as real ones are."""

from collections import Counter
from collections.abc import Sequence
from random import Random

from budgeting.ballots.choices import Choice, choice_limit, limits_money, shares_points, tidy
from budgeting.ballots.eligibility import is_for
from budgeting.results.ballots_of_pots import Ballots
from budgeting.rounds.models import Project, Round, RoundPot
from participation.areas.models import Area
from participation.areas.tree import lineage

VOTERS = 400
# Where nothing limits the choices: how many projects of a pot one person picks at most.
MOST_PICKED = 5


def simulated_ballots(
    round: Round, shares: Sequence[RoundPot], projects: Sequence[Project], seed: int, voters: int = VOTERS
) -> Ballots:
    """`voters` ballots, the same for the same seed: each ward has as many voters as any other.

    Some projects are known and liked by many, most by few; each person still has a taste of their own.
    """
    chance = Random(f"{round.pk}:{seed}")
    liked = {project.number: 1 / (rank + 2) for rank, project in enumerate(_mixed(chance, projects))}
    groups = _groups(shares)
    ballots: Ballots = Counter()
    for voter in range(voters):
        chosen: list[Choice] = []
        for share in groups[voter % len(groups)]:
            here = [project for project in projects if project.round_pot_id == share.pk]
            here.sort(key=lambda project: -liked[project.number] * chance.expovariate(1))
            chosen += _choices(round, share, here, chance)
        if chosen:
            ballots[tidy(round, projects, chosen)] += 1
    return ballots


def _mixed(chance: Random, projects: Sequence[Project]) -> list[Project]:
    return chance.sample(list(projects), len(projects))


def _groups(shares: Sequence[RoundPot]) -> list[list[RoundPot]]:
    """The pots of each ward's residents, and of each electorate of its own."""
    free = [share for share in shares if share.electorate_id is None]
    wards: dict[int, Area] = {share.pot.area.pk: share.pot.area for share in free if share.pot.area}
    groups = [[share for share in free if is_for(share, lineage(area))] for area in wards.values()]
    own = {share.electorate_id for share in shares if share.electorate_id is not None}
    groups += [[share for share in shares if share.electorate_id == each] for each in sorted(own)]
    return groups or [free]


def _choices(round: Round, share: RoundPot, liked: Sequence[Project], chance: Random) -> list[Choice]:
    """What one person marks in one pot, `liked` first."""
    limit = choice_limit(round) or MOST_PICKED
    picked = list(liked[: chance.randint(1, limit)])
    if limits_money(round):
        picked = _within(share.amount, picked)
    if shares_points(round):
        return _points(round.points or 0, picked)
    return [project.number for project in picked]


def _within(money: int, picked: Sequence[Project]) -> list[Project]:
    kept = []
    for project in picked:
        if project.cost <= money:
            kept.append(project)
            money -= project.cost
    return kept


def _points(points: int, picked: Sequence[Project]) -> list[Choice]:
    """The first gets half of what there is, the next half of the rest, the last what remains."""
    given: list[Choice] = []
    for at, project in enumerate(picked):
        part = points if at == len(picked) - 1 else (points + 1) // 2
        if part:
            given.append((project.number, str(part)))
        points -= part
    return given
