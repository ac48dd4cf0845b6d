"""What is voted on: projects, their costs, the pots they are paid from and the conditions between them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from .errors import AllocationError
from .numbers import Number

CITYWIDE = ""
Leftover = Literal["stays", "moves", "next-best"]


@dataclass(frozen=True, slots=True)
class Project:
    """One costed project. `cost` is exact, in the currency's smallest unit or any unit shared with the
    budget."""

    id: str
    cost: Number
    name: str = ""
    area: str = CITYWIDE
    categories: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the city with a pot of its own."""

    id: str
    budget: Number


@dataclass(frozen=True, slots=True)
class Instance:
    """Projects and money. `budget` is the limit of the one pot, or of the shared (citywide) one where there
    are areas.

    `category_caps` limit what may be spent on a category. A project with fewer supporters than
    `minimum_support` leaves before counting. `threshold` is a score below which greedy skips a project.
    `leftover` says what becomes of the money that an area does not spend. `outside` are projects that the
    outcome of another pot bars from this one.
    """

    projects: tuple[Project, ...]
    budget: Number
    areas: tuple[Area, ...] = ()
    category_caps: tuple[tuple[str, Number], ...] = ()
    minimum_support: int = 0
    threshold: Number = 0
    leftover: Leftover = "stays"
    outside: frozenset[str] = frozenset()
    index: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", {project.id: at for at, project in enumerate(self.projects)})
        _check_money(self)
        _check_names(self)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(project.id for project in self.projects)

    @property
    def constrained(self) -> bool:
        """Whether any condition other than the pot can bar a project."""
        return bool(self.category_caps) or any(p.needs or p.excludes for p in self.projects)


def instance_of(costs: Iterable[tuple[str, Number]], budget: Number) -> Instance:
    """An instance from (project id, cost) pairs."""
    return Instance(tuple(Project(id, cost) for id, cost in costs), budget)


def _check_money(instance: Instance) -> None:
    if instance.budget < 0:
        raise AllocationError("budget", f"{instance.budget} is below zero")
    for project in instance.projects:
        if project.cost < 0:
            raise AllocationError("cost", f"project {project.id} has a cost below zero ({project.cost})")
    for name, amount in [(area.id, area.budget) for area in instance.areas] + list(instance.category_caps):
        if amount < 0:
            raise AllocationError("budget", f"{name} has a limit below zero ({amount})")


def _check_names(instance: Instance) -> None:
    if len(instance.index) != len(instance.projects):
        seen: set[str] = set()
        twice = next(p.id for p in instance.projects if p.id in seen or seen.add(p.id))  # type: ignore[func-returns-value]
        raise AllocationError("project_id", f"project {twice} is listed twice")
    areas = {area.id for area in instance.areas}
    if len(areas) != len(instance.areas) or CITYWIDE in areas:
        raise AllocationError("areas", "each area needs a name of its own")
    if instance.leftover not in ("stays", "moves", "next-best"):
        raise AllocationError("leftover", f"{instance.leftover!r} is not stays, moves or next-best")
    for project in instance.projects:
        if project.area != CITYWIDE and project.area not in areas and instance.areas:
            raise AllocationError("area", f"project {project.id} lies in an unknown area ({project.area})")
        for other in project.needs + project.excludes:
            if other not in instance.index or other == project.id:
                raise AllocationError(
                    "needs", f"project {project.id} names {other}, which is not another project"
                )
