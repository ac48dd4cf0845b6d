"""What the demo town's residents do: who wrote what, supports, ballots and pledges, from a seed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cms.demo import words
from cms.demo.residents import PEOPLE, SEED, Resident
from cms.demo.shapes import Campaign, Phase, Project, Proposal, Round

SUPPORTS = 3000
BALLOTS = {"round-two": 400, "round-three": 200}

Speaker = int | str
"""A resident's number, or the key of a person who has a log-in."""


@dataclass(frozen=True, slots=True)
class Authorship:
    by: Speaker
    hours_ago: int


@dataclass(frozen=True, slots=True)
class Support:
    resident: int
    proposal: str
    hours_ago: int


@dataclass(frozen=True, slots=True)
class Ballot:
    """One ballot; `voter` is a resident's number (from PEOPLE on: no account); approvals are slugs by pot."""

    voter: int
    ward: str
    channel: str
    approvals: dict[str, tuple[str, ...]]
    hours_ago: int


@dataclass(frozen=True, slots=True)
class Pledge:
    resident: int
    amount: int
    hours_ago: int


def liking(people: Sequence[Resident], proposals: Sequence[Proposal], seed: int) -> np.ndarray:
    """Return people x proposals: how much each likes each, about -4 to 4, before any chance of the day."""
    rng = np.random.default_rng([seed, len(proposals)])
    appeal = np.array([proposal.appeal for proposal in proposals]) + rng.normal(0, 0.2, len(proposals))
    taste = np.array([[person.taste[proposal.category] for proposal in proposals] for person in people])
    near = np.array([[_nearness(person, proposal) for proposal in proposals] for person in people])
    return 0.9 * appeal + 0.7 * taste + near


def authors(
    proposals: Sequence[Proposal], people: Sequence[Resident], seed: int = SEED
) -> dict[str, Authorship]:
    """Say who wrote each proposal and when; nobody writes more than two, ages told in a text are kept."""
    rng = np.random.default_rng([seed, 1])
    windows = _collect_windows()
    written: dict[str, Authorship] = {}
    counts = np.zeros(len(people))
    for proposal in proposals:
        start, end = windows[proposal.slug]
        hours = int(end + (start - end) * (0.35 + 0.63 * rng.random()))
        by: Speaker = proposal.author or _author(rng, proposal, people, counts)
        if isinstance(by, int):
            counts[by] += 1
        written[proposal.slug] = Authorship(by, hours)
    return written


def supports(
    written: dict[str, Authorship],
    people: Sequence[Resident],
    count: int = SUPPORTS,
    seed: int = SEED,
) -> list[Support]:
    """Return `count` supports, one per pair at most, newest last; nobody supports what they wrote."""
    rng = np.random.default_rng([seed, 2])
    proposals = words.proposals()
    score = liking(people, proposals, seed) + np.log([[person.activity] for person in people])
    for column, proposal in enumerate(proposals):
        by = written[proposal.slug].by
        if isinstance(by, int):
            score[by, column] = -np.inf
    chosen = np.argsort(-(score + rng.gumbel(size=score.shape)), axis=None)[:count]
    rows, columns = np.unravel_index(chosen, score.shape)
    windows = _collect_windows()
    found = []
    for row, column in zip(rows, columns, strict=True):
        slug = proposals[column].slug
        since, end = written[slug].hours_ago, windows[slug][1]
        found.append(Support(int(row), slug, int(end + (since - end) * rng.beta(1.1, 0.8))))
    return sorted(found, key=lambda support: (-support.hours_ago, support.resident, support.proposal))


def ballots(
    round_: Round,
    projects: Sequence[Project],
    people: Sequence[Resident],
    count: int | None = None,
    seed: int = SEED,
) -> list[Ballot]:
    """Return ballots: approvals, best liked first, that fit each pot that the voter may vote in.

    Pass more people than have accounts (`residents(700)`) and the others vote mostly on paper. In a vote that
    is still open nobody has voted later than now.
    """
    rng = np.random.default_rng([seed, 3, len(projects)])
    score = liking(people, projects, seed) + rng.gumbel(0, 0.7, (len(people), len(projects)))
    turnout = np.array(
        [np.log(p.activity) + 0.018 * min(p.age, 75) - 1.1 * (p.number >= PEOPLE) for p in people]
    )
    order = np.argsort(-(turnout + rng.gumbel(size=len(people))))
    voters = sorted(int(voter) for voter in order[: count or BALLOTS[round_.slug]])
    return [_ballot(rng, people[voter], round_, projects, score[voter]) for voter in voters]


