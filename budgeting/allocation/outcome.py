"""What a count gives: who is funded, in order, and for every project the code and the numbers that explain
it."""

from dataclasses import dataclass, field

from .numbers import Number


@dataclass(frozen=True, slots=True)
class TieMet:
    """A tie: the step (from 1), the tied ids in the order the tie rule gave, and whether another order
    changes what is funded ("yes", "no", "may_matter": too many branches to tell, "unexplored")."""

    step: int
    projects: tuple[str, ...]
    matters: str = "unexplored"


@dataclass(frozen=True, slots=True)
class Decision:
    """Why one project won or lost. `step` is its place among the funded (from 1), 0 where it lost.

    `code` is one of `explanation.CODES`, which also names the `numbers` that go with it. `pot` is the area
    whose pot was counted ("" for the citywide one).
    """

    project: str
    funded: bool
    code: str
    step: int = 0
    numbers: tuple[tuple[str, Number], ...] = ()
    others: tuple[str, ...] = ()
    pot: str = ""

    def number(self, name: str) -> Number:
        """The number called `name`. Raises KeyError."""
        return dict(self.numbers)[name]


@dataclass(frozen=True, slots=True)
class PotOutcome:
    """One pot: its limit, what was spent and left, how many ballots named its projects, and money moved
    on."""

    area: str
    budget: Number
    spent: Number
    left: Number
    voters: int
    moved: Number = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One purchase in the trace: the project, its exact price per unit of utility (or load, or score),
    money left."""

    project: str
    price: Number
    left: Number
    phase: str = ""


@dataclass(frozen=True, slots=True)
class Allocation:
    """The outcome of one rule. `funded` is in order of purchase; `decisions` in the instance's order of
    projects.

    `endowment` is what each voter was given where the rule is Equal Shares (exact), `rounds` how many
    endowments were tried. `replaced_by` is "greedy" where a comparison step preferred greedy's outcome.
    """

    rule: str
    budget: Number
    funded: tuple[str, ...]
    spent: Number
    left: Number
    voters: int
    decisions: tuple[Decision, ...]
    ties: tuple[TieMet, ...] = ()
    pots: tuple[PotOutcome, ...] = ()
    trace: tuple[Step, ...] = ()
    endowment: Number | None = None
    replaced_by: str = ""
    index: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "index", {decision.project: at for at, decision in enumerate(self.decisions)}
        )

    def decision(self, project: str) -> Decision:
        """The decision on one project. Raises KeyError."""
        return self.decisions[self.index[project]]
