"""Every rule a second time, voter by voter with fractions, from the papers and docs/rules.md: slow, and
sharing nothing with the engine but the shapes of its input."""

from dataclasses import dataclass, field, replace
from fractions import Fraction

from budgeting.allocation import Instance, Profile, Rule, TieRule

Voter = tuple[tuple[str, ...], dict[str, Fraction]]
LONGEST = 3_000


class TooLongError(Exception):
    """Add1 would have to walk too many steps for a test."""


def funded_by(instance: Instance, profile: Profile, rule: Rule, tie_rule: TieRule | None = None) -> list[str]:
    """The funded ids in order, area by area."""
    voters = [
        (ballot.choices, dict(zip(ballot.choices, map(Fraction, ballot.points), strict=False)))
        for ballot in profile
        for _ in range(ballot.count)
    ]
    place = {id: at for at, id in enumerate((tie_rule or TieRule()).ranking(instance.projects))}
    longest = profile.max_length or max((len(ballot.choices) for ballot in profile), default=0)
    funded, moved = [], Fraction(0)
    areas = sorted((area.id, Fraction(area.budget)) for area in instance.areas)
    for area, money in [*areas, ("", Fraction(instance.budget))]:
        last = area == ""
        inside = {p.id for p in instance.projects if not areas or p.area == area}
        heard = [_cut(voter, inside) for voter in voters if not areas or inside & set(voter[0])]
        own = replace(rule, greedy_end=True) if not last and instance.leftover == "next-best" else rule
        if areas and profile.kind == "ordinal" and not profile.max_length:
            longest = max((len(names) for names, _ in heard), default=0)
        count = Pot(instance, inside, heard, money + (moved if last else 0), own, place, longest, set(funded))
        here = count.outcome()
        funded += here
        if instance.leftover != "stays":
            moved += money - count.spent(here)
    return funded


def _cut(voter: Voter, inside: set[str]) -> Voter:
    names, points = voter
    return tuple(id for id in names if id in inside), {id: p for id, p in points.items() if id in inside}


