"""The money of one funded project: what the vote gave, what was added, spent and given back."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ProjectMoney:
    """Minor units. `final` is what the project cost in the end, None until its books are closed."""

    voted: int
    extra: int
    reported: int
    final: int | None
    # Of a project that cannot be built: what was left of its money.
    released: int | None

    @property
    def approved(self) -> int:
        return self.voted + self.extra

    @property
    def spent(self) -> int:
        if self.released is not None:
            return self.approved - self.released
        return self.reported if self.final is None else self.final

    @property
    def returned(self) -> int:
        """What left the project again; the pot has it, or the project that stepped in."""
        if self.released is not None:
            return self.released
        return 0 if self.final is None else self.approved - self.final

    @property
    def settled(self) -> bool:
        """Nothing of its money moves any more."""
        return self.final is not None or self.released is not None

    @property
    def limit(self) -> int:
        """The most that a report may say was spent."""
        return self.approved if self.final is None else self.final


def money_of(project: Any) -> ProjectMoney:
    """For a project of `works.funded_projects()`; no query."""
    given_up = getattr(project, "undelivered", None)
    return ProjectMoney(
        voted=project.cost,
        extra=project.extra or 0,
        reported=project.spent or 0,
        final=project.final,
        released=given_up.released if given_up else None,
    )
