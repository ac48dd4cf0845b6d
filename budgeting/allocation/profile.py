"""What people voted: equal ballots are kept once with their number, in flat arrays that the rules read
directly."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from .errors import AllocationError
from .numbers import Number, common_unit, plain

Kind = Literal["approval", "choose-1", "ordinal", "cumulative", "scoring"]
KINDS: tuple[Kind, ...] = ("approval", "choose-1", "ordinal", "cumulative", "scoring")
Ints = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Ballot:
    """One distinct ballot: project ids (in the voter's order on ordinal ballots), points if any, and how
    many cast it."""

    choices: tuple[str, ...]
    points: tuple[Number, ...]
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """All ballots of one election, equal ones grouped.

    `counts[g]` voters cast ballot g, which names the projects `choices[starts[g]:starts[g + 1]]` (positions
    in `ids`). `points` runs beside `choices` on cumulative and scoring ballots, in units of
    1/`points_unit`. `max_length` is the longest ballot that was allowed (0: not said). Equal profiles may
    list their groups in any order.
    """

    kind: Kind
    ids: tuple[str, ...]
    counts: Ints
    starts: Ints
    choices: Ints
    points: Ints | None = None
    points_unit: int = 1
    max_length: int = 0

    @property
    def voters(self) -> int:
        """The number of ballots, empty ones included."""
        return int(self.counts.sum())

    @property
    def distinct(self) -> int:
        return len(self.counts)

    @property
    def longest(self) -> int:
        """The length of the longest ballot cast."""
        return int(np.diff(self.starts).max()) if self.distinct else 0

    def __iter__(self) -> Iterator[Ballot]:
        for at, count in enumerate(self.counts.tolist()):
            part = slice(int(self.starts[at]), int(self.starts[at + 1]))
            names = tuple(self.ids[choice] for choice in self.choices[part].tolist())
            points: tuple[Number, ...] = ()
            if self.points is not None:
                points = tuple(
                    plain(Fraction(point, self.points_unit)) for point in self.points[part].tolist()
                )
            yield Ballot(names, points, count)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Profile):
            return NotImplemented
        mine, theirs = (self.kind, self.ids, self.max_length), (other.kind, other.ids, other.max_length)
        return mine == theirs and self.as_counts() == other.as_counts()

    def __hash__(self) -> int:
        return hash((self.kind, self.ids, self.voters))

    def as_counts(self) -> dict[tuple[Hashable, Hashable], int]:
        """(choices, points) to the number of voters, for comparing two profiles."""
        return {(ballot.choices, ballot.points): ballot.count for ballot in self}


def approval_profile(
    ids: Sequence[str], ballots: Iterable[tuple[Iterable[str], int]], **more: Any
) -> Profile:
    """Approval ballots: (approved project ids, how many voters cast exactly this) pairs."""
    return _from_names("approval", ids, ((names, None, count) for names, count in ballots), more)


def ordinal_profile(ids: Sequence[str], ballots: Iterable[tuple[Iterable[str], int]], **more: Any) -> Profile:
    """Ranked ballots, best first. `max_length=` is the longest ballot that was allowed."""
    return _from_names("ordinal", ids, ((names, None, count) for names, count in ballots), more)


def cumulative_profile(
    ids: Sequence[str], ballots: Iterable[tuple[Mapping[str, Number], int]], **more: Any
) -> Profile:
    """Ballots that give points: (project id to points, number of voters) pairs."""
    rows = ((points.keys(), tuple(points.values()), count) for points, count in ballots)
    return _from_names("cumulative", ids, rows, more)


def _from_names(
    kind: Kind,
    ids: Sequence[str],
    rows: Iterable[tuple[Iterable[str], tuple[Number, ...] | None, int]],
    more: dict[str, Any],
) -> Profile:
    index = {id: at for at, id in enumerate(ids)}
    grouped: dict[tuple[tuple[int, ...], tuple[Number, ...]], int] = {}
    for names, points, count in rows:
        try:
            choices = [index[name] for name in names]
        except KeyError as unknown:
            raise AllocationError("vote", f"a ballot names an unknown project ({unknown.args[0]})") from None
        if count < 0:
            raise AllocationError("vote", f"a ballot is counted {count} times")
        key = canonical_ballot(kind, choices, points)
        grouped[key] = grouped.get(key, 0) + count
    return grouped_profile(kind, ids, grouped, **more)


def canonical_ballot(
    kind: Kind, choices: Sequence[int], points: Sequence[Number] | None
) -> tuple[tuple[int, ...], tuple[Number, ...]]:
    """One form for equal ballots: a project named twice counts once (first place; last points), sets are
    sorted."""
    if points is not None:
        given = dict(zip(choices, points, strict=True))
        pairs = sorted(given.items())
        return tuple(choice for choice, _ in pairs), tuple(point for _, point in pairs)
    if kind == "ordinal":
        return tuple(dict.fromkeys(choices)), ()
    return tuple(sorted(set(choices))), ()


def grouped_profile(
    kind: Kind,
    ids: Sequence[str],
    grouped: Mapping[tuple[tuple[int, ...], tuple[Number, ...]], int],
    *,
    max_length: int = 0,
) -> Profile:
    """A profile from canonical ballots (positions in `ids`, points) and their numbers."""
    counts = np.fromiter(grouped.values(), dtype=np.int64, count=len(grouped))
    starts = np.zeros(len(grouped) + 1, dtype=np.int64)
    np.cumsum(
        np.fromiter((len(key[0]) for key in grouped), dtype=np.int64, count=len(grouped)), out=starts[1:]
    )
    total = int(starts[-1])
    choices = np.fromiter((at for key in grouped for at in key[0]), dtype=np.int32, count=total)
    if kind not in ("cumulative", "scoring"):
        return Profile(kind, tuple(ids), counts, starts, choices, max_length=max_length)
    points, unit = _whole_points([point for key in grouped for point in key[1]])
    return Profile(kind, tuple(ids), counts, starts, choices, points, unit, max_length)


def _whole_points(given: list[Number]) -> tuple[Ints, int]:
    unit = common_unit(given)
    whole = [int(point * unit) for point in given]
    wide = any(abs(point) >= 2**62 for point in whole)
    return np.array(whole, dtype=object if wide else np.int64), unit
