"""Conditions other than the pot that bar a project: conflicts, missing dependencies, full categories, too
few supporters."""

from dataclasses import dataclass, field

from .problem import Problem

CONFLICT, NEEDS, CATEGORY = "lost_conflict", "lost_needs", "lost_category"


@dataclass(slots=True)
class Bars:
    """Who is barred given what is funded. A conflict or a full category bars for good; a project whose
    needed one is not funded waits and may come back."""

    problem: Problem
    excluded_by: dict[int, int] = field(default_factory=dict)
    category_left: dict[str, int] = field(default_factory=dict)
    funded: set[int] = field(default_factory=set)
    rivals: list[set[int]] = field(default_factory=list)
    needs: list[list[int]] = field(default_factory=list)
    active: bool = False

    @classmethod
    def of(cls, problem: Problem) -> "Bars":
        """No project funded yet."""
        instance = problem.instance
        bars = cls(problem, active=instance.constrained or any(problem.barred))
        if instance.constrained:
            bars.category_left = {name: int(cap * problem.unit) for name, cap in instance.category_caps}
            bars.needs = [[instance.index[id] for id in p.needs] for p in instance.projects]
            bars.rivals = [{instance.index[id] for id in p.excludes} for p in instance.projects]
            for p, rivals in enumerate(bars.rivals):
                for rival in rivals:
                    bars.rivals[rival].add(p)
        return bars

    def copy(self) -> "Bars":
        """The same state, to go on with separately."""
        return Bars(
            self.problem,
            dict(self.excluded_by),
            dict(self.category_left),
            set(self.funded),
            self.rivals,
            self.needs,
            self.active,
        )

    def fund(self, p: int) -> None:
        """Takes note that p is funded."""
        self.funded.add(p)
        if not self.rivals:
            return
        for rival in self.rivals[p]:
            self.excluded_by.setdefault(rival, p)
        for name in set(self.problem.instance.projects[p].categories) & self.category_left.keys():
            self.category_left[name] -= self.problem.costs[p]

    def bar(self, p: int) -> str:
        """The code of what bars p now, or an empty text."""
        if not self.active:
            return ""
        if self.problem.barred[p]:
            return self.problem.barred[p]
        if not self.rivals:
            return ""
        if p in self.excluded_by:
            return CONFLICT
        if self.full_category(p):
            return CATEGORY
        return NEEDS if any(other not in self.funded for other in self.needs[p]) else ""

    def full_category(self, p: int) -> str:
        """The first category of p whose cap has no room for it, or an empty text."""
        for name in self.problem.instance.projects[p].categories:
            if self.problem.costs[p] > self.category_left.get(name, self.problem.costs[p]):
                return name
        return ""

    def open_to(self, p: int, cost: int) -> str:
        """Whether a p of this cost, taken out of the count, could be bought now: "" yes, "wait" or
        "never"."""
        if not self.rivals:
            return ""
        names = self.problem.instance.projects[p].categories
        room = min((self.category_left[name] for name in names if name in self.category_left), default=cost)
        if p in self.excluded_by or cost > room:
            return "never"
        return "wait" if any(other not in self.funded for other in self.needs[p]) else ""

    def others(self, p: int) -> tuple[str, ...]:
        """The ids (or the category's name) that the bar on p is about."""
        code = self.bar(p)
        if code == CONFLICT:
            return (self.problem.ids[self.excluded_by[p]],)
        if code == NEEDS:
            return tuple(self.problem.ids[other] for other in self.needs[p] if other not in self.funded)
        return (self.full_category(p),) if code == CATEGORY else ()
