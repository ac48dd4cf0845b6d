"""Who goes first among equals: by a given order, by id, by cost, or by a public lot that anyone can draw
again."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from .errors import AllocationError
from .instance import Project

TieKind = Literal["id", "order", "cost", "lot", "none"]
TIE_KINDS: tuple[TieKind, ...] = ("id", "order", "cost", "lot", "none")


@dataclass(frozen=True, slots=True)
class TieRule:
    """How ties are broken. `order` (first wins) goes with kind "order", `seed` with kind "lot".

    "id": smallest id by code point. "cost": cheapest, then smallest id. "none": a tie that matters stops
    the count.
    """

    kind: TieKind = "id"
    order: tuple[str, ...] = ()
    seed: str = ""

    def __post_init__(self) -> None:
        if self.kind not in TIE_KINDS:
            raise AllocationError("tie rule", f"{self.kind!r} is not one of {', '.join(TIE_KINDS)}")
        if len(set(self.order)) != len(self.order):
            raise AllocationError("tie rule", "the order names a project twice")

    def ranking(self, projects: Iterable[Project]) -> list[str]:
        """The ids of these projects, the one that wins ties first. Kind "none" ranks by id, for exploring
        alone."""
        listed = list(projects)
        if self.kind == "order":
            if missing := {project.id for project in listed} - set(self.order):
                raise AllocationError("tie rule", f"the order does not name {', '.join(sorted(missing))}")
            place = {id: at for at, id in enumerate(self.order)}
            return sorted((project.id for project in listed), key=place.__getitem__)
        if self.kind == "lot":
            return sorted((project.id for project in listed), key=lambda id: (lot_number(self.seed, id), id))
        if self.kind == "cost":
            return [project.id for project in sorted(listed, key=lambda project: (project.cost, project.id))]
        return sorted(project.id for project in listed)


def lot_number(seed: str, project_id: str) -> str:
    """What a project draws in a public lot: SHA-256 of the seed, a line feed and its id; the smallest goes
    first."""
    return sha256(f"{seed}\n{project_id}".encode()).hexdigest()


def commitment_of(secret: str) -> str:
    """What is published before opening: the SHA-256 of the secret, in hex."""
    return sha256(secret.encode()).hexdigest()


def public_lot(*, secret: str, commitment: str, draw: str) -> TieRule:
    """A lot whose seed is the secret, a line feed and the result of the named public draw that took place
    later.

    Raises AllocationError when the secret is not the one whose hash was published.
    """
    if commitment_of(secret) != commitment:
        raise AllocationError(
            "tie rule", "the secret does not match the hash that was published before opening"
        )
    return TieRule("lot", seed=f"{secret}\n{draw}")