@dataclass
class Pot:
    """One pot's election. `before` won in earlier pots."""

    instance: Instance
    inside: set[str]
    voters: list[Voter]
    budget: Fraction
    rule: Rule
    place: dict[str, int]
    longest: int
    before: set[str]
    points: list[dict[str, Fraction]] = field(init=False)
    names: list[set[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.by_id = {p.id: p for p in self.instance.projects}
        self.cost = {id: Fraction(self.by_id[id].cost) for id in self.inside}
        self.names = [{id for id in chosen if self._means_it(points, id)} for chosen, points in self.voters]
        self.points = [self._grades(chosen, points) for chosen, points in self.voters]
        if self.rule.score in ("score", "borda") and self.rule.method != "expanding-approvals":
            self.names = [set(grades) for grades in self.points]
        few = self.instance.minimum_support
        self.running = {id for id in self.inside if self.votes(id) >= few}

    @staticmethod
    def _means_it(points: dict[str, Fraction], id: str) -> bool:
        return not points or points[id] > 0

    def _grades(self, chosen: tuple[str, ...], points: dict[str, Fraction]) -> dict[str, Fraction]:
        """What one voter gives each project, under this rule; nothing where it is zero."""
        given = {}
        for place, id in enumerate(chosen):
            grade = {
                "votes": Fraction(1 if self._means_it(points, id) else 0),
                "points": points.get(id, Fraction(0)) if points else Fraction(1),
                "score": Fraction(self.longest - place),
                "borda": Fraction(len(chosen) - place - 1),
            }[self.rule.score]
            if grade > 0:
                given[id] = grade
        return given

    def votes(self, id: str) -> int:
        return sum(id in names for names in self.names)

    def score(self, id: str) -> Fraction:
        return sum((grades.get(id, Fraction(0)) for grades in self.points), Fraction(0))

    def spent(self, funded: list[str]) -> Fraction:
        return sum((self.cost[id] for id in funded), Fraction(0))

    def allowed(self, id: str, funded: list[str]) -> bool:
        """Whether no condition other than the pot bars it now."""
        won = self.before | set(funded)
        mine = self.by_id[id]
        if id not in self.running or not set(mine.needs) <= won:
            return False
        if any(other in mine.excludes or id in self.by_id[other].excludes for other in won):
            return False
        for name, cap in self.instance.category_caps:
            if name in mine.categories:
                used = sum(Fraction(self.by_id[o].cost) for o in won if name in self.by_id[o].categories)
                if used + self.cost[id] > max(Fraction(cap), used):
                    return False
        return True

    def outcome(self) -> list[str]:
        method = self.rule.method
        if method == "phragmen":
            funded = self.phragmen()
        elif method == "expanding-approvals":
            funded = self.expanding_approvals()
        elif method == "greedy":
            funded = self.greedy([], self._worth, skip=self.rule.skip)
        elif self.rule.completion == "none":
            funded = self.equal_shares(self.budget / len(self.voters) if self.voters else Fraction(0))
        else:
            funded = self.add1()
        if self.rule.greedy_end:
            funded = self.greedy(funded, lambda id: (0, Fraction(self.votes(id))), skip=True)
        return self.compared(funded) if self.rule.comparison else funded

    def _worth(self, id: str) -> tuple[int, Fraction]:
        score = self.score(id)
        if not self.rule.density or not score:
            return (0, score)
        return (0, score / self.cost[id]) if self.cost[id] else (1, Fraction(0))

    def greedy(self, start, worth, *, skip) -> list[str]:
        """Each turn the best that is neither barred nor passed over for good."""
        funded, passed = list(start), set()
        if self.rule.threshold and self.rule.method == "greedy":
            passed = {id for id in self.inside if self.score(id) < Fraction(self.instance.threshold)}
        while True:
            open_now = [id for id in self.running - passed - set(funded) if self.allowed(id, funded)]
            if not open_now:
                return funded
            best = max(worth(id) for id in open_now)
            id = min((id for id in open_now if worth(id) == best), key=self.place.__getitem__)
            if self.cost[id] <= self.budget - self.spent(funded):
                funded.append(id)
            elif skip:
                passed.add(id)
            else:
                return funded

    def equal_shares(self, endowment: Fraction) -> list[str]:
        money, funded = [endowment for _ in self.voters], []
        while True:
            prices = {}
            for id in self.inside - set(funded):
                if self.allowed(id, funded) and (price := self._price(id, money)) is not None:
                    by = self.cost[id] if self.rule.by_cost and self.cost[id] else 1
                    prices[id] = price / by
            if not prices:
                return funded
            lowest = min(prices.values())
            id = min((id for id in prices if prices[id] == lowest), key=self.place.__getitem__)
            rate = self._price(id, money)
            for at, grades in enumerate(self.points):
                if id in grades:
                    money[at] -= min(money[at], rate * grades[id])
            funded.append(id)

    def _price(self, id: str, money: list[Fraction]) -> Fraction | None:
        """The rate r with sum of min(money, r * grade) = cost; 0 for what costs nothing, None: not
        affordable."""
        supporters = [(money[at], grades[id]) for at, grades in enumerate(self.points) if id in grades]
        if not supporters or sum(have for have, _ in supporters) < self.cost[id]:
            return None
        if not self.cost[id]:
            return Fraction(0)
        limits = sorted({have / grade for have, grade in supporters})
        for limit in limits:
            if sum(min(have, limit * grade) for have, grade in supporters) >= self.cost[id]:
                poor = sum((have for have, grade in supporters if have / grade < limit), Fraction(0))
                rich = sum((grade for have, grade in supporters if have / grade >= limit), Fraction(0))
                return (self.cost[id] - poor) / rich
        raise AssertionError("supporters who have the money can pay")

    def add1(self) -> list[str]:
        """Both kinds, walked step by step."""
        if not self.voters:
            return self.equal_shares(Fraction(0))
        city, step = self.rule.completion == "add1-city", Fraction(self.rule.increment)
        start = self.budget / len(self.voters)
        standing = self.equal_shares(start)
        for turn in range(LONGEST):
            rest = [
                id
                for id in self.inside
                if id not in standing and self.cost[id] and self.score(id) and self.allowed(id, standing)
            ]
            left = self.budget - self.spent(standing)
            if (city and not rest) or (not city and all(self.cost[id] > left for id in rest)):
                return standing
            given = start // step * step + step * (turn + 1) if city else start + step * (turn + 1)
            funded = self.equal_shares(given)
            if self.spent(funded) > self.budget:
                return standing
            standing = funded
        raise TooLongError

    def compared(self, shares: list[str]) -> list[str]:
        greedy = self.greedy([], lambda id: (0, Fraction(self.votes(id))), skip=True)
        better = sum(len(names & set(greedy)) > len(names & set(shares)) for names in self.names)
        worse = sum(len(names & set(greedy)) < len(names & set(shares)) for names in self.names)
        return greedy if better > worse else shares

    def phragmen(self) -> list[str]:
        """Purses fill by one a time unit; who can pay is bought, its supporters' purses are empty again."""
        purses, funded = [Fraction(0) for _ in self.voters], []
        while True:
            waits = {}
            for id in self.inside - set(funded):
                if self.cost[id] > self.budget or not self.allowed(id, funded):
                    continue
                have = [purses[at] for at, names in enumerate(self.names) if id in names]
                waits[id] = (0, (self.cost[id] - sum(have)) / len(have)) if have else (1, Fraction(0))
            tied = [id for id in waits if waits[id] == min(waits.values())]
            left = self.budget - self.spent(funded)
            if not tied or any(self.cost[id] > left for id in tied):
                return funded
            id = min(tied, key=self.place.__getitem__)
            for at, names in enumerate(self.names):
                purses[at] = Fraction(0) if id in names else purses[at] + waits[id][1]
            funded.append(id)

    def expanding_approvals(self) -> list[str]:
        weight, funded = [Fraction(1) for _ in self.voters], []
        for rank in range(1, max((len(chosen) for chosen, _ in self.voters), default=0) + 1):
            while True:
                support = {
                    id: sum(
                        (
                            w
                            for w, (chosen, _) in zip(weight, self.voters, strict=True)
                            if id in chosen[:rank]
                        ),
                        Fraction(0),
                    )
                    for id in self.inside - set(funded)
                    if any(id in chosen[:rank] for chosen, _ in self.voters)
                }
                ready = [
                    id
                    for id in support
                    if self.cost[id] <= self.budget - self.spent(funded)
                    and self.allowed(id, funded)
                    and support[id] * self.budget >= len(self.voters) * self.cost[id]
                ]
                if not ready:
                    break
                id = min(ready, key=lambda id: (self._dearness(id, support), self.place[id]))
                quota = len(self.voters) * self.cost[id] / self.budget if self.cost[id] else Fraction(0)
                for at, (chosen, _) in enumerate(self.voters):
                    if id in chosen[:rank] and quota:
                        weight[at] *= 1 - quota / support[id]
                funded.append(id)
        return funded

    def _dearness(self, id: str, support: dict[str, Fraction]) -> tuple[int, Fraction]:
        """For the council's choice: least cost per support first; without it all are alike."""
        if not self.rule.council or not self.cost[id]:
            return (0, Fraction(0))
        return (1, -support[id] / self.cost[id])
