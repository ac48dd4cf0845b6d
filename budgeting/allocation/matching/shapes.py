"""What a match fund is asked about: campaigns, pledges, and the limits that a council declares."""

from dataclasses import dataclass
from enum import StrEnum


class Sharing(StrEnum):
    """How the pot is shared when it is too small for all."""

    FIRST_COME = "first_come"
    RANKED = "ranked"
    PROPORTIONAL = "proportional"
    QUADRATIC = "quadratic"


@dataclass(frozen=True, slots=True)
class Campaign:
    """Amounts in minor units; it goes ahead from `minimum`. The smaller id was set up earlier."""

    id: int
    target: int
    minimum: int = 0


@dataclass(frozen=True, slots=True)
class Pledge:
    """`amount` minor units by the person (a verified identity) `person`; above zero.

    `counts` is False for the organiser, the payee and people connected to them: their money is raised like
    any other, but earns no match and makes no backer.
    """

    campaign: int
    person: int
    amount: int
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Limits:
    """What a council declares beside the sharing rule, in minor units; None where it set no limit.

    `ratio_match` follows each `ratio_pledge`. `per_pledge`, `per_person` (over all campaigns),
    `per_campaign` and `percent_of_target` bound the match. Below `minimum_backers` distinct people, or when
    they pledged less than `minimum_percent` of the target, a campaign gets nothing; with `council_not_first`
    it needs two people, so that the council never stands beside the first alone. The quadratic rule knows no
    ratio, and no limit for a pledge or a person.
    """

    ratio_match: int = 1
    ratio_pledge: int = 1
    per_pledge: int | None = None
    per_person: int | None = None
    per_campaign: int | None = None
    percent_of_target: int | None = None
    minimum_backers: int = 0
    minimum_percent: int = 0
    council_not_first: bool = False

    def __post_init__(self) -> None:
        if self.ratio_match <= 0 or self.ratio_pledge <= 0:
            raise ValueError("both sides of a ratio are above zero")

    @property
    def backers_needed(self) -> int:
        return max(self.minimum_backers, 2 if self.council_not_first else 1)

    def wished(self, pledge: int) -> int:
        """What a pledge asks for by ratio, rounded down, within the limit for one pledge."""
        wish = pledge * self.ratio_match // self.ratio_pledge
        return wish if self.per_pledge is None else min(wish, self.per_pledge)

    def cap(self, target: int) -> int | None:
        """The most for a campaign with this target, whatever is pledged."""
        share = None if self.percent_of_target is None else target * self.percent_of_target // 100
        declared = [limit for limit in (self.per_campaign, share) if limit is not None]
        return min(declared, default=None)

    def are_met(self, target: int, backers: int, counted: int) -> bool:
        """Whether enough people gave enough (`counted`, in minor units) for the council to follow."""
        return backers >= self.backers_needed and counted * 100 >= target * self.minimum_percent