def pledges(campaign: Campaign, people: Sequence[Resident], seed: int = SEED) -> list[Pledge]:
    """Return `campaign.backers` pledges by different residents that add up to `campaign.raised`."""
    rng = np.random.default_rng([seed, 4, campaign.target])
    weights = np.array(
        [p.activity * np.exp(p.taste[campaign.category] + (p.ward == campaign.ward)) for p in people]
    )
    backers = rng.choice(len(people), campaign.backers, replace=False, p=weights / weights.sum())
    amounts = rng.choice([500, 1000, 2000, 2500, 5000, 10_000, 20_000], campaign.backers, p=_PLEDGE_SHARES)
    while (gap := campaign.raised - int(amounts.sum())) != 0:
        row = rng.integers(campaign.backers)
        if 500 <= amounts[row] + np.sign(gap) * 500 <= 30_000:
            amounts[row] += np.sign(gap) * 500
    start, end = -campaign.starts_in_days * 24 - 9, max(1, -campaign.ends_in_days * 24)
    hours = [int(end + (start - end) * rng.beta(1.0, 0.8)) for _ in backers]
    rows = [Pledge(int(b), int(a), h) for b, a, h in zip(backers, amounts, hours, strict=True)]
    return sorted(rows, key=lambda pledge: (-pledge.hours_ago, pledge.resident))


_PLEDGE_SHARES = [0.17, 0.24, 0.14, 0.17, 0.17, 0.08, 0.03]


def _nearness(person: Resident, proposal: Proposal) -> float:
    """The pull of place: the own ward strongly, the whole town a little, another ward not."""
    if not proposal.ward:
        return 0.5
    return 0.9 + 0.6 * person.attachment if person.ward == proposal.ward else -0.5


def _collect_windows() -> dict[str, tuple[int, int]]:
    """Return for each proposal when its process took proposals: (start, end) in hours ago, 1 at least."""
    rounds = (words.ideas_process(), words.round_three(), words.round_two())
    lists = (words.ideas(), words.round_three_projects(), words.round_two_projects())
    windows = {}
    for process, proposals in zip(rounds, lists, strict=True):
        window = _hours(next(phase for phase in process.phases if phase.key == "collect"))
        windows.update({proposal.slug: window for proposal in proposals})
    return windows


def _hours(phase: Phase) -> tuple[int, int]:
    return -phase.starts_in_days * 24 - 12, max(1, -phase.ends_in_days * 24)


def _author(
    rng: np.random.Generator, proposal: Proposal, people: Sequence[Resident], counts: np.ndarray
) -> int:
    weights = np.array([p.activity * np.exp(p.taste[proposal.category]) for p in people]) * (counts < 2)
    elsewhere = 0.02 if proposal.author_age else 0.0
    weights *= [1.0 if p.ward == proposal.ward or not proposal.ward else elsewhere for p in people]
    ages = np.array([p.age for p in people])
    if proposal.author_age:
        weights *= np.exp(-(((ages - proposal.author_age) / 2.0) ** 2)) + 1e-9
    else:
        weights *= (ages >= 24) & (ages <= 75)
    return int(rng.choice(len(people), p=weights / weights.sum()))


def _ballot(
    rng: np.random.Generator,
    person: Resident,
    round_: Round,
    projects: Sequence[Project],
    score: np.ndarray,
) -> Ballot:
    without_account = person.number >= PEOPLE
    on_paper = rng.random() < (0.75 if without_account else 0.02 + 0.004 * max(0, person.age - 40))
    bar = rng.normal(0.9, 0.7)
    approvals = {}
    for pot in round_.pots:
        if pot.ward in ("", person.ward):
            approvals[pot.slug] = _approvals(pot.slug, pot.budget, projects, score, bar)
    start, end = _hours(next(phase for phase in round_.phases if phase.key == "vote"))
    hours = int(end + (start - end) * rng.beta(0.8, 0.7))
    return Ballot(person.number, person.ward, "paper" if on_paper else "online", approvals, hours)


def _approvals(
    pot: str, budget: int, projects: Sequence[Project], score: np.ndarray, bar: float
) -> tuple[str, ...]:
    """Tick what is liked above the bar, best first, as long as it fits; always at least one that fits."""
    ticked: list[str] = []
    left = budget
    for column in np.argsort(-score):
        project = projects[column]
        if project.pot == pot and project.cost <= left and (score[column] > bar or not ticked):
            ticked.append(project.slug)
            left -= project.cost
    return tuple(ticked)
