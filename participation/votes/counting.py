"""How polls are counted, in whole numbers and without Django.

Ranked polls are counted by instant run-off: while nobody has more than half of the votes that still count,
the option with the fewest first places drops out, and its votes move to the next place on each. Where
several have the fewest, every order of dropping out is followed ("parallel universes": V. Conitzer,
M. Rognlie and L. Xia, Preference Functions That Score Rankings and Maximum Likelihood Estimation, IJCAI
2009), so that no tie is broken silently: either all orders give the same winner, or the result is a tie.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Ranking = tuple[int, ...]
Options = frozenset[int]
Rankings = Mapping[Ranking, int]


@dataclass(frozen=True)
class CountingRound:
    """`votes` of each option still in; `dropped` leaves after it, one of the `fewest` that had least."""

    votes: dict[int, int]
    ended: int
    fewest: tuple[int, ...] = ()
    dropped: int | None = None


@dataclass(frozen=True)
class RunOff:
    """`winners` has several members only when ties decide the outcome; the rounds are those of one order."""

    winners: tuple[int, ...]
    rounds: tuple[CountingRound, ...]


def run_off(options: Sequence[int], rankings: Rankings) -> RunOff:
    """Count rankings (best first, any length) of these options. Without a vote there is no winner."""
    if not any(ranking for ranking in rankings):
        return RunOff((), ())
    winners = _winners(frozenset(options), rankings, {})
    return RunOff(tuple(each for each in options if each in winners), tuple(_one_way(options, rankings)))


def _one_way(options: Sequence[int], rankings: Rankings) -> Iterable[CountingRound]:
    """Rounds to show: of options that share last place, the one lower on the list drops out first."""
    left = list(options)
    while True:
        votes, ended = first_places(left, rankings)
        if _leader(votes) is not None or len(left) == 1:
            yield CountingRound(votes, ended)
            return
        fewest = _fewest(votes)
        if len(fewest) == len(left):
            yield CountingRound(votes, ended, fewest)
            return
        yield CountingRound(votes, ended, fewest, fewest[-1])
        left.remove(fewest[-1])


def first_places(left: Sequence[int], rankings: Rankings) -> tuple[dict[int, int], int]:
    """Votes of each option by its highest place among those left, and votes that name none of them."""
    votes, ended, still = dict.fromkeys(left, 0), 0, set(left)
    for ranking, times in rankings.items():
        top = next((option for option in ranking if option in still), None)
        if top is None:
            ended += times
        else:
            votes[top] += times
    return votes, ended


def _winners(left: Options, rankings: Rankings, known: dict[Options, Options]) -> Options:
    """Every option that wins in some order of dropping out those who share last place."""
    if left not in known:
        votes, _ended = first_places(sorted(left), rankings)
        leader = _leader(votes)
        if leader is not None or len(left) == 1:
            known[left] = frozenset([leader]) if leader is not None else left
        else:
            followed = (_winners(left - {each}, rankings, known) for each in _fewest(votes))
            known[left] = frozenset().union(*followed)
    return known[left]


def _leader(votes: Mapping[int, int]) -> int | None:
    """The option with more than half of the votes that still count."""
    counted = sum(votes.values())
    return next((option for option, number in votes.items() if 2 * number > counted), None)


def _fewest(votes: Mapping[int, int]) -> tuple[int, ...]:
    least = min(votes.values())
    return tuple(option for option, number in votes.items() if number == least)


def rankings_of(places: Iterable[tuple[int, int, int]]) -> Counter[Ranking]:
    """Rankings with their number, from (vote, place, option) in any order."""
    votes: dict[int, list[tuple[int, int]]] = {}
    for vote, place, option in places:
        votes.setdefault(vote, []).append((place, option))
    return Counter(tuple(option for _place, option in sorted(each)) for each in votes.values())


def percent(part: int, whole: int) -> int:
    """The share in whole per cent, halves upward; 0 of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def average_in_tenths(points: int, voters: int) -> int:
    """The average times ten, halves upward; 0 of nobody."""
    return (20 * points + voters) // (2 * voters) if voters else 0
