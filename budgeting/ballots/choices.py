"""What a valid ballot is: projects of the voter's pots, within each pot's money or number of choices."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgeting.ballots.refusals import BallotRefused
from budgeting.rounds.models import Project, Round, RoundPot


@dataclass(frozen=True)
class PotUse:
    """How much of one pot a selection uses. Money in minor units; `choices_left` None: no such limit."""

    share: RoundPot
    chosen: tuple[Project, ...]
    limit: int | None

    @property
    def spent(self) -> int:
        return sum(project.cost for project in self.chosen)

    @property
    def left(self) -> int:
        return self.share.amount - self.spent

    @property
    def choices_left(self) -> int | None:
        return None if self.limit is None else self.limit - len(self.chosen)


def choice_limit(round: Round) -> int | None:
    """Most choices in each pot, or None."""
    return 1 if round.ballot_type == Round.BallotType.CHOOSE_ONE else round.max_choices


def limits_money(round: Round) -> bool:
    return round.ballot_type == Round.BallotType.KNAPSACK


def uses(
    round: Round, shares: Sequence[RoundPot], projects: Iterable[Project], chosen: Iterable[int]
) -> list[PotUse]:
    """What the chosen project numbers use of each pot in `shares`, projects by number."""
    numbers, limit = set(chosen), choice_limit(round)
    picked = sorted((p for p in projects if p.number in numbers), key=lambda project: project.number)
    return [PotUse(share, tuple(p for p in picked if p.round_pot_id == share.pk), limit) for share in shares]


def tidy(choices: Iterable[int]) -> tuple[int, ...]:
    """Project numbers once each, sorted: two ballots that say the same are the same."""
    return tuple(sorted(set(choices)))


def check(
    round: Round, shares: Sequence[RoundPot], projects: Sequence[Project], chosen: Sequence[int]
) -> None:
    """Raises BallotRefused unless `chosen` is a ballot for `shares`; `projects` are all of the round."""
    if not chosen:
        raise BallotRefused("empty")
    pots = {project.number: project.round_pot_id for project in projects}
    if any(number not in pots for number in chosen):
        raise BallotRefused("unknown")
    if not {pots[number] for number in chosen} <= {share.pk for share in shares}:
        raise BallotRefused("other_ward")
    for use in uses(round, shares, projects, chosen):
        refuse_overuse(round, use)


def refuse_overuse(round: Round, use: PotUse) -> None:
    """Raises BallotRefused when one pot is asked for more than it has, or more choices than allowed."""
    if limits_money(round) and use.left < 0:
        raise BallotRefused(
            "too_dear",
            _("Your choices cost more than “%(pot)s” holds. Take one or more of them out of your basket.")
            % {"pot": use.share.pot.name},
        )
    if use.choices_left is not None and use.choices_left < 0:
        sentence = ngettext(
            "You can choose %(limit)s project in “%(pot)s”. Please take some out of your basket.",
            "You can choose up to %(limit)s projects in “%(pot)s”. Please take some out of your basket.",
            use.limit or 0,
        )
        raise BallotRefused("too_many", sentence % {"limit": use.limit, "pot": use.share.pot.name})
