"""What was pledged to each campaign, and by whom: read once, in any order."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .shapes import Campaign, Limits, Pledge


@dataclass(slots=True)
class Tally:
    """`pledged` is all that was pledged, `counted` what of it counts; `given` and `wished` are what each
    person who counts pledged, and what the ratio adds to it."""

    campaign: Campaign
    pledged: int = 0
    counted: int = 0
    given: dict[int, int] = field(default_factory=dict)
    wished: dict[int, int] = field(default_factory=dict)

    @property
    def backers(self) -> int:
        return len(self.given)

    @property
    def room(self) -> int:
        """What the target leaves once the pledges are in."""
        return max(0, self.campaign.target - self.pledged)

    def add(self, pledge: Pledge, limits: Limits) -> None:
        if pledge.amount <= 0:
            raise ValueError("a pledge is above zero")
        self.pledged += pledge.amount
        if pledge.counts:
            person = pledge.person
            self.counted += pledge.amount
            self.given[person] = self.given.get(person, 0) + pledge.amount
            self.wished[person] = self.wished.get(person, 0) + limits.wished(pledge.amount)

    def meets(self, limits: Limits) -> bool:
        return limits.are_met(self.campaign.target, self.backers, self.counted)

    def most(self, limits: Limits) -> int:
        """No match is above this: the room that pledges leave, and the limits for a campaign."""
        cap = limits.cap(self.campaign.target)
        return self.room if cap is None else min(self.room, cap)


def tallies_of(campaigns: Iterable[Campaign], pledges: Iterable[Pledge], limits: Limits) -> dict[int, Tally]:
    """By campaign's id. Raises KeyError for a pledge to a campaign that is not there."""
    tallies = {each.id: Tally(each) for each in sorted(campaigns, key=lambda each: each.id)}
    for pledge in pledges:
        tallies[pledge.campaign].add(pledge, limits)
    return tallies
