"""The counted ballots of a round as the engine takes them: one instance and one profile for each pot."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from budgeting.allocation import Instance, Profile
from budgeting.allocation import Project as Candidate
from budgeting.allocation.numbers import Number, exact, plain
from budgeting.allocation.profile import approval_profile, cumulative_profile, ordinal_profile
from budgeting.ballots.choices import Choice, Choices, from_json, number_of
from budgeting.ballots.models import CountedBallot
from budgeting.results.amounts import in_units
from budgeting.rounds.links import excludes_of, links_of, needs_of
from budgeting.rounds.models import Project, Round, RoundPot
from budgeting.rounds.project_changes import struck_numbers

Ballots = Counter[Choices]
Type = Round.BallotType


@dataclass(frozen=True)
class PotElection:
    """What one pot decides about, and the ballots that decide."""

    round_pot: RoundPot
    projects: Sequence[Project]
    instance: Instance
    profile: Profile

    @property
    def ballots(self) -> int:
        return self.profile.voters


def elections_of(round: Round, ballots: Ballots | None = None) -> list[PotElection]:
    """One election for each pot, in the pots' order. Reads counted ballots only: an unsealed box has none.

    `ballots` in place of the round's own are for trying rules out before the round opens.

    A round with one pot gives it every ballot; of several, each gets the ballots that name its projects.
    Projects that were withdrawn or ruled out are no candidates, and no ballot names them any more.
    """
    shares = list(round.pots.select_related("pot__area"))
    projects = list(round.projects.order_by("number"))
    struck, linked = struck_numbers(round), _linked(round)
    ballots = grouped_ballots(round) if ballots is None else ballots
    return [
        _election(
            round, share, _in_pot(round, share, projects, struck), ballots, linked, alone=len(shares) == 1
        )
        for share in shares
    ]


@dataclass(frozen=True)
class _Linked:
    """Number of a project to the numbers of those that it needs and that it excludes."""

    needs: Mapping[int, Collection[int]]
    excludes: Mapping[int, Collection[int]]

    def of(self, project: Project, standing: Collection[int]) -> dict[str, tuple[str, ...]]:
        """As the engine takes it. What was struck excludes nobody; what others need is never struck."""
        excluded = set(self.excludes.get(project.number, ())) & set(standing)
        return {
            "needs": _ids(self.needs.get(project.number, ())),
            "excludes": _ids(excluded),
        }


def _linked(round: Round) -> _Linked:
    links = links_of(round)
    return _Linked(needs_of(links), excludes_of(links))


def _ids(numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(str(number) for number in sorted(numbers))


@dataclass(frozen=True)
class _InPot:
    """A pot's standing projects, and the numbers of those that make who names them a voter of the pot."""

    standing: Sequence[Project]
    voted_for: frozenset[int]
    some_struck: bool


def _in_pot(round: Round, share: RoundPot, projects: Iterable[Project], struck: frozenset[int]) -> _InPot:
    own = [project for project in projects if project.round_pot_id == share.pk]
    standing = [project for project in own if project.number not in struck]
    stay = round.withdrawn_votes == Round.WithdrawnVotes.VOTERS_STAY
    voted_for = frozenset(project.number for project in (own if stay else standing))
    return _InPot(standing, voted_for, len(standing) < len(own))


def grouped_ballots(round: Round) -> Ballots:
    rows = CountedBallot.objects.filter(round=round).order_by().values_list("choices", flat=True)
    return Counter(from_json(choices) for choices in rows.iterator(chunk_size=5_000))


def _election(
    round: Round, share: RoundPot, pot: _InPot, ballots: Ballots, linked: _Linked, *, alone: bool
) -> PotElection:
    own = pot.standing
    standing = {project.number for project in own}
    candidates = tuple(
        Candidate(
            str(project.number),
            in_units(project.cost, round.currency),
            project.title,
            **linked.of(project, standing),
        )
        for project in own
    )
    budget = in_units(share.amount, round.currency)
    instance = Instance(
        candidates, budget, minimum_support=_minimum_support(round), threshold=_threshold(round)
    )
    parts = ballots if alone and not pot.some_struck else _named(ballots, pot)
    return PotElection(share, own, instance, _profile(round, instance.ids, parts))


def _minimum_support(round: Round) -> int:
    """A council funds nothing that nobody voted for; an imported election keeps the rule of its file."""
    return 0 if getattr(round, "imported", None) else 1


def _threshold(round: Round) -> Number:
    """The score below which an imported election's own rule passes a project over."""
    imported = getattr(round, "imported", None)
    said = imported.meta.get("min_project_score_threshold", "") if imported else ""
    return 0 if said.lower() in ("", "none") else exact(said.replace(",", "."))


def _named(ballots: Ballots, pot: _InPot) -> Ballots:
    """What each ballot says about the pot's standing projects; who is no voter of the pot is left out."""
    numbers = {project.number for project in pot.standing}
    parts: Ballots = Counter()
    for choices, count in ballots.items():
        if any(number_of(choice) in pot.voted_for for choice in choices):
            parts[tuple(choice for choice in choices if number_of(choice) in numbers)] += count
    return parts


def _profile(round: Round, ids: Sequence[str], ballots: Ballots) -> Profile:
    longest: dict[str, Any] = {"max_length": round.max_choices or 0}
    if round.ballot_type == Type.CUMULATIVE:
        points = ((dict(_given(choice) for choice in row), count) for row, count in ballots.items())
        return cumulative_profile(ids, points, **longest)
    rows = (([str(number) for number in row], count) for row, count in ballots.items())
    if round.ballot_type == Type.ORDINAL:
        return ordinal_profile(ids, rows, **longest)
    profile = approval_profile(ids, rows, **longest)
    choose_one = round.ballot_type == Type.CHOOSE_ONE and all(len(row) == 1 for row in ballots)
    return replace(profile, kind="choose-1") if choose_one else profile


def _given(choice: Choice) -> tuple[str, Number]:
    """A project's id and its points; a project without points got none."""
    if isinstance(choice, int):
        return str(choice), 0
    number, points = choice
    return str(number), plain(Fraction(points))
